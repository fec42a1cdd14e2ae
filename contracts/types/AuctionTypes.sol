// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice Immutable terms of a Dutch auction. Bounds stand in {AuctionBounds}.
/// @param topBps Price at the start, as a share of the reference price.
/// @param floorBps Price at the end, as a share of the reference price.
/// @param duration Active seconds from the top to the floor; the price stays there.
/// @param resetAfter An auction that stood still for longer, in seconds, needs a restart before anybody may take.
/// @param maxRestarts How often one auction is restarted at most; after that it goes on from where it stood.
struct AuctionTerms {
    uint16 topBps;
    uint16 floorBps;
    uint40 duration;
    uint40 resetAfter;
    uint8 maxRestarts;
}

/// @notice One auction; one slot.
/// @param referencePrice Price that the terms are applied to; 0 while there is no auction.
/// @param startedAt Start, or last restart.
/// @param restarts How many restarts there were.
struct Auction {
    uint128 referencePrice;
    uint40 startedAt;
    uint8 restarts;
}

/// @notice Why nobody may take now, or that anybody may. The order is that of the checks.
enum AuctionStop {
    None,
    NotRunning,
    GuardUnreadable,
    FeedUnavailable,
    SequencerDown,
    SequencerRecovering,
    HistoryUnavailable,
    RestartNeeded
}

/// @notice What an auction says now.
/// @param stop Why nobody may take, or None.
/// @param price Price after the active time that has passed; 0 where that is unknown.
/// @param active Seconds since the start in which anybody could take.
/// @param inactive The other seconds since the start.
/// @param time The time that belongs to `stop`: since when Down, until when Recovering.
struct AuctionQuote {
    AuctionStop stop;
    uint256 price;
    uint40 active;
    uint40 inactive;
    uint40 time;
}
