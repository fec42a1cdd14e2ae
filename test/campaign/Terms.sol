// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {LiquidationPolicy} from "../../contracts/types/LiquidationTypes.sol";
import {InterestTerms} from "../../contracts/types/MarketTypes.sol";

/// @title The parameters of the campaign
/// @notice Those of the guide (decision 0012); the throttle is small against the book, so that it is felt.
library Terms {
    uint256 internal constant BPS = 10_000;
    uint40 internal constant MERGE_GAP = 15 minutes;
    uint256 internal constant MAX_LTV_BPS = 7_500;
    uint256 internal constant THRESHOLD_BPS = 8_000;
    uint256 internal constant BONUS_BPS = 500;
    uint256 internal constant MARGIN_BPS = 100;
    uint40 internal constant MAX_WITHHELD = 6 hours;
    /// @notice Where a borrower who tops up wants to be.
    uint256 internal constant SAFE_BPS = 7_000;
    /// @notice Debt value that the throttle holds, and that returns each second; 18 decimals.
    uint128 internal constant CAPACITY = 30_000e18;
    uint128 internal constant REFILL = 5e18;

    /// @notice The liquidation policy.
    function policy() internal pure returns (LiquidationPolicy memory p) {
        p.closeFactorBps = 5_000;
        p.startCloseFactorBps = 1_000;
        p.startBonusBps = 100;
        p.severityMarginBps = uint16(MARGIN_BPS);
        p.maxQuiet = 3 hours;
        p.maxWithheld = MAX_WITHHELD;
        p.gapLimitBps = 500;
    }

    /// @notice The terms of the interest.
    function interest() internal pure returns (InterestTerms memory t) {
        (t.kinkBps, t.kinkRateBps, t.fullRateBps) = (8_000, 500, 6_000);
    }
}
