// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ExpiryPolicy} from "../types/ExpiryTypes.sol";
import {Bounds} from "./Bounds.sol";
import {TimeMath} from "./TimeMath.sol";

/// @title Bounds of an expiry clock's parameters
/// @notice Checks every field, both sides inclusive; reverts with {IGuardErrors-ParameterOutOfBounds}. Does not check that the
/// values suit a market.
/// @dev `lastCall` is at most `minExtension`, so that no outage counts twice: the one that an extension is due to ended before
/// the extension's last call.
library ExpiryBounds {
    uint40 internal constant MIN_WINDOW = 10 minutes;
    uint40 internal constant MAX_WINDOW = 24 hours;
    uint40 internal constant MIN_EXTENSION_FLOOR = 5 minutes;
    /// @notice The extension is a right that the writer gives for nothing: no outage earns more.
    uint40 internal constant MAX_EXTENSION_CEILING = 12 hours;
    uint8 internal constant MAX_REEXTENSIONS = 3;
    /// @notice Feeds date an outage 135 to 190 s after the last block: less would not count those that begin just before an expiry.
    uint40 internal constant MIN_DETECTION_LAG = 190 seconds;
    uint40 internal constant MAX_DETECTION_LAG = 10 minutes;
    uint40 internal constant MAX_SETTLEMENT_DELAY = 6 hours;
    uint40 internal constant MIN_LONG_STOP = 24 hours;
    uint40 internal constant MAX_LONG_STOP = 30 days;

    /// @notice Reverts unless every field lies within its bounds.
    /// @param p The parameters.
    /// @param visibilityLag The guard's: a report on its way when a settlement starts must arrive before its delay has passed.
    function check(ExpiryPolicy memory p, uint40 visibilityLag) internal pure {
        Bounds.within("window", p.window, MIN_WINDOW, MAX_WINDOW);
        Bounds.within("minExtension", p.minExtension, MIN_EXTENSION_FLOOR, MAX_EXTENSION_CEILING);
        Bounds.within("maxExtension", p.maxExtension, p.minExtension, MAX_EXTENSION_CEILING);
        Bounds.within("lastCall", p.lastCall, 1 minutes, p.minExtension);
        Bounds.within("maxReextensions", p.maxReextensions, 0, MAX_REEXTENSIONS);
        Bounds.within("detectionLag", p.detectionLag, MIN_DETECTION_LAG, MAX_DETECTION_LAG);
        uint40 reported = TimeMath.add(p.detectionLag, visibilityLag);
        Bounds.within("settlementDelay", p.settlementDelay, reported, MAX_SETTLEMENT_DELAY);
        Bounds.within("longStop", p.longStop, MIN_LONG_STOP, MAX_LONG_STOP);
    }
}
