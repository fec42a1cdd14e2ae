// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SequencerGuarded} from "../guards/SequencerGuarded.sol";
import {ISequencerGuard} from "../interfaces/ISequencerGuard.sol";
import {Action} from "../types/SequencerTypes.sol";

/// @title The least a protocol does to be guarded: inherit, name the action, done
/// @notice A ledger of debts without tokens or prices; the example is about the three lines that guard it.
contract GuardedByInheritance is SequencerGuarded {
    /// @notice Debt of each account.
    mapping(address account => uint256 amount) public debtOf;

    /// @param guard A deployed guard for this chain.
    constructor(ISequencerGuard guard) SequencerGuarded(guard) {}

    /// @notice Stopped while the sequencer is down and until users have had their time.
    /// @param amount Debt to add.
    function borrow(uint256 amount) external whenAllowed(Action.IncreaseRisk) {
        debtOf[msg.sender] += amount;
    }

    /// @notice Reduces risk, so nothing may stop it: no guard, no feed, no price.
    /// @param amount Debt to take off.
    function repay(uint256 amount) external {
        debtOf[msg.sender] -= amount;
    }
}
