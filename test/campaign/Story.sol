// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Vm} from "../helpers/Vm.sol";
import {Borrower, Family, Halt, Plan} from "./Plan.sol";

/// @title What a schedule is about, in words
/// @notice For whoever has to understand a run that failed. Times in seconds after the schedule began.
library Story {
    function tell(Vm vm, Plan memory plan, uint40 from) internal pure returns (string memory story) {
        story = plan.family == Family.Nitro ? "Nitro" : "OP stack";
        if (plan.keeper) story = string.concat(story, ", with keeper");
        for (uint256 i = 0; i < plan.halts.length; ++i) {
            story = string.concat(story, "; halt ", _halt(vm, plan.halts[i], from));
        }
        for (uint256 i = 0; i < plan.borrowers.length; ++i) {
            story = string.concat(story, "; borrower ", vm.toString(i), _borrower(vm, plan.borrowers[i]));
        }
    }

    function _halt(Vm vm, Halt memory halt, uint40 from) private pure returns (string memory) {
        string memory reports =
            halt.isReported
                ? string.concat(
                    " (reported ",
                    vm.toString(halt.downAt - from),
                    " to ",
                    vm.toString(halt.upAt - from),
                    ", seen ",
                    vm.toString(halt.visibility),
                    " later)"
                )
                : " (never reported)";
        return
            string.concat(
                vm.toString(halt.start - from),
                " to ",
                vm.toString(halt.end - from),
                reports,
                ", caught up at ",
                vm.toString(halt.caughtUpAt - from),
                ", price to ",
                vm.toString(halt.moveBps),
                " bps after ",
                vm.toString(halt.silence)
            );
    }

    function _borrower(Vm vm, Borrower memory borrower) private pure returns (string memory) {
        string[4] memory behaviours = [" acts in the grace", " uses the inbox", " acts late", " never acts"];
        return string.concat(behaviours[uint256(borrower.behaviour)], " from ", vm.toString(borrower.ltvBps), " bps");
    }
}
