// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SequencerGuarded} from "../guards/SequencerGuarded.sol";
import {ISequencerGuard} from "../interfaces/ISequencerGuard.sol";
import {Action} from "../types/SequencerTypes.sol";

/// @title A protocol that a deployed guard protects
/// @notice For tests: one function per action behind the modifier, and the checks of the mixin, callable.
contract GuardedHarness is SequencerGuarded {
    /// @notice An action ran.
    /// @param action Which.
    event Performed(Action indexed action);

    /// @param guard A deployed guard.
    constructor(ISequencerGuard guard) SequencerGuarded(guard) {}

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

    /// @notice See {ISequencerGuard-isAllowed}.
    /// @param action What is about to be done.
    /// @return allowed Whether it may run.
    function isAllowed(Action action) external view returns (bool allowed) {
        return _isAllowed(action);
    }
}
