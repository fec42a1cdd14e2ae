// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Initializable} from "@openzeppelin/contracts/proxy/utils/Initializable.sol";

import {ISequencerGuard} from "../interfaces/ISequencerGuard.sol";
import {GuardClient} from "./GuardClient.sol";

/// @title A contract behind a proxy that a deployed guard protects
/// @notice The mixin with its guard in storage at a namespaced slot (ERC-7201); set once by the initializer, there is no
/// setter. Costs one storage read more than {SequencerGuarded} per transaction.
abstract contract SequencerGuardedUpgradeable is Initializable, GuardClient {
    /// @custom:storage-location erc7201:holdfast.storage.SequencerGuarded
    struct SequencerGuardedStorage {
        ISequencerGuard guard;
    }

    bytes32 private constant STORAGE_SLOT = 0x6ddead5b3ae3efbadde48db9e7ecde8a61f36b4d524f6b33e41f2e03b75e8700;

    /// @notice The guard that decides.
    /// @return guard Zero before initialisation.
    function sequencerGuard() public view returns (ISequencerGuard guard) {
        return _guardedStorage().guard;
    }

    /// @dev Call it from the initializer. Same refusals as {SequencerGuarded}'s constructor.
    // The name that OpenZeppelin gives to initialisers.
    // solhint-disable-next-line func-name-mixedcase
    function __SequencerGuarded_init(ISequencerGuard guard) internal onlyInitializing {
        _checkGuard(guard);
        _guardedStorage().guard = guard;
    }

    function _sequencerGuard() internal view override returns (ISequencerGuard guard) {
        return sequencerGuard();
    }

    function _guardedStorage() private pure returns (SequencerGuardedStorage storage $) {
        assembly ("memory-safe") {
            $.slot := STORAGE_SLOT
        }
    }
}
