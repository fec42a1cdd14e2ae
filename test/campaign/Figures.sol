// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Vm} from "../helpers/Vm.sol";

/// @notice What one schedule comes to, twice each: guarded, then unguarded. The order is that of {Figures-names}.
struct Outcome {
    uint256[2][9] figures;
}

/// @title The campaign's distribution, as text
/// @notice Whole numbers only: cents, seconds, counts. Quantiles are values that occurred: of n sorted ones the p-th per cent is
/// number ⌈n × p / 100⌉. The mean is rounded down.
library Figures {
    uint256 internal constant COUNT = 9;
    string private constant QUOTE = hex"22";

    function names() internal pure returns (string[COUNT] memory) {
        return
            [
                "bad-debt",
                "bad-debt-bound",
                "unfair",
                "severe-first",
                "unseen",
                "liquidated",
                "burst",
                "withheld",
                "withheld-at-most"
            ];
    }

    function units() internal pure returns (string[COUNT] memory) {
        return ["cents", "cents", "count", "count", "count", "cents", "cents", "seconds", "seconds"];
    }

    /// @notice The file's text.
    function toJson(
        Vm vm,
        uint256 seed,
        uint256 borrowers,
        Outcome[] memory outcomes
    ) internal pure returns (string memory json) {
        json = string.concat("{\n  ", _number(vm, "seed", seed), ",\n  ");
        json = string.concat(json, _number(vm, "schedules", outcomes.length), ",\n  ");
        json = string.concat(json, _number(vm, "borrowers", borrowers), ",\n  ", _quoted("figures"), ": [\n");
        for (uint256 f = 0; f < COUNT; ++f) {
            json = string.concat(json, "    {\n      ", _quoted("id"), ": ", _quoted(names()[f]), ",\n      ");
            json = string.concat(json, _quoted("unit"), ": ", _quoted(units()[f]), ",\n      ");
            json = string.concat(json, _quoted("guarded"), ": ", _distribution(vm, outcomes, f, 0), ",\n      ");
            json = string.concat(json, _quoted("unguarded"), ": ", _distribution(vm, outcomes, f, 1), "\n    }");
            json = string.concat(json, f + 1 < COUNT ? ",\n" : "\n");
        }
        json = string.concat(json, "  ]\n}\n");
    }

    function _distribution(
        Vm vm,
        Outcome[] memory outcomes,
        uint256 figure,
        uint256 side
    ) private pure returns (string memory json) {
        uint256 count = outcomes.length;
        uint256[] memory values = new uint256[](count);
        uint256 sum = 0;
        uint256 withAny = 0;
        for (uint256 i = 0; i < count; ++i) {
            values[i] = outcomes[i].figures[figure][side];
            sum += values[i];
            if (values[i] != 0) ++withAny;
        }
        values = vm.sort(values);
        json = string.concat("{ ", _number(vm, "any", withAny), ", ", _number(vm, "total", sum), ", ");
        json = string.concat(json, _number(vm, "mean", sum / count), ", ");
        json = string.concat(json, _number(vm, "p50", _quantile(values, 50)), ", ");
        json = string.concat(json, _number(vm, "p90", _quantile(values, 90)), ", ");
        json = string.concat(json, _number(vm, "p99", _quantile(values, 99)), ", ");
        json = string.concat(json, _number(vm, "max", values[count - 1]), " }");
    }

    function _number(Vm vm, string memory key, uint256 value) private pure returns (string memory field) {
        return string.concat(_quoted(key), ": ", vm.toString(value));
    }

    function _quoted(string memory text) private pure returns (string memory quoted) {
        return string.concat(QUOTE, text, QUOTE);
    }

    function _quantile(uint256[] memory sorted, uint256 percent) private pure returns (uint256 value) {
        return sorted[(sorted.length * percent + 99) / 100 - 1];
    }
}
