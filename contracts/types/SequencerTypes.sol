// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice What is known about the sequencer. Zero is deliberately not "up".
enum SequencerStatus {
    Unknown,
    Down,
    Recovering,
    Ramping,
    Up
}

/// @notice What a protocol is about to do, by the risk it carries.
/// - `ReduceRisk`: repay, add collateral, close, cancel
/// - `IncreaseRisk`: borrow, open, write, withdraw collateral
/// - `Liquidate`: take a position from somebody who did not ask for it
/// - `Exercise`: a holder's right that needs no price
/// - `Settle`: fix a price, roll an epoch
enum Action {
    ReduceRisk,
    IncreaseRisk,
    Liquidate,
    Exercise,
    Settle
}

/// @notice The guard's answer.
/// @param status What holds now.
/// @param since When it began, in L1 seconds: the start of the outage (Down), its end (Recovering, Up), the end of the
/// grace (Ramping), the start of the guardian's override while one runs; 0 when unknown. For `Up` it is the last
/// change to "up" that the feed reports, not the end of the ramp.
/// @param until When it ends by itself, exclusive; 0 when nobody can know (Down, Unknown) or it never does (Up).
struct GuardState {
    SequencerStatus status;
    uint40 since;
    uint40 until;
}

/// @notice One outage, `[start, end)` in L1 seconds as the feed reports them.
/// @param mergedStart Start of the merged interval that this outage belongs to: equal to `start` unless the outage before
/// it ended at most `mergeGap` earlier.
struct Outage {
    uint40 start;
    uint40 end;
    uint40 mergedStart;
}

/// @notice Immutable parameters of a guard; all times in seconds. Bounds stand in {GuardBounds}.
/// @param minGrace Shortest users-first time after an outage that is not ignored.
/// @param maxGrace Longest users-first time, and the one given when the history cannot be read.
/// @param graceScaleBps Grace per second of (merged) outage, in basis points: 10 000 gives a second for a second.
/// @param ignoreBelow Outages shorter than this, after merging, start no grace.
/// @param ramp Time after the grace in which liquidations return step by step.
/// @param graceBudget Most time that may be withheld (status Recovering) in any `budgetWindow`.
/// @param budgetWindow Length of the rolling window of `graceBudget`.
/// @param visibilityLag Added to every grace: how much later than its L1 time users can see a recovery on this chain.
/// @param maxOverride Longest single override by the guardian.
/// @param overrideCooldown Time from the end of an override until the next may begin.
/// @param liquidateWhenUnknown Whether `Liquidate` is allowed while the feed gives no answer.
struct GuardPolicy {
    uint40 minGrace;
    uint40 maxGrace;
    uint16 graceScaleBps;
    uint40 ignoreBelow;
    uint40 ramp;
    uint40 graceBudget;
    uint40 budgetWindow;
    uint40 visibilityLag;
    uint40 maxOverride;
    uint40 overrideCooldown;
    bool liquidateWhenUnknown;
}

/// @notice Everything a guard is built from.
/// @param feed Uptime feed, a Chainlink proxy or anything that answers like one.
/// @param ledger {IOutageLedger} of the same feed.
/// @param guardian May override the status for a bounded time; zero for nobody (and for the cheapest check).
/// @param noSequencer States that this chain has no sequencer: `feed` and `ledger` must be zero then.
/// @param policy Parameters.
struct GuardConfig {
    address feed;
    address ledger;
    address guardian;
    bool noSequencer;
    GuardPolicy policy;
}
