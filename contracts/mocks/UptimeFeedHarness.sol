// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {FeedStatus, UptimeFeed} from "../libraries/UptimeFeed.sol";

/// @title UptimeFeed, callable
/// @notice For tests: shows what a contract, as opposed to an account, gets out of a feed.
contract UptimeFeedHarness {
    /// @notice See {UptimeFeed-latest}.
    /// @param feed Feed to read.
    /// @return status What it says.
    /// @return startedAt Since when, in L1 seconds.
    /// @return roundId Newest round.
    function latest(address feed) external view returns (FeedStatus status, uint40 startedAt, uint80 roundId) {
        return UptimeFeed.latest(feed);
    }

    /// @notice See {UptimeFeed-round}.
    /// @param feed Feed to read.
    /// @param id Round to read.
    /// @return readable Whether the feed gave any round.
    /// @return exists Whether it has a start.
    /// @return status What it says.
    /// @return startedAt Since when, in L1 seconds.
    function round(
        address feed,
        uint80 id
    ) external view returns (bool readable, bool exists, FeedStatus status, uint40 startedAt) {
        return UptimeFeed.round(feed, id);
    }

    /// @notice Gas that one {UptimeFeed-latest} takes and how much memory it allocates: none, whatever comes back.
    /// @param feed Feed to read.
    /// @return gasUsed Gas.
    /// @return memoryGrowth Bytes by which the free-memory pointer moved.
    function cost(address feed) external view returns (uint256 gasUsed, uint256 memoryGrowth) {
        uint256 memoryBefore;
        uint256 memoryAfter;
        assembly ("memory-safe") {
            memoryBefore := mload(0x40)
        }
        uint256 before = gasleft();
        UptimeFeed.latest(feed);
        gasUsed = before - gasleft();
        assembly ("memory-safe") {
            memoryAfter := mload(0x40)
        }
        return (gasUsed, memoryAfter - memoryBefore);
    }
}
