// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SequencerGuarded} from "../guards/SequencerGuarded.sol";
import {IGapUptimeFeed} from "../interfaces/IGapUptimeFeed.sol";
import {ISequencerGuard} from "../interfaces/ISequencerGuard.sol";
import {Action} from "../types/SequencerTypes.sol";

/// @title A protocol that touches a feed of gaps
/// @notice Every call touches, before the guard is asked. A call that the guard stops takes its touch back, so those that
/// reduce risk touch too: they pass, and record the end of the gap.
contract GuardedByGaps is SequencerGuarded {
    /// @notice The feed that the guard reads.
    IGapUptimeFeed public immutable GAPS;

    /// @notice Debt of each account.
    mapping(address account => uint256 amount) public debtOf;

    /// @param guard A guard over `gaps`.
    /// @param gaps The feed to touch.
    constructor(ISequencerGuard guard, IGapUptimeFeed gaps) SequencerGuarded(guard) {
        GAPS = gaps;
    }

    /// @notice Stopped after a gap until users have had their time.
    /// @param amount Debt to add.
    function borrow(uint256 amount) external {
        GAPS.poke();
        _requireAllowed(Action.IncreaseRisk);
        debtOf[msg.sender] += amount;
    }

    /// @notice Never stopped: the touch cannot fail and reads no other feed.
    /// @param amount Debt to take off.
    function repay(uint256 amount) external {
        GAPS.poke();
        debtOf[msg.sender] -= amount;
    }
}
