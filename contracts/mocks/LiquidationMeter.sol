// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISequencerGuard} from "../interfaces/ISequencerGuard.sol";
import {LiquidationGuard} from "../liquidation/LiquidationGuard.sol";
import {LiquidationPolicy, Position, PriceRound, ThrottleConfig} from "../types/LiquidationTypes.sol";
import {Action} from "../types/SequencerTypes.sol";

/// @title What liquidation rules cost, seen from inside the contract that asks
/// @notice Each function reads `gasleft()` right before and right after; called in a transaction of its own, it sees everything
/// cold.
contract LiquidationMeter is LiquidationGuard {
    /// @param guard See {LiquidationGuard}.
    /// @param p See {LiquidationGuard}.
    /// @param throttles See {LiquidationGuard}.
    constructor(
        ISequencerGuard guard,
        LiquidationPolicy memory p,
        ThrottleConfig[] memory throttles
    ) LiquidationGuard(guard, p, throttles) {}

    /// @notice Gas of the plain check of a guarded protocol.
    /// @return gasUsed Gas.
    function plainCheck() external returns (uint256 gasUsed) {
        uint256 before = gasleft();
        _requireAllowed(Action.Liquidate);
        return before - gasleft();
    }

    /// @notice Gas of the view.
    /// @param position See {LiquidationGuard}.
    /// @param asset See {LiquidationGuard}.
    /// @param round See {LiquidationGuard}.
    /// @return gasUsed Gas.
    function allowance(
        Position memory position,
        address asset,
        PriceRound memory round
    ) external view returns (uint256 gasUsed) {
        uint256 before = gasleft();
        liquidationAllowance(position, asset, round);
        return before - gasleft();
    }

    /// @notice Gas of the action, the throttle included where it applies.
    /// @param position See {LiquidationGuard}.
    /// @param asset See {LiquidationGuard}.
    /// @param round See {LiquidationGuard}.
    /// @param wanted Debt value wanted.
    /// @return gasUsed Gas.
    function grant(
        Position memory position,
        address asset,
        PriceRound memory round,
        uint256 wanted
    ) external returns (uint256 gasUsed) {
        uint256 before = gasleft();
        _grantLiquidation(position, asset, round, wanted);
        return before - gasleft();
    }
}
