// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAggregatorV3} from "../interfaces/IAggregatorV3.sol";
import {LiquidationMath} from "../libraries/LiquidationMath.sol";
import {Position} from "../types/LiquidationTypes.sol";
import {MarginBook} from "./MarginBook.sol";

/// @title A protocol that knows nothing of outages, over a price feed that does
/// @notice Give it a wrapped feed, which reverts until a price may be used again, and neither borrowing nor liquidating goes
/// through before. All or nothing: no ramp, no throttle, no carve-out.
contract WrappedLiquidations is MarginBook {
    using LiquidationMath for Position;

    /// @notice The position is healthy.
    /// @param account Whose.
    error Healthy(address account);

    /// @param priceFeed Price feed of the collateral, wrapped.
    constructor(IAggregatorV3 priceFeed) MarginBook(priceFeed) {}

    /// @notice Adds debt.
    /// @param amount Debt to add.
    function borrow(uint256 amount) external {
        _borrow(amount);
    }

    /// @notice Takes over a position, up to a half of it.
    /// @param account Whose.
    /// @param wanted Most debt to take over.
    /// @return granted Debt taken over.
    function liquidate(address account, uint256 wanted) external returns (uint256 granted) {
        (Position memory position, uint256 price, ) = _positionOf(account);
        if (position.debtValue <= position.healthyDebt()) revert Healthy(account);
        uint256 half = LiquidationMath.shareOf(position.debtValue, 5_000);
        granted = wanted < half ? wanted : half;
        _takeOver(account, granted, BONUS_BPS, price);
    }
}
