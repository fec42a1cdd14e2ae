// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {QuorumSource, UptimeFamily} from "../types/FeedTypes.sol";
import {BoundedRead} from "./BoundedRead.sol";
import {TimeMath} from "./TimeMath.sol";
import {FeedStatus, UptimeFeed} from "./UptimeFeed.sol";

/// @notice A {QuorumSource} in one word: feed in bits 0 – 159, longest silence in 160 – 199, family in 200 – 207.
type PackedSource is uint256;

using SourceFeed for PackedSource global;

/// @title Reading one source of a quorum
/// @notice Checks: what {UptimeFeed} checks, within {READ_GAS}; for a source with a heartbeat, that its last update is at most
/// `maxSilence` old, and not more than {UptimeFeed-MAX_CLOCK_SKEW} ahead of the clock.
/// Does not check: that the source's family is the one stated; whether it tells the truth, which is what the quorum is for.
/// Trust: none in any one source. A source that cannot be used has no vote; nothing it does makes a read revert, but for
/// {BoundedRead-GasStarved}, without which a caller could silence sources by bringing little gas.
library SourceFeed {
    using TimeMath for uint40;

    /// @notice Gas given to one read: Chainlink's feeds take about 17 000 behind their proxy. Less than {BoundedRead-READ_GAS},
    /// which whoever reads the quorum gives to all of its sources together.
    uint256 internal constant READ_GAS = 40_000;
    /// @notice Length of an outage whose start a source cannot tell: long enough for any grace to be earned, and bounded.
    uint40 internal constant UNTOLD_OUTAGE = 2 hours;

    /// @notice Packs a source.
    /// @param source The source.
    /// @return packed The word.
    function pack(QuorumSource memory source) internal pure returns (PackedSource packed) {
        return
            PackedSource.wrap(
                uint256(uint160(source.feed)) | (uint256(source.maxSilence) << 160) | (uint256(source.family) << 200)
            );
    }

    /// @notice The word as the struct.
    /// @param packed The word.
    /// @return source The source.
    function unpack(PackedSource packed) internal pure returns (QuorumSource memory source) {
        uint256 word = PackedSource.unwrap(packed);
        return QuorumSource(packed.feed(), uint40(word >> 160), UptimeFamily(uint8(word >> 200)));
    }

    /// @notice Address of a source.
    /// @param packed The word.
    /// @return account The feed.
    function feed(PackedSource packed) internal pure returns (address account) {
        return address(uint160(PackedSource.unwrap(packed)));
    }

    /// @notice What a source says now.
    /// @param packed The source.
    /// @return status `Invalid` when it is dead, malformed or silent.
    /// @return startedAt Time of its last change; 0 when invalid.
    /// @return roundId Its newest round; 0 when invalid.
    function latest(PackedSource packed) internal view returns (FeedStatus status, uint40 startedAt, uint80 roundId) {
        (bool ok, uint256 id, uint256 answer, uint256 start, uint256 updatedAt) = BoundedRead.roundWithin(
            packed.feed(),
            0,
            READ_GAS
        );
        if (!ok || !UptimeFeed.isWellFormed(id, answer, start)) return (FeedStatus.Invalid, 0, 0);
        uint40 maxSilence = uint40(PackedSource.unwrap(packed) >> 160);
        if (maxSilence != 0) {
            // An update further ahead than this also does not fit uint40 any more.
            if (updatedAt > block.timestamp + UptimeFeed.MAX_CLOCK_SKEW) return (FeedStatus.Invalid, 0, 0);
            if (uint40(block.timestamp).sub(uint40(updatedAt)) > maxSilence) return (FeedStatus.Invalid, 0, 0);
        }
        return (answer == 0 ? FeedStatus.Up : FeedStatus.Down, uint40(start), uint80(id));
    }

    /// @notice Start of the outage that a source's newest round, an "up", ended.
    /// @param packed The source.
    /// @param roundId That round.
    /// @param startedAt Its time.
    /// @return start `startedAt` when there was no outage: the first round of a phase. {UNTOLD_OUTAGE} earlier when the round
    /// before cannot be read or does not say "down".
    function outageStart(PackedSource packed, uint80 roundId, uint40 startedAt) internal view returns (uint40 start) {
        if (uint64(roundId) <= 1) return startedAt;
        (bool ok, uint256 id, uint256 answer, uint256 began, ) = BoundedRead.roundWithin(
            packed.feed(),
            roundId - 1,
            READ_GAS
        );
        bool told = ok && id == roundId - 1 && answer == 1 && UptimeFeed.isWellFormed(id, answer, began);
        return told && began <= startedAt ? uint40(began) : startedAt.sub(UNTOLD_OUTAGE);
    }
}
