// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {TimeMath} from "../../contracts/libraries/TimeMath.sol";
import {Outage} from "../../contracts/types/SequencerTypes.sol";
import {TestBase} from "../helpers/Vm.sol";

contract TimeMathTest is TestBase {
    uint40 private constant LAST = type(uint40).max;

    function testFuzz_GivenAnyTimes_WhenAdded_TheSumSaturates(uint40 a, uint40 b) external pure {
        uint256 exact = uint256(a) + b;
        _checkEqual(TimeMath.add(a, b), exact > LAST ? LAST : exact, "add is the sum, or the largest time");
    }

    function testFuzz_A5_GivenAnyTimes_WhenSubtracted_TheDifferenceSaturates(uint40 a, uint40 b) external pure {
        _checkEqual(TimeMath.sub(a, b), a > b ? a - b : 0, "sub is the difference, or 0");
    }

    function testFuzz_GivenAnyTimes_WhenCompared_MinAndMaxSplitThem(uint40 a, uint40 b) external pure {
        uint40 low = TimeMath.min(a, b);
        uint40 high = TimeMath.max(a, b);
        _check(low <= high, "min is not after max");
        _checkEqual(uint256(low) + high, uint256(a) + b, "min and max are the two times");
    }

    function test_GivenTheEdges_WhenCombined_NothingWraps() external pure {
        _checkEqual(TimeMath.add(LAST, 1), LAST, "the largest time plus one stays");
        _checkEqual(TimeMath.add(LAST - 1, 1), LAST, "one below reaches it");
        _checkEqual(TimeMath.sub(0, 1), 0, "zero minus one stays");
        _checkEqual(TimeMath.sub(5, 5), 0, "equal times have no difference");
        _checkEqual(TimeMath.sub(6, 5), 1, "one after has one");
    }

    function testFuzz_GivenAScale_WhenClamped_ItLiesBetweenTheBounds(
        uint40 length,
        uint16 bps,
        uint40 low,
        uint40 high
    ) external pure {
        uint256 scaled = (uint256(length) * bps) / 10_000;
        uint256 expected = scaled < low ? low : scaled;
        if (expected > high) expected = high;
        _checkEqual(TimeMath.scaleAndClamp(length, bps, low, high), expected, "the scaled length within its bounds");
    }

    function test_GivenTheClampEdges_WhenScaledByOne_EachSideIsMet() external pure {
        uint40[5] memory lengths = [uint40(899), 900, 901, 7199, 7200];
        uint40[5] memory graces = [uint40(900), 900, 901, 7199, 7200];
        for (uint256 i = 0; i < lengths.length; ++i) {
            _checkEqual(TimeMath.scaleAndClamp(lengths[i], 10_000, 900, 7200), graces[i], "grace at the clamp's edge");
        }
        _checkEqual(TimeMath.scaleAndClamp(7201, 10_000, 900, 7200), 7200, "one beyond the upper clamp");
    }

    function testFuzz_GivenTwoIntervals_WhenOverlapped_TheOrderDoesNotMatter(
        uint40 start,
        uint40 end,
        uint40 from,
        uint40 to
    ) external pure {
        uint40 common = TimeMath.overlap(start, end, from, to);
        _checkEqual(common, TimeMath.overlap(from, to, start, end), "overlap is symmetric");
        _check(common <= TimeMath.sub(end, start), "no longer than the first interval");
        _check(common <= TimeMath.sub(to, from), "no longer than the second interval");
    }

    function testFuzz_GivenAnInterval_WhenSplit_TheOverlapsAdd(
        uint40 start,
        uint40 end,
        uint40[3] memory cuts
    ) external pure {
        uint40 from = TimeMath.min(cuts[0], TimeMath.min(cuts[1], cuts[2]));
        uint40 to = TimeMath.max(cuts[0], TimeMath.max(cuts[1], cuts[2]));
        uint40 middle = uint40(uint256(cuts[0]) + cuts[1] + cuts[2] - from - to);
        uint256 parts = uint256(TimeMath.overlap(start, end, from, middle)) + TimeMath.overlap(start, end, middle, to);
        _checkEqual(parts, TimeMath.overlap(start, end, from, to), "overlap is additive over adjoining intervals");
    }

    function testFuzz_GivenOutages_WhenADeadlineIsAdjusted_TheWindowIsUpAndTheCapHolds(
        uint32[6] memory steps,
        uint32 deadlineSeed,
        uint32 windowSeed,
        uint32 capSeed
    ) external pure {
        Outage[] memory outages = _outages(steps);
        uint40 deadline = uint40(_bound(deadlineSeed, 0, 8 days));
        uint40 window = uint40(_bound(windowSeed, 1, 2 days));
        uint40 cap = uint40(_bound(capSeed, 0, 5 days));
        uint40 adjusted = TimeMath.adjustDeadline(outages, deadline, window, cap);
        uint40 from = TimeMath.sub(deadline, window);

        _check(adjusted >= deadline, "never below the deadline");
        _check(adjusted <= deadline + cap, "never moved by more than the cap");
        if (adjusted < deadline + cap) {
            _checkEqual(_upBetween(outages, from, adjusted), deadline - from, "the window was up in full");
        }
        if (adjusted > deadline) {
            _check(_upBetween(outages, from, adjusted - 1) < deadline - from, "no earlier time would have done");
        }
    }

    function test_GivenAnOutageAtTheDeadline_WhenAdjusted_OnlyTimeBeforeItIsGivenBack() external pure {
        _checkEqual(_adjustedBy(999, 1099), 1100, "begins one second before the deadline: counts");
        _checkEqual(_adjustedBy(1000, 1100), 1000, "begins at the deadline: takes nothing");
        _checkEqual(_adjustedBy(1001, 1101), 1000, "begins after the deadline: takes nothing");
        _checkEqual(_adjustedBy(800, 900), 1000, "ends where the window begins: takes nothing");
        _checkEqual(_adjustedBy(800, 901), 1001, "ends one second into the window: that second");
    }

    function test_GivenAnOutageOverTheDeadline_WhenTheWindowIsEmpty_NothingIsGivenBack() external pure {
        _checkEqual(_adjustedBy(900, 1100, 0), 1000, "no second is protected");
        _checkEqual(_adjustedBy(900, 1100, 1), 1101, "one second is");
    }

    function _adjustedBy(uint40 start, uint40 end) private pure returns (uint40) {
        return _adjustedBy(start, end, 100);
    }

    function _adjustedBy(uint40 start, uint40 end, uint40 window) private pure returns (uint40) {
        Outage[] memory outages = new Outage[](1);
        outages[0] = Outage(start, end, start);
        return TimeMath.adjustDeadline(outages, 1000, window, 1 days);
    }

    function _outages(uint32[6] memory steps) private pure returns (Outage[] memory outages) {
        outages = new Outage[](3);
        uint40 at = 0;
        for (uint256 i = 0; i < 3; ++i) {
            uint40 start = at + uint40(_bound(steps[2 * i], 1, 3 days));
            at = start + uint40(_bound(steps[2 * i + 1], 1, 1 days));
            outages[i] = Outage(start, at, start);
        }
    }

    function _upBetween(Outage[] memory outages, uint40 from, uint40 to) private pure returns (uint40 up) {
        up = TimeMath.sub(to, from);
        for (uint256 i = 0; i < outages.length; ++i) up -= TimeMath.overlap(outages[i].start, outages[i].end, from, to);
    }
}
