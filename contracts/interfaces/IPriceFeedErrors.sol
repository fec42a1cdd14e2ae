// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Why a price cannot be used
/// @notice Declared once for everything that reads a price feed.
interface IPriceFeedErrors {
    /// @notice The feed answers zero or less.
    /// @param feed The feed that was read.
    /// @param answer What it said.
    error PriceNotPositive(address feed, int256 answer);

    /// @notice The newest price is older than the reader accepts.
    /// @param feed The feed that was read.
    /// @param updatedAt When the price was written, in seconds of the chain's clock; 0 for a round that never completed.
    /// @param maxAge Greatest age accepted, in seconds; an age of exactly `maxAge` still is.
    error PriceStale(address feed, uint256 updatedAt, uint256 maxAge);

    /// @notice Token and feed together have more decimals than the arithmetic carries.
    /// @param token The token.
    /// @param feed Its price feed.
    /// @param decimals Sum of both decimals.
    /// @param max Largest sum accepted.
    error TooManyDecimals(address token, address feed, uint256 decimals, uint256 max);
}
