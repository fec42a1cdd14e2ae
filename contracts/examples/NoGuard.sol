// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";

import {ISequencerGuard} from "../interfaces/ISequencerGuard.sol";
import {Action, GuardPolicy, GuardState, SequencerStatus} from "../types/SequencerTypes.sol";

/// @title The control of every comparison: a guard that never stops anything
/// @notice Not for use in production. It lets the very same protocol run without protection, so that a replayed outage shows
/// what the guard changes and nothing else. A protocol on a chain without a sequencer deploys a `SequencerGuard` in its
/// no-sequencer mode instead.
contract NoGuard is ISequencerGuard {
    /// @inheritdoc ISequencerGuard
    function requireAllowed(Action) external pure {}

    /// @inheritdoc ISequencerGuard
    function overrideStatus(SequencerStatus, uint40, string calldata) external view {
        revert NotGuardian(msg.sender, address(0));
    }

    /// @inheritdoc ISequencerGuard
    function status() external pure returns (GuardState memory state) {
        state.status = SequencerStatus.Up;
    }

    /// @inheritdoc ISequencerGuard
    function isOpen() external pure returns (bool open) {
        return true;
    }

    /// @inheritdoc ISequencerGuard
    function isAllowed(Action) external pure returns (bool allowed) {
        return true;
    }

    /// @inheritdoc ISequencerGuard
    function downtimeBetween(uint40, uint40) external pure returns (uint40 downtime) {
        return 0;
    }

    /// @inheritdoc ISequencerGuard
    function adjustedDeadline(uint40 deadline, uint40, uint40) external pure returns (uint40 adjusted) {
        return deadline;
    }

    /// @inheritdoc ISequencerGuard
    function lastOverride() external pure returns (SequencerStatus overridden, uint40 since, uint40 until) {
        return (SequencerStatus.Unknown, 0, 0);
    }

    /// @inheritdoc ISequencerGuard
    function policy() external pure returns (GuardPolicy memory parameters) {}

    /// @inheritdoc ISequencerGuard
    function uptimeFeed() external pure returns (address feed) {
        return address(0);
    }

    /// @inheritdoc ISequencerGuard
    function outageLedger() external pure returns (address ledger) {
        return address(0);
    }

    /// @inheritdoc ISequencerGuard
    function guardian() external pure returns (address account) {
        return address(0);
    }

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 interfaceId) external pure returns (bool supported) {
        return interfaceId == type(ISequencerGuard).interfaceId || interfaceId == type(IERC165).interfaceId;
    }
}
