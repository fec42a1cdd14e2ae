// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {OutageLedger} from "../../contracts/guards/OutageLedger.sol";
import {SequencerGuard} from "../../contracts/guards/SequencerGuard.sol";
import {FaultyFeedMock, FeedFault} from "../../contracts/mocks/FaultyFeedMock.sol";
import {Action, GuardConfig, GuardPolicy, GuardState, SequencerStatus} from "../../contracts/types/SequencerTypes.sol";
import {GuardModel} from "./GuardModel.sol";
import {TestBase} from "./Vm.sol";

/// @title Whoever moves the guard's world: the clock, the sequencer, the feed's operator, the guardian, a keeper
/// @notice Each function is one move; the actor watches the status through every second that passes and keeps a record of what
/// was withheld and of transitions that are forbidden. Rounds carry times up to the present; a keeper syncs before more rounds
/// are missing than a view walks, which is what G-2 presupposes.
abstract contract GuardActorBase is TestBase {
    struct Span {
        uint256 from;
        uint256 to;
    }

    uint40 private constant BORN = 1_700_000_000;
    uint256 private constant KEEPER_PERIOD = 6;
    uint256 private constant NEWEST = 12;

    FaultyFeedMock public feed = new FaultyFeedMock();
    OutageLedger public ledger;
    SequencerGuard public guard;

    bool public upWasLost;
    bool public graceWasExtended;
    bool public wentBack;

    GuardPolicy private _policy = GuardModel.defaultPolicy();
    Span[] private _withheld;
    GuardState private _seen;
    uint256 private _clock = BORN;
    uint256 private _lastChange = BORN;
    uint256 private _roundsSinceSync;
    bool private _down;
    bool private _faulty;

    error Outcome(bool passed);

    constructor() {
        vm.warp(BORN);
        feed.pushRound(0, BORN);
        ledger = new OutageLedger(address(feed), 15 minutes);
        _policy.minGrace = 30 minutes;
        guard = new SequencerGuard(GuardConfig(address(feed), address(ledger), address(this), false, _policy));
        _note(false);
    }

    /// @notice Minutes pass: the time in which graces and ramps end.
    function waitMinutes(uint256 seconds_) external {
        _pass(_bound(seconds_, 1, 40 minutes));
    }

    /// @notice Hours pass.
    function waitHours(uint256 seconds_) external {
        _pass(_bound(seconds_, 1, 8 hours));
    }

    /// @notice Time passes up to a second before, at or after the status ends by itself.
    function waitToTheEdge(uint256 offset) external {
        _begin();
        uint256 until = guard.status().until;
        uint256 target = until + (offset % 3);
        if (until != 0 && target > _clock + 1) _pass(target - 1 - _clock);
    }

    /// @notice The sequencer stops, or comes back, and the feed says since when: at most an hour ago.
    function flip(uint256 age) external {
        _begin();
        _flip(age);
    }

    /// @notice Several short outages in a row.
    function flap(uint256 times, uint256 period) external {
        _begin();
        times = 2 * _bound(times, 1, 3);
        for (uint256 i = 0; i < times; ++i) {
            _flip(0);
            _pass(_bound(period, 30, 50 minutes));
        }
    }

    /// @notice The feed's aggregator is replaced; the new one says what holds, or something else.
    function replaceAggregator(bool down) external {
        _begin();
        _lastChange = _clock;
        feed.pushPhase(down ? int256(1) : int256(0), _clock);
        _down = down;
        _note(false);
        _keep();
    }

    /// @notice The feed breaks, in a way that gives no answer, or freezes.
    function breakFeed(uint256 seed) external {
        _begin();
        FeedFault[6] memory faults = [
            FeedFault.reverts,
            FeedFault.shortReturn,
            FeedFault.negative,
            FeedFault.two,
            FeedFault.neverStarted,
            FeedFault.frozen
        ];
        // A second fault would thaw a frozen feed before the keeper could sync what it hid.
        if (_faulty || seed % 4 != 0) return;
        feed.setFault(uint8(faults[(seed >> 2) % faults.length]));
        _faulty = true;
        _note(false);
    }

    /// @notice The feed is mended.
    function mendFeed() external {
        _begin();
        feed.setFault(uint8(FeedFault.none));
        _faulty = false;
        ledger.sync(type(uint256).max);
        _roundsSinceSync = 0;
        _note(false);
    }

    /// @notice Anybody syncs any number of rounds.
    function sync(uint256 rounds) external {
        _begin();
        ledger.sync(_bound(rounds, 0, 20));
        _note(true);
    }

    /// @notice The guardian overrides, where the cool-down allows it.
    function overrideStatus(bool up, uint256 duration) external {
        _begin();
        SequencerStatus status = up ? SequencerStatus.Up : SequencerStatus.Down;
        try guard.overrideStatus(status, uint40(_bound(duration, 1, 24 hours)), "move") {
            _note(false);
        } catch {}
    }

    /// @notice Whether `requireAllowed` passes now. Everything it did, its transient cache included, is undone.
    function passes(Action action) external returns (bool passed) {
        try this.tryAndRevert(action) {
            revert Violated("tryAndRevert reverts");
        } catch (bytes memory reason) {
            _check(reason.length == 36 && bytes4(reason) == Outcome.selector, "only the outcome comes back");
            return reason[35] != 0;
        }
    }

    /// @notice Tries an action and reverts with the outcome.
    function tryAndRevert(Action action) external {
        try guard.requireAllowed(action) {
            revert Outcome(true);
        } catch {
            revert Outcome(false);
        }
    }

    /// @notice Sets the clock to where the moves left it: runners may reset it between calls.
    function restoreClock() public {
        vm.warp(_clock);
    }

    /// @notice Whether an override runs.
    function overrideRuns() public view returns (bool runs) {
        (, , uint40 until) = guard.lastOverride();
        return _clock < until;
    }

    /// @notice Whether a call to the feed gives the answer 1.
    function feedSaysDown() external view returns (bool down) {
        (bool ok, bytes memory round) = address(feed).staticcall(abi.encodeCall(feed.latestRoundData, ()));
        if (!ok || round.length < 160) return false;
        (, int256 answer) = abi.decode(round, (uint80, int256));
        return answer == 1;
    }

    /// @notice By how much the time withheld in any window that ends with one of the newest stretches exceeds the budget, at
    /// most. Older ones were judged after the moves before.
    function overBudget() external view returns (uint256 excess) {
        uint256 count = _withheld.length;
        for (uint256 i = count; i > 0 && i + NEWEST > count; --i) {
            uint256 windowStart = _withheld[i - 1].to - _policy.budgetWindow;
            uint256 sum = 0;
            for (uint256 j = i; j > 0; --j) {
                Span memory span = _withheld[j - 1];
                if (span.to <= windowStart) break;
                sum += span.to - (span.from > windowStart ? span.from : windowStart);
            }
            if (sum > _policy.graceBudget + excess) excess = sum - _policy.graceBudget;
        }
    }

    function _flip(uint256 age) private {
        uint256 at = _clock - _bound(age, 0, 1 hours);
        if (at < _lastChange) at = _lastChange;
        _lastChange = at;
        _down = !_down;
        if (_down) _wasDownSince(at);
        feed.pushRound(_down ? int256(1) : int256(0), at);
        _note(false);
        _keep();
    }

    /// @dev What passed as a grace while the report was on its way was part of the outage, and withheld nothing from anybody.
    function _wasDownSince(uint256 at) private {
        for (uint256 i = _withheld.length; i > 0 && _withheld[i - 1].to > at; --i) {
            _withheld[i - 1].to = _withheld[i - 1].from > at ? _withheld[i - 1].from : at;
        }
    }

    /// @dev Never more rounds behind than a view walks.
    function _keep() private {
        if (++_roundsSinceSync < KEEPER_PERIOD || _faulty) return;
        ledger.sync(type(uint256).max);
        _roundsSinceSync = 0;
        _note(true);
    }

    /// @dev Lets time pass from one end of a status to the next, so that no second goes unseen.
    function _pass(uint256 seconds_) private {
        _begin();
        uint256 target = _clock + seconds_;
        while (_clock < target) {
            GuardState memory state = guard.status();
            uint256 next = state.until > _clock && state.until < target ? state.until : target;
            // Behind a frozen feed the sequencer can be down, and again nothing is withheld from anybody.
            if (state.status == SequencerStatus.Recovering && !_down) _withheld.push(Span(_clock, next));
            bool wasOverride = overrideRuns();
            _clock = next;
            restoreClock();
            _note(!wasOverride);
        }
    }

    /// @dev Looks at the status; `quiet` says that nothing happened to feed or guardian since the last look.
    function _note(bool quiet) private {
        GuardState memory state = guard.status();
        if (quiet && !overrideRuns() && _seen.status >= SequencerStatus.Recovering) {
            if (_seen.status == SequencerStatus.Up && state.status != SequencerStatus.Up) upWasLost = true;
            if (state.status < _seen.status) wentBack = true;
            if (state.status == _seen.status && state.until > _seen.until) graceWasExtended = true;
        }
        _seen = state;
    }

    function _begin() private {
        restoreClock();
    }
}
