// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ClockProfile, FeedLag, MomentKind, OutageMoment} from "../types/ClockTypes.sol";

/// @title What happens when in an outage
/// @notice The same arithmetic as the TypeScript lab's clock profiles, whose tests compare both number by number.
/// @dev Models: the time of each block in which the feed turns, or ordinary transactions run again. Does not model: the blocks
/// between, the L1 origin that OP stack contracts see, deposits of users, price feeds.
library OutagePlan {
    /// @dev Seconds of chain time that an OP stack gains per real second while it catches up.
    uint40 private constant CATCH_UP_SPEED = 20;
    /// @dev Seconds between two blocks of an OP stack.
    uint40 private constant BLOCK_TIME = 2;
    uint256 private constant MOST_MOMENTS = 5;

    /// @notice The lag of a feed: the middle of the known range, see `src/lab/lag/feed-lag.json`.
    /// @param clock The rollup's clock.
    /// @return lag Seconds.
    function lagOf(ClockProfile clock) internal pure returns (FeedLag memory lag) {
        if (clock == ClockProfile.Plain) return FeedLag(0, 0, 0);
        if (clock == ClockProfile.Linea) return FeedLag(60, 0, 0);
        if (clock == ClockProfile.Nitro) return FeedLag(162, 42, 582);
        if (clock == ClockProfile.OpStack) return FeedLag(162, 42, 48);
        return FeedLag(162, 42, 960);
    }

    /// @notice The moments of an outage, in order; neither real nor chain time ever goes back.
    /// @param clock The rollup's clock.
    /// @param startedAt Time of the last block, in L1 seconds.
    /// @param endedAt When the sequencer is back; later than `startedAt`.
    /// @param lag The feed's lag.
    /// @return moments From `Halt` on. Without a flip when the outage ends before the feed can notice.
    function momentsOf(
        ClockProfile clock,
        uint40 startedAt,
        uint40 endedAt,
        FeedLag memory lag
    ) internal pure returns (OutageMoment[] memory moments) {
        moments = new OutageMoment[](MOST_MOMENTS);
        uint256 count;
        moments[count++] = OutageMoment(MomentKind.Halt, startedAt, startedAt, 0, 0, true);
        uint40 down = startedAt + lag.downDetection;
        uint40 up = endedAt + lag.upDetection;
        if (down < endedAt) {
            if (clock == ClockProfile.Linea) {
                moments[count++] = _arrival(MomentKind.FlipUp, clock, startedAt, endedAt, up, lag);
                moments[count - 1].downReportedAt = startedAt;
            } else {
                moments[count++] = _arrival(MomentKind.FlipDown, clock, startedAt, endedAt, down, lag);
                moments[count++] = _arrival(MomentKind.FlipUp, clock, startedAt, endedAt, up, lag);
            }
        }
        moments[count++] = _reopened(clock, startedAt, endedAt);
        if (clock == ClockProfile.OpStack) {
            uint40 at = _caughtUpAt(startedAt, endedAt);
            uint40 onGrid = at - ((at - startedAt) % BLOCK_TIME);
            moments[count++] = OutageMoment(MomentKind.CaughtUp, at, onGrid, 0, 0, true);
        }
        _sort(moments, count);
        assembly ("memory-safe") {
            mstore(moments, count)
        }
    }

    /// @dev Where a report that was made on L1 at `sentAt` executes.
    function _arrival(
        MomentKind kind,
        ClockProfile clock,
        uint40 startedAt,
        uint40 endedAt,
        uint40 sentAt,
        FeedLag memory lag
    ) private pure returns (OutageMoment memory moment) {
        moment.kind = kind;
        moment.reportedAt = sentAt;
        if (clock == ClockProfile.OpStack) {
            uint40 blocks = _ceilDiv(sentAt + lag.visibility - startedAt, BLOCK_TIME);
            moment.chainTime = startedAt + (blocks == 0 ? 1 : blocks) * BLOCK_TIME;
            moment.l1Time = _l1TimeOf(moment.chainTime, startedAt, endedAt);
            moment.ordinary = true;
            return moment;
        }
        moment.l1Time = _later(endedAt, sentAt + lag.visibility);
        bool atRecovery = moment.l1Time == endedAt;
        // What runs ahead of all ordinary traffic keeps its own time on Nitro.
        moment.chainTime = clock == ClockProfile.Nitro && atRecovery ? sentAt : moment.l1Time;
        moment.ordinary = !atRecovery;
    }

    function _reopened(
        ClockProfile clock,
        uint40 startedAt,
        uint40 endedAt
    ) private pure returns (OutageMoment memory moment) {
        uint40 first = clock == ClockProfile.OpStack ? startedAt + BLOCK_TIME : endedAt;
        uint40 l1Time = clock == ClockProfile.OpStack ? _l1TimeOf(first, startedAt, endedAt) : endedAt;
        return OutageMoment(MomentKind.Reopened, l1Time, first, 0, 0, true);
    }

    /// @dev Real time at which a chain that catches up shows real time again.
    function _caughtUpAt(uint40 startedAt, uint40 endedAt) private pure returns (uint40 time) {
        return endedAt + _ceilDiv(endedAt - startedAt, CATCH_UP_SPEED - 1);
    }

    /// @dev Real time at which a chain that catches up produces the block of `chainTime`.
    function _l1TimeOf(uint40 chainTime, uint40 startedAt, uint40 endedAt) private pure returns (uint40 time) {
        if (chainTime >= _caughtUpAt(startedAt, endedAt)) return chainTime;
        return endedAt + _ceilDiv(chainTime - startedAt, CATCH_UP_SPEED);
    }

    /// @dev By real time, then by chain time, then as they stand.
    function _sort(OutageMoment[] memory moments, uint256 count) private pure {
        for (uint256 i = 1; i < count; ++i) {
            for (uint256 j = i; j > 0 && _isBefore(moments[j], moments[j - 1]); --j) {
                (moments[j], moments[j - 1]) = (moments[j - 1], moments[j]);
            }
        }
    }

    function _isBefore(OutageMoment memory a, OutageMoment memory b) private pure returns (bool before) {
        return a.l1Time != b.l1Time ? a.l1Time < b.l1Time : a.chainTime < b.chainTime;
    }

    function _later(uint40 a, uint40 b) private pure returns (uint40 later) {
        return a > b ? a : b;
    }

    function _ceilDiv(uint40 dividend, uint40 divisor) private pure returns (uint40 quotient) {
        return (dividend + divisor - 1) / divisor;
    }
}
