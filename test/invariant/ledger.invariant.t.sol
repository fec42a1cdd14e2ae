// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {LedgerActor} from "./ledger.actor.t.sol";
import {TestBase} from "../helpers/Vm.sol";

/// @notice The ledger under any sequence of reports, phases, partial syncs and questions. The ids stand in docs/invariants.md.
contract LedgerInvariantTest is TestBase {
    LedgerActor private _actor;

    function setUp() external {
        _actor = new LedgerActor();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_actor);
    }

    function invariant_L1_TheLedgerEqualsAPlainList() external {
        _actor.keep();
        _actor.checkModel();
    }

    function invariant_L2_StoredOutagesAreOrderedDisjointAndNotEmpty() external {
        _actor.keep();
        _actor.checkOrder();
    }

    function invariant_L3_AFinalAnswerNeverChanges() external {
        _actor.restoreClock();
        _actor.checkPromises();
    }

    function invariant_L4_SyncNeverChangesAnAnswer() external view {
        _check(!_actor.answerMovedBySync(), "L-4: sync never changes what a view answers");
    }

    function invariant_L5_L6_SumsAddUp() external {
        _actor.keep();
        _actor.checkSums();
    }
}
