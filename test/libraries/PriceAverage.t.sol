// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PriceAverage} from "../../contracts/libraries/PriceAverage.sol";
import {Observations} from "../../contracts/types/SettlementTypes.sol";
import {TestBase} from "../helpers/Vm.sol";

/// @notice The running mean against one that goes through every second.
contract PriceAverageTest is TestBase {
    using PriceAverage for Observations;

    uint256 private constant MAX_COUNT = 12;
    uint256 private constant MAX_GAP = 30;

    function testFuzz_S4_GivenAnyObservations_WhenAveraged_TheMeanIsThatOfEverySecond(
        uint256 seed,
        uint40 start,
        uint256 count
    ) external pure {
        count = _bound(count, 2, MAX_COUNT);
        start = uint40(_bound(start, 0, type(uint40).max - (MAX_COUNT + 1) * MAX_GAP));
        uint40[] memory times = new uint40[](count);
        uint128[] memory prices = new uint128[](count);
        uint40 at = start;
        Observations memory o;
        for (uint256 i = 0; i < count; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            prices[i] = uint128(seed) >> ((seed >> 250) * 2);
            times[i] = at;
            o.add(at, prices[i]);
            at += uint40(1 + ((seed >> 128) % MAX_GAP));
        }
        // The last observation may be taken in the last second: then it carries no weight.
        uint40 to = at - 1;

        _checkEqual(o.count, count, "S-4: every observation is counted");
        _checkEqual(o.firstAt, start, "S-4: the first one stays the first");
        uint256 sum;
        uint256 current;
        for (uint40 second = start; second < to; ++second) {
            while (current + 1 < count && times[current + 1] <= second) ++current;
            sum += prices[current];
        }
        _checkEqual(o.mean(to), sum / (to - start), "S-4: the mean is that of every second, rounded down");
    }

    function test_S4_GivenTheLargestPricesOverAllOfTime_WhenAveraged_NothingOverflows() external pure {
        Observations memory o;
        o.add(0, type(uint128).max);
        o.add(type(uint40).max - 1, type(uint128).max);
        _checkEqual(o.mean(type(uint40).max), type(uint128).max, "S-4: the mean of equal prices is that price");
    }

    function test_S4_GivenAPriceThatHoldsTwiceAsLong_WhenAveraged_ItWeighsTwiceAsMuch() external pure {
        Observations memory o;
        o.add(100, 3_000);
        o.add(120, 6_000);
        _checkEqual(o.mean(130), 4_000, "S-4: 20 seconds of 3 000 and 10 of 6 000");
    }
}
