// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Why an adapter refuses
/// @notice Declared once for the contracts that put a guard behind somebody else's interface. What the guard itself refuses
/// is in {IGuardErrors}, what a price feed does in {IPriceFeedErrors}.
interface IAdapterErrors {
    /// @notice A setter of the foreign interface was called. Nothing can be set: the guard's parameters are immutable, and
    /// another guard means another adapter.
    /// @param guard The guard that holds what the setter would change.
    error FixedByGuard(address guard);

    /// @notice The adapter prices two assets only, each in the other.
    /// @param base The asset asked for.
    /// @param quote The asset that it was to be priced in.
    error PairNotSupported(address base, address quote);

    /// @notice Both assets of a pair are the same.
    /// @param asset The asset.
    error SameAsset(address asset);

    /// @notice An asset without a feed must be the US dollar, by its ISO 4217 code as an address.
    /// @param asset The asset given.
    /// @param dollar What is accepted.
    error AssetWithoutFeed(address asset, address dollar);

    /// @notice The result does not fit into 256 bits.
    /// @param inAmount The amount asked for.
    error QuoteOverflow(uint256 inAmount);
}
