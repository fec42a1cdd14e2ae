// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Outage} from "../../contracts/types/SequencerTypes.sol";
import {LedgerHistory} from "../helpers/LedgerHistory.sol";

/// @notice What the ledger owes its readers, over random histories. The ids stand in docs/invariants.md.
contract OutageLedgerTest is LedgerHistory {
    /// @dev With the first round and the phases' reads in vain at most sixteen: what a view walks by itself.
    uint256 private constant COUNT = 12;
    uint256 private constant HALF = COUNT / 2;

    function testFuzz_L2_GivenAnyHistory_WhenStored_OutagesAreOrderedDisjointAndNotEmpty(
        bool reverts,
        uint256[COUNT] memory seeds,
        uint8 portion
    ) external {
        _play(reverts, seeds);
        ledger.sync(portion % 20);
        _checkOrder();
        ledger.sync(1_000);
        _checkOrder();
    }

    function testFuzz_L3_GivenAFinalAnswer_WhenRoundsFollow_ItStays(
        bool reverts,
        uint256[COUNT] memory seeds,
        uint256 a,
        uint256 b,
        uint8 portion
    ) external {
        _begin(reverts);
        for (uint256 i = 0; i < HALF; ++i) _play(seeds[i]);
        ledger.sync(1_000);
        (uint40 from, uint40 to) = _pair(a, b);
        (bool any, Outage memory last) = ledger.lastOutage();
        vm.assume(any);
        // Merged intervals are final up to where the newest of them begins, raw ones up to its end: take the stricter.
        to = to < last.mergedStart ? to : last.mergedStart;
        from = from < to ? from : to;
        bytes32 answer = _overInterval(from, to);
        uint40 down = ledger.downtimeBetween(from, last.end);
        uint40 merged = ledger.mergedDowntimeBetween(from, last.end);

        for (uint256 i = HALF; i < COUNT; ++i) _play(seeds[i]);
        _check(_overInterval(from, to) == answer, "L-3: a final answer never changes, unsynced");
        ledger.sync(portion % 12);
        _check(_overInterval(from, to) == answer, "L-3: a final answer never changes, synced");
        _checkEqual(ledger.downtimeBetween(from, last.end), down, "L-3: raw downtime up to an end is final");
        _checkEqual(ledger.mergedDowntimeBetween(from, last.end), merged, "L-3: merged downtime up to an end is final");
    }

    function testFuzz_L4_GivenAnyQuestion_WhenSynced_TheAnswerIsTheSame(
        bool reverts,
        uint256[COUNT] memory seeds,
        uint256 a,
        uint256 b,
        uint8 portion,
        uint8 later
    ) external {
        _play(reverts, seeds);
        vm.warp(newest + later);
        (uint40 from, uint40 to) = _pair(a, b);
        bytes32 interval = _overInterval(from, to);
        bytes32 all = _overAll(uint40(b), a % 8, from);

        ledger.sync(portion % 20);
        _check(_overInterval(from, to) == interval, "L-4: a partial sync never changes an answer");
        _check(_overAll(uint40(b), a % 8, from) == all, "L-4: a partial sync never changes an answer");
        ledger.sync(1_000);
        _check(ledger.isSynced(), "L-4: a sync without a bound reads everything");
        _check(_overInterval(from, to) == interval, "L-4: sync never changes an answer");
        _check(_overAll(uint40(b), a % 8, from) == all, "L-4: sync never changes an answer");
    }

    function testFuzz_L5_GivenAdjoiningIntervals_WhenSummed_DowntimeIsAdditive(
        bool reverts,
        uint256[COUNT] memory seeds,
        uint256[3] memory picks,
        uint8 portion
    ) external {
        _play(reverts, seeds);
        (uint40 a, uint40 b) = _pair(picks[0], picks[1]);
        uint40 c = _pick(picks[2]);
        if (c < b) (b, c) = (c, b);
        if (b < a) (a, b) = (b, a);
        ledger.sync(portion % 20);
        _checkEqual(
            ledger.downtimeBetween(a, b) + ledger.downtimeBetween(b, c),
            ledger.downtimeBetween(a, c),
            "L-5: downtime is additive over adjoining intervals"
        );
        _checkEqual(
            ledger.mergedDowntimeBetween(a, b) + ledger.mergedDowntimeBetween(b, c),
            ledger.mergedDowntimeBetween(a, c),
            "L-5: merged downtime is additive over adjoining intervals"
        );
    }

    function testFuzz_L6_GivenAnyInterval_WhenSplit_UptimeAndDowntimeAreItsLength(
        bool reverts,
        uint256[COUNT] memory seeds,
        uint256 a,
        uint256 b,
        uint8 portion
    ) external {
        _play(reverts, seeds);
        (uint40 from, uint40 to) = _pair(a, b);
        ledger.sync(portion % 20);
        uint40 down = ledger.downtimeBetween(from, to);
        _checkEqual(ledger.elapsedUp(from, to) + down, to - from, "L-6: uptime and downtime are the length");
        _check(ledger.overlaps(from, to) == (down > 0), "L-6: an overlap is downtime of at least a second");
        _check(ledger.mergedDowntimeBetween(from, to) >= down, "L-6: merging never hides downtime");

        uint256 sum = 0;
        Outage[] memory outages = ledger.outagesBetween(from, to);
        for (uint256 i = 0; i < outages.length; ++i) {
            uint40 start = outages[i].start > from ? outages[i].start : from;
            uint40 end = outages[i].end < to ? outages[i].end : to;
            _check(start < end, "L-6: what is listed overlaps");
            sum += end - start;
        }
        _checkEqual(sum, down, "L-6: the outages listed are the downtime");
    }

    function _play(bool reverts, uint256[COUNT] memory seeds) private {
        _begin(reverts);
        for (uint256 i = 0; i < COUNT; ++i) _play(seeds[i]);
    }
}
