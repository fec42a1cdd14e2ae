// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SequencerStatus} from "../../contracts/types/SequencerTypes.sol";
import {Halt} from "./Plan.sol";
import {Run, Side, Taken} from "./Run.sol";
import {Solvency} from "./Solvency.sol";
import {Terms} from "./Terms.sol";

/// @title What flows through the throttle, and how long liquidations are withheld
/// @notice A bucket lets at most `capacity + t × refill` through in any `t` seconds exactly when a bucket without a bottom, which
/// loses `refill` each second down to zero and gains what is taken, never rises above `capacity`. That level is kept here.
///
/// Withheld is a second in which an unhealthy position that is not severe, on a price of that second, is not liquidated because
/// the guard says Recovering. Seconds that a report shows to have been part of an outage do not count (docs/invariants.md, G-2).
/// A schedule is shorter than the budget's window, so that the sum over all of it is the one to compare.
library Flow {
    uint256 private constant TO_BOOK = 1e8;
    uint256 internal constant CAPACITY = uint256(Terms.CAPACITY) * TO_BOOK;

    /// @notice Whether the throttle applies: a ramp runs, or a doubled one.
    function isThrottled(Run memory run, Taken memory taken) internal pure returns (bool throttled) {
        bool isExempt = taken.isSevere && Solvency.isOpen(run);
        return !isExempt && (run.status != SequencerStatus.Up || run.time < run.gapRampEnd);
    }

    /// @notice Adds a liquidation to the level.
    function pour(Side memory side, uint40 time, uint256 value) internal pure {
        uint256 refilled = uint256(time - side.levelAt) * Terms.REFILL * TO_BOOK;
        side.level = (side.level > refilled ? side.level - refilled : 0) + value;
        side.levelAt = time;
        if (side.level > side.burst) side.burst = side.level;
    }

    /// @notice Counts the seconds from the last look to `to`.
    function pass(Run memory run, uint40 to) internal pure {
        if (!run.isLive || to <= run.time) return;
        uint256 counted = _outside(run, run.time, to);
        if (run.withholds) run.withheld += counted;
        if (run.withholdsBook) run.withheldBook += counted;
    }

    function _outside(Run memory run, uint40 from, uint40 to) private pure returns (uint256 counted) {
        counted = to - from;
        for (uint256 i = 0; i < run.plan.halts.length; ++i) {
            Halt memory halt = run.plan.halts[i];
            if (!halt.isReported) continue;
            uint40 begin = halt.downAt > from ? halt.downAt : from;
            uint40 end = halt.upAt < to ? halt.upAt : to;
            if (begin < end) counted -= end - begin;
        }
    }
}
