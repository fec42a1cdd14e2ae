// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {OutageRecord, OutageRecords} from "../../contracts/libraries/OutageRecords.sol";
import {OutageList, OutageSearch} from "../../contracts/libraries/OutageSearch.sol";
import {TestBase} from "../helpers/Vm.sol";

/// @notice The search over stored outages against a scan from the newest to the oldest.
contract OutageSearchTest is TestBase {
    using OutageSearch for OutageList;

    uint40 private constant BORN = 1_000;

    OutageList private _list;
    uint40[] private _starts;

    function testFuzz_GivenAnyOutages_WhenSearchedAtAnEdge_TheLastThatBeganIsFound(uint8 size, uint256 seed) external {
        uint256 count = _bound(size, 0, 200);
        _fill(count, seed);
        for (uint256 i = 0; i < 24; ++i) {
            uint256 pick = uint256(keccak256(abi.encode(seed, i)));
            uint40 edge = count == 0 ? BORN : _starts[pick % count];
            _compare(count, uint40(uint256(edge) + ((pick >> 128) % 3) - 1));
        }
        _compare(count, 0);
        _compare(count, type(uint40).max);
    }

    function test_GivenAnyNumberOfOutagesUpTo90_WhenSearchedForEach_ItIsFound() external {
        for (uint256 count = 0; count < 90; ++count) {
            for (uint256 i = 0; i < count; ++i) _compare(count, _starts[i]);
            _compare(count, BORN - 1);
            _push(count, uint40(BORN + count * 10));
        }
    }

    function _fill(uint256 count, uint256 seed) private {
        uint40 start = BORN;
        uint256 newestStarts = 0;
        for (uint256 i = 0; i < count; ++i) {
            start += uint40(1 + (uint256(keccak256(abi.encode(i, seed))) % 5));
            newestStarts = _list.push(i, _record(start), newestStarts);
            _starts.push(start);
        }
        _list.newestStarts = newestStarts;
    }

    function _push(uint256 count, uint40 start) private {
        _list.newestStarts = _list.push(count, _record(start), _list.newestStarts);
        _starts.push(start);
    }

    function _compare(uint256 count, uint40 t) private view {
        (uint256 index, OutageRecord record) = _list.find(count, t);
        uint256 expected = count;
        while (expected > 0 && _starts[expected - 1] > t) --expected;
        _checkEqual(index, expected, "as many outages began as the scan counts");
        uint40 start = expected == 0 ? 0 : _starts[expected - 1];
        _checkEqual(record.startedAt(), start, "the record is the last that began");
    }

    function _record(uint40 start) private pure returns (OutageRecord) {
        return OutageRecords.NONE.append(start, start + 1, 0);
    }
}
