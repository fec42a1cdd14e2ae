// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice What can be wrong with a feed. One vocabulary for mocks, the lab, Solidity tests and fuzz tests; the order is
/// fixed. Names like `setFutureBy` are functions of `FaultyFeedMock`.
/// - `none`: answers its rounds
/// - `reverts`: every read reverts, with a payload of `setPayloadWords` words
/// - `noCode`: the address has no code. A state of the address, not of a contract: the mock answers with success and no data,
///   which is all that a caller sees of it who does not check the code; to be exact, clear the code
/// - `shortReturn`: one byte less than a round
/// - `hugeReturn`: a round, followed by `setPayloadWords` words
/// - `burnsGas`: uses up all the gas that it gets
/// - `zeroRound`: a round of zeros, as Arbitrum's feed answers for rounds it does not have
/// - `negative`, `two`: the newest round, with an answer of −1 or 2
/// - `futureStart`: the newest round, started `setFutureBy` seconds from now
/// - `neverStarted`: the newest round, started at 0
/// - `frozen`: the newest round of the time when the fault began; later ones stay unseen
/// - `stuckDown`: a round of "down", begun when the fault did; later rounds stay unseen
/// - `flapping`: the status changes every `setFlapPeriod` seconds, each time a round
/// - `newPhase`: the proxy's aggregator was replaced when the fault began: round 1 of the next phase, same answer
/// - `oneRound`: the newest round is the only one that can be read
enum FeedFault {
    none,
    reverts,
    noCode,
    shortReturn,
    hugeReturn,
    burnsGas,
    zeroRound,
    negative,
    two,
    futureStart,
    neverStarted,
    frozen,
    stuckDown,
    flapping,
    newPhase,
    oneRound
}
