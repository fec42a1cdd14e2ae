// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice Immutable parameters of an isolated lending market. The close factor is not among them: the liquidation policy has it.
/// @param collateral ERC-20 that borrowers pledge.
/// @param debt ERC-20 that lenders supply and borrowers borrow; another token than `collateral`.
/// @param collateralFeed Price of the collateral, in the same unit as `debtFeed`.
/// @param debtFeed Price of the debt asset.
/// @param collateralMaxAge Greatest accepted age of the collateral's price in seconds: the feed's heartbeat and some margin.
/// @param debtMaxAge The same for the debt asset's price.
/// @param maxLtvBps Most debt per value of collateral after a borrow or a withdrawal, in basis points.
/// @param liquidationThresholdBps Debt per value of collateral above which a position may be liquidated, in basis points.
/// @param liquidationBonusBps What a liquidator gets on top of the debt repaid on a normal day, in basis points of it.
/// @param throttleCapacity Debt value that may be liquidated in one burst while a ramp runs, in USD with 18 decimals.
/// @param throttleRefill Debt value that returns each second, in the same unit.
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
    uint128 throttleCapacity;
    uint128 throttleRefill;
}

/// @notice Immutable terms of a market's interest: a rate per year that rises with the share of the assets that is lent out,
/// slowly up to the kink, steeply from there. All in basis points; all rates zero is a market without interest.
/// @param kinkBps Utilization at which the slope changes.
/// @param baseRateBps Rate when nothing is lent out.
/// @param kinkRateBps Rate at the kink.
/// @param fullRateBps Rate when everything is lent out.
struct InterestTerms {
    uint16 kinkBps;
    uint16 baseRateBps;
    uint16 kinkRateBps;
    uint16 fullRateBps;
}

/// @notice What one account has in a market now.
/// @param collateral Collateral pledged, in its smallest unit.
/// @param debt Debt owed with the interest until now, in the debt asset's smallest unit, rounded up.
struct MarketPosition {
    uint256 collateral;
    uint256 debt;
}
