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
/// @param longStop After so long since the first such act, an outage without end or a feed without answer hold nothing back.
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

/// @notice An expiry with the outages that move it.
/// @param status What is known.
/// @param at The effective expiry, inclusive; the largest time unless Known.
/// @param recoveredAt End of the last outage that counted; 0 when none did or it still runs.
/// @param disruptedAt When the first outage that counted began, less the detection lag; 0 when none did.
/// @param reextensions How often the extension was moved again.
struct Expiry {
    ExpiryStatus status;
    uint40 at;
    uint40 recoveredAt;
    uint40 disruptedAt;
    uint8 reextensions;
}

/// @notice How far a settlement has come; one slot.
/// @param firstAt When somebody was first seen to act after the expiry; 0 when nobody was.
/// @param startedAt The act from which the settlement delay is counted; 0 when none counts yet.
/// @param settled Whether the other side was paid, which ends the holders' time for good.
struct SettlementStart {
    uint40 firstAt;
    uint40 startedAt;
    bool settled;
}
