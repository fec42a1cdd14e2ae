// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Allowance, LiquidationPolicy, Position, PriceRound} from "../types/LiquidationTypes.sol";

/// @title How much of a position may be liquidated now, at what bonus?
/// @notice Zero is an answer; so is "all". The view never reverts and says what the liquidation itself does in the same block.
interface ILiquidationGuard {
    /// @notice The first price after an outage lies far from the last one before it: the ramp of the asset is doubled.
    /// @param asset Collateral asset.
    /// @param before Last price before the outage.
    /// @param after_ First price after it.
    /// @param rampEnd When the doubled ramp ends.
    event GapNoted(address indexed asset, int256 before, int256 after_, uint40 rampEnd);

    /// @notice The throttle let a liquidation through.
    /// @param asset Collateral asset.
    /// @param debtValue What was taken.
    /// @param left What is left.
    event ThrottleConsumed(address indexed asset, uint256 debtValue, uint256 left);

    /// @notice The protocol was paused.
    /// @param since When.
    event PauseBegan(uint40 since);

    /// @notice The protocol was unpaused, and users go first.
    /// @param at When.
    /// @param graceEnd When the grace ends and the ramp begins.
    event PauseEnded(uint40 at, uint40 graceEnd);

    /// @notice There is nothing to liquidate.
    error PositionHasNoDebt();

    /// @notice Threshold and bonus together exceed the collateral: a liquidation at the threshold would make bad debt.
    /// @param liquidationThresholdBps The position's threshold.
    /// @param liquidationBonusBps The position's bonus.
    error TermsTooHigh(uint16 liquidationThresholdBps, uint16 liquidationBonusBps);

    /// @notice The position is healthy.
    /// @param debtValue Its debt.
    /// @param limit The debt above which it may be liquidated.
    error PositionHealthy(uint256 debtValue, uint256 limit);

    /// @notice The asset has no throttle, so it was not meant to be liquidated through this guard.
    /// @param asset The asset.
    error NoThrottle(address asset);

    /// @notice The price was written in the future.
    /// @param updatedAt Its time.
    error PriceInFuture(uint40 updatedAt);

    /// @notice The price was observed ahead of the chain's clock: the chain is catching up in back-dated blocks.
    /// @param by Seconds that the chain is behind, at least.
    error ChainCatchingUp(uint40 by);

    /// @notice The protocol is paused.
    /// @param since When it was.
    error LiquidationsPaused(uint40 since);

    /// @notice The price is older than the recovery.
    /// @param updatedAt Its time.
    /// @param recoveredAt End of the outage, or of the pause.
    /// @param acceptedFrom When even such a price is accepted.
    error PricePredatesRecovery(uint40 updatedAt, uint40 recoveredAt, uint40 acceptedFrom);

    /// @notice More than is allowed now.
    /// @param debtValue What was asked.
    /// @param maxDebtValue What is allowed.
    error AllowanceExceeded(uint256 debtValue, uint256 maxDebtValue);

    /// @notice The two rounds do not show a gap over the last outage: not neighbours, not on both sides of its start, not
    /// positive, or not far enough apart.
    /// @param roundBefore The round given as the last before.
    /// @param roundAfter The round given as the first after.
    error NoGapShown(uint80 roundBefore, uint80 roundAfter);

    /// @notice No grace and no ramp runs that could be lengthened.
    error NothingToRamp();

    /// @notice How much of `position` may be liquidated now. Never reverts; fail-closed, all zero, for anything odd.
    /// @param position The position, by the protocol's own books and the price of `round`.
    /// @param asset Its collateral asset.
    /// @param round The price round that the values were computed from; the older one where there are several.
    /// @return allowance Close factor, bonus, largest debt value.
    function liquidationAllowance(
        Position calldata position,
        address asset,
        PriceRound calldata round
    ) external view returns (Allowance memory allowance);

    /// @notice What the throttle of `asset` would let through now.
    /// @param asset Collateral asset.
    /// @return debtValue 0 without a throttle.
    function throttleLeft(address asset) external view returns (uint256 debtValue);

    /// @notice The parameters, all immutable.
    /// @return parameters As given at deployment.
    function liquidationPolicy() external view returns (LiquidationPolicy memory parameters);
}
