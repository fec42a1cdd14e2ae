// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {IAggregatorV3} from "../interfaces/IAggregatorV3.sol";
import {ILendingMarket} from "../interfaces/ILendingMarket.sol";
import {Bounds} from "../libraries/Bounds.sol";
import {GuardWiring} from "../libraries/GuardWiring.sol";
import {LiquidationMath} from "../libraries/LiquidationMath.sol";
import {PriceFeed} from "../libraries/PriceFeed.sol";
import {PriceRound} from "../types/LiquidationTypes.sol";
import {MarketConfig} from "../types/MarketTypes.sol";

/// @title What the two tokens of a lending market are worth
/// @notice Values are in USD with 18 decimals, for everything that asks: collateral is rounded down, debt is rounded up.
/// @dev Checks what {PriceFeed} checks. The round of a position is made of two: written when the older price was, observed when
/// the younger one was. Does not check: what {PriceFeed} does not.
abstract contract LendingMarketPrices {
    using Math for uint256;
    using PriceFeed for IAggregatorV3;

    /// @dev Bounds of the greatest accepted price age: below the shortest heartbeat, and twice the longest.
    uint256 private constant MIN_PRICE_AGE = 1 minutes;
    uint256 private constant MAX_PRICE_AGE = 2 days;
    /// @dev From the 36 decimals of {PriceFeed} to the 18 of a value: the throttle counts in 128 bits.
    uint256 internal constant VALUE_UNIT = 1e18;

    IAggregatorV3 internal immutable COLLATERAL_FEED;
    IAggregatorV3 internal immutable DEBT_FEED;
    uint256 internal immutable COLLATERAL_MAX_AGE;
    uint256 internal immutable DEBT_MAX_AGE;
    uint256 private immutable COLLATERAL_FACTOR;
    uint256 private immutable DEBT_FACTOR;

    /// @param collateralUnit Value of the collateral's smallest unit, 36 decimals.
    /// @param debtUnit Value of the debt asset's smallest unit, 36 decimals.
    /// @param round The round that a liquidation is judged by.
    struct Quote {
        uint256 collateralUnit;
        uint256 debtUnit;
        PriceRound round;
    }

    /// @param p Tokens, feeds and ages; the errors say which is wrong.
    constructor(MarketConfig memory p) {
        GuardWiring.requireCode("collateral", p.collateral);
        GuardWiring.requireCode("debt", p.debt);
        GuardWiring.requireCode("collateralFeed", p.collateralFeed);
        GuardWiring.requireCode("debtFeed", p.debtFeed);
        if (p.collateral == p.debt) revert ILendingMarket.SameToken(p.debt);
        Bounds.within("collateralMaxAge", p.collateralMaxAge, MIN_PRICE_AGE, MAX_PRICE_AGE);
        Bounds.within("debtMaxAge", p.debtMaxAge, MIN_PRICE_AGE, MAX_PRICE_AGE);
        COLLATERAL_FEED = IAggregatorV3(p.collateralFeed);
        DEBT_FEED = IAggregatorV3(p.debtFeed);
        COLLATERAL_MAX_AGE = p.collateralMaxAge;
        DEBT_MAX_AGE = p.debtMaxAge;
        COLLATERAL_FACTOR = PriceFeed.unitFactor(p.collateral, IAggregatorV3(p.collateralFeed));
        DEBT_FACTOR = PriceFeed.unitFactor(p.debt, IAggregatorV3(p.debtFeed));
    }

    /// @dev Both prices and their common round.
    function _quote() internal view returns (Quote memory quote) {
        (uint256 price, uint256 startedAt, uint256 updatedAt) = COLLATERAL_FEED.readRound(COLLATERAL_MAX_AGE);
        quote.collateralUnit = price * COLLATERAL_FACTOR;
        (uint256 debtPrice, uint256 debtStartedAt, uint256 debtUpdatedAt) = DEBT_FEED.readRound(DEBT_MAX_AGE);
        quote.debtUnit = debtPrice * DEBT_FACTOR;
        quote.round = LiquidationMath.roundOf(startedAt.max(debtStartedAt), updatedAt.min(debtUpdatedAt));
    }

    /// @dev Value of collateral, rounded down.
    function _collateralValue(Quote memory quote, uint256 amount) internal pure returns (uint256 value) {
        return amount.mulDiv(quote.collateralUnit, VALUE_UNIT);
    }

    /// @dev Value of debt, rounded up.
    function _debtValue(Quote memory quote, uint256 amount) internal pure returns (uint256 value) {
        return amount.mulDiv(quote.debtUnit, VALUE_UNIT, Math.Rounding.Ceil);
    }
}
