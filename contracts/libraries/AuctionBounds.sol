// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {AuctionTerms} from "../types/AuctionTypes.sol";
import {Bounds} from "./Bounds.sol";

/// @title Bounds of an auction's terms
/// @notice Checks every field, both sides inclusive; reverts with {IGuardErrors-ParameterOutOfBounds}. Does not check that the
/// terms suit the collateral.
library AuctionBounds {
    uint256 internal constant BPS = 10_000;
    uint256 internal constant MAX_TOP_BPS = 20_000;
    uint40 internal constant MIN_DURATION = 1 minutes;
    /// @notice Below the shortest `budgetWindow` of a guard, so that its history always covers what a price depends on.
    uint40 internal constant MAX_DURATION = 1 days;
    uint40 internal constant MIN_RESET = 1 minutes;
    uint40 internal constant MAX_RESET = 1 days;
    /// @notice An auction that always restarts never ends.
    uint8 internal constant MAX_RESTARTS = 10;

    /// @notice Reverts unless every field lies within its bounds.
    /// @param t The terms.
    function check(AuctionTerms memory t) internal pure {
        Bounds.within("topBps", t.topBps, BPS, MAX_TOP_BPS);
        Bounds.within("floorBps", t.floorBps, 1, BPS);
        Bounds.within("duration", t.duration, MIN_DURATION, MAX_DURATION);
        Bounds.within("resetAfter", t.resetAfter, MIN_RESET, MAX_RESET);
        Bounds.within("maxRestarts", t.maxRestarts, 0, MAX_RESTARTS);
    }
}
