// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Allowance, LiquidationPolicy, Position, PriceRound} from "../types/LiquidationTypes.sol";

/// @title How much of a position may be liquidated now, at what bonus?
/// @notice Zero is an answer; so is "all". The view never reverts and says what the liquidation itself does in the same block.
interface ILiquidationGuard {
    /// @notice A price stepped over an outage by more than the limit: the ramp of the asset is doubled.
    /// @param asset Collateral asset.
    /// @param priceBefore Price of the earlier round.
    /// @param priceAfter Price of the later round.
    /// @param rampEnd When the doubled ramp ends.
    event GapNoted(address indexed asset, int256 priceBefore, int256 priceAfter, uint40 rampEnd);

    /// @notice The feed has said "down" for longer than it is believed, and a price shows that the chain lives.
    /// @param downSince Since when the feed says so.
    /// @param opensAt When the ramp begins, unless the feed says "up" before.
    event ChainShownAlive(uint40 indexed downSince, uint40 opensAt);

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
    /// @param graceEnd When the grace ends and the ramp begins; `at` or earlier when the pause earned none.
    event PauseEnded(uint40 at, uint40 graceEnd);

    /// @notice There is nothing to liquidate.
    error PositionHasNoDebt();

    /// @notice A value is too large to calculate with.
    /// @param value The larger one of the two values.
    /// @param max Largest value accepted.
    error ValueTooHigh(uint256 value, uint256 max);

    /// @notice Threshold × (1 + bonus) exceeds the collateral: a liquidation at the threshold would make bad debt.
    /// @param liquidationThresholdBps The position's threshold.
    /// @param liquidationBonusBps The position's bonus.
    error TermsTooHigh(uint16 liquidationThresholdBps, uint16 liquidationBonusBps);

    /// @notice The position is healthy.
    /// @param debtValue Its debt.
    /// @param limit The debt above which it may be liquidated.
    error PositionHealthy(uint256 debtValue, uint256 limit);

    /// @notice The asset has no throttle, so it is not liquidated while a ramp runs.
    /// @param asset The asset.
    error NoThrottle(address asset);

    /// @notice An asset was given two throttles.
    /// @param asset The asset.
    error DuplicateThrottle(address asset);

    /// @notice The price was written in the future.
    /// @param updatedAt Its time.
    error PriceInFuture(uint40 updatedAt);

    /// @notice The price was observed ahead of the chain's clock: the chain is catching up in back-dated blocks.
    /// @param by Seconds that the chain is behind, at least.
    error ChainCatchingUp(uint40 by);

    /// @notice The protocol is paused.
    /// @param since When it was.
    error LiquidationsPaused(uint40 since);

    /// @notice The sequencer guard gives no answer that can be read, or had too little gas for one.
    /// @param guard The guard.
    error GuardUnreadable(address guard);

    /// @notice The price is older than the recovery.
    /// @param updatedAt Its time.
    /// @param recoveredAt End of the outage, or of the pause.
    /// @param acceptedFrom When even such a price is accepted.
    error PricePredatesRecovery(uint40 updatedAt, uint40 recoveredAt, uint40 acceptedFrom);

    /// @notice More than is allowed now.
    /// @param debtValue What was asked.
    /// @param maxDebtValue What is allowed; 0 when the throttle is empty: it refills every second.
    error AllowanceExceeded(uint256 debtValue, uint256 maxDebtValue);

    /// @notice The two rounds do not show a step over the last outage: not neighbours, not around any part of it, not positive,
    /// or not far enough apart.
    /// @param roundBefore The earlier round given.
    /// @param roundAfter The later round given.
    error NoGapShown(uint80 roundBefore, uint80 roundAfter);

    /// @notice No grace and no ramp runs that could be lengthened.
    error NothingToRamp();

    /// @notice The feed does not say "down", so there is nothing to refute.
    error FeedNotDown();

    /// @notice The price is no evidence that the chain lives: it was not written after the time for which the feed is believed.
    /// @param updatedAt Its time.
    /// @param believedUntil The feed's "down" is believed until then.
    error NotShownAlive(uint40 updatedAt, uint40 believedUntil);

    /// @notice The protocol pauses, but its policy says that it does not.
    error NotPausable();

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
