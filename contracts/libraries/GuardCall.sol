// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISequencerGuard} from "../interfaces/ISequencerGuard.sol";

/// @title Asking a deployed guard, cheaply
/// @notice Checks: the call succeeds and returns exactly true; anything else is "no", and the caller then asks
/// {ISequencerGuard-requireAllowed}. Does not check: that the guard has code, which the mixins do once.
/// @dev Written by hand because every healthy action pays for it: about 150 gas less than the compiler's own decoding.
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
}
