// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SequencerGuard} from "../../contracts/guards/SequencerGuard.sol";
import {Action, SequencerStatus} from "../../contracts/types/SequencerTypes.sol";
import {GuardActorBase} from "../helpers/GuardActorBase.sol";
import {TestBase} from "../helpers/Vm.sol";

/// @notice The runner only moves contracts of the files it is given, so the actor is made concrete here.
contract GuardActor is GuardActorBase {}

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

    function invariant_G1_G2_NeverOpenInAnOutageAndNeverWithheldBeyondTheBudget() external {
        _actor.restoreClock();
        SequencerStatus status = _actor.guard().status().status;
        bool open = status == SequencerStatus.Ramping || status == SequencerStatus.Up;
        bool mustStop = _actor.feedSaysDown() && !_actor.overrideRuns();
        _check(!(open && mustStop), "G-1: never Up or Ramping while the feed says down and no override runs");
        _checkEqual(_actor.overBudget(), 0, "G-2: withheld for at most graceBudget in any budgetWindow");
    }

    function invariant_G3_G4_ReducingIsAlwaysAllowedAndWhatIsSaidIsDone() external {
        _actor.restoreClock();
        SequencerGuard guard = _actor.guard();
        SequencerStatus status = guard.status().status;
        bool open = status == SequencerStatus.Ramping || status == SequencerStatus.Up;
        _check(guard.isOpen() == open, "G-4: isOpen is the status");
        for (uint8 a = 0; a <= uint8(type(Action).max); ++a) {
            Action action = Action(a);
            bool always = action == Action.ReduceRisk || action == Action.Exercise;
            bool allowed = guard.isAllowed(action);
            if (always) _check(allowed, "G-3: ReduceRisk and Exercise are always allowed");
            _check(allowed == (always || open), "G-4: isAllowed follows from the status");
            _check(_actor.passes(action) == allowed, "G-4: requireAllowed passes where isAllowed says so");
        }
    }

    function invariant_G5_G6_G7_NothingGoesBackOnAQuietFeed() external view {
        _check(!_actor.upWasLost(), "G-5: once Up on a quiet feed stays Up");
        _check(!_actor.graceWasExtended(), "G-6: a running grace is not extended while the feed is quiet");
        _check(!_actor.wentBack(), "G-7: Recovering, Ramping, Up only in this order while the feed is quiet");
    }
}
