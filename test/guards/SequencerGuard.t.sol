// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {OutageLedger} from "../../contracts/guards/OutageLedger.sol";
import {SequencerGuard} from "../../contracts/guards/SequencerGuard.sol";
import {IGuardErrors} from "../../contracts/interfaces/IGuardErrors.sol";
import {FaultyFeedMock, FeedFault} from "../../contracts/mocks/FaultyFeedMock.sol";
import {
    Action,
    GuardConfig,
    GuardPolicy,
    GuardState,
    Outage,
    SequencerStatus
} from "../../contracts/types/SequencerTypes.sol";
import {GuardModel} from "../helpers/GuardModel.sol";
import {TestBase} from "../helpers/Vm.sol";

/// @notice The deployed guard against the model, and against callers who choose their gas.
contract SequencerGuardTest is TestBase {
    uint40 private constant BORN = 1_700_000_000;
    uint40 private constant MERGE_GAP = 15 minutes;
    /// @dev With the first round fifteen rounds: what a view walks without a keeper.
    uint256 private constant COUNT = 7;

    FaultyFeedMock private _feed;
    OutageLedger private _ledger;
    SequencerGuard private _guard;

    function setUp() external {
        _deploy(GuardModel.defaultPolicy());
    }

    function testFuzz_GivenAnyHistory_WhenAskedAtAnyTime_TheStateIsTheModels(
        uint256[COUNT] memory seeds,
        uint256[COUNT] memory times
    ) external {
        GuardPolicy memory p = GuardModel.policyFrom(seeds[0]);
        _deploy(p);
        Outage[] memory outages = _outages(seeds);
        for (uint256 i = 0; i < COUNT; ++i) {
            _play(outages[i]);
            if (seeds[i] % 5 == 0) _ledger.sync(seeds[i] % 7);
            uint40 latest = i + 1 < COUNT ? outages[i + 1].start - 1 : outages[i].end + 30 hours;
            Outage[] memory past = GuardModel.first(outages, i + 1);
            uint40 graceEnd = GuardModel.graceEnds(past, p)[i];
            // A time anywhere, and the seconds around the two edges where they can be reached.
            _compare(past, p, uint40(_bound(times[i], outages[i].end, latest)));
            for (uint40 edge = 0; edge < 3; ++edge) {
                if (graceEnd < outages[i].end) continue;
                _compareWithin(past, p, graceEnd + edge - 1, latest);
                _compareWithin(past, p, graceEnd + p.ramp + edge - 1, latest);
            }
        }
    }

    function test_GivenAClockNearZero_WhenBuilt_ItIsRefusedBeforeTimesWrap() external {
        GuardPolicy memory p = GuardModel.defaultPolicy();
        uint256 settledAfter = uint256(p.visibilityLag) + p.maxGrace + p.ramp;
        FaultyFeedMock feed = new FaultyFeedMock();
        feed.pushRound(0, 1);
        vm.warp(settledAfter - 1);
        OutageLedger ledger = new OutageLedger(address(feed), MERGE_GAP);
        GuardConfig memory config = GuardConfig(address(feed), address(ledger), address(0), false, p);
        vm.expectRevert(
            abi.encodeWithSelector(
                IGuardErrors.ParameterOutOfBounds.selector,
                bytes32("block.timestamp"),
                settledAfter - 1,
                settledAfter,
                type(uint40).max
            )
        );
        new SequencerGuard(config);
        vm.warp(settledAfter);
        new SequencerGuard(config);
        vm.warp(settledAfter + 1);
        new SequencerGuard(config);
    }

    function testFuzz_GivenAnOpenOutage_WhenAskedAtAnyTime_ItIsDownSinceItsStart(uint40 start, uint40 later) external {
        start = uint40(_bound(start, BORN + 1, BORN + 365 days));
        _feed.pushRound(1, start);
        vm.warp(start + _bound(later, 0, 365 days));
        GuardState memory state = _guard.status();
        _check(state.status == SequencerStatus.Down, "a feed that says down is down, however long");
        _checkEqual(state.since, start, "since the outage began");
        _checkEqual(state.until, 0, "nobody knows until when");
    }

    function testFuzz_GivenAnyGas_WhenUp_TheCallerCannotTurnItIntoAnythingElse(uint256 gas) external {
        vm.warp(BORN + 10 days);
        _checkGas(gas, SequencerStatus.Up, SequencerStatus.Up);
    }

    function testFuzz_GivenAnyGas_WhenDown_TheCallerCannotTurnItIntoAnythingElse(uint256 gas) external {
        _feed.pushRound(1, BORN + 1 days);
        vm.warp(BORN + 1 days + 5 minutes);
        _checkGas(gas, SequencerStatus.Down, SequencerStatus.Down);
    }

    function testFuzz_GivenAnyGas_WhenRecovering_TheCallerCannotOpenIt(uint256 gas) external {
        _play(Outage(BORN + 1 days, BORN + 1 days + 1 hours, 0));
        vm.warp(BORN + 1 days + 70 minutes);
        _checkGas(gas, SequencerStatus.Recovering, SequencerStatus.Recovering);
    }

    function testFuzz_GivenAnyGas_WhenRamping_TheCallerCanAtMostStopItself(uint256 gas) external {
        _play(Outage(BORN + 1 days, BORN + 1 days + 20 minutes, 0));
        vm.warp(BORN + 1 days + 60 minutes);
        // Without gas for the ledger the history is unknown, and the longest grace holds.
        _checkGas(gas, SequencerStatus.Ramping, SequencerStatus.Recovering);
    }

    function testFuzz_GivenAnyGas_WhenTheFeedIsDead_NobodyIsLetThrough(uint256 gas) external {
        vm.warp(BORN + 10 days);
        _feed.setFault(uint8(FeedFault.burnsGas));
        _checkGas(gas, SequencerStatus.Unknown, SequencerStatus.Unknown);
    }

    function testFuzz_G3_GivenAnyFault_WhenReducingOrExercising_NothingStopsIt(uint8 fault, uint256 later) external {
        _feed.setFault(fault % (uint8(type(FeedFault).max) + 1));
        vm.warp(block.timestamp + _bound(later, 0, 365 days));
        _guard.requireAllowed(Action.ReduceRisk);
        _guard.requireAllowed(Action.Exercise);
        _check(_guard.isAllowed(Action.ReduceRisk) && _guard.isAllowed(Action.Exercise), "G-3: always allowed");
    }

    function testFuzz_GivenAnyDeadline_WhenAdjusted_ItIsTheLedgersArithmetic(
        uint40 deadline,
        uint40 window,
        uint40 cap
    ) external {
        Outage memory outage = Outage(BORN + 1 days, BORN + 1 days + 3 hours, BORN + 1 days);
        _play(outage);
        vm.warp(BORN + 30 days);
        deadline = uint40(_bound(deadline, BORN, BORN + 20 days));
        window = uint40(_bound(window, 1, 2 days));
        cap = uint40(_bound(cap, 0, 2 days));
        uint40 adjusted = _guard.adjustedDeadline(deadline, window, cap);
        // One outage: what it took from the window is given back, unless it began at the deadline or later.
        uint256 from = deadline - window > outage.start ? deadline - window : outage.start;
        uint256 lost = outage.start < deadline && outage.end > from ? outage.end - from : 0;
        _checkEqual(adjusted, deadline + (lost < cap ? lost : cap), "the deadline moves by what the outage took");
    }

    function _checkGas(uint256 gas, SequencerStatus truth, SequencerStatus starved) private view {
        gas = _bound(gas, 1_000, 1_000_000);
        (bool ok, bytes memory result) = address(_guard).staticcall{gas: gas}(abi.encodeCall(_guard.status, ()));
        if (!ok) return;
        SequencerStatus told = abi.decode(result, (GuardState)).status;
        _check(told == truth || told == starved, "the caller's gas does not change the status");
    }

    function _compareWithin(Outage[] memory past, GuardPolicy memory p, uint40 time, uint40 latest) private {
        if (time >= past[past.length - 1].end && time <= latest) _compare(past, p, time);
    }

    function _compare(Outage[] memory past, GuardPolicy memory p, uint40 time) private {
        vm.warp(time);
        GuardState memory expected = GuardModel.stateAfter(past, p, BORN, time);
        GuardState memory state = _guard.status();
        _checkEqual(uint8(state.status), uint8(expected.status), "the status is the model's");
        _checkEqual(state.since, expected.since, "its beginning is the model's");
        _checkEqual(state.until, expected.until, "its end is the model's");
    }

    function _play(Outage memory outage) private {
        vm.warp(outage.end);
        _feed.pushRound(1, outage.start);
        _feed.pushRound(0, outage.end);
    }

    function _outages(uint256[COUNT] memory seeds) private pure returns (Outage[] memory outages) {
        uint40[] memory gaps = new uint40[](COUNT);
        uint40[] memory lengths = new uint40[](COUNT);
        for (uint256 i = 0; i < COUNT; ++i) {
            gaps[i] = GuardModel.gapFrom(seeds[i]);
            lengths[i] = GuardModel.lengthFrom(seeds[i] >> 2);
        }
        return GuardModel.outagesFrom(BORN, gaps, lengths, MERGE_GAP);
    }

    function _deploy(GuardPolicy memory p) private {
        vm.warp(BORN);
        _feed = new FaultyFeedMock();
        _feed.pushRound(0, BORN);
        _ledger = new OutageLedger(address(_feed), MERGE_GAP);
        _guard = new SequencerGuard(GuardConfig(address(_feed), address(_ledger), address(0), false, p));
    }
}
