// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC165} from "@openzeppelin/contracts/utils/introspection/ERC165.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";

import {ISequencerGuard} from "../interfaces/ISequencerGuard.sol";
import {Action, GuardConfig, GuardPolicy, GuardState, SequencerStatus} from "../types/SequencerTypes.sol";
import {SequencerGuardBase} from "./SequencerGuardBase.sol";

/// @title The status machine, deployed once for several contracts
/// @notice One guard, one policy, no owner and no setter: contracts that point here cannot drift apart.
contract SequencerGuard is SequencerGuardBase, ERC165, ISequencerGuard {
    /// @param config Feed, ledger, guardian and parameters.
    constructor(GuardConfig memory config) SequencerGuardBase(config) {}

    /// @inheritdoc ISequencerGuard
    function requireAllowed(Action action) external {
        _requireAllowed(action);
    }

    /// @inheritdoc ISequencerGuard
    function overrideStatus(SequencerStatus newStatus, uint40 duration, string calldata reason) external {
        _overrideStatus(newStatus, duration, reason);
    }

    /// @inheritdoc ISequencerGuard
    function status() external view returns (GuardState memory state) {
        return _guardState();
    }

    /// @inheritdoc ISequencerGuard
    function isOpen() external view returns (bool open) {
        return _isOpen();
    }

    /// @inheritdoc ISequencerGuard
    function isAllowed(Action action) external view returns (bool allowed) {
        return _isAllowed(action);
    }

    /// @inheritdoc ISequencerGuard
    function downtimeBetween(uint40 from, uint40 to) external view returns (uint40 downtime) {
        return _downtimeBetween(from, to);
    }

    /// @inheritdoc ISequencerGuard
    function adjustedDeadline(uint40 deadline, uint40 window, uint40 cap) external view returns (uint40 adjusted) {
        return _adjustedDeadline(deadline, window, cap);
    }

    /// @inheritdoc ISequencerGuard
    function lastOverride() external view returns (SequencerStatus overridden, uint40 since, uint40 until) {
        return _lastOverride();
    }

    /// @inheritdoc ISequencerGuard
    function policy() external view returns (GuardPolicy memory parameters) {
        return _policy();
    }

    /// @inheritdoc ISequencerGuard
    function uptimeFeed() external view returns (address feed) {
        (feed, , ) = _wiring();
    }

    /// @inheritdoc ISequencerGuard
    function outageLedger() external view returns (address ledger) {
        (, ledger, ) = _wiring();
    }

    /// @inheritdoc ISequencerGuard
    function guardian() external view returns (address account) {
        (, , account) = _wiring();
    }

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 interfaceId) public view override(ERC165, IERC165) returns (bool supported) {
        return interfaceId == type(ISequencerGuard).interfaceId || super.supportsInterface(interfaceId);
    }
}
