// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Expiry, ExpiryPolicy, ExpiryStatus} from "../types/ExpiryTypes.sol";
import {Outage} from "../types/SequencerTypes.sol";
import {TimeMath} from "./TimeMath.sol";

/// @notice An expiry on its way through the outages, oldest first. `[from, to)` is the time that is protected at the moment: an outage counts
/// when it has a second in common with it.
/// @param e What is known so far.
/// @param from An outage that ended at or before it does not count.
/// @param to An outage dated at or after it does not count.
/// @param moved Whether an outage of this span moved the expiry.
/// @param isExtension Whether the span is the last call of an extension, not the window before the expiry.
/// @param visibilityLag How much later than its L1 time a recovery can be seen.
/// @param p Parameters.
struct ExpiryWalk {
    Expiry e;
    uint40 from;
    uint40 to;
    bool moved;
    bool isExtension;
    uint40 visibilityLag;
    ExpiryPolicy p;
}

/// @title How outages move an expiry
/// @notice Pure and saturating; never reverts. The rule stands in {IExpiryClock}. Each outage is judged by what was known when it
/// ended (its own end, and the start of its burst), so that a later outage can move an expiry to a later time only, and cannot open
/// one that has passed.
/// @dev Checks: nothing. Does not check: that outages are ordered, disjoint and true; that is the ledger's.
library ExpiryMath {
    using TimeMath for uint40;

    /// @notice An expiry that nothing has moved.
    /// @param expiry The expiry without outages.
    /// @param visibilityLag See {ExpiryWalk}.
    /// @param p Parameters.
    /// @return Protected from the window's start to the end of the detection lag.
    function begin(
        uint40 expiry,
        uint40 visibilityLag,
        ExpiryPolicy memory p
    ) internal pure returns (ExpiryWalk memory) {
        return
            ExpiryWalk({
                e: Expiry(ExpiryStatus.Known, expiry, 0, 0, 0),
                from: expiry.sub(p.window),
                to: startableAt(expiry, p.detectionLag),
                moved: false,
                isExtension: false,
                visibilityLag: visibilityLag,
                p: p
            });
    }

    /// @notice The first second in which no outage can move an expiry any more: one dated then or later began after it. A
    /// settlement may start in it.
    /// @param at Effective expiry so far.
    /// @param detectionLag How long after the last block an outage is dated at most.
    /// @return time The second.
    function startableAt(uint40 at, uint40 detectionLag) internal pure returns (uint40 time) {
        return at.add(detectionLag).add(1);
    }

    /// @notice Goes on to the last call of the extension, where an outage of this span has moved the expiry and the
    /// re-extensions are not used up.
    /// @param walk The walk; changed.
    /// @return advanced False when no later outage can count.
    function advance(ExpiryWalk memory walk) internal pure returns (bool advanced) {
        if (!walk.moved || walk.e.reextensions >= walk.p.maxReextensions) return false;
        uint40 at = walk.e.effectiveAt;
        (walk.from, walk.to) = (at.sub(walk.p.lastCall), startableAt(at, walk.p.detectionLag));
        (walk.moved, walk.isExtension) = (false, true);
        return true;
    }

    /// @notice Takes the next outage.
    /// @param walk The walk; changed.
    /// @param o The outage, begun at or after the end of the one before.
    /// @return counts Whether it took time that is protected.
    /// @return last True when no later outage can count.
    function take(ExpiryWalk memory walk, Outage memory o) internal pure returns (bool counts, bool last) {
        while (o.start >= walk.to) if (!advance(walk)) return (false, true);
        if (o.end <= walk.from) return (false, false);

        Expiry memory e = walk.e;
        if (walk.isExtension && !walk.moved) ++e.reextensions;
        if (e.disruptedAt == 0) e.disruptedAt = o.start.sub(walk.p.detectionLag).max(1);
        e.recoveredAt = o.end;
        uint40 right = o.end.sub(o.mergedStart).max(walk.p.minExtension).min(walk.p.maxExtension);
        uint40 at = o.end.add(walk.visibilityLag).add(right);
        if (at > e.effectiveAt) (e.effectiveAt, walk.moved) = (at, true);
        return (true, false);
    }
}
