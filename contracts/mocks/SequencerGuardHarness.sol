// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SequencerGuardBase} from "../guards/SequencerGuardBase.sol";
import {Action, GuardConfig, GuardPolicy, GuardState, SequencerStatus} from "../types/SequencerTypes.sol";

/// @title A protocol that inherits the status machine
/// @notice For tests: one function per action behind the modifier, and what the base offers, callable.
contract SequencerGuardHarness is SequencerGuardBase {
    /// @notice An action ran.
    /// @param action Which.
    event Performed(Action indexed action);

    /// @param config As for a deployed guard.
    constructor(GuardConfig memory config) SequencerGuardBase(config) {}

    /// @notice Repay, add collateral.
    function reduceRisk() external whenAllowed(Action.ReduceRisk) {
        emit Performed(Action.ReduceRisk);
    }

    /// @notice Borrow, open.
    function increaseRisk() external whenAllowed(Action.IncreaseRisk) {
        emit Performed(Action.IncreaseRisk);
    }

    /// @notice Liquidate.
    function liquidate() external whenAllowed(Action.Liquidate) {
        emit Performed(Action.Liquidate);
    }

    /// @notice Exercise a right.
    function exercise() external whenAllowed(Action.Exercise) {
        emit Performed(Action.Exercise);
    }

    /// @notice Fix a price.
    function settle() external whenAllowed(Action.Settle) {
        emit Performed(Action.Settle);
    }

    /// @notice See {ISequencerGuard-requireAllowed}.
    /// @param action What is about to be done.
    function requireAllowed(Action action) external {
        _requireAllowed(action);
    }

    /// @notice See {ISequencerGuard-overrideStatus}.
    /// @param newStatus `Up` or `Down`.
    /// @param duration Seconds.
    /// @param reason Said in the event.
    function overrideStatus(SequencerStatus newStatus, uint40 duration, string calldata reason) external {
        _overrideStatus(newStatus, duration, reason);
    }

    /// @notice See {ISequencerGuard-isAllowed}.
    /// @param action What is about to be done.
    /// @return allowed Whether it may run.
    function isAllowed(Action action) external view returns (bool allowed) {
        return _isAllowed(action);
    }

    /// @notice See {ISequencerGuard-status}.
    /// @return state What holds.
    function status() external view returns (GuardState memory state) {
        return _guardState();
    }

    /// @notice See {ISequencerGuard-downtimeBetween}.
    /// @param from Start.
    /// @param to End.
    /// @return downtime Seconds.
    function downtimeBetween(uint40 from, uint40 to) external view returns (uint40 downtime) {
        return _downtimeBetween(from, to);
    }

    /// @notice See {ISequencerGuard-adjustedDeadline}.
    /// @param deadline Deadline.
    /// @param window Seconds protected.
    /// @param cap Most seconds it may move.
    /// @return adjusted Deadline to apply.
    function adjustedDeadline(uint40 deadline, uint40 window, uint40 cap) external view returns (uint40 adjusted) {
        return _adjustedDeadline(deadline, window, cap);
    }

    /// @notice See {ISequencerGuard-policy}.
    /// @return parameters As given.
    function policy() external view returns (GuardPolicy memory parameters) {
        return _policy();
    }

    /// @notice See {ISequencerGuard-lastOverride}.
    /// @return overridden What it said.
    /// @return since When it began.
    /// @return until When it ends.
    function lastOverride() external view returns (SequencerStatus overridden, uint40 since, uint40 until) {
        return _lastOverride();
    }
}
