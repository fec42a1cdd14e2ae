// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAggregatorV3} from "../interfaces/IAggregatorV3.sol";
import {ISequencerGuard} from "../interfaces/ISequencerGuard.sol";
import {LiquidationGuard} from "../liquidation/LiquidationGuard.sol";
import {LiquidationPolicy, Position, PriceRound, ThrottleConfig} from "../types/LiquidationTypes.sol";

/// @title A protocol that liquidates by the guard's rules, without books of its own
/// @notice For tests: what {LiquidationGuard} offers to its heirs, callable.
contract LiquidationHarness is LiquidationGuard {
    /// @notice A liquidation went through.
    /// @param granted Debt value.
    /// @param bonusBps Bonus.
    event Liquidated(uint256 granted, uint16 bonusBps);

    /// @notice Somebody repaid.
    event Repaid();

    /// @param guard See {LiquidationGuard}.
    /// @param p See {LiquidationGuard}.
    /// @param throttles See {LiquidationGuard}.
    constructor(
        ISequencerGuard guard,
        LiquidationPolicy memory p,
        ThrottleConfig[] memory throttles
    ) LiquidationGuard(guard, p, throttles) {}

    /// @notice All or nothing.
    /// @param position See {LiquidationGuard}.
    /// @param asset See {LiquidationGuard}.
    /// @param round See {LiquidationGuard}.
    /// @param debtValue What is wanted.
    /// @return bonusBps Bonus.
    function requireLiquidation(
        Position memory position,
        address asset,
        PriceRound memory round,
        uint256 debtValue
    ) external returns (uint16 bonusBps) {
        bonusBps = _requireLiquidation(position, asset, round, debtValue);
        emit Liquidated(debtValue, bonusBps);
    }

    /// @notice With a partial fill.
    /// @param position See {LiquidationGuard}.
    /// @param asset See {LiquidationGuard}.
    /// @param round See {LiquidationGuard}.
    /// @param wanted What is wanted.
    /// @return granted What is granted.
    /// @return bonusBps Bonus.
    function grantLiquidation(
        Position memory position,
        address asset,
        PriceRound memory round,
        uint256 wanted
    ) external returns (uint256 granted, uint16 bonusBps) {
        (granted, bonusBps) = _grantLiquidation(position, asset, round, wanted);
        emit Liquidated(granted, bonusBps);
    }

    /// @notice See {LiquidationGuard}.
    /// @param asset Collateral asset.
    /// @param priceFeed Its feed.
    /// @param roundBefore Earlier round.
    /// @param roundAfter Later round.
    function noteGap(address asset, IAggregatorV3 priceFeed, uint80 roundBefore, uint80 roundAfter) external {
        _noteGap(asset, priceFeed, roundBefore, roundAfter);
    }

    /// @notice See {LiquidationGuard}.
    /// @param round A price round.
    function noteAlive(PriceRound memory round) external {
        _noteAlive(round);
    }

    /// @notice See {OperatorPause}.
    function pause() external {
        _onPause();
    }

    /// @notice See {OperatorPause}.
    function unpause() external {
        _onUnpause();
    }

    /// @notice Repaying asks nobody.
    function repay() external {
        emit Repaid();
    }
}
