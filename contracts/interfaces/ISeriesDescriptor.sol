// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Describes a token of a series, on chain
/// @notice Asked by the book of options whose token it is; anybody else gets nothing of use.
interface ISeriesDescriptor {
    /// @notice The token's metadata with an image, as a data URI of JSON. Never reverts, but for want of gas: a symbol that cannot be
    /// read becomes the token's address, and characters that could break JSON or an image become question marks.
    /// @param id The token, of a series of the caller.
    /// @return uri `data:application/json;base64,…`
    function describe(uint256 id) external view returns (string memory uri);
}
