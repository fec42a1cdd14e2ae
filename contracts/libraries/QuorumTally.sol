// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Arrays} from "@openzeppelin/contracts/utils/Arrays.sol";

import {TimeMath} from "./TimeMath.sol";
import {FeedStatus} from "./UptimeFeed.sol";

/// @notice What one source says.
/// @param status `Invalid`: no vote.
/// @param changedAt Time of its last change.
/// @param downFrom Start of the outage that its "up" ended; only looked at by {QuorumTally-missedOutage}.
/// @param roundId Its newest round.
struct Vote {
    FeedStatus status;
    uint40 changedAt;
    uint40 downFrom;
    uint80 roundId;
}

/// @title Counting votes and telling when a quorum changed
/// @notice Pure. Times are of the sources' changes. A source that lies can move a result only as far as an honest source's
/// time allows, as long as fewer than `quorum` lie: each result is bounded by the time of at least one that does not.
/// @dev Checks: nothing. Does not check: that there are votes enough; callers look at {live} first.
library QuorumTally {
    using Arrays for uint256[];
    using TimeMath for uint40;

    /// @notice Which sources have a vote: bit i for source i.
    /// @param votes The votes.
    /// @return mask Bits.
    /// @return count Their number.
    function live(Vote[] memory votes) internal pure returns (uint8 mask, uint256 count) {
        for (uint256 i = 0; i < votes.length; ++i) {
            if (votes[i].status == FeedStatus.Invalid) continue;
            mask |= uint8(1 << i);
            ++count;
        }
    }

    /// @notice How many sources say `status`.
    /// @param votes The votes.
    /// @param status What to count.
    /// @return count Their number.
    function countOf(Vote[] memory votes, FeedStatus status) internal pure returns (uint256 count) {
        for (uint256 i = 0; i < votes.length; ++i) {
            if (votes[i].status == status) ++count;
        }
    }

    /// @notice When the aggregate went down: the moment at which the `quorum`-th source said so.
    /// @param votes The votes, at least `quorum` of them "down".
    /// @param quorum Number of sources.
    /// @return at The `quorum`-th smallest time among the sources that say "down".
    function wentDownAt(Vote[] memory votes, uint256 quorum) internal pure returns (uint40 at) {
        uint256[] memory times = _timesOf(votes, FeedStatus.Down);
        return uint40(times[quorum - 1]);
    }

    /// @notice When the aggregate went up, at the latest: before it, so many of the sources that say "up" now were down that
    /// with those still down they made a quorum.
    /// @param votes The votes, fewer than `quorum` of them "down", at least `quorum` in all.
    /// @param quorum Number of sources.
    /// @return at The `quorum − d`-th largest time among the sources that say "up", where d say "down".
    function wentUpAt(Vote[] memory votes, uint256 quorum) internal pure returns (uint40 at) {
        uint256[] memory times = _timesOf(votes, FeedStatus.Up);
        return uint40(times[times.length - (quorum - countOf(votes, FeedStatus.Down))]);
    }

    /// @notice The last time that at least `quorum` sources were down together, by the last outage of each, if that ended
    /// after `floor`.
    /// @param votes The votes with their `downFrom`.
    /// @param quorum Number of sources.
    /// @param floor Nothing that ended at it or before counts.
    /// @return start When the `quorum`-th of them went down, `floor` at the earliest; 0 when there was no such time.
    /// @return end When the first of them came back.
    function missedOutage(
        Vote[] memory votes,
        uint256 quorum,
        uint40 floor
    ) internal pure returns (uint40 start, uint40 end) {
        for (uint256 i = 0; i < votes.length; ++i) {
            uint40 candidate = votes[i].changedAt;
            if (votes[i].status != FeedStatus.Up || candidate <= end.max(floor)) continue;
            uint256[] memory starts = _downJustBefore(votes, candidate);
            if (starts.length < quorum) continue;
            starts.sort();
            (start, end) = (floor.max(uint40(starts[quorum - 1])), candidate);
        }
    }

    /// @dev Starts of the outages that ran in the second before `t`.
    function _downJustBefore(Vote[] memory votes, uint40 t) private pure returns (uint256[] memory starts) {
        starts = new uint256[](votes.length);
        uint256 count = 0;
        for (uint256 i = 0; i < votes.length; ++i) {
            Vote memory vote = votes[i];
            bool wasDown =
                vote.status == FeedStatus.Down
                    ? vote.changedAt < t
                    : vote.status == FeedStatus.Up && vote.downFrom < t && t <= vote.changedAt;
            if (wasDown) starts[count++] = vote.status == FeedStatus.Down ? vote.changedAt : vote.downFrom;
        }
        assembly ("memory-safe") {
            // Shortens the array to what was found.
            mstore(starts, count)
        }
    }

    function _timesOf(Vote[] memory votes, FeedStatus status) private pure returns (uint256[] memory times) {
        times = new uint256[](countOf(votes, status));
        uint256 count = 0;
        for (uint256 i = 0; i < votes.length; ++i) {
            if (votes[i].status == status) times[count++] = votes[i].changedAt;
        }
        times.sort();
    }
}
