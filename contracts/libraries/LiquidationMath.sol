// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ILiquidationGuard} from "../interfaces/ILiquidationGuard.sol";
import {LiquidationStop, Position, PriceRound} from "../types/LiquidationTypes.sol";
import {TimeMath} from "./TimeMath.sol";

/// @title Arithmetic of liquidations
/// @notice Comparisons are exact; what may be liquidated is rounded up, what a liquidator receives is rounded down. Never
/// reverts, but for {revertWith} and {revertByClock}: values of 2^224 and more are told apart first, and below that no product overflows. Checks: range and terms of a
/// position. Does not check: that its values share a unit, or that they are true.
library LiquidationMath {
    uint256 internal constant BPS = TimeMath.BPS;

    /// @notice Largest value of a debt or a collateral: 45 digits before the point with 18 decimals, 31 with 36.
    uint256 internal constant MAX_VALUE = type(uint224).max;

    /// @notice A ramp that has come to its end.
    uint256 internal constant WHOLE = 1e18;

    /// @notice What forbids liquidating a position whatever the sequencer does.
    /// @param p The position.
    /// @return stop `NoDebt`, `ValueTooHigh` (beyond {MAX_VALUE}), `TermsTooHigh` (threshold × (1 + bonus) beyond 100 %: a
    /// liquidation at the threshold would leave less than nothing), `Healthy`, or None.
    function stopByItself(Position memory p) internal pure returns (LiquidationStop stop) {
        unchecked {
            if (p.debtValue == 0) return LiquidationStop.NoDebt;
            if ((p.debtValue | p.collateralValue) > MAX_VALUE) return LiquidationStop.ValueTooHigh;
            uint256 threshold = p.liquidationThresholdBps;
            if (threshold * (BPS + p.liquidationBonusBps) > BPS * BPS) return LiquidationStop.TermsTooHigh;
            if (p.debtValue * BPS <= p.collateralValue * threshold) return LiquidationStop.Healthy;
        }
    }

    /// @notice Reverts with the reason that {stopByItself} gave.
    /// @param p The position.
    /// @param stop The reason, not None.
    function revertWith(Position memory p, LiquidationStop stop) internal pure {
        if (stop == LiquidationStop.NoDebt) revert ILiquidationGuard.PositionHasNoDebt();
        if (stop == LiquidationStop.ValueTooHigh) {
            uint256 larger = p.debtValue > p.collateralValue ? p.debtValue : p.collateralValue;
            revert ILiquidationGuard.ValueTooHigh(larger, MAX_VALUE);
        }
        if (stop == LiquidationStop.TermsTooHigh) {
            revert ILiquidationGuard.TermsTooHigh(p.liquidationThresholdBps, p.liquidationBonusBps);
        }
        revert ILiquidationGuard.PositionHealthy(p.debtValue, healthyDebt(p));
    }

    /// @notice The times of a price feed's round as they are judged; what does not fit becomes the end of time, which is the
    /// future, instead of a small number.
    /// @param startedAt As the feed gives it.
    /// @param updatedAt As the feed gives it.
    /// @return round The round.
    function roundOf(uint256 startedAt, uint256 updatedAt) internal pure returns (PriceRound memory round) {
        uint256 max = type(uint40).max;
        // Both fit after the comparison.
        round.startedAt = uint40(startedAt < max ? startedAt : max);
        round.updatedAt = uint40(updatedAt < max ? updatedAt : max);
    }

    /// @notice What the times of a price round forbid, whatever the sequencer does.
    /// @param round The round.
    /// @param now_ The chain's clock; a time of exactly now is not ahead of it.
    /// @return stop `PriceInFuture`, `ChainCatchingUp`, or None.
    /// @return time When the price was written, or by how much the chain is behind, in seconds.
    function stopByClock(
        PriceRound memory round,
        uint40 now_
    ) internal pure returns (LiquidationStop stop, uint40 time) {
        if (round.updatedAt > now_) return (LiquidationStop.PriceInFuture, round.updatedAt);
        if (round.startedAt > now_) return (LiquidationStop.ChainCatchingUp, round.startedAt - now_);
    }

    /// @notice Reverts with the reason that {stopByClock} gave; does nothing for another one.
    /// @param stop The reason.
    /// @param time What came with it.
    function revertByClock(LiquidationStop stop, uint40 time) internal pure {
        if (stop == LiquidationStop.PriceInFuture) revert ILiquidationGuard.PriceInFuture(time);
        if (stop == LiquidationStop.ChainCatchingUp) revert ILiquidationGuard.ChainCatchingUp(time);
    }

    /// @notice The debt up to which a position is healthy.
    /// @param p The position, its values at most {MAX_VALUE}.
    /// @return limit Debt value, rounded down.
    function healthyDebt(Position memory p) internal pure returns (uint256 limit) {
        unchecked {
            return (p.collateralValue * p.liquidationThresholdBps) / BPS;
        }
    }

    /// @notice Whether nothing, or no more than the margin, is left of the collateral once the debt and the bonus are paid.
    /// @param p The position, its values at most {MAX_VALUE}.
    /// @param marginBps Safety margin, as a share of debt and bonus, at most {BPS}.
    /// @return severe True when waiting can only make bad debt.
    function isSevere(Position memory p, uint256 marginBps) internal pure returns (bool severe) {
        unchecked {
            // 224 bits, 17 and 14.
            return p.collateralValue * (BPS * BPS) <= p.debtValue * (BPS + p.liquidationBonusBps) * (BPS + marginBps);
        }
    }

    /// @notice A share of a debt, rounded up, so that the smallest debt has one too.
    /// @param debtValue Debt, at most {MAX_VALUE}.
    /// @param shareBps The share, at most 16 bits.
    /// @return value Debt value.
    function shareOf(uint256 debtValue, uint256 shareBps) internal pure returns (uint256 value) {
        unchecked {
            return (debtValue * shareBps + BPS - 1) / BPS;
        }
    }

    /// @notice How far a ramp has come.
    /// @param elapsed Seconds since its start.
    /// @param length Its seconds; 0 is a ramp that has ended.
    /// @return progress 0 to {WHOLE}, rounded down; whole from the second on in which the ramp ends.
    function progressOf(uint40 elapsed, uint40 length) internal pure returns (uint256 progress) {
        unchecked {
            return elapsed >= length ? WHOLE : (uint256(elapsed) * WHOLE) / length;
        }
    }

    /// @notice `low` rising to `high` with the progress of a ramp, rounded down.
    /// @param low Value at the start; `high` where that is lower.
    /// @param high Value at the end, at most 196 bits.
    /// @param progress 0 to {WHOLE}.
    /// @return value In between.
    function ramped(uint256 low, uint256 high, uint256 progress) internal pure returns (uint256 value) {
        unchecked {
            return high <= low ? high : low + ((high - low) * progress) / WHOLE;
        }
    }
}
