// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISequencerGuard} from "../../contracts/interfaces/ISequencerGuard.sol";
import {GuardCall} from "../../contracts/libraries/GuardCall.sol";
import {SequencerStatus} from "../../contracts/types/SequencerTypes.sol";
import {TestBase} from "../helpers/Vm.sol";

/// @notice Answers any bytes to any call, or reverts with them.
contract AnyGuard {
    bytes private _answer;
    bool private _reverts;

    function set(bytes memory answer, bool reverts) external {
        (_answer, _reverts) = (answer, reverts);
    }

    fallback(bytes calldata) external returns (bytes memory) {
        bytes memory answer = _answer;
        if (!_reverts) return answer;
        assembly ("memory-safe") {
            revert(add(answer, 32), mload(answer))
        }
    }
}

contract GuardCallTest is TestBase {
    AnyGuard private immutable GUARD = new AnyGuard();

    function testFuzz_A6_GivenAnyWord_WhenAskedWhetherOpen_OnlyOneIsYes(uint256 word, uint8 shape) external {
        if (shape % 4 != 0) word = word % 4;
        GUARD.set(abi.encode(word), false);
        _check(GuardCall.isOpen(_guard()) == (word == 1), "1 is yes, anything else is no");
        GUARD.set(abi.encode(word), true);
        _check(!GuardCall.isOpen(_guard()), "a guard that reverts says no");
    }

    function test_A6_GivenEachLength_WhenAskedWhetherOpen_OneWordIsTheLeast() external {
        for (uint256 length = 0; length < 34; ++length) {
            GUARD.set(_cut(abi.encode(1, 0), length), false);
            _check(GuardCall.isOpen(_guard()) == (length >= 32), "a word has 32 bytes");
        }
        _check(!GuardCall.isOpen(ISequencerGuard(address(0xdead))), "an account without code says no");
    }

    function testFuzz_A6_GivenAnyWords_WhenAskedForTheState_OnlyAStateIsOne(
        uint256 status,
        uint256 since,
        uint256 until,
        uint8 shape
    ) external {
        if (shape % 8 != 0) status = status % 6;
        if ((shape >> 3) % 4 != 0) since = since >> 216;
        if ((shape >> 5) % 4 != 0) until = until >> 216;
        GUARD.set(abi.encode(status, since, until), false);
        (bool ok, SequencerStatus told, uint40 begin, uint40 end) = GuardCall.stateOf(_guard());
        bool isState = status < 5 && since < 1 << 40 && until < 1 << 40;
        _check(ok == isState, "five statuses, times of 40 bits");
        _checkEqual(uint256(told), isState ? status : 0, "the status, or Unknown");
        _checkEqual(begin, isState ? since : 0, "when it began, or 0");
        _checkEqual(end, isState ? until : 0, "when it ends, or 0");

        GUARD.set(abi.encode(status, since, until), true);
        (ok, told, begin, end) = GuardCall.stateOf(_guard());
        _check(!ok && told == SequencerStatus.Unknown && begin == 0 && end == 0, "a guard that reverts says nothing");
    }

    function test_A6_GivenEachLength_WhenAskedForTheState_ThreeWordsAreTheLeast() external {
        for (uint256 length = 94; length < 98; ++length) {
            GUARD.set(_cut(abi.encode(4, 1, 2, 3), length), false);
            (bool ok, SequencerStatus told, , ) = GuardCall.stateOf(_guard());
            _check(ok == (length >= 96), "a state has 96 bytes");
            _check((told == SequencerStatus.Up) == ok, "a shorter one is none");
        }
    }

    function testFuzz_A6_GivenAnyWords_WhenAskedForTheLastOutage_ItsEndIsATimeOrNothing(
        uint256 exists,
        uint256 end,
        uint8 shape
    ) external {
        if (shape % 2 == 0) exists = exists % 3;
        if ((shape >> 1) % 4 != 0) end = end >> 216;
        GUARD.set(abi.encode(exists, 1, end, 1), false);
        (bool ok, uint40 told) = GuardCall.lastOutageEnd(address(GUARD));
        bool isTime = exists == 0 || end < 1 << 40;
        _check(ok == isTime, "a time has 40 bits");
        _checkEqual(told, isTime && exists != 0 ? end : 0, "the end, or 0 without an outage");

        GUARD.set(abi.encode(exists, 1, end, 1), true);
        (ok, told) = GuardCall.lastOutageEnd(address(GUARD));
        _check(!ok && told == 0, "a ledger that reverts cannot tell");
    }

    function test_A6_GivenEachLength_WhenAskedForTheLastOutage_FourWordsAreTheLeast() external {
        for (uint256 length = 126; length < 130; ++length) {
            GUARD.set(_cut(abi.encode(1, 7, 8, 7, 0), length), false);
            (bool ok, uint40 end) = GuardCall.lastOutageEnd(address(GUARD));
            _check(ok == (length >= 128), "a last outage has 128 bytes");
            _checkEqual(end, ok ? 8 : 0, "a shorter one is none");
        }
    }

    function _guard() private view returns (ISequencerGuard guard) {
        return ISequencerGuard(address(GUARD));
    }

    function _cut(bytes memory full, uint256 length) private pure returns (bytes memory cut) {
        cut = new bytes(length);
        for (uint256 i = 0; i < length; ++i) cut[i] = full[i];
    }
}
