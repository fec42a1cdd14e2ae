// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {GracePolicy} from "../../contracts/libraries/GracePolicy.sol";
import {GuardPolicy, Outage} from "../../contracts/types/SequencerTypes.sol";
import {GuardModel} from "../helpers/GuardModel.sol";
import {TestBase} from "../helpers/Vm.sol";

/// @notice The library against the model, and its budget against the definition.
contract GracePolicyTest is TestBase {
    uint256 private constant COUNT = 12;
    uint40 private constant MERGE_GAP = 15 minutes;

    function testFuzz_B4_B5_GivenAnyHistory_WhenJudged_TheGraceIsTheModels(uint256[COUNT] memory seeds) external pure {
        (Outage[] memory outages, GuardPolicy memory p) = _drawn(seeds);
        uint40[] memory ends = GuardModel.graceEnds(outages, p);
        for (uint256 n = 1; n <= COUNT; ++n) {
            uint40 graceEnd = GracePolicy.graceEndOf(GuardModel.first(outages, n), true, p);
            _checkEqual(graceEnd, ends[n - 1], "the grace is the model's");
        }
    }

    function testFuzz_G2_GivenAnyHistory_WhenAnyWindowIsSummed_TheTimeWithheldStaysInTheBudget(
        uint256[COUNT] memory seeds
    ) external pure {
        (Outage[] memory outages, GuardPolicy memory p) = _drawn(seeds);
        (uint256[] memory from, uint256[] memory to) = _withheld(outages, p);
        // The sum over a sliding window is greatest where the window ends with a withheld stretch or begins with one.
        for (uint256 i = 0; i < COUNT; ++i) {
            uint256 start = to[i] - p.budgetWindow;
            _check(_sum(from, to, start, to[i]) <= p.graceBudget, "G-2: a window that ends with a grace");
            uint256 end = from[i] + p.budgetWindow;
            _check(_sum(from, to, from[i], end) <= p.graceBudget, "G-2: a window that begins with a grace");
        }
    }

    function testFuzz_GivenAnyHistory_WhenTheListIsCut_TheGuardOpensNoLater(uint256[COUNT] memory seeds) external pure {
        (Outage[] memory outages, GuardPolicy memory p) = _drawn(seeds);
        uint40 exact = GracePolicy.graceEndOf(outages, true, p);
        uint40 end = outages[COUNT - 1].end;
        for (uint256 kept = 1; kept <= COUNT; ++kept) {
            uint40 dense = GracePolicy.graceEndOf(GuardModel.last(outages, kept), false, p);
            _check(dense <= exact || dense <= end, "a cut list never withholds longer");
        }
    }

    function testFuzz_GivenAQuietGap_WhenWhatIsBeforeItIsDropped_NothingChanges(
        uint256[COUNT] memory seeds
    ) external pure {
        (Outage[] memory outages, GuardPolicy memory p) = _drawn(seeds);
        uint40 exact = GracePolicy.graceEndOf(outages, true, p);
        uint40 end = outages[COUNT - 1].end;
        for (uint256 kept = 1; kept < COUNT; ++kept) {
            Outage memory older = outages[COUNT - kept - 1];
            if (outages[COUNT - kept].end - older.end < GracePolicy.quietGap(p)) continue;
            uint40 graceEnd = GracePolicy.graceEndOf(GuardModel.last(outages, kept), true, p);
            // What was over, ramp included, before the newest outage ended may be forgotten or not.
            bool bothOver = graceEnd + p.ramp <= end && exact + p.ramp <= end;
            _check(graceEnd == exact || bothOver, "what lies before a quiet gap has no say");
        }
    }

    function testFuzz_GivenOneOutage_WhenJudged_ItEarnsWhatTheModelSays(
        uint256 lengthSeed,
        uint256 seed
    ) external pure {
        GuardPolicy memory p = GuardModel.policyFrom(seed);
        uint40 length = GuardModel.lengthFrom(lengthSeed);
        Outage memory outage = Outage(1_000_000, 1_000_000 + length, 1_000_000);
        _checkEqual(GracePolicy.earned(outage, p), GuardModel.earnedBy(outage, p), "one outage's grace");
    }

    function test_GivenNoOutage_WhenJudged_NoGraceRuns() external pure {
        GuardPolicy memory p = GuardModel.defaultPolicy();
        _checkEqual(GracePolicy.graceEndOf(new Outage[](0), true, p), 0, "complete and empty");
        _checkEqual(GracePolicy.graceEndOf(new Outage[](0), false, p), 0, "incomplete and empty");
    }

    function test_GivenADenseList_WhenTheNewestIsIgnored_NothingIsWithheld() external pure {
        Outage[] memory outages = new Outage[](1);
        outages[0] = Outage(1_000_000, 1_000_119, 1_000_000);
        _checkEqual(
            GracePolicy.graceEndOf(outages, false, GuardModel.defaultPolicy()),
            0,
            "an ignored blip earns nothing"
        );
    }

    function test_GivenADenseListReachingPastTheWindow_WhenJudged_TheBudgetLeftIsGranted() external pure {
        GuardPolicy memory p = GuardModel.defaultPolicy();
        uint40 old = 1_000_000;
        Outage[] memory outages = new Outage[](2);
        outages[0] = Outage(old - 1 hours, old, old - 1 hours);
        outages[1] = Outage(old + p.budgetWindow - 1 hours, old + p.budgetWindow, old + p.budgetWindow - 1 hours);
        uint40 expected = outages[1].end + 1 hours + p.visibilityLag;
        _checkEqual(GracePolicy.graceEndOf(outages, false, p), expected, "older than the window, by its end");
        outages[0].end += 1;
        _checkEqual(
            GracePolicy.graceEndOf(outages, false, p),
            outages[1].end,
            "within the window: all counts as spent"
        );
    }

    /// @dev The stretches of status Recovering: from the end of each outage to the end of its grace or the next outage.
    function _withheld(
        Outage[] memory outages,
        GuardPolicy memory p
    ) private pure returns (uint256[] memory from, uint256[] memory to) {
        from = new uint256[](COUNT);
        to = new uint256[](COUNT);
        for (uint256 j = 0; j < COUNT; ++j) {
            uint256 end = GracePolicy.graceEndOf(GuardModel.first(outages, j + 1), true, p);
            if (j + 1 < COUNT && end > outages[j + 1].start) end = outages[j + 1].start;
            from[j] = outages[j].end;
            to[j] = end > from[j] ? end : from[j];
        }
    }

    function _sum(
        uint256[] memory from,
        uint256[] memory to,
        uint256 start,
        uint256 end
    ) private pure returns (uint256 sum) {
        for (uint256 i = 0; i < COUNT; ++i) {
            uint256 low = from[i] > start ? from[i] : start;
            uint256 high = to[i] < end ? to[i] : end;
            if (high > low) sum += high - low;
        }
    }

    function _drawn(uint256[COUNT] memory seeds) private pure returns (Outage[] memory outages, GuardPolicy memory p) {
        uint40[] memory gaps = new uint40[](COUNT);
        uint40[] memory lengths = new uint40[](COUNT);
        for (uint256 i = 0; i < COUNT; ++i) {
            gaps[i] = GuardModel.gapFrom(seeds[i]);
            lengths[i] = GuardModel.lengthFrom(seeds[i] >> 2);
        }
        outages = GuardModel.outagesFrom(1_700_000_000, gaps, lengths, MERGE_GAP);
        p = GuardModel.policyFrom(seeds[0]);
    }
}
