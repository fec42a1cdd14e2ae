// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAggregatorV3} from "./IAggregatorV3.sol";

/// @title Chainlink's older reads beside the newer ones
/// @notice Same selectors as Chainlink's `AggregatorInterface`; protocols written before rounds were read whole use them.
interface IAggregatorV2V3 is IAggregatorV3 {
    /// @notice The newest answer.
    /// @return answer In the feed's decimals.
    function latestAnswer() external view returns (int256 answer);

    /// @notice When the newest answer was written.
    /// @return updatedAt Seconds.
    function latestTimestamp() external view returns (uint256 updatedAt);

    /// @notice The newest round.
    /// @return roundId Its id.
    function latestRound() external view returns (uint256 roundId);

    /// @notice The answer of one round.
    /// @param roundId The round.
    /// @return answer In the feed's decimals.
    function getAnswer(uint256 roundId) external view returns (int256 answer);

    /// @notice When the answer of one round was written.
    /// @param roundId The round.
    /// @return updatedAt Seconds.
    function getTimestamp(uint256 roundId) external view returns (uint256 updatedAt);
}
