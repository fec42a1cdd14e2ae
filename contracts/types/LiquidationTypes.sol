// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice What a liquidation policy needs to know of a position. Values share one unit of the protocol's choice, below 2^224.
/// @param debtValue Value of the debt.
/// @param collateralValue Value of the collateral.
/// @param liquidationThresholdBps The position may be liquidated when its debt exceeds this share of its collateral.
/// @param liquidationBonusBps What a liquidator receives on top, on a normal day.
struct Position {
    uint256 debtValue;
    uint256 collateralValue;
    uint16 liquidationThresholdBps;
    uint16 liquidationBonusBps;
}

/// @notice The price round that a position is judged by, as a Chainlink feed gives it.
/// @param startedAt When the round was observed, by the wall clock of the oracle's nodes.
/// @param updatedAt When it was written, by the chain's clock.
struct PriceRound {
    uint40 startedAt;
    uint40 updatedAt;
}

/// @notice How much may be liquidated now. All zero: nothing.
/// @param closeFactorBps Largest share of the debt in one liquidation.
/// @param bonusBps What the liquidator receives on top.
/// @param maxDebtValue Largest debt value in one liquidation: the share rounded up, or what the throttle leaves.
struct Allowance {
    uint16 closeFactorBps;
    uint16 bonusBps;
    uint256 maxDebtValue;
}

/// @notice Immutable parameters of a liquidation guard; times in seconds. Bounds stand in {LiquidationBounds}.
/// @param closeFactorBps Close factor on a normal day.
/// @param startCloseFactorBps Close factor at the start of the ramp.
/// @param startBonusBps Bonus at the start of the ramp; a position's own bonus where that is lower.
/// @param severityMarginBps Safety margin of the severity carve-out: it begins where the collateral covers debt and bonus
/// with no more than this share to spare.
/// @param maxQuiet A price from before the recovery counts again after this time; a price as old is too old when the feed
/// gives no answer.
/// @param maxWithheld The feed may say "down" for so long; a price written later is evidence that the chain lives.
/// @param gapLimitBps A price step over an outage that is larger doubles the ramp.
/// @param pausable Whether the protocol reports its own pauses; costs a storage read per check.
struct LiquidationPolicy {
    uint16 closeFactorBps;
    uint16 startCloseFactorBps;
    uint16 startBonusBps;
    uint16 severityMarginBps;
    uint40 maxQuiet;
    uint40 maxWithheld;
    uint16 gapLimitBps;
    bool pausable;
}

/// @notice The throttle of one collateral asset: a token bucket on liquidated debt value.
/// @param asset Collateral asset.
/// @param capacity Largest debt value in one burst.
/// @param refillPerSecond Debt value that returns each second.
struct ThrottleConfig {
    address asset;
    uint128 capacity;
    uint128 refillPerSecond;
}

/// @notice Why a liquidation is stopped, or that it is not. Up to `SequencerDown` the order is that of the checks.
enum LiquidationStop {
    None,
    NoDebt,
    ValueTooHigh,
    TermsTooHigh,
    Healthy,
    PriceInFuture,
    ChainCatchingUp,
    Paused,
    GuardUnreadable,
    FeedUnavailable,
    SequencerDown,
    SequencerRecovering,
    PricePredatesRecovery,
    NoThrottle,
    Throttled
}

/// @notice What the rules say of one position at one moment; internal to the guard.
/// @param stop Why nothing may be liquidated, or None.
/// @param throttled Whether the asset's throttle applies: a ramp runs.
/// @param carveOut Whether a severe position may be exempt: a recovery is known that its price can be compared with.
/// @param recoveredAt A price must not be older.
/// @param withheldUntil End of a grace that runs; 0 when none does.
/// @param time The time that belongs to `stop`.
/// @param progress How far the slowest ramp has come, in parts of {LiquidationMath-WHOLE}.
struct Judgement {
    LiquidationStop stop;
    bool throttled;
    bool carveOut;
    uint40 recoveredAt;
    uint40 withheldUntil;
    uint40 time;
    uint256 progress;
}
