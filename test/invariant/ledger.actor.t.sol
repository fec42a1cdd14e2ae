// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Outage} from "../../contracts/types/SequencerTypes.sol";
import {LedgerHistory} from "../helpers/LedgerHistory.sol";

/// @title Whoever moves the ledger's world: the feed's operator, keepers, the clock, and a reader with a memory
/// @notice A plain list of outages is kept beside the ledger, and answers that were final when they were given.
contract LedgerActor is LedgerHistory {
    struct Remembered {
        uint40 from;
        uint40 to;
        uint40 down;
        uint40 merged;
    }

    bool public answerMovedBySync;

    Outage[] private _outages;
    Remembered[] private _promises;
    uint40 private _openSince;
    uint256 private _clock = BORN;

    constructor() {
        _begin(true);
    }

    /// @notice The feed reports a change of status, or a new phase.
    function report(uint256 seed) external {
        restoreClock();
        bool before = down;
        _play(seed);
        _clock = newest;
        if (before == down) return;
        if (down) {
            _openSince = changedAt;
        } else {
            if (changedAt > _openSince) _outages.push(Outage(_openSince, changedAt, 0));
            _openSince = 0;
        }
        // A keeper keeps views answering.
        if (_outages.length % 3 == 0) ledger.sync(30);
    }

    /// @notice Somebody syncs; the answers must be the same before and after.
    function sync(uint8 portion, uint256 a, uint256 b) external {
        restoreClock();
        if (!_answers()) ledger.sync(30);
        (uint40 from, uint40 to) = _pair(a, b);
        bytes32 before = _overInterval(from, to);
        ledger.sync(portion % 40);
        if (_overInterval(from, to) != before) answerMovedBySync = true;
    }

    /// @notice Time passes.
    function wait(uint16 secs) external {
        _clock += secs;
        if (_clock > newest) newest = uint40(_clock);
        restoreClock();
    }

    /// @notice A reader remembers a final answer.
    function remember(uint256 a, uint256 b) external {
        restoreClock();
        if (!_answers()) ledger.sync(30);
        (bool any, Outage memory last) = ledger.lastOutage();
        if (!any || _promises.length == 20) return;
        (uint40 from, uint40 to) = _pair(a, b);
        if (to > last.end) to = last.end;
        if (from > to) from = to;
        _promises.push(Remembered(from, to, ledger.downtimeBetween(from, to), ledger.mergedDowntimeBetween(from, to)));
    }

    /// @notice Sets the clock to this world's present; runners may reset it between calls.
    function restoreClock() public {
        vm.warp(_clock);
    }

    /// @notice Reverts unless the ledger's outages are the plain list.
    function checkModel() external view {
        uint256 count = ledger.outageCount();
        _checkEqual(count, _outages.length, "L-1: as many outages as the plain list");
        for (uint256 i = count > 12 ? count - 12 : 0; i < count; ++i) {
            Outage memory outage = ledger.outageAt(i);
            _checkEqual(outage.start, _outages[i].start, "L-1: the ledger equals the plain list");
            _checkEqual(outage.end, _outages[i].end, "L-1: the ledger equals the plain list");
        }
        _checkEqual(ledger.openSince(), _openSince, "L-1: the running outage is the plain list's");
    }

    /// @notice Reverts unless the stored outages are ordered, disjoint and not empty.
    function checkOrder() external view {
        _checkOrder();
    }

    /// @notice Reverts unless every remembered answer is still given.
    function checkPromises() external view {
        for (uint256 i = 0; i < _promises.length; ++i) {
            Remembered memory p = _promises[i];
            _checkEqual(ledger.downtimeBetween(p.from, p.to), p.down, "L-3: a final answer never changes");
            _checkEqual(ledger.mergedDowntimeBetween(p.from, p.to), p.merged, "L-3: a final answer never changes");
        }
    }

    /// @notice Reverts unless sums over random parts of the history add up.
    function checkSums() external view {
        uint256 seed = uint256(keccak256(abi.encode(newest, _outages.length)));
        (uint40 a, uint40 c) = _pair(seed, seed >> 7);
        uint40 b = a + uint40((seed >> 60) % (uint256(c - a) + 1));
        _checkEqual(
            ledger.downtimeBetween(a, b) + ledger.downtimeBetween(b, c),
            ledger.downtimeBetween(a, c),
            "L-5: downtime is additive over adjoining intervals"
        );
        _checkEqual(
            ledger.elapsedUp(a, c) + ledger.downtimeBetween(a, c),
            c - a,
            "L-6: uptime and downtime are the length"
        );
    }

    /// @notice Syncs when more rounds are missing than views read.
    function keep() external {
        restoreClock();
        if (!_answers()) ledger.sync(30);
    }

    function _answers() private view returns (bool) {
        (bool success, ) = address(ledger).staticcall(abi.encodeCall(ledger.outageCount, ()));
        return success;
    }
}
