// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {GuardPolicy, Outage} from "../types/SequencerTypes.sol";
import {TimeMath} from "./TimeMath.sol";

/// @title How long users go first after an outage
/// @notice Each outage earns `visibilityLag + clamp(length × scale, minGrace, maxGrace)`, its length taken over the merged
/// interval that it ends, or nothing when that is shorter than `ignoreBelow`. A grace that already runs is never shortened by
/// a later outage. What is granted is cut so that the status is Recovering for at most `graceBudget` in any rolling
/// `budgetWindow`: past the budget the guard opens instead of withholding.
///
/// Why the budget holds in any window `(t - budgetWindow, t]`: let k be the last outage that ends before t. Every earlier
/// stretch of Recovering that reaches into the window ends after `end_k - budgetWindow` and is therefore charged in full
/// against the grace of k, and the stretches of later outages begin after t.
/// @dev Checks: nothing. Does not check: that outages are ordered and disjoint, which the ledger guarantees.
library GracePolicy {
    using TimeMath for uint40;

    /// @notice How many outages the exact rule looks back over. A cluster with more is judged by upper bounds, which can
    /// only open sooner.
    uint256 internal constant MAX_LOOKBACK = 32;

    /// @notice Gap between the ends of two outages after which the older one has no say in the younger one's grace.
    /// @param p The guard's parameters.
    /// @return gap Seconds.
    function quietGap(GuardPolicy memory p) internal pure returns (uint40 gap) {
        return p.budgetWindow.add(_longest(p));
    }

    /// @notice When the grace after the newest outage ends.
    /// @param outages Ended outages, oldest first, back to a quiet gap.
    /// @param complete Whether the list does reach back to a quiet gap; if not, upper bounds replace what is missing.
    /// @param p The guard's parameters.
    /// @return graceEnd The time, exclusive; 0 when no outage earned a grace.
    function graceEndOf(
        Outage[] memory outages,
        bool complete,
        GuardPolicy memory p
    ) internal pure returns (uint40 graceEnd) {
        if (outages.length == 0) return 0;
        return complete ? _exact(outages, p) : _dense(outages, p);
    }

    /// @notice What an outage earns before the budget is looked at.
    /// @param outage The outage.
    /// @param p The guard's parameters.
    /// @return grace Seconds; 0 when it is ignored.
    function earned(Outage memory outage, GuardPolicy memory p) internal pure returns (uint40 grace) {
        uint40 length = outage.end.sub(outage.mergedStart);
        if (length < p.ignoreBelow) return 0;
        return p.visibilityLag.add(length.scaleAndClamp(p.graceScaleBps, p.minGrace, p.maxGrace));
    }

    function _exact(Outage[] memory outages, GuardPolicy memory p) private pure returns (uint40 graceEnd) {
        uint40[] memory spentAfter = new uint40[](outages.length);
        uint256 oldest = 0;
        uint40 spentInWindow = 0;
        for (uint256 i = 0; i < outages.length; ++i) {
            uint40 end = outages[i].end;
            uint40 windowStart = end.sub(p.budgetWindow);
            for (; oldest < i && outages[oldest].end.add(spentAfter[oldest]) <= windowStart; ++oldest) {
                spentInWindow = spentInWindow.sub(spentAfter[oldest]);
            }

            uint40 earnedNow = earned(outages[i], p);
            if (earnedNow != 0) graceEnd = graceEnd.max(end.add(earnedNow));
            // Later outages can only be reached with this much of the budget left.
            graceEnd = graceEnd.min(end.add(p.graceBudget.sub(spentInWindow)));

            if (i + 1 == outages.length) break;
            spentAfter[i] = graceEnd.min(outages[i + 1].start).sub(end);
            spentInWindow = spentInWindow.add(spentAfter[i]);
        }
    }

    /// @dev Charges each older outage the most that it can have been granted, and everything when even the oldest known
    /// one lies within the window.
    function _dense(Outage[] memory outages, GuardPolicy memory p) private pure returns (uint40 graceEnd) {
        uint256 last = outages.length - 1;
        uint40 end = outages[last].end;
        uint40 windowStart = end.sub(p.budgetWindow);
        uint40 earnedNow = earned(outages[last], p);
        if (earnedNow == 0) return 0;

        uint40 spent = outages[0].end > windowStart ? p.graceBudget : 0;
        for (uint256 i = 0; i < last; ++i) {
            uint40 stretch = _longest(p).min(outages[i + 1].start.sub(outages[i].end));
            if (outages[i].end.add(stretch) > windowStart) spent = spent.add(stretch);
        }
        return end.add(earnedNow.min(p.graceBudget.sub(spent)));
    }

    function _longest(GuardPolicy memory p) private pure returns (uint40 grace) {
        return p.visibilityLag.add(p.maxGrace);
    }
}
