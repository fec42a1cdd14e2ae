// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice How a rollup's clock behaves around an outage; see `docs/lab.md`.
/// - `Plain`: stands still and jumps; both reports carry the true times and arrive at once
/// - `Nitro`: stands still and jumps; messages of L1 execute at the recovery, stamped inside the outage
/// - `OpStack`: back-dated blocks until real time is reached; messages of L1 execute 48 s after their L1 time
/// - `FinalizedL1`: stands still and jumps; messages of L1 wait until their L1 block is final (zkSync Era, Scroll)
/// - `Linea`: stands still and jumps; "down" and "up" are the first bundle after the recovery
enum ClockProfile {
    Plain,
    Nitro,
    OpStack,
    FinalizedL1,
    Linea
}

/// @notice What happens at a moment of an outage.
/// - `Halt`: the last block before the halt
/// - `FlipDown`: the uptime feed turns to "down"; on `Linea` to "down" and "up" in one bundle, which is a `FlipUp`
/// - `Reopened`: the first block after the halt in which ordinary transactions run
/// - `FlipUp`: the uptime feed turns to "up"
/// - `CaughtUp`: the clock shows real time again (`OpStack` only)
enum MomentKind {
    Halt,
    FlipDown,
    Reopened,
    FlipUp,
    CaughtUp
}

/// @notice How late a feed is, in seconds.
/// @param downDetection From the last block to the report "down" on L1.
/// @param upDetection From the recovery to the report "up" on L1.
/// @param visibility From a report on L1 to the block in which it can be seen on a live chain.
struct FeedLag {
    uint40 downDetection;
    uint40 upDetection;
    uint40 visibility;
}

/// @notice A moment of an outage at which something executes.
/// @param kind What happens.
/// @param l1Time Real time, in seconds.
/// @param chainTime `block.timestamp` of the block.
/// @param reportedAt L1 time of the status report that arrives; 0 for none.
/// @param downReportedAt L1 time of the "down" that arrives in the same bundle; 0 for none (`Linea` only).
/// @param ordinary Whether ordinary transactions can run in this block.
struct OutageMoment {
    MomentKind kind;
    uint40 l1Time;
    uint40 chainTime;
    uint40 reportedAt;
    uint40 downReportedAt;
    bool ordinary;
}
