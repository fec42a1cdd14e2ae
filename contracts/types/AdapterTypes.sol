// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice The two assets of a price adapter. Immutable.
/// @param base ERC-20 that is priced.
/// @param quote ERC-20 that it is priced in, or `address(840)`, the US dollar with 18 decimals by Euler's convention.
/// @param baseFeed Price of `base`, in the same unit as `quoteFeed`; US dollars when there is no `quoteFeed`.
/// @param quoteFeed Price of `quote`; zero when `quote` is the US dollar.
/// @param baseMaxAge Greatest accepted age of the price of `base` in seconds: the feed's heartbeat and some margin.
/// @param quoteMaxAge The same for `quote`; not used, and not checked, without a `quoteFeed`.
struct QuotePair {
    address base;
    address quote;
    address baseFeed;
    address quoteFeed;
    uint40 baseMaxAge;
    uint40 quoteMaxAge;
}
