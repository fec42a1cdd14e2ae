// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Action, SequencerStatus} from "../types/SequencerTypes.sol";

/// @title Which action may run in which status
/// @notice The table of {ISequencerGuard}, as pure functions. Checks the two inputs only; does not check where they come from.
library ActionRules {
    /// @notice Bit n for action n: the set behind {isAlwaysAllowed}, for the two checks that every healthy action pays for.
    uint256 internal constant ALWAYS_ALLOWED = (1 << uint256(Action.ReduceRisk)) | (1 << uint256(Action.Exercise));

    /// @notice Whether `action` may run whatever the status, so that nothing needs to be read.
    /// @param action What is about to be done.
    /// @return always True for the actions that lower risk or exercise a holder's right.
    function isAlwaysAllowed(Action action) internal pure returns (bool always) {
        return ALWAYS_ALLOWED & (1 << uint256(action)) != 0;
    }

    /// @notice Whether `action` may run in `status`.
    /// @param action What is about to be done.
    /// @param status What holds.
    /// @param liquidateWhenUnknown The guard's policy for `Liquidate` in `Unknown`.
    /// @return allowed True when it may.
    function isAllowed(
        Action action,
        SequencerStatus status,
        bool liquidateWhenUnknown
    ) internal pure returns (bool allowed) {
        if (status >= SequencerStatus.Ramping || isAlwaysAllowed(action)) return true;
        return status == SequencerStatus.Unknown && action == Action.Liquidate && liquidateWhenUnknown;
    }
}
