// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {GuardPolicy} from "../types/SequencerTypes.sol";
import {Bounds} from "./Bounds.sol";
import {TimeMath} from "./TimeMath.sol";

/// @title Bounds of a guard's parameters
/// @notice Checks every field of {GuardPolicy}, both sides inclusive. Does not check that the values suit a protocol or a
/// chain: that is what the risk engine is for. Reverts with {IGuardErrors-ParameterOutOfBounds}.
library GuardBounds {
    uint40 internal constant MIN_GRACE_FLOOR = 5 minutes;
    /// @notice No grace is longer, whatever the outage: liquidations withheld for hours are how bad debt is made.
    uint40 internal constant MAX_GRACE_CEILING = 4 hours;
    uint16 internal constant MIN_SCALE_BPS = 1_000;
    uint16 internal constant MAX_SCALE_BPS = 40_000;
    uint40 internal constant MAX_IGNORE_BELOW = 10 minutes;
    uint40 internal constant MIN_RAMP = 10 minutes;
    uint40 internal constant MAX_RAMP = 6 hours;
    uint40 internal constant MAX_VISIBILITY_LAG = 1 hours;
    uint40 internal constant MAX_GRACE_BUDGET = 24 hours;
    uint40 internal constant MIN_BUDGET_WINDOW = 2 days;
    uint40 internal constant MAX_BUDGET_WINDOW = 30 days;
    uint40 internal constant MIN_OVERRIDE = 1 hours;
    uint40 internal constant MAX_OVERRIDE = 24 hours;
    uint40 internal constant MAX_OVERRIDE_COOLDOWN = 30 days;

    /// @notice Reverts unless every field lies within its bounds.
    /// @param p The parameters.
    function check(GuardPolicy memory p) internal pure {
        Bounds.within("minGrace", p.minGrace, MIN_GRACE_FLOOR, MAX_GRACE_CEILING);
        Bounds.within("maxGrace", p.maxGrace, p.minGrace, MAX_GRACE_CEILING);
        Bounds.within("graceScaleBps", p.graceScaleBps, MIN_SCALE_BPS, MAX_SCALE_BPS);
        Bounds.within("ignoreBelow", p.ignoreBelow, 0, MAX_IGNORE_BELOW);
        Bounds.within("ramp", p.ramp, MIN_RAMP, MAX_RAMP);
        Bounds.within("visibilityLag", p.visibilityLag, 0, MAX_VISIBILITY_LAG);
        // A budget below one full grace would cut the first one.
        Bounds.within("graceBudget", p.graceBudget, TimeMath.add(p.visibilityLag, p.maxGrace), MAX_GRACE_BUDGET);
        Bounds.within("budgetWindow", p.budgetWindow, MIN_BUDGET_WINDOW, MAX_BUDGET_WINDOW);
        Bounds.within("maxOverride", p.maxOverride, MIN_OVERRIDE, MAX_OVERRIDE);
        // At least as long as an override: the guardian decides at most half of the time.
        Bounds.within("overrideCooldown", p.overrideCooldown, p.maxOverride, MAX_OVERRIDE_COOLDOWN);
    }
}
