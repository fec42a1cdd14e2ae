// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice Which step of the waterfall a price comes from.
/// - `LastRound`: the last round at or before the expiry; no outage was near it
/// - `Average`: the time-weighted mean of observations after the expiry and the recovery
/// - `LongStop`: the last good price before the disruption
enum SettlementStep {
    None,
    LastRound,
    Average,
    LongStop
}

/// @notice Immutable parameters of a settlement oracle; times in seconds. Bounds stand in {SettlementBounds}.
/// @param priceFeed Chainlink's proxy of a price feed, readable by a contract.
/// @param guardian May send a settlement on to the next step, never name a price; zero for nobody.
/// @param heartbeat The feed's heartbeat; a round is too old when it is older than 110 % of it.
/// @param averageDelay From the expiry, or the recovery where that can be seen later, to the first observation.
/// @param averageLength Length of the time in which observations are taken, after the delay.
/// @param observationSpacing Least time between two observations.
/// @param minObservations Fewest observations that make an average.
/// @param disputeWindow How long the guardian may veto a step after it was fixed; 0 exactly when there is no guardian.
/// @param window An outage that took time from the last `window` seconds before the expiry may disrupt it.
/// @param maxReextensions How often a further outage begins the averaging time anew.
/// @param detectionLag How long after the last block the uptime feed's "down" is dated at most.
/// @param settlementDelay Nothing is fixed before so much time has passed since somebody was seen to act.
/// @param longStop From the expiry to the last step; and from the first act seen, until an outage without end or a feed without
/// answer hold nothing back.
struct SettlementPolicy {
    address priceFeed;
    address guardian;
    uint40 heartbeat;
    uint40 averageDelay;
    uint40 averageLength;
    uint40 observationSpacing;
    uint8 minObservations;
    uint40 disputeWindow;
    uint40 window;
    uint8 maxReextensions;
    uint40 detectionLag;
    uint40 settlementDelay;
    uint40 longStop;
}

/// @notice Shows which round was the last at or before a time.
/// @param roundId The round, with the proxy's phase in bits 64 to 79.
/// @param nextRoundId The next round of the same phase that was written after the time; 0 when the phase has none.
struct RoundProof {
    uint80 roundId;
    uint80 nextRoundId;
}

/// @notice The settlement of one expiry; one slot.
/// @param step The step that fixed `price`; None while none has.
/// @param vetoed The last step that the guardian vetoed; None when he vetoed none.
/// @param price The price, with the feed's decimals; 0 while none is fixed.
/// @param fixedAt When it was fixed; 0 while none is.
/// @param finalAt From when on nobody can change it any more; 0 while none is fixed.
/// @param phase The feed's phase when the settlement was started; no round of a later one counts. 0 before.
struct Settlement {
    SettlementStep step;
    SettlementStep vetoed;
    uint128 price;
    uint40 fixedAt;
    uint40 finalAt;
    uint16 phase;
}

/// @notice The observations of one expiry; two slots. All zero: none.
/// @param from Start of the averaging time that they belong to.
/// @param firstAt Time of the first one.
/// @param lastAt Time of the last one.
/// @param count How many.
/// @param lastPrice Price of the last one.
/// @param weighted Sum of price × seconds from the first to the last one.
struct Observations {
    uint40 from;
    uint40 firstAt;
    uint40 lastAt;
    uint8 count;
    uint128 lastPrice;
    uint168 weighted;
}
