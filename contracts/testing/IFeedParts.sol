// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title What {OutageTest} calls on the contracts that it deploys
/// @notice Functions of Chainlink's feeds, of its proxy, of the messenger and of the lab's own feeds, and no more. Which contract
/// has which is said at each.
interface IFeedParts {
    /// @notice Proxy: the aggregator that answers now.
    /// @return current Aggregator.
    function aggregator() external view returns (address current);

    /// @notice Proxy: its owner names the next aggregator.
    /// @param next Aggregator.
    function proposeAggregator(address next) external;

    /// @notice Proxy: its owner makes it answer; a new phase begins.
    /// @param next Aggregator.
    function confirmAggregator(address next) external;

    /// @notice Uptime feed, flags and access controllers: lets a contract read or raise.
    /// @param user Contract.
    function addAccess(address user) external;

    /// @notice Flags: who says which contracts may raise a flag.
    /// @return controller Access controller.
    function raisingAccessController() external view returns (address controller);

    /// @notice Arbitrum's uptime feed: writes its first round.
    function initialize() external;

    /// @notice Uptime feed: takes a status report from the account that it trusts.
    /// @param status True for "down".
    /// @param timestamp L1 time of the report, in seconds.
    function updateStatus(bool status, uint64 timestamp) external;

    /// @notice Messenger: delivers a message of L1.
    /// @param nonce Version 1 in the top two bytes.
    /// @param sender Who sent it on L1.
    /// @param target Who receives it.
    /// @param value Must be 0.
    /// @param minGasLimit Part of the hash only.
    /// @param message Calldata for the target.
    function relayMessage(
        uint256 nonce,
        address sender,
        address target,
        uint256 value,
        uint256 minGasLimit,
        bytes calldata message
    ) external payable;

    /// @notice Messenger: whether a message was delivered; one whose delivery failed may be relayed by anybody.
    /// @param messageHash Hash of the call of {relayMessage}.
    /// @return delivered True when it was.
    function successfulMessages(bytes32 messageHash) external view returns (bool delivered);

    /// @notice Scripted aggregator: reports a price.
    /// @param answer Price in the feed's decimals.
    /// @param observedAt Wall clock of the observation, in seconds.
    function transmit(int192 answer, uint32 observedAt) external;

    /// @notice Broken feed: writes a round.
    /// @param id Round, phase included.
    /// @param answer Any answer.
    /// @param startedAt Any time.
    /// @param updatedAt Any time.
    function setRound(uint80 id, int256 answer, uint256 startedAt, uint256 updatedAt) external;

    /// @notice Broken feed: chooses the answer for rounds that do not exist.
    /// @param zeros True for zeros, false for a revert.
    function setZerosForUnknown(bool zeros) external;

    /// @notice Broken feed: begins a fault.
    /// @param fault Index into the vocabulary.
    function setFault(uint8 fault) external;
}
