// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Expiry, ExpiryPolicy} from "../types/ExpiryTypes.sol";
import {Outage} from "../types/SequencerTypes.sol";
import {TimeMath} from "./TimeMath.sol";

/// @title How outages move an expiry
/// @notice Pure and saturating; never reverts. The rule stands in {IExpiryClock}. Each outage is judged by what was known when it
/// ended (its own end, and the start of its burst), so that a later outage can move an expiry to a later time only, and cannot open
/// one that has passed.
/// @dev Checks: nothing. Does not check: that outages are ordered, disjoint, true, and overlap the span; that is the ledger's.
library ExpiryMath {
    using TimeMath for uint40;

    /// @notice An outage moves an expiry when it has a second in common with this span, `[from, to)`.
    /// @param expiry The expiry without outages.
    /// @param p Parameters.
    /// @return from Start, inclusive: an outage that ended at or before it does not count.
    /// @return to End, exclusive: an outage dated at or after it does not count.
    function firstSpan(uint40 expiry, ExpiryPolicy memory p) internal pure returns (uint40 from, uint40 to) {
        return (expiry.sub(p.window), startableAt(expiry, p.detectionLag));
    }

    /// @notice The same for an extension that ends at `at`.
    /// @param at Effective expiry so far.
    /// @param p Parameters.
    /// @return from Start, inclusive.
    /// @return to End, exclusive.
    function nextSpan(uint40 at, ExpiryPolicy memory p) internal pure returns (uint40 from, uint40 to) {
        return (at.sub(p.lastCall), startableAt(at, p.detectionLag));
    }

    /// @notice The first second in which no outage can move an expiry any more: one dated then or later began after it. A
    /// settlement may start in it.
    /// @param at Effective expiry so far.
    /// @param detectionLag How long after the last block an outage is dated at most.
    /// @return time The second.
    function startableAt(uint40 at, uint40 detectionLag) internal pure returns (uint40 time) {
        return at.add(detectionLag).add(1);
    }

    /// @notice Moves an expiry by the outages of one span.
    /// @param e The expiry so far; changed.
    /// @param outages Outages that overlap the span, oldest first.
    /// @param visibilityLag How much later than its L1 time a recovery can be seen.
    /// @param p Parameters.
    /// @return moved Whether it is later now.
    function extend(
        Expiry memory e,
        Outage[] memory outages,
        uint40 visibilityLag,
        ExpiryPolicy memory p
    ) internal pure returns (bool moved) {
        uint256 count = outages.length;
        if (count == 0) return false;
        disrupt(e, outages[0].start, p);
        e.recoveredAt = outages[count - 1].end;
        for (uint256 i = 0; i < count; ++i) {
            Outage memory o = outages[i];
            uint40 right = o.end.sub(o.mergedStart).max(p.minExtension).min(p.maxExtension);
            uint40 at = o.end.add(visibilityLag).add(right);
            if (at > e.at) (e.at, moved) = (at, true);
        }
    }

    /// @notice Notes when the first outage that counts took the chain away.
    /// @param e The expiry so far; changed.
    /// @param start What the feed gives as the outage's start.
    /// @param p Parameters.
    function disrupt(Expiry memory e, uint40 start, ExpiryPolicy memory p) internal pure {
        if (e.disruptedAt == 0) e.disruptedAt = start.sub(p.detectionLag).max(1);
    }
}
