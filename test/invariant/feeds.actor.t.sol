// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {GapUptimeFeed} from "../../contracts/guards/GapUptimeFeed.sol";
import {QuorumUptimeFeed} from "../../contracts/guards/QuorumUptimeFeed.sol";
import {IUptimeRounds} from "../../contracts/interfaces/IUptimeRounds.sol";
import {FaultyFeedMock, FeedFault} from "../../contracts/mocks/FaultyFeedMock.sol";
import {QuorumSource, UptimeFamily} from "../../contracts/types/FeedTypes.sol";
import {TestBase} from "../helpers/Vm.sol";

/// @title Whoever moves the world of the feeds made of feeds: the clock, the sources and their operators, keepers
/// @notice Each function is one move. The actor keeps every recorded round as it was first seen, and what was shown before
/// each poke.
contract FeedsActor is TestBase {
    uint256 public constant QUORUM = 2;
    uint256 public constant SOURCES = 4;
    uint40 public constant MAX_GAP = 30 minutes;
    uint40 private constant BORN = 1_700_000_000;

    QuorumUptimeFeed public quorum;
    GapUptimeFeed public gaps;
    bool public recordDiffersFromShown;

    FaultyFeedMock[SOURCES] private _sources;
    bool[SOURCES] private _broken;
    bool[SOURCES] private _down;
    mapping(IUptimeRounds feed => uint256[] startedAt) private _seen;
    uint256 private _clock = BORN;

    constructor() {
        vm.warp(BORN);
        QuorumSource[] memory sources = new QuorumSource[](SOURCES);
        for (uint256 i = 0; i < SOURCES; ++i) {
            _sources[i] = new FaultyFeedMock();
            _sources[i].pushRound(0, BORN - 30 days + i);
            sources[i] = QuorumSource(address(_sources[i]), 0, UptimeFamily.ChangeOnly);
        }
        quorum = new QuorumUptimeFeed(sources, QUORUM);
        gaps = new GapUptimeFeed(MAX_GAP);
        _note(quorum, 1);
        _note(gaps, 1);
    }

    /// @notice Minutes pass.
    function wait(uint256 seconds_) external {
        restoreClock();
        _clock += _bound(seconds_, 1, 50 minutes);
        restoreClock();
    }

    /// @notice A source changes its mind, with a time up to an hour back but not before its last one.
    function report(uint256 which, uint256 lag) external {
        restoreClock();
        uint256 i = which % SOURCES;
        if (_broken[i]) return;
        (, , uint256 last, , ) = _sources[i].latestRoundData();
        uint256 at = _clock - _bound(lag, 0, 1 hours);
        _down[i] = !_down[i];
        _sources[i].pushRound(_down[i] ? int256(1) : int256(0), at > last ? at : last);
    }

    /// @notice A source dies.
    function breakSource(uint256 which, uint256 fault) external {
        restoreClock();
        uint256 i = which % SOURCES;
        _broken[i] = true;
        FeedFault[5] memory dead = [
            FeedFault.noCode,
            FeedFault.shortReturn,
            FeedFault.zeroRound,
            FeedFault.two,
            FeedFault.neverStarted
        ];
        _sources[i].setFault(uint8(dead[fault % dead.length]));
    }

    /// @notice A dead source comes back.
    function mendSource(uint256 which) external {
        restoreClock();
        uint256 i = which % SOURCES;
        _broken[i] = false;
        _sources[i].setFault(uint8(FeedFault.none));
    }

    /// @notice A keeper pokes the quorum.
    function pokeQuorum() external {
        _poke(quorum, quorum.recordedRound());
    }

    /// @notice A keeper touches the feed of gaps.
    function pokeGaps() external {
        _poke(gaps, uint80(_seen[gaps].length));
    }

    /// @notice Cheatcodes of a call may be forgotten after it; the clock is not.
    function restoreClock() public {
        vm.warp(_clock);
    }

    /// @notice What the sources say, told without reading them.
    function tally() external view returns (uint256 live, uint256 down) {
        for (uint256 i = 0; i < SOURCES; ++i) {
            if (_broken[i]) continue;
            ++live;
            if (_down[i]) ++down;
        }
    }

    /// @notice Whether every round recorded so far reads as it did at first, alternates and never goes back in time.
    function roundsHold(IUptimeRounds feed) external view returns (bool hold) {
        uint256[] storage seen = _seen[feed];
        for (uint80 id = 1; id <= seen.length; ++id) {
            (uint80 given, int256 answer, uint256 startedAt, uint256 updatedAt, ) = feed.getRoundData(id);
            if (given != id || answer != (id % 2 == 0 ? int256(1) : int256(0))) return false;
            if (startedAt != seen[id - 1] || updatedAt != startedAt) return false;
            if (id > 1 && startedAt < seen[id - 2]) return false;
        }
        return true;
    }

    /// @notice How many rounds of a feed were recorded.
    function roundCount(IUptimeRounds feed) external view returns (uint256 count) {
        return _seen[feed].length;
    }

    function _poke(IUptimeRounds feed, uint80 recorded) private {
        restoreClock();
        uint80 shownId;
        uint256 shownAt;
        try feed.latestRoundData() returns (uint80 id, int256, uint256 startedAt, uint256, uint80) {
            (shownId, shownAt) = (id, startedAt);
        } catch {}
        uint80 newest = feed.poke();
        for (uint80 id = recorded + 1; id <= newest; ++id) _note(feed, id);
        if (shownId > recorded && (newest < shownId || _seen[feed][shownId - 1] != shownAt)) {
            recordDiffersFromShown = true;
        }
    }

    function _note(IUptimeRounds feed, uint80 id) private {
        (, , uint256 startedAt, , ) = feed.getRoundData(id);
        _seen[feed].push(startedAt);
    }
}
