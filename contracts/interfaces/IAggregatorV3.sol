// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title The part of Chainlink's feed interface that this project reads
/// @notice Same selectors as Chainlink's `AggregatorV3Interface`; declared here because their package is not shipped with
/// ours. Source of the meanings below: Chainlink's `l2ep` contracts.
interface IAggregatorV3 {
    /// @notice Decimals of `answer`: 0 for an uptime feed.
    /// @return Number of decimals.
    function decimals() external view returns (uint8);

    /// @notice What the feed reports.
    /// @return Text set by the feed.
    function description() external view returns (string memory);

    /// @notice Version of the feed's implementation.
    /// @return Version number.
    function version() external view returns (uint256);

    /// @notice One round of the feed. Families differ for rounds that do not exist: Arbitrum's feed answers zeros, the
    /// others revert.
    /// @param roundId Round, with the proxy's phase in bits 64 to 79.
    /// @return id The round asked for.
    /// @return answer Uptime feed: 0 up, 1 down.
    /// @return startedAt Uptime feed: L1 time of the status change, in seconds.
    /// @return updatedAt Uptime feed: not a time to rely on, see the families' table in the docs.
    /// @return answeredInRound Kept by Chainlink for compatibility.
    function getRoundData(
        uint80 roundId
    ) external view returns (uint80 id, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound);

    /// @notice The newest round; same values as {getRoundData}.
    /// @return id The newest round's id.
    /// @return answer Uptime feed: 0 up, 1 down.
    /// @return startedAt Uptime feed: L1 time of the last status change, in seconds.
    /// @return updatedAt Uptime feed: not a time to rely on.
    /// @return answeredInRound Kept by Chainlink for compatibility.
    function latestRoundData()
        external
        view
        returns (uint80 id, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound);
}
