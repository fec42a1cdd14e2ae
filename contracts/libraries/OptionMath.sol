// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {OptionKind} from "../types/OptionTypes.sol";

/// @title What options cost and pay, with the direction of rounding in the name
/// @notice Each function divides once, after the product: two factors of 128 bits fit, and {owedDown}, which has a third, goes 512 bits
/// wide. Amounts, strikes and prices are at most the largest `uint128`, decimals at most 18; then nothing here reverts.
/// @dev Checks: nothing. Does not check: the bounds just named; they are the book's.
library OptionMath {
    /// @notice `longs × strike / 10^decimals`, rounded up.
    /// @param longs Smallest units of the underlying.
    /// @param strike Smallest units of the quote for one whole unit of the underlying.
    /// @param decimals Decimals of the underlying.
    /// @return value Smallest units of the quote.
    function strikeValueUp(uint256 longs, uint256 strike, uint8 decimals) internal pure returns (uint256 value) {
        return Math.ceilDiv(longs * strike, _unit(decimals));
    }

    /// @notice `longs × strike / 10^decimals`, rounded down.
    /// @param longs Smallest units of the underlying.
    /// @param strike Smallest units of the quote for one whole unit of the underlying.
    /// @param decimals Decimals of the underlying.
    /// @return value Smallest units of the quote.
    function strikeValueDown(uint256 longs, uint256 strike, uint8 decimals) internal pure returns (uint256 value) {
        return (longs * strike) / _unit(decimals);
    }

    /// @notice Collateral that covers `longs` at any price.
    /// @param kind Call or put.
    /// @param longs Smallest units of the underlying.
    /// @param strike Strike.
    /// @param decimals Decimals of the underlying.
    /// @return collateral Underlying for a call, quote for a put.
    function collateralUp(
        OptionKind kind,
        uint256 longs,
        uint256 strike,
        uint8 decimals
    ) internal pure returns (uint256 collateral) {
        return kind == OptionKind.Call ? longs : strikeValueUp(longs, strike, decimals);
    }

    /// @notice What exercising costs, rounded up, and brings, rounded down.
    /// @param kind Call or put.
    /// @param longs Smallest units of the underlying.
    /// @param strike Strike.
    /// @param decimals Decimals of the underlying.
    /// @return paidUp Quote for a call, underlying for a put.
    /// @return receivedDown Underlying for a call, quote for a put.
    function exerciseUpDown(
        OptionKind kind,
        uint256 longs,
        uint256 strike,
        uint8 decimals
    ) internal pure returns (uint256 paidUp, uint256 receivedDown) {
        if (kind == OptionKind.Call) return (strikeValueUp(longs, strike, decimals), longs);
        return (longs, strikeValueDown(longs, strike, decimals));
    }

    /// @notice `amount × part / whole`, rounded up.
    /// @param amount What is shared.
    /// @param part The part.
    /// @param whole The whole; not 0.
    /// @return share The part's share.
    function shareUp(uint256 amount, uint256 part, uint256 whole) internal pure returns (uint256 share) {
        return Math.ceilDiv(amount * part, whole);
    }

    /// @notice `amount × part / whole`, rounded down; 0 of nothing.
    /// @param amount What is shared.
    /// @param part The part.
    /// @param whole The whole; may be 0 when `amount` is.
    /// @return share The part's share.
    function shareDown(uint256 amount, uint256 part, uint256 whole) internal pure returns (uint256 share) {
        return amount == 0 ? 0 : (amount * part) / whole;
    }

    /// @notice What is owed to `longs` at a settlement price, in the collateral, rounded down: at most {collateralUp}.
    /// @param kind Call or put.
    /// @param longs Smallest units of the underlying.
    /// @param strike Strike, with the decimals of the quote.
    /// @param price Price of a whole unit of the underlying in whole units of the quote, with `priceDecimals`.
    /// @param underlyingDecimals Decimals of the underlying.
    /// @param quoteDecimals Decimals of the quote.
    /// @param priceDecimals Decimals of the price.
    /// @return owed Underlying for a call, quote for a put.
    function owedDown(
        OptionKind kind,
        uint256 longs,
        uint256 strike,
        uint256 price,
        uint8 underlyingDecimals,
        uint8 quoteDecimals,
        uint8 priceDecimals
    ) internal pure returns (uint256 owed) {
        // Both with the decimals of the quote and of the price; at most 128 + 60 bits.
        uint256 settled = price * _unit(quoteDecimals);
        uint256 struck = strike * _unit(priceDecimals);
        if (kind == OptionKind.Call) {
            return settled > struck ? Math.mulDiv(longs, settled - struck, settled) : 0;
        }
        return struck > settled ? Math.mulDiv(longs, struck - settled, _unit(underlyingDecimals + priceDecimals)) : 0;
    }

    /// @dev At most 10^36, which fits by far.
    function _unit(uint8 decimals) private pure returns (uint256 unit) {
        unchecked {
            return 10 ** decimals;
        }
    }
}
