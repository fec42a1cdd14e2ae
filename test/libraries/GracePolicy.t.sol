// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {GracePolicy} from "../../contracts/libraries/GracePolicy.sol";
import {GuardPolicy, Outage} from "../../contracts/types/SequencerTypes.sol";
import {TestBase} from "../helpers/Vm.sol";

/// @notice The library against a reference that is slow and obvious, and its budget against the definition.
contract GracePolicyTest is TestBase {
    uint256 private constant COUNT = 12;
    uint40 private constant MERGE_GAP = 15 minutes;

    function testFuzz_GivenAnyHistory_WhenJudged_TheGraceIsTheReferences(
        uint32[COUNT] memory gaps,
        uint32[COUNT] memory lengths,
        uint32 seed
    ) external pure {
        GuardPolicy memory p = _policy(seed);
        Outage[] memory outages = _history(gaps, lengths, seed);
        uint40[] memory ends = _referenceGraceEnds(outages, p);
        for (uint256 n = 1; n <= COUNT; ++n) {
            _checkEqual(
                GracePolicy.graceEndOf(_first(outages, n), true, p),
                ends[n - 1],
                "the grace is the reference's"
            );
        }
    }

    function testFuzz_G2_GivenAnyHistory_WhenAnyWindowIsSummed_TheTimeWithheldStaysInTheBudget(
        uint32[COUNT] memory gaps,
        uint32[COUNT] memory lengths,
        uint32 seed
    ) external pure {
        GuardPolicy memory p = _policy(seed);
        Outage[] memory outages = _history(gaps, lengths, seed);
        (uint256[] memory from, uint256[] memory to) = _withheld(outages, p);
        // The sum over a sliding window is greatest where the window ends with a withheld stretch or begins with one.
        for (uint256 i = 0; i < COUNT; ++i) {
            _check(
                _sum(from, to, int256(to[i]) - int40(p.budgetWindow), to[i]) <= p.graceBudget,
                "G-2: window that ends with a grace"
            );
            uint256 end = from[i] + p.budgetWindow;
            _check(_sum(from, to, int256(from[i]), end) <= p.graceBudget, "G-2: window that begins with a grace");
        }
    }

    function testFuzz_GivenAnyHistory_WhenTheListIsCut_TheGuardOpensNoLater(
        uint32[COUNT] memory gaps,
        uint32[COUNT] memory lengths,
        uint32 seed
    ) external pure {
        GuardPolicy memory p = _policy(seed);
        Outage[] memory outages = _history(gaps, lengths, seed);
        uint40 exact = GracePolicy.graceEndOf(outages, true, p);
        uint40 now_ = outages[COUNT - 1].end;
        for (uint256 kept = 1; kept <= COUNT; ++kept) {
            uint40 dense = GracePolicy.graceEndOf(_last(outages, kept), false, p);
            _check(dense <= exact || dense <= now_, "a cut list never withholds longer");
        }
    }

    function testFuzz_GivenAnOldEnoughOutage_WhenDropped_TheGraceIsTheSame(
        uint32[COUNT] memory gaps,
        uint32[COUNT] memory lengths,
        uint32 seed
    ) external pure {
        GuardPolicy memory p = _policy(seed);
        Outage[] memory outages = _history(gaps, lengths, seed);
        uint40 exact = GracePolicy.graceEndOf(outages, true, p);
        for (uint256 kept = 1; kept < COUNT; ++kept) {
            Outage memory older = outages[COUNT - kept - 1];
            if (outages[COUNT - kept].end - older.end < GracePolicy.quietGap(p)) continue;
            // A grace that was over before the newest outage ended may be forgotten or not: it says nothing about now.
            uint40 graceEnd = GracePolicy.graceEndOf(_last(outages, kept), true, p);
            uint40 now_ = outages[COUNT - 1].end;
            bool same = graceEnd == exact || (graceEnd <= now_ && exact <= now_ && exact + p.ramp <= now_);
            _check(same, "before a quiet gap nothing matters");
        }
    }

    function test_GivenNoOutage_WhenJudged_NoGraceRuns() external pure {
        _checkEqual(GracePolicy.graceEndOf(new Outage[](0), true, _default()), 0, "complete and empty");
        _checkEqual(GracePolicy.graceEndOf(new Outage[](0), false, _default()), 0, "incomplete and empty");
    }

    /// @dev The rule of the design, written down once more: an outage earns a grace, no running one is shortened, and what was
    /// withheld since the budget window began is missing from the budget.
    function _referenceGraceEnds(
        Outage[] memory outages,
        GuardPolicy memory p
    ) private pure returns (uint40[] memory ends) {
        ends = new uint40[](outages.length);
        for (uint256 j = 0; j < outages.length; ++j) {
            uint256 length = outages[j].end - outages[j].mergedStart;
            uint256 earned = (length * p.graceScaleBps) / 10_000;
            if (earned < p.minGrace) earned = p.minGrace;
            if (earned > p.maxGrace) earned = p.maxGrace;
            earned += p.visibilityLag;
            if (length < p.ignoreBelow) earned = 0;

            uint256 spent = 0;
            for (uint256 i = 0; i < j; ++i) {
                uint256 until = ends[i] < outages[i + 1].start ? ends[i] : outages[i + 1].start;
                uint256 used = until > outages[i].end ? until - outages[i].end : 0;
                if (outages[i].end + used + p.budgetWindow > outages[j].end) spent += used;
            }
            uint256 remaining = spent < p.graceBudget ? p.graceBudget - spent : 0;
            uint256 end = earned == 0 ? 0 : outages[j].end + earned;
            if (j > 0 && ends[j - 1] > end) end = ends[j - 1];
            if (end > outages[j].end + remaining) end = outages[j].end + remaining;
            ends[j] = uint40(end);
        }
    }

    /// @dev The stretches of status Recovering: from the end of each outage to the end of its grace or the next outage.
    function _withheld(
        Outage[] memory outages,
        GuardPolicy memory p
    ) private pure returns (uint256[] memory from, uint256[] memory to) {
        from = new uint256[](COUNT);
        to = new uint256[](COUNT);
        for (uint256 j = 0; j < COUNT; ++j) {
            uint256 end = GracePolicy.graceEndOf(_first(outages, j + 1), true, p);
            if (j + 1 < COUNT && end > outages[j + 1].start) end = outages[j + 1].start;
            from[j] = outages[j].end;
            to[j] = end > from[j] ? end : from[j];
        }
    }

    function _sum(
        uint256[] memory from,
        uint256[] memory to,
        int256 start,
        uint256 end
    ) private pure returns (uint256 sum) {
        uint256 floor = start > 0 ? uint256(start) : 0;
        for (uint256 i = 0; i < COUNT; ++i) {
            uint256 low = from[i] > floor ? from[i] : floor;
            uint256 high = to[i] < end ? to[i] : end;
            if (high > low) sum += high - low;
        }
    }

    /// @dev Gaps from seconds to days in equal parts, so that merging, the budget and quiet gaps all occur.
    function _history(
        uint32[COUNT] memory gaps,
        uint32[COUNT] memory lengths,
        uint32 seed
    ) private pure returns (Outage[] memory outages) {
        outages = new Outage[](COUNT);
        uint40[4] memory longest = [uint40(20 minutes), 3 hours, 2 days, 12 days];
        uint40 at = 1_700_000_000;
        for (uint256 i = 0; i < COUNT; ++i) {
            uint40 gap = uint40(_bound(gaps[i], 1, longest[(gaps[i] ^ seed) % 4]));
            uint40 length = uint40(_bound(lengths[i], 1, lengths[i] % 2 == 0 ? 5 minutes : 5 hours));
            uint40 start = at + gap;
            bool merges = i > 0 && gap <= MERGE_GAP;
            at = start + length;
            outages[i] = Outage(start, at, merges ? outages[i - 1].mergedStart : start);
        }
    }

    function _policy(uint256 seed) private pure returns (GuardPolicy memory p) {
        p = _default();
        if (seed % 3 == 0) return p;
        p.minGrace = uint40(_bound(seed >> 3, 5 minutes, 1 hours));
        p.maxGrace = uint40(_bound(seed >> 5, p.minGrace, 4 hours));
        p.graceScaleBps = uint16(_bound(seed >> 7, 1_000, 40_000));
        p.visibilityLag = uint40(_bound(seed >> 9, 0, 1 hours));
        p.ignoreBelow = uint40(_bound(seed >> 11, 0, 10 minutes));
        p.graceBudget = uint40(_bound(seed >> 13, p.visibilityLag + p.maxGrace, 24 hours));
        p.budgetWindow = uint40(_bound(seed >> 15, 2 days, 30 days));
    }

    function _default() private pure returns (GuardPolicy memory p) {
        p.minGrace = 15 minutes;
        p.maxGrace = 2 hours;
        p.graceScaleBps = 10_000;
        p.ignoreBelow = 2 minutes;
        p.ramp = 1 hours;
        p.graceBudget = 6 hours;
        p.budgetWindow = 7 days;
        p.visibilityLag = 15 minutes;
        p.maxOverride = 24 hours;
        p.overrideCooldown = 24 hours;
    }

    function _first(Outage[] memory all, uint256 n) private pure returns (Outage[] memory part) {
        part = new Outage[](n);
        for (uint256 i = 0; i < n; ++i) part[i] = all[i];
    }

    function _last(Outage[] memory all, uint256 n) private pure returns (Outage[] memory part) {
        part = new Outage[](n);
        for (uint256 i = 0; i < n; ++i) part[i] = all[all.length - n + i];
    }
}
