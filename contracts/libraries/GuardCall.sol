// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IOutageLedger} from "../interfaces/IOutageLedger.sol";
import {ISequencerGuard} from "../interfaces/ISequencerGuard.sol";
import {SequencerStatus} from "../types/SequencerTypes.sol";

/// @title Asking a deployed guard and its ledger, cheaply, without ever reverting
/// @notice Checks: the call succeeds and returns words that mean something; anything else is "no" or not `ok`, and the caller
/// fails closed. Does not check: that there is code, which the mixins do once (no code returns nothing, which is not `ok`); what
/// lies beyond the words that are read.
/// @dev Written by hand because healthy actions pay for it, and because the compiler's own decoding reverts.
library GuardCall {
    /// @notice {ISequencerGuard-isOpen} of `guard`. Fail-closed.
    /// @param guard The guard.
    /// @return open Whether the guard said yes.
    function isOpen(ISequencerGuard guard) internal view returns (bool open) {
        bytes4 selector = ISequencerGuard.isOpen.selector;
        assembly ("memory-safe") {
            mstore(0, selector)
            // Arguments are evaluated from the last to the first: the call comes before the length and the word it returned.
            open := and(eq(mload(0), 1), and(gt(returndatasize(), 31), staticcall(gas(), guard, 0, 4, 0, 32)))
        }
    }

    /// @notice {ISequencerGuard-status} of `guard`, on the stack.
    /// @param guard The guard.
    /// @return ok False when the call failed, as with too little gas, or when its answer is no such state. Not the same as
    /// the status Unknown, which is an answer.
    /// @return status What holds; Unknown when not `ok`.
    /// @return since When it began; 0 when not `ok`.
    /// @return until When it ends by itself; 0 when not `ok`.
    function stateOf(
        ISequencerGuard guard
    ) internal view returns (bool ok, SequencerStatus status, uint40 since, uint40 until) {
        bytes4 selector = ISequencerGuard.status.selector;
        assembly ("memory-safe") {
            // Beyond the free pointer, which is only read before anybody allocates again.
            let pointer := mload(0x40)
            mstore(pointer, selector)
            ok := and(gt(returndatasize(), 95), staticcall(gas(), guard, pointer, 4, pointer, 96))
            if ok {
                status := mload(pointer)
                since := mload(add(pointer, 32))
                until := mload(add(pointer, 64))
                // 4 is the last status.
                if or(gt(status, 4), shr(40, or(since, until))) {
                    ok := 0
                    status := 0
                    since := 0
                    until := 0
                }
            }
        }
    }

    /// @notice End of the newest outage that has ended: {IOutageLedger-lastOutage}.
    /// @param ledger The guard's ledger.
    /// @return ok False when the ledger cannot tell.
    /// @return end L1 seconds; 0 when there never was an outage.
    function lastOutageEnd(address ledger) internal view returns (bool ok, uint40 end) {
        bytes4 selector = IOutageLedger.lastOutage.selector;
        assembly ("memory-safe") {
            // Beyond the free pointer, which is only read before anybody allocates again.
            let pointer := mload(0x40)
            mstore(pointer, selector)
            ok := and(gt(returndatasize(), 127), staticcall(gas(), ledger, pointer, 4, pointer, 128))
            let word := mul(iszero(iszero(mload(pointer))), mload(add(pointer, 64)))
            ok := and(ok, iszero(shr(40, word)))
            end := mul(word, ok)
        }
    }
}
