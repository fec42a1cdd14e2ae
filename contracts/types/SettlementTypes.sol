// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice Which step of the waterfall a price comes from.
/// - `LastRound`: the last round at or before the expiry; nothing disrupted it
/// - `Average`: the time-weighted mean of observations after the recovery
/// - `LongStop`: the last good price before the disruption
enum SettlementStep {
    None,
    LastRound,
    Average,
    LongStop
}

/// @notice Immutable parameters of a settlement oracle; times in seconds. Bounds stand in {SettlementBounds}.
/// @param priceFeed Chainlink price feed, readable by a contract.
/// @param heartbeat The feed's heartbeat; a round is too old for `LastRound` when it is older than 110 % of it at the expiry.
/// @param averageDelay From the recovery (with the guard's visibility lag) to the first observation.
/// @param averageLength Length of the time in which observations are taken.
/// @param observationSpacing Least time between two observations.
/// @param minObservations Fewest observations that make an average.
/// @param longStop From the expiry to the last step.
/// @param disputeWindow How long the guardian may veto a step after it was fixed; 0 exactly when there is no guardian.
/// @param guardian May send a settlement on to the next step, never name a price; zero for nobody.
struct SettlementPolicy {
    address priceFeed;
    uint40 heartbeat;
    uint40 averageDelay;
    uint40 averageLength;
    uint40 observationSpacing;
    uint8 minObservations;
    uint40 longStop;
    uint40 disputeWindow;
    address guardian;
}

/// @notice Proves which round was the last at or before a time.
/// @param roundId The round, with the proxy's phase in bits 64 to 79.
/// @param nextRoundId Its successor: the next of its phase, or the first of the next phase when it is the last of its own.
struct RoundProof {
    uint80 roundId;
    uint80 nextRoundId;
}

/// @notice The settlement of one expiry.
/// @param step The step that fixed `price`; None while none has.
/// @param vetoed The last step that the guardian vetoed; None when he vetoed none.
/// @param price The price, with the feed's decimals; 0 while none is fixed.
/// @param fixedAt When it was fixed.
/// @param finalAt From when on nobody can change it any more; 0 while none is fixed.
struct Settlement {
    SettlementStep step;
    SettlementStep vetoed;
    uint128 price;
    uint40 fixedAt;
    uint40 finalAt;
}
