// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAdapterErrors} from "../interfaces/IAdapterErrors.sol";
import {ISequencerGuard} from "../interfaces/ISequencerGuard.sol";
import {SequencerGuarded} from "../guards/SequencerGuarded.sol";
import {Action, GuardPolicy} from "../types/SequencerTypes.sol";

/// @title What lending protocols ask a sentinel, answered by a guard
/// @notice The two questions are the same in Aave and Dolomite; the rest of their interfaces is in the adapters.
/// @dev Checks: that the guard is one, once. Does not check: the guard's policy, nor who asks. Never reverts with a guard of
/// this project, but for {BoundedRead-GasStarved} when a read fails that was given less than its gas.
abstract contract SentinelAdapter is SequencerGuarded, IAdapterErrors {
    /// @param guard A deployed guard; reverts as {SequencerGuarded} says.
    constructor(ISequencerGuard guard) SequencerGuarded(guard) {}

    /// @dev Whether debt may be taken now: in Ramping and Up.
    function _borrowAllowed() internal view returns (bool allowed) {
        return SEQUENCER_GUARD.isAllowed(Action.IncreaseRisk);
    }

    /// @dev Whether a position may be liquidated now: in Ramping and Up, and in Unknown where the guard's policy says so.
    function _liquidationAllowed() internal view returns (bool allowed) {
        return SEQUENCER_GUARD.isAllowed(Action.Liquidate);
    }

    /// @dev Most seconds after a recovery in which the guard says "no" because of that outage. After most outages it is less:
    /// the guard's grace follows the length of the outage.
    function _longestGrace() internal view returns (uint256 period) {
        GuardPolicy memory policy = SEQUENCER_GUARD.policy();
        return uint256(policy.visibilityLag) + policy.maxGrace;
    }

    /// @dev What the setters of a foreign interface do.
    function _refuse() internal view {
        revert FixedByGuard(address(SEQUENCER_GUARD));
    }
}
