// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {GuardPolicy, GuardState, Outage, SequencerStatus} from "../../contracts/types/SequencerTypes.sol";

/// @title The guard's rules once more, slow and obvious
/// @notice What the tests compare the contracts with: the design's words in code, without lists that are cut, caches or fast
/// paths. Works on outages in order, with their merged starts.
library GuardModel {
    /// @notice The defaults of the design, on a Nitro chain.
    function defaultPolicy() internal pure returns (GuardPolicy memory p) {
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

    /// @notice Some policy within its bounds; every third is the default.
    function policyFrom(uint256 seed) internal pure returns (GuardPolicy memory p) {
        p = defaultPolicy();
        if (seed % 3 == 0) return p;
        p.minGrace = uint40(_draw(seed, 1, 5 minutes, 1 hours));
        p.maxGrace = uint40(_draw(seed, 2, p.minGrace, 4 hours));
        p.graceScaleBps = uint16(_draw(seed, 3, 1_000, 40_000));
        p.visibilityLag = uint40(_draw(seed, 4, 0, 1 hours));
        p.ignoreBelow = uint40(_draw(seed, 5, 0, 10 minutes));
        p.graceBudget = uint40(_draw(seed, 6, p.visibilityLag + p.maxGrace, 24 hours));
        p.budgetWindow = uint40(_draw(seed, 7, 2 days, 30 days));
        p.ramp = uint40(_draw(seed, 8, 10 minutes, 6 hours));
    }

    /// @notice When the grace after each outage ends. An outage earns a grace, no running one is shortened, and what was
    /// withheld since the budget window began is missing from the budget.
    function graceEnds(Outage[] memory outages, GuardPolicy memory p) internal pure returns (uint40[] memory ends) {
        ends = new uint40[](outages.length);
        for (uint256 j = 0; j < outages.length; ++j) {
            uint256 spent = 0;
            for (uint256 i = 0; i < j; ++i) {
                uint256 until = ends[i] < outages[i + 1].start ? ends[i] : outages[i + 1].start;
                uint256 used = until > outages[i].end ? until - outages[i].end : 0;
                if (outages[i].end + used + p.budgetWindow > outages[j].end) spent += used;
            }
            uint256 remaining = spent < p.graceBudget ? p.graceBudget - spent : 0;

            uint256 earned = earnedBy(outages[j], p);
            uint256 end = earned == 0 ? 0 : outages[j].end + earned;
            if (j > 0 && ends[j - 1] > end) end = ends[j - 1];
            if (end > outages[j].end + remaining) end = outages[j].end + remaining;
            ends[j] = uint40(end);
        }
    }

    /// @notice What one outage earns, whatever came before.
    function earnedBy(Outage memory outage, GuardPolicy memory p) internal pure returns (uint256 earned) {
        uint256 length = outage.end - outage.mergedStart;
        if (length < p.ignoreBelow) return 0;
        earned = (length * p.graceScaleBps) / 10_000;
        if (earned < p.minGrace) earned = p.minGrace;
        if (earned > p.maxGrace) earned = p.maxGrace;
        earned += p.visibilityLag;
    }

    /// @notice The state after the last of the outages, which ended at or before `time`.
    function stateAfter(
        Outage[] memory outages,
        GuardPolicy memory p,
        uint40 firstUp,
        uint40 time
    ) internal pure returns (GuardState memory state) {
        uint256 count = outages.length;
        if (count == 0) return GuardState(SequencerStatus.Up, firstUp, 0);
        uint40 end = outages[count - 1].end;
        uint40 graceEnd = graceEnds(outages, p)[count - 1];
        if (time < graceEnd) return GuardState(SequencerStatus.Recovering, end, graceEnd);
        if (graceEnd != 0 && time < graceEnd + p.ramp) {
            return GuardState(SequencerStatus.Ramping, graceEnd, graceEnd + p.ramp);
        }
        return GuardState(SequencerStatus.Up, end, 0);
    }

    /// @notice Outages from gaps and lengths; each gap is the quiet time before, and gaps of at most `mergeGap` merge.
    function outagesFrom(
        uint40 from,
        uint40[] memory gaps,
        uint40[] memory lengths,
        uint40 mergeGap
    ) internal pure returns (Outage[] memory outages) {
        outages = new Outage[](gaps.length);
        uint40 at = from;
        for (uint256 i = 0; i < gaps.length; ++i) {
            uint40 start = at + gaps[i];
            at = start + lengths[i];
            outages[i] = Outage(start, at, i > 0 && gaps[i] <= mergeGap ? outages[i - 1].mergedStart : start);
        }
    }

    /// @notice A gap between outages: seconds to days in equal parts, so that merging, the budget and quiet times all occur.
    function gapFrom(uint256 seed) internal pure returns (uint40 gap) {
        uint40[4] memory longest = [uint40(20 minutes), 3 hours, 2 days, 12 days];
        return uint40(_draw(seed, 9, 1, longest[seed % 4]));
    }

    /// @notice The length of an outage: short and long ones in equal parts.
    function lengthFrom(uint256 seed) internal pure returns (uint40 length) {
        return uint40(_draw(seed, 10, 1, seed % 2 == 0 ? 5 minutes : 5 hours));
    }

    /// @notice The first `n` outages.
    function first(Outage[] memory all, uint256 n) internal pure returns (Outage[] memory part) {
        part = new Outage[](n);
        for (uint256 i = 0; i < n; ++i) part[i] = all[i];
    }

    /// @notice The last `n` outages.
    function last(Outage[] memory all, uint256 n) internal pure returns (Outage[] memory part) {
        part = new Outage[](n);
        for (uint256 i = 0; i < n; ++i) part[i] = all[all.length - n + i];
    }

    function _draw(uint256 seed, uint256 salt, uint256 low, uint256 high) private pure returns (uint256) {
        return low + (uint256(keccak256(abi.encode(seed, salt))) % (high - low + 1));
    }
}
