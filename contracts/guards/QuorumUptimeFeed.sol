// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAggregatorV3} from "../interfaces/IAggregatorV3.sol";
import {IQuorumUptimeFeed} from "../interfaces/IQuorumUptimeFeed.sol";
import {IUptimeRounds} from "../interfaces/IUptimeRounds.sol";
import {QuorumTally, Vote} from "../libraries/QuorumTally.sol";
import {TimeMath} from "../libraries/TimeMath.sol";
import {FeedStatus} from "../libraries/UptimeFeed.sol";
import {QuorumSource} from "../types/FeedTypes.sol";
import {QuorumSources} from "./QuorumSources.sol";
import {UptimeRounds} from "./UptimeRounds.sol";

/// @title m of n uptime feeds
/// @notice Fail-closed on too few sources: no answer, rather than "up". Fail-open on fewer than a quorum that say "down":
/// one broken or hostile source cannot stop anybody. Both directions are set by the choice of `quorum`.
///
/// How a change is timed, so that recorded rounds never go backward and nobody's "down" is lost:
/// - up → down: the `quorum`-th earliest "down", but never before the last recorded change;
/// - down → up: the latest time by which the quorum of "down" must have been broken, likewise, *if* every source that had a
///   vote when the outage was recorded still has one. If one has left, its leaving may be all that ended the outage, and no
///   source tells when: "down" stays on display until somebody pokes, and the poke's own time ends it;
/// - up → down → up between two pokes: both rounds, from the last outage of each source.
///
/// Does not see: of several outages between two pokes, all but the last; a recovery between two pokes that both find it down;
/// an outage of which a source's aggregator was replaced, until the next poke that finds it down. Poke when a source changes.
contract QuorumUptimeFeed is UptimeRounds, QuorumSources {
    using QuorumTally for Vote[];
    using TimeMath for uint40;

    struct Head {
        uint80 roundId; // newest recorded round
        uint40 changedAt; // its time
        uint8 live; // which sources had a vote when it was recorded
    }

    /// @dev What has happened since the newest recorded round; all zero when nothing has.
    struct Change {
        uint40 downAt;
        uint40 upAt;
        bool untold; // it is over, and no source tells since when
    }

    Head private _head;

    /// @param sources Sources, 1 to 8, none twice, each readable, without decimals, "up" and not silent.
    /// @param quorum_ How many must agree, 1 to the number of sources.
    constructor(QuorumSource[] memory sources, uint256 quorum_) QuorumSources(sources, quorum_) {
        Vote[] memory votes = _votesAtDeployment();
        (uint8 mask, ) = votes.live();
        // Round 1 says "up" since the oldest time that the sources tell of: an outage just over is then recorded at once.
        uint40 oldest = _now();
        for (uint256 i = 0; i < votes.length; ++i) oldest = oldest.min(votes[i].downFrom);
        _append(FIRST_ROUND, oldest);
        Head memory head = Head(FIRST_ROUND, oldest, mask);
        (uint40 start, uint40 end) = votes.missedOutage(quorum_, oldest);
        _store(head, Change(start, end, false), mask);
    }

    /// @inheritdoc IUptimeRounds
    /// @dev Fail-open: without a quorum it does nothing. Reverts only for a call that brings too little gas.
    function poke() external returns (uint80 roundId) {
        Head memory head = _head;
        Vote[] memory votes = _votes();
        (uint8 mask, uint256 count) = votes.live();
        if (count < QUORUM) return head.roundId;
        Change memory change = _changeSince(head, votes, mask);
        if (change.untold) change.upAt = head.changedAt.max(_now());
        return _store(head, change, mask);
    }

    /// @inheritdoc IAggregatorV3
    function latestRoundData()
        external
        view
        returns (uint80 id, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound)
    {
        Head memory head = _head;
        Vote[] memory votes = _votes();
        (uint8 mask, uint256 count) = votes.live();
        if (count < QUORUM) revert QuorumLost(count, QUORUM);
        Change memory change = _changeSince(head, votes, mask);
        if (change.downAt != 0) (head.roundId, head.changedAt) = (head.roundId + 1, change.downAt);
        if (change.upAt != 0) (head.roundId, head.changedAt) = (head.roundId + 1, change.upAt);
        return _words(head.roundId, head.changedAt);
    }

    /// @inheritdoc IAggregatorV3
    function getRoundData(
        uint80 roundId
    ) external view returns (uint80 id, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound) {
        return _recorded(roundId, _head.roundId);
    }

    /// @inheritdoc IQuorumUptimeFeed
    function liveSources() external view returns (uint256 sources) {
        (, sources) = _votes().live();
    }

    /// @inheritdoc IQuorumUptimeFeed
    function recordedRound() external view returns (uint80 roundId) {
        return _head.roundId;
    }

    /// @inheritdoc IAggregatorV3
    function description() external pure returns (string memory) {
        return "L2 uptime by a quorum of feeds";
    }

    function _changeSince(
        Head memory head,
        Vote[] memory votes,
        uint8 mask
    ) private view returns (Change memory change) {
        uint256 down = votes.countOf(FeedStatus.Down);
        uint40 floor = head.changedAt;
        if (_saysDown(head.roundId)) {
            if (down >= QUORUM) return change;
            if (head.live & ~mask != 0) change.untold = true;
            else change.upAt = floor.max(votes.wentUpAt(QUORUM));
        } else if (down >= QUORUM) {
            change.downAt = floor.max(votes.wentDownAt(QUORUM));
        } else if (_addOutages(votes, floor) + down >= QUORUM) {
            (change.downAt, change.upAt) = votes.missedOutage(QUORUM, floor);
        }
    }

    /// @dev Stores what has changed, and nothing when nothing has.
    function _store(Head memory head, Change memory change, uint8 mask) private returns (uint80 roundId) {
        if (change.downAt != 0) {
            (head.roundId, head.changedAt) = (head.roundId + 1, change.downAt);
            _append(head.roundId, change.downAt);
        }
        if (change.upAt != 0) {
            (head.roundId, head.changedAt) = (head.roundId + 1, change.upAt);
            _append(head.roundId, change.upAt);
        }
        head.live = mask;
        if (head.roundId != _head.roundId) _head = head;
        return head.roundId;
    }

    function _now() private view returns (uint40 time) {
        return uint40(block.timestamp);
    }
}
