// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice What an uptime feed's `updatedAt` tells about its being alive.
/// - `ChangeOnly`: nothing, it moves with the status (Chainlink's Arbitrum feed; our own feeds)
/// - `Heartbeat`: the last message, also one that repeats the status (OP stack, Scroll, zkSync, Linea)
enum UptimeFamily {
    ChangeOnly,
    Heartbeat
}

/// @notice One source of a quorum.
/// @param feed Uptime feed, readable by a contract.
/// @param maxSilence Longest accepted age of `updatedAt` in seconds, an age of exactly so much still being accepted; 0 for a
/// source that is never silent, as every `ChangeOnly` source must have it.
/// @param family What its `updatedAt` means.
struct QuorumSource {
    address feed;
    uint40 maxSilence;
    UptimeFamily family;
}
