// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IOutageLedger} from "../interfaces/IOutageLedger.sol";
import {ISequencerGuard} from "../interfaces/ISequencerGuard.sol";
import {GuardPolicy, GuardState, Outage, SequencerStatus} from "../types/SequencerTypes.sol";
import {GracePolicy} from "./GracePolicy.sol";
import {TimeMath} from "./TimeMath.sol";

/// @title Seconds in which a guard let everybody act
/// @notice The time of an interval less what was an outage or a grace, by the guard's own ledger and by the very rule that the
/// guard grants graces by. Seconds under the guardian's last override count as it said.
/// @dev Checks: that the ledger can answer. Does not check: overrides before the last one; graces of outages that ended more
/// than `budgetWindow` before the newest outage; with more than {GracePolicy-MAX_LOOKBACK} outages in such a window, time before
/// the oldest known one counts as inactive. Trust: the guard and its ledger.
library ActiveTime {
    using TimeMath for uint40;

    /// @dev The interval, and the guardian's last override, `[since, until)`.
    struct Window {
        uint40 from;
        uint40 to;
        uint40 since;
        uint40 until;
    }

    /// @notice Active seconds of `[from, to)`.
    /// @param guard The guard.
    /// @param state What the guard says now.
    /// @param from Start, in L1 seconds.
    /// @param to End, exclusive; at most now.
    /// @return known False when the ledger cannot answer; then only the guardian's "down" is known to be inactive.
    /// @return active Seconds.
    function between(
        ISequencerGuard guard,
        GuardState memory state,
        uint40 from,
        uint40 to
    ) internal view returns (bool known, uint40 active) {
        if (from >= to) return (true, 0);
        (SequencerStatus overridden, uint40 since, uint40 until) = guard.lastOverride();
        Window memory w = Window(from, to, since, until);
        uint40 inactive = overridden == SequencerStatus.Down ? since.overlap(until, from, to) : 0;
        uint40 rest;
        (known, rest) = _inactiveByLedger(guard, state, w);
        return (known, (to - from).sub(inactive.add(rest)));
    }

    function _inactiveByLedger(
        ISequencerGuard guard,
        GuardState memory state,
        Window memory w
    ) private view returns (bool known, uint40 inactive) {
        GuardPolicy memory p = guard.policy();
        IOutageLedger ledger = IOutageLedger(guard.outageLedger());
        // Up for so long that every grace was over before the interval began, or no sequencer at all.
        bool isUp = state.status == SequencerStatus.Up && state.until == 0;
        if (address(ledger) == address(0)) return (true, 0);
        if (isUp && state.since.add(p.visibilityLag).add(p.maxGrace) <= w.from) return (true, 0);

        try ledger.recentOutages(GracePolicy.quietGap(p), GracePolicy.MAX_LOOKBACK) returns (
            Outage[] memory outages,
            bool complete
        ) {
            uint40 open = ledger.openSince();
            inactive = _sum(outages, complete, open, p, w);
            if (open != 0) inactive = inactive.add(_part(w, open, w.to));
            return (true, inactive);
        } catch {
            return (false, 0);
        }
    }

    /// @dev Outages that have ended, each with its grace, which the next outage cuts short.
    function _sum(
        Outage[] memory outages,
        bool complete,
        uint40 open,
        GuardPolicy memory p,
        Window memory w
    ) private pure returns (uint40 inactive) {
        uint256 count = outages.length;
        if (count != 0 && !complete) inactive = _part(w, 0, outages[0].start);
        for (uint256 i = 0; i < count; ++i) {
            uint40 next = open == 0 ? type(uint40).max : open;
            _shorten(outages, count);
            if (i + 1 < count) next = outages[i + 1].start;
            if (next <= w.from) continue;
            uint40 start = outages[i].start;
            uint40 end = outages[i].end;
            // The guard's own rule, asked as it stood before the later outages.
            _shorten(outages, i + 1);
            end = end.max(GracePolicy.graceEndOf(outages, complete, p)).min(next);
            inactive = inactive.add(_part(w, start, end));
        }
    }

    /// @dev Seconds of `[start, end)` within the interval in which no override ran.
    function _part(Window memory w, uint40 start, uint40 end) private pure returns (uint40 common) {
        uint40 first = start.max(w.from);
        uint40 last = end.min(w.to);
        return last.sub(first).sub(w.since.overlap(w.until, first, last));
    }

    function _shorten(Outage[] memory outages, uint256 length) private pure {
        assembly ("memory-safe") {
            mstore(outages, length)
        }
    }
}
