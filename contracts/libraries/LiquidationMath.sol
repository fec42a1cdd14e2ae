// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {LiquidationStop, Position} from "../types/LiquidationTypes.sol";
import {TimeMath} from "./TimeMath.sol";

/// @title Arithmetic of liquidations
/// @notice Rounds so that a position is liquidatable no later, and severe no sooner, than exactly. Products of values below
/// 2^128 do not overflow. Does not check: that the values share a unit.
library LiquidationMath {
    uint256 internal constant BPS = TimeMath.BPS;

    /// @notice A ramp that has come to its end.
    uint256 internal constant WHOLE = 1e18;

    /// @notice What forbids liquidating a position whatever the sequencer does.
    /// @param p The position.
    /// @return stop `NoDebt`, `TermsTooHigh` (threshold × (1 + bonus) beyond 100 %: a liquidation at the threshold would leave
    /// less than nothing), `Healthy`, or None.
    function stopByItself(Position memory p) internal pure returns (LiquidationStop stop) {
        if (p.debtValue == 0) return LiquidationStop.NoDebt;
        if (uint256(p.liquidationThresholdBps) * (BPS + p.liquidationBonusBps) > BPS * BPS) {
            return LiquidationStop.TermsTooHigh;
        }
        return p.debtValue <= healthyDebt(p) ? LiquidationStop.Healthy : LiquidationStop.None;
    }

    /// @notice The debt up to which a position is healthy.
    /// @param p The position.
    /// @return limit Debt value, rounded down.
    function healthyDebt(Position memory p) internal pure returns (uint256 limit) {
        return Math.mulDiv(p.collateralValue, p.liquidationThresholdBps, BPS);
    }

    /// @notice Whether nothing, or no more than the margin, is left of the collateral once the debt and the bonus are paid.
    /// @param p The position.
    /// @param marginBps Safety margin, as a share of debt and bonus.
    /// @return severe True when waiting can only make bad debt.
    function isSevere(Position memory p, uint256 marginBps) internal pure returns (bool severe) {
        uint256 owed = Math.mulDiv(p.debtValue, BPS + p.liquidationBonusBps, BPS);
        return p.collateralValue <= Math.mulDiv(owed, BPS + marginBps, BPS);
    }

    /// @notice How far a ramp has come.
    /// @param elapsed Seconds since its start.
    /// @param length Its seconds; 0 is a ramp that has ended.
    /// @return progress 0 to {WHOLE}, rounded down.
    function progressOf(uint40 elapsed, uint40 length) internal pure returns (uint256 progress) {
        return elapsed >= length ? WHOLE : (uint256(elapsed) * WHOLE) / length;
    }

    /// @notice `low` rising to `high` with the progress of a ramp, rounded down.
    /// @param low Value at the start; `high` where that is lower.
    /// @param high Value at the end.
    /// @param progress 0 to {WHOLE}.
    /// @return value In between.
    function ramped(uint256 low, uint256 high, uint256 progress) internal pure returns (uint256 value) {
        return high <= low ? high : low + ((high - low) * progress) / WHOLE;
    }
}
