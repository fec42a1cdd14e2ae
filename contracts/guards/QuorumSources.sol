// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAggregatorV3} from "../interfaces/IAggregatorV3.sol";
import {IGuardErrors} from "../interfaces/IGuardErrors.sol";
import {IQuorumUptimeFeed} from "../interfaces/IQuorumUptimeFeed.sol";
import {BoundedRead} from "../libraries/BoundedRead.sol";
import {Bounds} from "../libraries/Bounds.sol";
import {GuardWiring} from "../libraries/GuardWiring.sol";
import {Vote} from "../libraries/QuorumTally.sol";
import {PackedSource, SourceFeed} from "../libraries/SourceFeed.sol";
import {FeedStatus, UptimeFeed} from "../libraries/UptimeFeed.sol";
import {QuorumSource, UptimeFamily} from "../types/FeedTypes.sol";

/// @title The sources of a quorum, in code instead of storage
/// @notice Eight cold slots would cost each reader 16 800 gas. Checks each source once, at deployment.
/// @dev Does not check: that the sources are independent of each other, nor that each belongs to this chain.
abstract contract QuorumSources is IQuorumUptimeFeed {
    /// @notice Most sources: eight cold reads still fit into what a guard gives to reading its feed.
    uint256 public constant MAX_SOURCES = 8;
    /// @notice Shortest `maxSilence` but 0.
    uint40 public constant MIN_SILENCE = 1 hours;
    /// @notice Longest `maxSilence`: heartbeats are about a day apart.
    uint40 public constant MAX_SILENCE = 7 days;

    uint256 internal immutable QUORUM;
    uint256 private immutable COUNT;
    PackedSource private immutable SOURCE_0;
    PackedSource private immutable SOURCE_1;
    PackedSource private immutable SOURCE_2;
    PackedSource private immutable SOURCE_3;
    PackedSource private immutable SOURCE_4;
    PackedSource private immutable SOURCE_5;
    PackedSource private immutable SOURCE_6;
    PackedSource private immutable SOURCE_7;

    constructor(QuorumSource[] memory sources, uint256 quorum_) {
        uint256 count = sources.length;
        Bounds.within("sources", count, 1, MAX_SOURCES);
        Bounds.within("quorum", quorum_, 1, count);
        for (uint256 i = 0; i < count; ++i) {
            _checkSource(sources[i]);
            for (uint256 j = 0; j < i; ++j) {
                if (sources[j].feed == sources[i].feed) revert DuplicateSource(sources[i].feed);
            }
        }
        QUORUM = quorum_;
        COUNT = count;
        SOURCE_0 = _packed(sources, 0);
        SOURCE_1 = _packed(sources, 1);
        SOURCE_2 = _packed(sources, 2);
        SOURCE_3 = _packed(sources, 3);
        SOURCE_4 = _packed(sources, 4);
        SOURCE_5 = _packed(sources, 5);
        SOURCE_6 = _packed(sources, 6);
        SOURCE_7 = _packed(sources, 7);
    }

    /// @inheritdoc IQuorumUptimeFeed
    function quorum() external view returns (uint256 sources) {
        return QUORUM;
    }

    /// @inheritdoc IQuorumUptimeFeed
    function sourceCount() external view returns (uint256 sources) {
        return COUNT;
    }

    /// @inheritdoc IQuorumUptimeFeed
    function sourceAt(uint256 index) external view returns (QuorumSource memory source) {
        return _source(index).unpack();
    }

    /// @dev What every source says now.
    function _votes() internal view returns (Vote[] memory votes) {
        votes = new Vote[](COUNT);
        for (uint256 i = 0; i < votes.length; ++i) {
            (votes[i].status, votes[i].changedAt, votes[i].roundId) = _source(i).latest();
        }
    }

    /// @dev The votes of sources that were checked to be "up", with the outage before each.
    function _votesAtDeployment() internal view returns (Vote[] memory votes) {
        votes = _votes();
        _addOutages(votes, 0);
    }

    /// @dev Adds to each "up" that is later than `floor` the start of the outage before it, to others none; returns how many
    /// are later.
    function _addOutages(Vote[] memory votes, uint40 floor) internal view returns (uint256 count) {
        for (uint256 i = 0; i < votes.length; ++i) {
            Vote memory vote = votes[i];
            if (vote.status != FeedStatus.Up) continue;
            bool later = vote.changedAt > floor;
            vote.downFrom = later ? _source(i).outageStart(vote.roundId, vote.changedAt) : vote.changedAt;
            if (later) ++count;
        }
    }

    function _source(uint256 index) private view returns (PackedSource source) {
        if (index < 4) {
            if (index < 2) return index == 0 ? SOURCE_0 : SOURCE_1;
            return index == 2 ? SOURCE_2 : SOURCE_3;
        }
        if (index < 6) return index == 4 ? SOURCE_4 : SOURCE_5;
        if (index > 7) return PackedSource.wrap(0);
        return index == 6 ? SOURCE_6 : SOURCE_7;
    }

    function _checkSource(QuorumSource memory source) private view {
        GuardWiring.requireCode("source", source.feed);
        if (source.maxSilence != 0) {
            if (source.family == UptimeFamily.ChangeOnly) {
                revert FamilyWithoutHeartbeat(source.feed, source.maxSilence);
            }
            Bounds.within("maxSilence", source.maxSilence, MIN_SILENCE, MAX_SILENCE);
        }
        (bool hasDecimals, uint256 decimals) = BoundedRead.word(source.feed, IAggregatorV3.decimals.selector);
        if (!hasDecimals) revert IGuardErrors.NotAnUptimeFeed(source.feed);
        if (decimals != 0) revert IGuardErrors.FeedHasDecimals(source.feed, decimals);
        (FeedStatus status, uint40 startedAt, ) = UptimeFeed.latest(source.feed);
        if (status == FeedStatus.Invalid) revert IGuardErrors.NotAnUptimeFeed(source.feed);
        if (status == FeedStatus.Down) revert IGuardErrors.FeedDownAtDeployment(source.feed, startedAt);
        (status, , ) = SourceFeed.pack(source).latest();
        if (status == FeedStatus.Invalid) revert SourceSilent(source.feed, source.maxSilence);
    }

    function _packed(QuorumSource[] memory sources, uint256 index) private pure returns (PackedSource source) {
        return index < sources.length ? SourceFeed.pack(sources[index]) : PackedSource.wrap(0);
    }
}
