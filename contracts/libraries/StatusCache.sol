// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {TransientSlot} from "@openzeppelin/contracts/utils/TransientSlot.sol";

import {GuardState, SequencerStatus} from "../types/SequencerTypes.sol";

/// @title What was found out once in a transaction
/// @notice Keeps a status, or a set of allowed actions, in transient storage (EIP-1153) until the transaction ends, at
/// namespaced slots (ERC-7201), so that it is safe behind proxies.
/// @dev Checks: nothing. Does not check: that the feed still says the same; within one transaction it is taken to.
library StatusCache {
    using TransientSlot for *;

    /// @dev erc7201:holdfast.transient.SequencerGuardBase
    bytes32 private constant STATE_SLOT = 0xf576229cffd24cce88c28f74383925358f046c0eb68e3f56660cef11e1e7be00;
    /// @dev erc7201:holdfast.transient.SequencerGuarded
    bytes32 private constant ALLOWED_SLOT = 0x515c529137f2a61c4e11b22f0b096b06772b2d19fcc543b72b67d9bc0ac71600;
    /// @dev Marks a slot as written: status Unknown packs to zero otherwise.
    uint256 private constant WRITTEN = 1 << 255;

    /// @notice Keeps `state` for the rest of the transaction.
    /// @param state What was found.
    function store(GuardState memory state) internal {
        uint256 packed = WRITTEN | uint256(state.status) | (uint256(state.since) << 8) | (uint256(state.until) << 48);
        STATE_SLOT.asUint256().tstore(packed);
    }

    /// @notice What {store} kept.
    /// @return found False when nothing was kept in this transaction.
    /// @return state What was kept.
    function load() internal view returns (bool found, GuardState memory state) {
        uint256 packed = STATE_SLOT.asUint256().tload();
        if (packed == 0) return (false, state);
        return (true, GuardState(SequencerStatus(uint8(packed)), uint40(packed >> 8), uint40(packed >> 48)));
    }

    /// @notice Forgets what {store} kept.
    function clear() internal {
        STATE_SLOT.asUint256().tstore(0);
    }

    /// @notice Remembers that an action may run.
    /// @param action Its number.
    function storeAllowed(uint8 action) internal {
        ALLOWED_SLOT.asUint256().tstore(ALLOWED_SLOT.asUint256().tload() | (1 << action));
    }

    /// @notice Whether {storeAllowed} was called for an action.
    /// @param action Its number.
    /// @return allowed False when it was not in this transaction, which says nothing about the status.
    function isAllowed(uint8 action) internal view returns (bool allowed) {
        return ALLOWED_SLOT.asUint256().tload() & (1 << action) != 0;
    }
}
