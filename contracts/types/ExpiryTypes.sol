// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice Immutable parameters of an expiry clock; all times in seconds. Bounds stand in {ExpiryBounds}.
/// @param window An outage that took time from the last `window` seconds before an expiry moves it.
/// @param minExtension Least time that holders get after a recovery, counted from where users can see it.
/// @param maxExtension Most time that holders get after a recovery, counted likewise.
/// @param lastCall A further outage that takes time from the last `lastCall` seconds of an extension moves it again.
/// @param maxReextensions How often an extension is moved again at most.
/// @param detectionLag How long after the last block the feed's "down" is dated at most: an outage counts as begun so much
/// earlier than the feed says.
/// @param settlementDelay Nothing is paid to a writer, and no price is fixed, before so much time has passed since somebody was
/// seen to act after the effective expiry.
/// @param longStop So long after the first such act a settlement may start although the expiry is still open: an outage without
/// end, or a feed without an answer, holds nothing back for ever.
struct ExpiryPolicy {
    uint40 window;
    uint40 minExtension;
    uint40 maxExtension;
    uint40 lastCall;
    uint8 maxReextensions;
    uint40 detectionLag;
    uint40 settlementDelay;
    uint40 longStop;
}

/// @notice What is known of an expiry.
/// - `Unknown`: the ledger cannot tell; open for holders, closed for writers
/// - `Open`: an outage that moves it still runs
/// - `Known`: the time is known; a further outage may only move it to a later one
enum ExpiryStatus {
    Unknown,
    Open,
    Known
}

/// @notice An expiry with the outages that count: those that took time from the window or from the last call of an extension,
/// whether or not they moved it.
/// @param status What is known.
/// @param effectiveAt The effective expiry, inclusive; the largest time unless Known.
/// @param recoveredAt End of the last outage that counted; 0 when none did, and unless Known.
/// @param disruptedAt When the first outage that counted began, less the detection lag; 0 when none did.
/// @param reextensions How often an extension was moved again, or is being moved.
struct Expiry {
    ExpiryStatus status;
    uint40 effectiveAt;
    uint40 recoveredAt;
    uint40 disruptedAt;
    uint8 reextensions;
}

/// @notice How far a settlement has come; one slot.
/// @param firstAt When somebody was first seen to act while a settlement could start or the expiry was open; 0 when nobody was.
/// The long-stop is counted from it.
/// @param startedAt The act from which the settlement delay is counted; 0 when there was none. It counts while no outage has
/// moved the effective expiry past it.
/// @param settled Whether the other side was paid, which ends the holders' time for good.
struct SettlementStart {
    uint40 firstAt;
    uint40 startedAt;
    bool settled;
}

/// @notice Where a settlement stands, in the order in which it goes on. Only the first two may follow a later one.
/// - `Waiting`: the effective expiry and the detection lag have not passed
/// - `Open`: an outage that moves the expiry runs, or the ledger cannot tell
/// - `Startable`: somebody has to be seen to act
/// - `Running`: the settlement delay runs
/// - `Stopped`: the delay has passed; the guard lets nobody settle
/// - `Payable`: writers may be paid
/// - `Settled`: writers were paid
enum SettlementStage {
    Waiting,
    Open,
    Startable,
    Running,
    Stopped,
    Payable,
    Settled
}

/// @notice Where a settlement stands, and when it goes on.
/// @param stage Where.
/// @param time When a settlement may start (`Waiting`, `Startable`); the long-stop, the largest time before the first act (`Open`); end
/// of the delay (`Running`, `Payable`, `Settled`); when the guard opens by itself, 0 when nobody can know (`Stopped`).
struct SettlementState {
    SettlementStage stage;
    uint40 time;
}
