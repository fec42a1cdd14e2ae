// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Answers each function with bytes of choice, or reverts with them
/// @notice For tests of what reads contracts that nobody trusts. A function without an answer reverts without a reason; one told to burn gas
/// never ends.
contract RawAnswerMock {
    struct Answer {
        bool known;
        bool reverts;
        bool burnsGas;
        bytes data;
    }

    mapping(bytes4 selector => Answer answer) private _answers;

    /// @notice Answers with the bytes given, for whatever is called.
    fallback(bytes calldata) external returns (bytes memory) {
        Answer storage given = _answers[msg.sig];
        bytes memory data = given.data;
        while (given.burnsGas) data = abi.encode(keccak256(data));
        if (!given.known || given.reverts) {
            assembly ("memory-safe") {
                revert(add(data, 0x20), mload(data))
            }
        }
        return data;
    }

    /// @notice Sets the answer to a function.
    /// @param selector Which.
    /// @param data The answer, as it is sent.
    function answer(bytes4 selector, bytes calldata data) external {
        _answers[selector] = Answer(true, false, false, data);
    }

    /// @notice Makes a function revert.
    /// @param selector Which.
    /// @param data With what.
    function refuse(bytes4 selector, bytes calldata data) external {
        _answers[selector] = Answer(true, true, false, data);
    }

    /// @notice Makes a function use all gas it gets.
    /// @param selector Which.
    function burnGas(bytes4 selector) external {
        _answers[selector] = Answer(true, false, true, "");
    }
}
