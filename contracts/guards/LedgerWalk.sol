// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {FeedStatus, UptimeFeed} from "../libraries/UptimeFeed.sol";
import {TimeMath} from "../libraries/TimeMath.sol";

/// @title Walking a feed's rounds, one at a time
/// @notice Rounds come phase by phase. After round n of an older phase comes n + 1 if the feed has it (one family answers
/// zeros for a round that does not exist, the other reverts), else round 1 of the next phase; phases without a round are
/// passed over. A feed without a proxy has phase 0.
/// @dev Checks: order in time, form of each round. Does not check: that statuses alternate, which a repeat cannot harm.
/// A round further ahead of the chain's clock than {UptimeFeed-MAX_CLOCK_SKEW} counts as malformed and is refused for good.
/// Fail-closed: a round that must exist and cannot be read stops the walk, it is never skipped.
abstract contract LedgerWalk {
    using TimeMath for uint40;

    /// @dev Everything that changes at a sync, in one slot.
    struct Head {
        uint80 roundId; // last round read; with zero in the low 64 bits: nothing yet of that phase
        uint40 lastChangeAt; // time of the newest round accepted: nothing before it can change any more
        uint40 openSince; // start of the outage that runs, 0 when none does
        uint40 historyStart; // time of the first round accepted, 0 when none was
        uint32 count; // outages stored
    }

    /// @dev What one round did.
    enum Change {
        None,
        Stuck,
        Refused,
        Started,
        Ended
    }

    uint80 private constant PHASE_BITS = 64;

    address internal immutable FEED;

    constructor(address feed_) {
        FEED = feed_;
    }

    /// @notice Reads the round after `head.roundId` and applies it to `head`, but for `count`.
    /// @param head Where the walk stands; changed in place.
    /// @param latestId The feed's newest round, after `head.roundId`.
    /// @return change What the round did.
    /// @return at The round's time.
    /// @return start Start of the outage that ended.
    function _step(Head memory head, uint80 latestId) internal view returns (Change change, uint40 at, uint40 start) {
        uint80 id = _cursor(head.roundId, latestId) + 1;
        (bool readable, bool exists, FeedStatus status, uint40 startedAt) = UptimeFeed.round(FEED, id);

        if (id >> PHASE_BITS != latestId >> PHASE_BITS && !exists) {
            head.roundId = ((id >> PHASE_BITS) + 1) << PHASE_BITS;
            return (Change.None, 0, 0);
        }
        if (!readable) return (Change.Stuck, 0, 0);

        head.roundId = id;
        // A new aggregator may have been started long before it was switched to: its first round then only says what holds
        // from the switch on. Any later round that lies before what is recorded repeats it and is refused.
        at = uint64(id) == 1 ? startedAt.max(head.lastChangeAt) : startedAt;
        if (status == FeedStatus.Invalid || at < head.lastChangeAt) return (Change.Refused, startedAt, 0);

        start = head.openSince;
        // A repeat changes nothing, so nothing becomes final by it; but the first round of all begins the history.
        if ((status == FeedStatus.Down) == (start != 0) && head.historyStart != 0) return (Change.None, at, start);
        head.lastChangeAt = at;
        if (head.historyStart == 0) head.historyStart = at;
        if (status == FeedStatus.Down) {
            head.openSince = at;
            return (Change.Started, at, at);
        }
        head.openSince = 0;
        // An outage that began and ended in the same second took no time from anybody.
        return (start != 0 && at > start ? Change.Ended : Change.None, at, start);
    }

    /// @dev At least so many rounds lie between `roundId` and `latestId`; exact within a phase.
    function _roundsBehind(uint80 roundId, uint80 latestId) internal pure returns (uint256 rounds) {
        uint80 cursor = _cursor(roundId, latestId);
        uint80 phases = (latestId >> PHASE_BITS) - (cursor >> PHASE_BITS);
        return phases == 0 ? latestId - cursor : uint256(phases) + uint64(latestId);
    }

    /// @dev Where the walk stands; before the first round that is the start of the first phase a proxy has.
    function _cursor(uint80 roundId, uint80 latestId) private pure returns (uint80 cursor) {
        if (roundId != 0 || latestId >> PHASE_BITS == 0) return roundId;
        return uint80(1) << PHASE_BITS;
    }
}
