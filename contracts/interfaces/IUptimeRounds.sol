// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAggregatorV3} from "./IAggregatorV3.sol";

/// @title An uptime feed that writes its own rounds
/// @notice Answers like Chainlink's uptime feeds, so that it can stand where one is expected: `decimals` is 0, the answer is
/// 0 (up) or 1 (down), `startedAt` is the time of the change. Rounds begin with 1 (up) and alternate, so that odd rounds say
/// "up" and even ones "down". A recorded round never changes.
///
/// `updatedAt` equals `startedAt`, as on Chainlink's Arbitrum feed: readers that wrongly count a grace from it (Aave's
/// `PriceOracleSentinel` among them) are right here, because no heartbeat moves it.
interface IUptimeRounds is IAggregatorV3 {
    /// @notice A round was recorded. Same signature as the event of Chainlink's feeds.
    /// @param current The answer: 0 up, 1 down.
    /// @param roundId The round, one more than the one before.
    /// @param updatedAt Time of the change in seconds.
    event AnswerUpdated(int256 indexed current, uint256 indexed roundId, uint256 updatedAt);

    /// @notice The feed has no such round, or has not recorded it yet.
    /// @param roundId The round asked for.
    /// @param newest The newest round that can be read.
    error NoSuchRound(uint80 roundId, uint80 newest);

    /// @notice Records what has changed since the last call. Permissionless; does nothing when nothing has.
    /// @return roundId The newest recorded round.
    function poke() external returns (uint80 roundId);
}
