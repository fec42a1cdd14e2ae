// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAggregatorV3} from "../interfaces/IAggregatorV3.sol";
import {IDeployedLiquidationGuard} from "../interfaces/IDeployedLiquidationGuard.sol";
import {Position, PriceRound} from "../types/LiquidationTypes.sol";
import {MarginBook} from "./MarginBook.sol";

/// @title A protocol beside which the liquidation rules are deployed
/// @notice For protocols with little room for code: one call in the liquidation, and everything else unchanged.
contract BesideLiquidations is MarginBook {
    /// @notice The rules.
    IDeployedLiquidationGuard public immutable LIQUIDATION_GUARD;
    /// @notice The asset that the throttle is kept for.
    address public immutable COLLATERAL;

    /// @notice The guard given serves another protocol.
    /// @param protocol Which.
    error GuardOfAnotherProtocol(address protocol);

    /// @param guard Deployed before, for the address that this contract is about to have.
    /// @param collateral Collateral asset.
    constructor(
        IDeployedLiquidationGuard guard,
        address collateral
    ) MarginBook(IAggregatorV3(guard.priceFeedOf(collateral))) {
        if (guard.protocol() != address(this)) revert GuardOfAnotherProtocol(guard.protocol());
        LIQUIDATION_GUARD = guard;
        COLLATERAL = collateral;
    }

    /// @notice Adds debt.
    /// @param amount Debt to add.
    function borrow(uint256 amount) external {
        _borrow(amount);
    }

    /// @notice Takes over as much of a position as the rules allow now.
    /// @param account Whose.
    /// @param wanted Most debt to take over.
    /// @return granted Debt taken over.
    function liquidate(address account, uint256 wanted) external returns (uint256 granted) {
        (Position memory position, uint256 price, PriceRound memory round) = _positionOf(account);
        uint16 bonusBps;
        (granted, bonusBps) = LIQUIDATION_GUARD.consume(position, COLLATERAL, round, wanted);
        _takeOver(account, granted, bonusBps, price);
    }
}
