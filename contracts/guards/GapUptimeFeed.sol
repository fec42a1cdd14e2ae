// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAggregatorV3} from "../interfaces/IAggregatorV3.sol";
import {IGapUptimeFeed} from "../interfaces/IGapUptimeFeed.sol";
import {IUptimeRounds} from "../interfaces/IUptimeRounds.sol";
import {Bounds} from "../libraries/Bounds.sol";
import {ChainFeeds} from "../libraries/ChainFeeds.sol";
import {TimeMath} from "../libraries/TimeMath.sol";
import {UptimeRounds} from "./UptimeRounds.sol";

/// @title Outages by the gaps in the chain's clock
/// @notice One slot of state and two rounds per gap; no owner, nothing to set. Fail-closed: unseen time counts as down.
/// @dev Checks: the gap since the last touch. Does not check: who touches, or whether other contracts were called meanwhile.
contract GapUptimeFeed is UptimeRounds, IGapUptimeFeed {
    using TimeMath for uint40;

    /// @notice Shortest {maxGap}: below it, ordinary pauses between two calls would be outages.
    uint40 public constant MIN_MAX_GAP = 5 minutes;
    /// @notice Longest {maxGap}: beyond it, most real outages would pass unseen.
    uint40 public constant MAX_MAX_GAP = 4 hours;

    struct Head {
        uint80 roundId; // newest recorded round, always an "up"
        uint40 lastTouch;
    }

    uint40 private immutable MAX_GAP;

    Head private _head;

    /// @param maxGap_ Longest time without a touch that is not an outage, {MIN_MAX_GAP} to {MAX_MAX_GAP} seconds.
    constructor(uint40 maxGap_) {
        if (ChainFeeds.clockHidesGaps(block.chainid)) revert ClockShowsNoGaps(block.chainid);
        Bounds.within("maxGap", maxGap_, MIN_MAX_GAP, MAX_MAX_GAP);
        MAX_GAP = maxGap_;
        _head = Head(FIRST_ROUND, _now());
        _append(FIRST_ROUND, _now());
    }

    /// @inheritdoc IUptimeRounds
    /// @dev Touches; after a gap it appends the "down" at the last touch and the "up" of now. Cannot fail.
    function poke() external returns (uint80 roundId) {
        Head memory head = _head;
        uint40 now_ = _now();
        if (now_ == head.lastTouch) return head.roundId;
        if (_isGap(head.lastTouch)) {
            _append(head.roundId + 1, head.lastTouch);
            head.roundId += 2;
            _append(head.roundId, now_);
        }
        head.lastTouch = now_;
        _head = head;
        return head.roundId;
    }

    /// @inheritdoc IAggregatorV3
    function latestRoundData()
        external
        view
        returns (uint80 id, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound)
    {
        Head memory head = _head;
        if (_isGap(head.lastTouch)) return _words(head.roundId + 1, head.lastTouch);
        return _recorded(head.roundId, head.roundId);
    }

    /// @inheritdoc IAggregatorV3
    function getRoundData(
        uint80 roundId
    ) external view returns (uint80 id, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound) {
        Head memory head = _head;
        // The "down" of a gap that runs is final in all but the writing: the next touch records just this.
        if (roundId == head.roundId + 1 && _isGap(head.lastTouch)) return _words(roundId, head.lastTouch);
        return _recorded(roundId, head.roundId);
    }

    /// @inheritdoc IGapUptimeFeed
    function maxGap() external view returns (uint40 seconds_) {
        return MAX_GAP;
    }

    /// @inheritdoc IGapUptimeFeed
    function lastTouch() external view returns (uint40 time) {
        return _head.lastTouch;
    }

    /// @inheritdoc IAggregatorV3
    function description() external pure returns (string memory) {
        return "L2 uptime by gaps in the clock";
    }

    function _isGap(uint40 since) private view returns (bool gap) {
        return _now().sub(since) > MAX_GAP;
    }

    function _now() private view returns (uint40 time) {
        return uint40(block.timestamp);
    }
}
