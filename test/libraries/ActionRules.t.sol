// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ActionRules} from "../../contracts/libraries/ActionRules.sol";
import {Action, SequencerStatus} from "../../contracts/types/SequencerTypes.sol";
import {TestBase} from "../helpers/Vm.sol";

contract ActionRulesTest is TestBase {
    /// @dev One row per action, one bit per status, Unknown leftmost: the table of {ISequencerGuard}, by hand.
    function _row(Action action, bool liquidateWhenUnknown) private pure returns (bool[5] memory row) {
        if (action == Action.ReduceRisk || action == Action.Exercise) return [true, true, true, true, true];
        if (action == Action.Liquidate) return [liquidateWhenUnknown, false, false, true, true];
        return [false, false, false, true, true];
    }

    function test_A7_GivenEveryCell_WhenAsked_TheTableIsAnswered() external pure {
        for (uint8 a = 0; a <= uint8(type(Action).max); ++a) {
            for (uint8 s = 0; s <= uint8(type(SequencerStatus).max); ++s) {
                for (uint8 policy = 0; policy < 2; ++policy) {
                    bool expected = _row(Action(a), policy == 1)[s];
                    bool actual = ActionRules.isAllowed(Action(a), SequencerStatus(s), policy == 1);
                    _checkEqual(actual ? 1 : 0, expected ? 1 : 0, string.concat("cell ", _digit(a), "/", _digit(s)));
                }
            }
        }
    }

    function test_C1_GivenEveryAction_WhenAskedForNoRead_OnlyReduceRiskAndExerciseNeedNone() external pure {
        for (uint8 a = 0; a <= uint8(type(Action).max); ++a) {
            bool expected = Action(a) == Action.ReduceRisk || Action(a) == Action.Exercise;
            _check(ActionRules.isAlwaysAllowed(Action(a)) == expected, string.concat("action ", _digit(a)));
        }
    }

    function _digit(uint8 value) private pure returns (string memory) {
        return string(abi.encodePacked(bytes1(48 + value)));
    }
}
