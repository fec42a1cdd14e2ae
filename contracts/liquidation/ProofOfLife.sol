// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ILiquidationGuard} from "../interfaces/ILiquidationGuard.sol";

/// @title That the chain lives although its feed says "down"
/// @notice A late "down" can be delivered to a live chain and stay for days. A price that was written long after the feed's
/// "down" shows that blocks are made. It does not show since when: right after a real outage of many hours such prices are
/// written too, while the feed's "up" is still on its way. Therefore the evidence is recorded once, by anybody, and counts only
/// after a time in which an "up" on its way would have arrived.
/// @dev Checks: nothing; {LiquidationGuard-_noteAlive} judges the evidence. One record, of the newest "down".
abstract contract ProofOfLife {
    /// @dev One slot.
    struct Proof {
        uint40 downSince;
        uint40 opensAt;
    }

    Proof private _proof;

    /// @dev Records that evidence was seen; the first record of a "down" stays.
    function _recordLife(uint40 downSince, uint40 opensAt) internal {
        if (_proof.downSince == downSince) return;
        _proof = Proof(downSince, opensAt);
        emit ILiquidationGuard.ChainShownAlive(downSince, opensAt);
    }

    /// @dev When liquidations return although the feed says "down" since `downSince`; the end of time without evidence.
    function _opensAt(uint40 downSince) internal view returns (uint40 opensAt) {
        Proof memory proof = _proof;
        return proof.downSince == downSince ? proof.opensAt : type(uint40).max;
    }
}
