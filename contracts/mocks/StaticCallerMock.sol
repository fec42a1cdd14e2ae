// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Asks one contract many questions in one call, or weighs one question
/// @notice For tests only.
contract StaticCallerMock {
    /// @notice What a call gave.
    /// @param success Whether it returned.
    /// @param data What it returned, or its error.
    struct Answer {
        bool success;
        bytes data;
    }

    /// @notice Calls `target` with each of `questions`; a revert is an answer.
    /// @param target The contract to ask.
    /// @param questions Encoded calls.
    /// @return answers In the same order.
    function ask(address target, bytes[] calldata questions) external view returns (Answer[] memory answers) {
        answers = new Answer[](questions.length);
        for (uint256 i = 0; i < questions.length; ++i) {
            (answers[i].success, answers[i].data) = target.staticcall(questions[i]);
        }
    }

    /// @notice Gas that one external call costs its caller, a cold account included.
    /// @param target The contract to call.
    /// @param question The encoded call.
    /// @return gasUsed Gas around the call.
    /// @return data What it returned.
    function weigh(address target, bytes calldata question) external view returns (uint256 gasUsed, bytes memory data) {
        bytes memory encoded = question;
        bool success;
        uint256 before = gasleft();
        // Assembly, so that neither copying the answer nor decoding it is counted.
        assembly ("memory-safe") {
            success := staticcall(gas(), target, add(encoded, 0x20), mload(encoded), 0, 0)
        }
        gasUsed = before - gasleft();
        uint256 size;
        assembly ("memory-safe") {
            size := returndatasize()
        }
        data = new bytes(size);
        assembly ("memory-safe") {
            returndatacopy(add(data, 0x20), 0, size)
            if iszero(success) {
                revert(add(data, 0x20), size)
            }
        }
    }
}
