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
        json = string.concat('{\n  "seed": ', vm.toString(seed), ',\n  "schedules": ', vm.toString(outcomes.length));
        json = string.concat(json, ',\n  "borrowers": ', vm.toString(borrowers), ',\n  "figures": [\n');
        for (uint256 f = 0; f < COUNT; ++f) {
            json = string.concat(json, '    {\n      "id": "', names()[f], '",\n      "unit": "', units()[f], '",\n');
            json = string.concat(json, '      "guarded": ', _distribution(vm, outcomes, f, 0), ",\n");
            json = string.concat(json, '      "unguarded": ', _distribution(vm, outcomes, f, 1), "\n    }");
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
        json = string.concat(
            '{ "any": ',
            vm.toString(withAny),
            ', "total": ',
            vm.toString(sum),
            ', "mean": ',
            vm.toString(sum / count)
        );
        json = string.concat(json, ', "p50": ', vm.toString(_quantile(values, 50)));
        json = string.concat(json, ', "p90": ', vm.toString(_quantile(values, 90)));
        json = string.concat(json, ', "p99": ', vm.toString(_quantile(values, 99)));
        json = string.concat(json, ', "max": ', vm.toString(values[count - 1]), " }");
    }

    function _quantile(uint256[] memory sorted, uint256 percent) private pure returns (uint256 value) {
        return sorted[(sorted.length * percent + 99) / 100 - 1];
    }
}
