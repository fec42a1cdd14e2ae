// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IGuardErrors} from "../interfaces/IGuardErrors.sol";
import {LiquidationPolicy, ThrottleConfig} from "../types/LiquidationTypes.sol";
import {Bounds} from "./Bounds.sol";

/// @title Bounds of a liquidation guard's parameters
/// @notice Checks every field, both sides inclusive; reverts with {IGuardErrors-ParameterOutOfBounds}. Does not check that the
/// values suit a book: that is what the risk engine is for.
library LiquidationBounds {
    uint256 internal constant BPS = 10_000;
    /// @notice A ramp that starts at nothing would be a longer grace.
    uint256 internal constant MIN_START_CLOSE_FACTOR_BPS = 100;
    uint256 internal constant MAX_SEVERITY_MARGIN_BPS = 1_000;
    uint40 internal constant MIN_QUIET = 10 minutes;
    uint40 internal constant MAX_QUIET = 26 hours;
    uint40 internal constant MIN_WITHHELD = 1 hours;
    /// @notice However long the feed says "down", a chain that shows itself alive gets its liquidations back.
    uint40 internal constant MAX_WITHHELD = 24 hours;
    /// @notice A smaller step is an ordinary move of a feed and no gap.
    uint256 internal constant MIN_GAP_LIMIT_BPS = 100;

    /// @notice Reverts unless every field lies within its bounds.
    /// @param p The parameters.
    function check(LiquidationPolicy memory p) internal pure {
        Bounds.within("closeFactorBps", p.closeFactorBps, MIN_START_CLOSE_FACTOR_BPS, BPS);
        Bounds.within("startCloseFactorBps", p.startCloseFactorBps, MIN_START_CLOSE_FACTOR_BPS, p.closeFactorBps);
        Bounds.within("startBonusBps", p.startBonusBps, 0, BPS);
        Bounds.within("severityMarginBps", p.severityMarginBps, 0, MAX_SEVERITY_MARGIN_BPS);
        Bounds.within("maxQuiet", p.maxQuiet, MIN_QUIET, MAX_QUIET);
        Bounds.within("maxWithheld", p.maxWithheld, MIN_WITHHELD, MAX_WITHHELD);
        Bounds.within("gapLimitBps", p.gapLimitBps, MIN_GAP_LIMIT_BPS, BPS);
    }

    /// @notice Reverts unless a throttle names an asset and lets something through.
    /// @param throttle The throttle.
    function check(ThrottleConfig memory throttle) internal pure {
        if (throttle.asset == address(0)) revert IGuardErrors.ZeroAddress("asset");
        Bounds.within("capacity", throttle.capacity, 1, type(uint128).max);
        Bounds.within("refillPerSecond", throttle.refillPerSecond, 1, throttle.capacity);
    }
}
