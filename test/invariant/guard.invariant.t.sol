// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Action, GuardPolicy, GuardState, SequencerStatus} from "../../contracts/types/SequencerTypes.sol";
import {GuardActor} from "./guard.actor.t.sol";
import {TestBase} from "../helpers/Vm.sol";

/// @notice The guard under any sequence of outages, flaps, phases, faults, overrides and syncs. The ids stand in
/// docs/invariants.md.
contract GuardInvariantTest is TestBase {
    GuardActor private _actor;

    function setUp() external {
        _actor = new GuardActor();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_actor);
    }

    function invariant_G1_NeverOpenWhileTheFeedSaysDown() external {
        _actor.restoreClock();
        if (_actor.overrideRuns()) return;
        SequencerStatus status = _actor.guard().status().status;
        bool open = status == SequencerStatus.Ramping || status == SequencerStatus.Up;
        _check(!(open && _actor.feedSaysDown()), "G-1: never Up or Ramping while the feed says down");
    }

    function invariant_G2_NeverWithheldBeyondTheBudget() external {
        _actor.restoreClock();
        _checkEqual(_actor.overBudget(), 0, "G-2: withheld at most the budget in any window");
    }

    function invariant_G3_ReducingAndExercisingAreAlwaysAllowed() external {
        _actor.restoreClock();
        _check(_actor.passes(Action.ReduceRisk), "G-3: ReduceRisk is always allowed");
        _check(_actor.passes(Action.Exercise), "G-3: Exercise is always allowed");
        _check(_actor.guard().isAllowed(Action.ReduceRisk), "G-3: and said to be");
        _check(_actor.guard().isAllowed(Action.Exercise), "G-3: and said to be");
    }

    function invariant_G4_WhatIsSaidIsWhatIsDone() external {
        _actor.restoreClock();
        GuardState memory state = _actor.guard().status();
        bool open = state.status == SequencerStatus.Ramping || state.status == SequencerStatus.Up;
        _check(_actor.guard().isOpen() == open, "G-4: isOpen is the status");
        for (uint8 a = 0; a <= uint8(type(Action).max); ++a) {
            Action action = Action(a);
            bool always = action == Action.ReduceRisk || action == Action.Exercise;
            bool allowed = _actor.guard().isAllowed(action);
            _check(allowed == (always || open), "G-4: isAllowed follows from the status");
            _check(_actor.passes(action) == allowed, "G-4: requireAllowed passes where isAllowed says so");
        }
    }

    function invariant_G5_UpStaysUpOnAQuietFeed() external view {
        _check(!_actor.upWasLost(), "G-5: once Up on a quiet feed stays Up");
    }

    function invariant_G6_ARunningGraceIsNotExtendedOnAQuietFeed() external view {
        _check(!_actor.graceWasExtended(), "G-6: a running grace is not extended while the feed is quiet");
    }

    function invariant_G7_TheStatusNeverGoesBackOnAQuietFeed() external view {
        _check(!_actor.wentBack(), "G-7: Recovering, Ramping, Up only in this order while the feed is quiet");
    }
}
