// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISequencerGuard} from "../interfaces/ISequencerGuard.sol";
import {GuardClient} from "./GuardClient.sol";

/// @title A contract that a deployed guard protects
/// @notice Inherit, pass the guard, and put `whenAllowed(Action…)` on what raises risk, liquidates or settles.
abstract contract SequencerGuarded is GuardClient {
    /// @notice The guard that decides; immutable.
    ISequencerGuard public immutable SEQUENCER_GUARD;

    /// @param guard A deployed guard: {IGuardErrors-ZeroAddress}, {IGuardErrors-NoCode} or
    /// {IGuardErrors-NotASequencerGuard} otherwise.
    constructor(ISequencerGuard guard) {
        _checkGuard(guard);
        SEQUENCER_GUARD = guard;
    }

    function _sequencerGuard() internal view override returns (ISequencerGuard guard) {
        return SEQUENCER_GUARD;
    }
}
