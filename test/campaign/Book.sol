// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {MarketPosition} from "../../contracts/types/MarketTypes.sol";
import {Terms} from "./Terms.sol";

/// @title What a position is worth
/// @notice The rules once more, in the market's smallest units: a written-down second opinion that the contracts are compared
/// with. Values are exact, with {DECIMALS} decimals; the debt asset is worth one dollar.
library Book {
    /// @notice 18 of the collateral and 8 of its price.
    uint256 internal constant DECIMALS = 26;
    /// @notice Value of the smallest unit of the debt asset, which has 6 decimals.
    uint256 internal constant DEBT_UNIT = 1e20;
    uint256 internal constant CENT = 1e24;

    /// @notice Whether a position may be liquidated on a normal day.
    function isUnhealthy(MarketPosition memory p, uint256 price) internal pure returns (bool unhealthy) {
        return p.debt * DEBT_UNIT * Terms.BPS > p.collateral * price * Terms.THRESHOLD_BPS;
    }

    /// @notice Whether a position is surely healthy, whatever interest it owes since it was looked at: two per cent are more
    /// than any schedule brings.
    function isFarFromUnhealthy(MarketPosition memory p, uint256 price) internal pure returns (bool far) {
        return p.debt * DEBT_UNIT * (Terms.BPS + 200) <= p.collateral * price * Terms.THRESHOLD_BPS;
    }

    /// @notice Whether debt and bonus leave no more than the margin.
    function isSevere(MarketPosition memory p, uint256 price) internal pure returns (bool severe) {
        uint256 needed = p.debt * DEBT_UNIT * (Terms.BPS + Terms.BONUS_BPS) * (Terms.BPS + Terms.MARGIN_BPS);
        return p.debt != 0 && p.collateral * price * Terms.BPS * Terms.BPS <= needed;
    }

    /// @notice Debt to repay, or collateral to add, until a position is as safe as its owner wants it; rounded up.
    function missing(
        MarketPosition memory p,
        uint256 price,
        bool byCollateral
    ) internal pure returns (uint256 collateral, uint256 debt) {
        uint256 worth = p.collateral * price;
        if (p.debt * DEBT_UNIT * Terms.BPS <= worth * Terms.SAFE_BPS) return (0, 0);
        if (byCollateral) return ((p.debt * DEBT_UNIT * Terms.BPS) / Terms.SAFE_BPS / price + 1 - p.collateral, 0);
        return (0, p.debt - (worth * Terms.SAFE_BPS) / Terms.BPS / DEBT_UNIT);
    }
}
