// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice Immutable parameters of an isolated lending market.
/// @param collateral ERC-20 that borrowers pledge.
/// @param debt ERC-20 that lenders supply and borrowers borrow; another token than `collateral`.
/// @param collateralFeed Price of the collateral, in the same unit as `debtFeed`.
/// @param debtFeed Price of the debt asset.
/// @param collateralMaxAge Greatest accepted age of the collateral's price in seconds: the feed's heartbeat and some margin.
/// @param debtMaxAge The same for the debt asset's price.
/// @param maxLtvBps Most debt per value of collateral after a borrow or a withdrawal, in basis points.
/// @param liquidationThresholdBps Debt per value of collateral above which a position may be liquidated, in basis points.
/// @param liquidationBonusBps What a liquidator gets on top of the debt repaid, in basis points of it.
/// @param closeFactorBps Most of a position's debt that one liquidation may repay, in basis points.
struct MarketConfig {
    address collateral;
    address debt;
    address collateralFeed;
    address debtFeed;
    uint40 collateralMaxAge;
    uint40 debtMaxAge;
    uint16 maxLtvBps;
    uint16 liquidationThresholdBps;
    uint16 liquidationBonusBps;
    uint16 closeFactorBps;
}

/// @notice What one account has in a market.
/// @param collateral Collateral pledged, in its smallest unit.
/// @param debt Debt owed, in the debt asset's smallest unit.
struct Position {
    uint256 collateral;
    uint256 debt;
}
