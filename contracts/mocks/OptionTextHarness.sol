// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PlainText} from "../libraries/PlainText.sol";
import {TokenText} from "../libraries/TokenText.sol";

/// @title The text libraries of the options, to call from tests
/// @notice See {PlainText} and {TokenText}.
contract OptionTextHarness {
    /// @notice See {TokenText-symbolOf}.
    /// @param token The token.
    /// @return symbol Its symbol.
    function symbolOf(address token) external view returns (string memory symbol) {
        return TokenText.symbolOf(token);
    }

    /// @notice See {PlainText-amount}.
    /// @param value Smallest units.
    /// @param decimals Decimals.
    /// @return text The amount.
    function amount(uint256 value, uint8 decimals) external pure returns (string memory text) {
        return PlainText.amount(value, decimals);
    }

    /// @notice See {PlainText-dateTime}.
    /// @param time Seconds.
    /// @return text The time.
    function dateTime(uint40 time) external pure returns (string memory text) {
        return PlainText.dateTime(time);
    }
}
