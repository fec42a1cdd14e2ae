// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {QuorumTally, Vote} from "../../contracts/libraries/QuorumTally.sol";
import {FeedStatus} from "../../contracts/libraries/UptimeFeed.sol";
import {TestBase} from "../helpers/Vm.sol";

/// @notice The tally against a plain count of every second.
contract QuorumTallyTest is TestBase {
    uint256 private constant SOURCES = 5;
    uint256 private constant HORIZON = 30;

    function testFuzz_F5_GivenAnyVotes_WhenTimed_TheResultsAreThoseOfACountBySecond(
        uint256 seed,
        uint256 quorum,
        uint40 floor
    ) external pure {
        Vote[] memory votes = _votes(seed);
        quorum = _bound(quorum, 1, SOURCES);
        floor = uint40(_bound(floor, 1, HORIZON));
        uint256 down = QuorumTally.countOf(votes, FeedStatus.Down);
        (, uint256 live) = QuorumTally.live(votes);
        if (down >= quorum) {
            uint40 at = QuorumTally.wentDownAt(votes, quorum);
            _check(_saidBy(votes, at + 1) >= quorum, "F-5: a quorum said down at that time");
            _check(_saidBy(votes, at) < quorum, "F-5: and not before");
            return;
        }
        if (live >= quorum) {
            uint40 at = QuorumTally.wentUpAt(votes, quorum);
            _check(_notUpBefore(votes, at) >= quorum, "F-5: before that time a quorum can have been down");
            _check(_notUpBefore(votes, at + 1) < quorum, "F-5: at that time it cannot");
        }
        _checkMissed(votes, quorum, floor);
    }

    function test_GivenVotes_WhenLiveIsAsked_TheMaskHasABitForEach() external pure {
        Vote[] memory votes = new Vote[](3);
        votes[0].status = FeedStatus.Down;
        votes[2].status = FeedStatus.Up;
        (uint8 mask, uint256 count) = QuorumTally.live(votes);
        _checkEqual(mask, 5, "bits 0 and 2");
        _checkEqual(count, 2, "two of three");
    }

    function _checkMissed(Vote[] memory votes, uint256 quorum, uint40 floor) private pure {
        uint256 expected = 0;
        for (uint40 t = floor + 1; t <= HORIZON; ++t) {
            if (_cameBackAt(votes, t) && _downInSecondBefore(votes, t) >= quorum) expected = t;
        }
        (uint40 start, uint40 end) = QuorumTally.missedOutage(votes, quorum, floor);
        _checkEqual(end, expected, "F-5: the last second in which a quorum was down and a source came back");
        if (end == 0) {
            _checkEqual(start, 0, "F-5: none, none");
            return;
        }
        _check(start >= floor && start < end, "F-5: it begins before it ends, and not before the floor");
        for (uint40 t = start + 1; t <= end; ++t) {
            _check(_downInSecondBefore(votes, t) >= quorum, "F-5: a quorum was down all the time");
        }
        _check(
            start == floor || _downFromTill(votes, start, end) < quorum,
            "F-5: before that, fewer of those that were down at its end"
        );
    }

    function _votes(uint256 seed) private pure returns (Vote[] memory votes) {
        votes = new Vote[](SOURCES);
        for (uint256 i = 0; i < SOURCES; ++i) {
            uint256 bits = seed >> (i * 32);
            votes[i].status = FeedStatus(bits % 4 == 3 ? 1 : bits % 4);
            votes[i].changedAt = uint40(1 + ((bits >> 2) % HORIZON));
            votes[i].downFrom = uint40((bits >> 12) % (votes[i].changedAt + 1));
        }
    }

    /// @dev Sources that say "down" since before `t`.
    function _saidBy(Vote[] memory votes, uint40 t) private pure returns (uint256 count) {
        for (uint256 i = 0; i < votes.length; ++i) {
            if (votes[i].status == FeedStatus.Down && votes[i].changedAt < t) ++count;
        }
    }

    /// @dev Sources that may have been down just before `t`: those that are, and those that came back at `t` or later.
    function _notUpBefore(Vote[] memory votes, uint40 t) private pure returns (uint256 count) {
        for (uint256 i = 0; i < votes.length; ++i) {
            bool late = votes[i].status == FeedStatus.Up && votes[i].changedAt >= t;
            if (votes[i].status == FeedStatus.Down || late) ++count;
        }
    }

    function _cameBackAt(Vote[] memory votes, uint40 t) private pure returns (bool cameBack) {
        for (uint256 i = 0; i < votes.length; ++i) {
            if (votes[i].status == FeedStatus.Up && votes[i].changedAt == t) return true;
        }
    }

    /// @dev Sources whose last outage began before `start` and ran in the second before `end`.
    function _downFromTill(Vote[] memory votes, uint40 start, uint40 end) private pure returns (uint256 count) {
        for (uint256 i = 0; i < votes.length; ++i) {
            Vote memory vote = votes[i];
            bool runs = vote.status == FeedStatus.Down && vote.changedAt < start;
            bool ended = vote.status == FeedStatus.Up && vote.downFrom < start && end <= vote.changedAt;
            if (runs || ended) ++count;
        }
    }

    /// @dev Sources that were down in `[t - 1, t)` by their last outage.
    function _downInSecondBefore(Vote[] memory votes, uint40 t) private pure returns (uint256 count) {
        for (uint256 i = 0; i < votes.length; ++i) {
            Vote memory vote = votes[i];
            bool ran = vote.status == FeedStatus.Down && vote.changedAt <= t - 1;
            bool ended = vote.status == FeedStatus.Up && vote.downFrom <= t - 1 && t - 1 < vote.changedAt;
            if (ran || ended) ++count;
        }
    }
}
