// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {OutageLedger} from "../../contracts/guards/OutageLedger.sol";
import {IOutageLedger} from "../../contracts/interfaces/IOutageLedger.sol";
import {RoundHistoryFeed} from "../../contracts/mocks/RoundHistoryFeed.sol";
import {Outage} from "../../contracts/types/SequencerTypes.sol";
import {TestBase} from "./Vm.sol";

/// @title Random rounds and the ledger's answers, for Solidity tests
/// @notice Rounds alternate within a phase; their times cluster around equality and around the merge gap. A new phase may
/// begin with either status and may have been initialised long before.
abstract contract LedgerHistory is TestBase {
    uint40 internal constant BORN = 1_700_000_000;
    uint40 internal constant MERGE_GAP = 15 minutes;
    /// @dev Each new phase costs the walk one read in vain; more would exceed what a view reads.
    uint16 internal constant MAX_PHASES = 4;

    RoundHistoryFeed internal feed;
    OutageLedger internal ledger;

    /// @dev Time of the newest round, time of the newest change of status, and what the status is.
    uint40 internal newest;
    uint40 internal changedAt;
    bool internal down;

    function _begin(bool revertsOnUnknown) internal {
        feed = new RoundHistoryFeed(revertsOnUnknown);
        (newest, changedAt, down) = (BORN, BORN, false);
        vm.warp(BORN);
        _append(1, false, BORN);
        ledger = new OutageLedger(address(feed), MERGE_GAP);
    }

    /// @dev Appends one round, or the first round of a new phase, as the seed says.
    function _play(uint256 seed) internal {
        uint16 phase = feed.currentPhase();
        newest += _wait(seed);
        vm.warp(newest);
        bool replaces = seed % 5 == 0 && phase < MAX_PHASES;
        bool nowDown = replaces ? (seed >> 100) % 2 == 0 : !down;
        uint40 at = replaces && (seed >> 110) % 2 == 0 ? newest - 3 days : newest;
        _append(replaces ? phase + 1 : phase, nowDown, at);
        if (nowDown == down) return;
        down = nowDown;
        if (at > changedAt) changedAt = at;
    }

    function _wait(uint256 seed) internal pure returns (uint40) {
        uint256 kind = (seed >> 8) % 8;
        uint256 size = seed >> 16;
        if (kind < 2) return uint40(size % 3);
        if (kind < 5) return uint40(MERGE_GAP - 1 + (size % 3));
        if (kind < 7) return uint40(size % 2 hours);
        return uint40(size % 3 days);
    }

    function _append(uint16 phase, bool isDown, uint40 at) internal {
        RoundHistoryFeed.Round[] memory rounds = new RoundHistoryFeed.Round[](1);
        rounds[0] = RoundHistoryFeed.Round(isDown ? int120(1) : int120(0), at, true);
        feed.appendRounds(phase, rounds);
    }

    /// @dev A time anywhere in the history, on its edges or a little beyond the present, as the seed says.
    function _pick(uint256 seed) internal view returns (uint40) {
        if (seed % 4 == 0) return uint40(_bound(seed >> 8, BORN - 10, newest + 2 days));
        uint256 count = ledger.outageCount();
        if (count == 0) return uint40(_bound(seed >> 8, BORN - 1, newest + 1));
        Outage memory outage = ledger.outageAt((seed >> 8) % count);
        uint40 edge =
            seed % 4 == 1
                ? outage.start
                : seed % 4 == 2
                    ? outage.end
                    : outage.end + MERGE_GAP;
        return uint40(uint256(edge) + ((seed >> 200) % 3) - 1);
    }

    function _pair(uint256 a, uint256 b) internal view returns (uint40 from, uint40 to) {
        (from, to) = (_pick(a), _pick(b));
        if (from > to) (from, to) = (to, from);
    }

    /// @dev Digest of what every view over `[from, to)` answers, errors included.
    function _overInterval(uint40 from, uint40 to) internal view returns (bytes32) {
        bytes4[6] memory views = [
            IOutageLedger.downtimeBetween.selector,
            IOutageLedger.mergedDowntimeBetween.selector,
            IOutageLedger.elapsedUp.selector,
            IOutageLedger.overlaps.selector,
            IOutageLedger.outagesBetween.selector,
            IOutageLedger.mergedOutagesBetween.selector
        ];
        bytes memory all;
        for (uint256 i = 0; i < views.length; ++i)
            all = bytes.concat(all, _ask(abi.encodeWithSelector(views[i], from, to)));
        return keccak256(all);
    }

    /// @dev Digest of what the views without an interval answer.
    function _overAll(uint40 quietGap, uint256 maxCount, uint40 t) internal view returns (bytes32) {
        return
            keccak256(
                bytes.concat(
                    _ask(abi.encodeCall(IOutageLedger.recentOutages, (quietGap, maxCount))),
                    _ask(abi.encodeCall(IOutageLedger.lastOutage, ())),
                    _ask(abi.encodeCall(IOutageLedger.outageCount, ())),
                    _ask(abi.encodeCall(IOutageLedger.openSince, ())),
                    _ask(abi.encodeCall(IOutageLedger.statusAt, (t)))
                )
            );
    }

    function _ask(bytes memory question) private view returns (bytes memory) {
        (bool success, bytes memory data) = address(ledger).staticcall(question);
        return abi.encode(success, data);
    }

    function _checkOrder() internal view {
        uint256 count = ledger.outageCount();
        Outage memory before;
        for (uint256 i = 0; i < count; ++i) {
            Outage memory outage = ledger.outageAt(i);
            _check(outage.start < outage.end, "L-2: an outage is not empty");
            _check(i == 0 || before.end <= outage.start, "L-2: outages are ordered and disjoint");
            bool joins = i != 0 && outage.start - before.end <= MERGE_GAP;
            uint40 mergedStart = joins ? before.mergedStart : outage.start;
            _checkEqual(outage.mergedStart, mergedStart, "L-2: gaps up to the merge gap are closed, others are not");
            before = outage;
        }
    }
}
