// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {BoundedRead} from "./BoundedRead.sol";

/// @notice What one round of an uptime feed says. Zero is "no usable answer", never "up".
enum FeedStatus {
    Invalid,
    Up,
    Down
}

/// @title Reading an L2 sequencer uptime feed
/// @notice Checks: code, success, gas and length of the answer (see {BoundedRead}); the answer is 0 (up) or 1 (down), and
/// anything else is invalid; a round id that is neither 0 nor wider than 80 bits; a start that is neither 0 nor more than
/// {MAX_CLOCK_SKEW} ahead of the chain's clock.
/// Does not check: `updatedAt`, which means something else in each family and is never read; the age of the answer, because
/// Arbitrum's feed has no heartbeat and a healthy feed may be years old; `answeredInRound`; that the sequencer really is in
/// the state reported. Halts under about 150 seconds, late inclusion, batch-poster outages and reorgs show on no feed.
/// Trust: the feed's operator for truth and liveness. Nothing that the feed returns, or fails to, makes a read revert.
library UptimeFeed {
    /// @notice How far a round's L1 time may lie ahead of the chain's clock before the round counts as nonsense. Feeds are
    /// ahead of back-dated blocks by minutes; 1 hour leaves room and still bounds what a broken feed can withhold.
    uint256 internal constant MAX_CLOCK_SKEW = 1 hours;

    /// @notice The newest round. Never reverts but for {BoundedRead-GasStarved}; fails closed to `Invalid`.
    /// @param feed The uptime feed.
    /// @return status What it says.
    /// @return startedAt L1 time of the last status change; 0 when invalid.
    /// @return roundId The newest round; 0 when invalid.
    function latest(address feed) internal view returns (FeedStatus status, uint40 startedAt, uint80 roundId) {
        (bool ok, uint256 id, uint256 answer, uint256 start) = BoundedRead.latestRound(feed);
        if (!ok || !isWellFormed(id, answer, start)) return (FeedStatus.Invalid, 0, 0);
        return (answer == 0 ? FeedStatus.Up : FeedStatus.Down, uint40(start), uint80(id));
    }

    /// @notice Since when the feed says "up"; the same as {latest}, for the path that every healthy action pays for.
    /// @dev Differs from {latest} in two ways only: all that is not a well-formed "up" is the largest number, and neither the
    /// clock nor the gas is judged. A caller that does not like the answer asks {latest}.
    /// @param feed The uptime feed.
    /// @return startedAt L1 time of the last change to "up"; 2^256 − 1 when the feed does not say so.
    function upSince(address feed) internal view returns (uint256 startedAt) {
        uint256 readGas = BoundedRead.READ_GAS;
        startedAt = type(uint256).max;
        assembly ("memory-safe") {
            // Both directions use memory beyond the free pointer, which nobody reads later. 0xfeaf968c is latestRoundData().
            let round_ := mload(0x40)
            mstore(round_, shl(224, 0xfeaf968c))
            // Arguments are evaluated from the last to the first: the call comes before the length of what it returned.
            if and(gt(returndatasize(), 159), staticcall(readGas, feed, round_, 4, round_, 96)) {
                let id := mload(round_)
                let start := mload(add(round_, 64))
                let wrong := or(or(mload(add(round_, 32)), shr(80, id)), or(iszero(id), iszero(start)))
                // No bit is added to the start of a good round, every bit to that of another.
                startedAt := or(start, sub(iszero(wrong), 1))
            }
        }
    }

    /// @notice One round. `exists` tells a round that is there but malformed from one that is not: families differ, one
    /// reverts and the other answers zeros.
    /// @param feed The uptime feed.
    /// @param roundId The round.
    /// @return readable Whether the feed gave any round at all.
    /// @return exists Whether that round has a start, as every real round has.
    /// @return status What it says; Invalid when malformed.
    /// @return startedAt L1 time of the status change; 0 when malformed.
    function round(
        address feed,
        uint80 roundId
    ) internal view returns (bool readable, bool exists, FeedStatus status, uint40 startedAt) {
        (bool ok, uint256 id, uint256 answer, uint256 start) = BoundedRead.round(feed, roundId);
        if (!ok) return (false, false, FeedStatus.Invalid, 0);
        if (id != roundId || !isWellFormed(id, answer, start)) return (true, start != 0, FeedStatus.Invalid, 0);
        return (true, true, answer == 0 ? FeedStatus.Up : FeedStatus.Down, uint40(start));
    }

    /// @notice Whether three words are a round of an uptime feed: what both readers above ask.
    /// @param id Round id.
    /// @param answer Answer.
    /// @param start Start.
    /// @return wellFormed True for a round that can be believed.
    function isWellFormed(uint256 id, uint256 answer, uint256 start) internal view returns (bool wellFormed) {
        unchecked {
            // The last comparison also keeps `start` within uint40 for the next 34 000 years.
            return
                answer < 2 &&
                start != 0 &&
                start <= block.timestamp + MAX_CLOCK_SKEW &&
                id != 0 &&
                id <= type(uint80).max;
        }
    }
}
