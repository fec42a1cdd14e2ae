// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {ISequencerGuard} from "../interfaces/ISequencerGuard.sol";
import {ExpiryClock} from "../options/ExpiryClock.sol";
import {ExpiryPolicy} from "../types/ExpiryTypes.sol";
import {LapsingOptions} from "./LapsingOptions.sol";

/// @title Options of another protocol, with the clock in front
/// @notice What it takes: the two comparisons with the expiry become two questions to {ExpiryClock}, and anybody may start a settlement.
contract LastingOptions is LapsingOptions, ExpiryClock {
    /// @param asset See {LapsingOptions}.
    /// @param cash See {LapsingOptions}.
    /// @param guard See {ExpiryClock}.
    /// @param policy See {ExpiryClock}.
    constructor(
        IERC20 asset,
        IERC20 cash,
        ISequencerGuard guard,
        ExpiryPolicy memory policy
    ) LapsingOptions(asset, cash) ExpiryClock(guard, policy) {}

    /// @notice Records that somebody acts after the effective expiry of an option. Anybody may.
    /// @param id The option.
    function startSettlement(uint256 id) external {
        _startSettlement(id, options[id].expiry);
    }

    function _beforeExercise(uint256 id, uint40 expiry) internal override {
        _requireNotExpired(id, expiry);
    }

    function _beforeReclaim(uint256 id, uint40 expiry) internal override {
        _requireSettled(id, expiry);
    }
}
