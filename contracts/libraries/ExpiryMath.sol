// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Expiry, ExpiryPolicy} from "../types/ExpiryTypes.sol";
import {Outage} from "../types/SequencerTypes.sol";
import {TimeMath} from "./TimeMath.sol";

/// @title How outages move an expiry
/// @notice Pure and saturating; never reverts. The rule stands in {IExpiryClock}. Each outage is judged by what was known when it
/// ended (its own end, and the start of its burst), so that a later outage can move an expiry to a later time only, and cannot open
/// one that has passed.
/// @dev Checks: which outages count. Does not check: that they are ordered or true; that is the ledger's.
library ExpiryMath {
    using TimeMath for uint40;

    /// @notice The times between which an outage must have begun or run to move `expiry`: `[from, to)`.
    /// @param expiry The expiry without outages.
    /// @param p Parameters.
    /// @return from Start, inclusive: an outage that ended at or before it does not count.
    /// @return to End, exclusive: an outage dated at or after it does not count.
    function firstSpan(uint40 expiry, ExpiryPolicy memory p) internal pure returns (uint40 from, uint40 to) {
        return (expiry.sub(p.window), expiry.add(p.detectionLag).add(1));
    }

    /// @notice The same for an extension that ends at `at`.
    /// @param at Effective expiry so far.
    /// @param p Parameters.
    /// @return from Start, inclusive.
    /// @return to End, exclusive.
    function nextSpan(uint40 at, ExpiryPolicy memory p) internal pure returns (uint40 from, uint40 to) {
        return (at.sub(p.lastCall), at.add(p.detectionLag).add(1));
    }

    /// @notice Moves an expiry by the outages of one span.
    /// @param e The expiry so far; changed.
    /// @param outages Outages that have ended and overlap the span, oldest first.
    /// @param visibilityLag How much later than its L1 time a recovery can be seen.
    /// @param p Parameters.
    /// @return moved Whether it is later now.
    function extend(
        Expiry memory e,
        Outage[] memory outages,
        uint40 visibilityLag,
        ExpiryPolicy memory p
    ) internal pure returns (bool moved) {
        for (uint256 i = 0; i < outages.length; ++i) {
            Outage memory o = outages[i];
            if (e.disruptedAt == 0) e.disruptedAt = o.start.sub(p.detectionLag).max(1);
            e.recoveredAt = e.recoveredAt.max(o.end);
            uint40 right = o.end.sub(o.mergedStart).max(p.minExtension).min(p.maxExtension);
            uint40 at = o.end.add(visibilityLag).add(right);
            if (at <= e.at) continue;
            (e.at, moved) = (at, true);
        }
    }
}
