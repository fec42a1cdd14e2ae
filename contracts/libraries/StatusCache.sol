// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {GuardState, SequencerStatus} from "../types/SequencerTypes.sol";

/// @notice A {GuardState} in one word, never zero: status plus one in bits 0 – 7, `since` in 8 – 47, `until` in 48 – 87.
type PackedState is uint256;

using StatusCache for PackedState global;

/// @title What was found out once in a transaction
/// @notice Keeps a status, or that the status is open, in transient storage (EIP-1153) until the transaction ends, at
/// namespaced slots (ERC-7201), so that it is safe behind proxies.
/// @dev Checks: nothing. Does not check: that the feed still says the same; within one transaction it is taken to.
/// Words instead of structs, because every healthy action of a protocol pays for this path.
library StatusCache {
    /// @dev erc7201:holdfast.transient.SequencerGuardBase
    bytes32 private constant STATE_SLOT = 0xf576229cffd24cce88c28f74383925358f046c0eb68e3f56660cef11e1e7be00;
    /// @dev erc7201:holdfast.transient.SequencerGuarded
    bytes32 private constant OPEN_SLOT = 0x515c529137f2a61c4e11b22f0b096b06772b2d19fcc543b72b67d9bc0ac71600;

    /// @notice Nothing was kept in this transaction.
    PackedState internal constant NONE = PackedState.wrap(0);

    /// @notice Packs a state.
    /// @param status What holds.
    /// @param since When it began.
    /// @param until When it ends by itself.
    /// @return state The word.
    function pack(SequencerStatus status, uint40 since, uint40 until) internal pure returns (PackedState state) {
        unchecked {
            return PackedState.wrap((uint256(status) + 1) | (uint256(since) << 8) | (uint256(until) << 48));
        }
    }

    /// @notice Packs "up".
    /// @param since When it began, at most 40 bits.
    /// @return state The word.
    function packUp(uint256 since) internal pure returns (PackedState state) {
        unchecked {
            return PackedState.wrap((uint256(SequencerStatus.Up) + 1) | (since << 8));
        }
    }

    /// @notice The status in a word.
    /// @param state The word, not {NONE}.
    /// @return status What holds.
    function statusOf(PackedState state) internal pure returns (SequencerStatus status) {
        unchecked {
            return SequencerStatus((PackedState.unwrap(state) & 0xff) - 1);
        }
    }

    /// @notice Whether the status is one in which every action may run.
    /// @param state The word; {NONE} is not open.
    /// @return open True for Ramping and Up.
    function isOpen(PackedState state) internal pure returns (bool open) {
        return PackedState.unwrap(state) & 0xff > uint256(SequencerStatus.Ramping);
    }

    /// @notice The word as the struct that the interface returns.
    /// @param state The word, not {NONE}.
    /// @return unpacked The struct.
    function unpack(PackedState state) internal pure returns (GuardState memory unpacked) {
        uint256 word = PackedState.unwrap(state);
        return GuardState(state.statusOf(), uint40(word >> 8), uint40(word >> 48));
    }

    /// @notice Whether the word is {NONE}.
    /// @param state The word.
    /// @return none True when nothing was kept.
    function isNone(PackedState state) internal pure returns (bool none) {
        return PackedState.unwrap(state) == 0;
    }

    /// @notice Keeps `state` for the rest of the transaction; {NONE} forgets.
    /// @param state What was found.
    function store(PackedState state) internal {
        bytes32 slot = STATE_SLOT;
        assembly ("memory-safe") {
            tstore(slot, state)
        }
    }

    /// @notice What {store} kept.
    /// @return state {NONE} when nothing was kept in this transaction.
    function load() internal view returns (PackedState state) {
        bytes32 slot = STATE_SLOT;
        assembly ("memory-safe") {
            state := tload(slot)
        }
    }

    /// @notice Whether {storeOpen} was called in this transaction.
    /// @return open False says nothing about the status.
    function loadOpen() internal view returns (bool open) {
        bytes32 slot = OPEN_SLOT;
        assembly ("memory-safe") {
            open := tload(slot)
        }
    }

    /// @notice Remembers for the rest of the transaction that every action may run.
    function storeOpen() internal {
        bytes32 slot = OPEN_SLOT;
        assembly ("memory-safe") {
            tstore(slot, true)
        }
    }
}
