// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";

/// @title A token's symbol, from a contract that nobody trusts
/// @notice Checks: the call succeeds within a fixed amount of gas; the answer is a string, or the `bytes32` of old tokens. Copies no more than
/// it shows. What could break JSON, an image or a line becomes a question mark, one for each character of UTF-8. Without a usable answer
/// it is the token's address. Does not check: that the symbol is the token's to bear.
/// @dev Never reverts, but for want of gas.
library TokenText {
    /// @notice Most characters shown.
    uint256 internal constant MAX_LENGTH = 32;
    uint256 private constant READ_GAS = 50_000;
    /// @dev symbol()
    bytes4 private constant SYMBOL = 0x95d89b41;

    /// @notice The symbol of a token.
    /// @param token The token.
    /// @return symbol Printable ASCII without quotes, backslashes, ampersands and angle brackets; never empty.
    function symbolOf(address token) internal view returns (string memory symbol) {
        (bytes32 text, uint256 length) = _read(token);
        bytes memory clean = new bytes(length);
        uint256 count;
        for (uint256 i = 0; i < length; ++i) {
            bytes1 character = text[i];
            // The second and later bytes of a character of UTF-8.
            if (character & 0xc0 == 0x80) continue;
            clean[count++] = _isPlain(character) ? character : bytes1("?");
        }
        if (count == 0) return Strings.toHexString(token);
        assembly ("memory-safe") {
            mstore(clean, count)
        }
        return string(clean);
    }

    /// @dev The first bytes of the answer and how many count; 0 when there is none.
    function _read(address token) private view returns (bytes32 text, uint256 length) {
        bytes4 selector = SYMBOL;
        bool ok;
        uint256 size;
        uint256 head;
        uint256 stated;
        assembly ("memory-safe") {
            let pointer := mload(0x40)
            mstore(pointer, selector)
            ok := staticcall(READ_GAS, token, pointer, 4, pointer, 96)
            size := returndatasize()
            head := mload(pointer)
            stated := mload(add(pointer, 32))
            text := mload(add(pointer, 64))
        }
        if (!ok || size < 32) return (0, 0);
        if (size == 32) {
            text = bytes32(head);
            while (length < 32 && text[length] != 0) ++length;
            return (text, length);
        }
        // A string by itself: its place, its length, its bytes.
        if (head != 32 || size < 64 || stated > size - 64) return (0, 0);
        return (text, stated < MAX_LENGTH ? stated : MAX_LENGTH);
    }

    function _isPlain(bytes1 character) private pure returns (bool plain) {
        if (character < 0x20 || character > 0x7e) return false;
        if (character == 0x22 || character == 0x26 || character == 0x27) return false;
        return character != 0x3c && character != 0x3e && character != 0x5c;
    }
}
