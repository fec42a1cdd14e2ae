// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ChainFeeds} from "../libraries/ChainFeeds.sol";

/// @title Opens the generated tables to tests
contract ChainFeedsMock {
    /// @notice {ChainFeeds.uptimeFeed}.
    /// @param chainId Chain.
    /// @return proxy Zero when none is known.
    function uptimeFeed(uint256 chainId) external pure returns (address proxy) {
        return ChainFeeds.uptimeFeed(chainId);
    }

    /// @notice {ChainFeeds.visibilityLag}.
    /// @param chainId Chain.
    /// @return lag Seconds.
    function visibilityLag(uint256 chainId) external pure returns (uint40 lag) {
        return ChainFeeds.visibilityLag(chainId);
    }
}
