// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IGuardErrors} from "../interfaces/IGuardErrors.sol";
import {ExpiryPolicy} from "../types/ExpiryTypes.sol";
import {TimeMath} from "./TimeMath.sol";

/// @title Bounds of an expiry clock's parameters
/// @notice Checks every field, both sides inclusive; reverts with {IGuardErrors-ParameterOutOfBounds}. Does not check that the
/// values suit a market.
library ExpiryBounds {
    uint40 internal constant MIN_WINDOW = 10 minutes;
    uint40 internal constant MAX_WINDOW = 24 hours;
    uint40 internal constant MIN_EXTENSION_FLOOR = 5 minutes;
    /// @notice The extension is a right that the writer gives for nothing: no outage earns more.
    uint40 internal constant MAX_EXTENSION_CEILING = 12 hours;
    uint8 internal constant MAX_REEXTENSIONS = 3;
    uint40 internal constant MAX_DETECTION_LAG = 10 minutes;
    uint40 internal constant MAX_SETTLEMENT_DELAY = 6 hours;
    uint40 internal constant MIN_LONG_STOP = 24 hours;
    uint40 internal constant MAX_LONG_STOP = 30 days;

    /// @notice Reverts unless every field lies within its bounds.
    /// @param p The parameters.
    /// @param visibilityLag The guard's: a report on its way must arrive within the settlement delay.
    function check(ExpiryPolicy memory p, uint40 visibilityLag) internal pure {
        _within("window", p.window, MIN_WINDOW, MAX_WINDOW);
        _within("minExtension", p.minExtension, MIN_EXTENSION_FLOOR, MAX_EXTENSION_CEILING);
        _within("maxExtension", p.maxExtension, p.minExtension, MAX_EXTENSION_CEILING);
        _within("lastCall", p.lastCall, 1 minutes, p.minExtension);
        _within("maxReextensions", p.maxReextensions, 0, MAX_REEXTENSIONS);
        _within("detectionLag", p.detectionLag, 0, MAX_DETECTION_LAG);
        uint40 reported = TimeMath.add(p.detectionLag, visibilityLag);
        _within("settlementDelay", p.settlementDelay, TimeMath.max(reported, 1 minutes), MAX_SETTLEMENT_DELAY);
        _within("longStop", p.longStop, MIN_LONG_STOP, MAX_LONG_STOP);
    }

    function _within(bytes32 parameter, uint256 value, uint256 min, uint256 max) private pure {
        if (value < min || value > max) revert IGuardErrors.ParameterOutOfBounds(parameter, value, min, max);
    }
}
