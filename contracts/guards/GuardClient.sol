// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC165Checker} from "@openzeppelin/contracts/utils/introspection/ERC165Checker.sol";

import {IGuardErrors} from "../interfaces/IGuardErrors.sol";
import {ISequencerGuard} from "../interfaces/ISequencerGuard.sol";
import {ActionRules} from "../libraries/ActionRules.sol";
import {GuardCall} from "../libraries/GuardCall.sol";
import {GuardWiring} from "../libraries/GuardWiring.sol";
import {StatusCache} from "../libraries/StatusCache.sol";
import {Action} from "../types/SequencerTypes.sol";

/// @title What the two mixins share: asking a deployed guard
/// @notice `ReduceRisk` and `Exercise` call nobody. For the rest the guard decides, and that it is open is remembered on
/// this side for the rest of the transaction, so that the second check makes no call.
/// @dev Checks, once, that the guard answers to {ISequencerGuard}. Does not check: the guard's policy; it is trusted like
/// code of one's own. Fail-closed: what the guard reverts with, reverts the caller.
abstract contract GuardClient is IGuardErrors {
    /// @notice Runs the function only where `action` is allowed.
    /// @param action What the function does.
    modifier whenAllowed(Action action) {
        _requireAllowed(action);
        _;
    }

    /// @dev The guard that decides.
    function _sequencerGuard() internal view virtual returns (ISequencerGuard guard);

    /// @dev See {ISequencerGuard-requireAllowed}. On a healthy day the first question is the only one.
    function _requireAllowed(Action action) internal {
        if (ActionRules.ALWAYS_ALLOWED & (1 << uint256(action)) != 0) return;
        if (StatusCache.loadOpen()) return;
        ISequencerGuard guard = _sequencerGuard();
        if (GuardCall.isOpen(guard)) StatusCache.storeOpen();
        else guard.requireAllowed(action);
    }

    /// @dev See {ISequencerGuard-isAllowed}.
    function _isAllowed(Action action) internal view returns (bool allowed) {
        if (ActionRules.isAlwaysAllowed(action) || StatusCache.loadOpen()) return true;
        return _sequencerGuard().isAllowed(action);
    }

    /// @dev Reverts unless `guard` is a contract that says it is a guard.
    function _checkGuard(ISequencerGuard guard) internal view {
        GuardWiring.requireCode("guard", address(guard));
        if (!ERC165Checker.supportsInterface(address(guard), type(ISequencerGuard).interfaceId)) {
            revert NotASequencerGuard(address(guard));
        }
    }
}
