// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IOracleSentinel} from "../interfaces/external/IOracleSentinel.sol";
import {ISequencerGuard} from "../interfaces/ISequencerGuard.sol";
import {SentinelAdapter} from "./SentinelAdapter.sol";

/// @title A guard as Dolomite's oracle sentinel
/// @notice Set by `DolomiteMargin.ownerSetOracleSentinel`, which takes only a sentinel that allows both actions at that
/// moment. It stops operations that raise a market's total debt, and liquidations. {ownerSetGracePeriod} reverts with
/// {IAdapterErrors-FixedByGuard}; {gracePeriod} is the longest grace that the guard's policy allows.
contract DolomiteSentinelAdapter is SentinelAdapter, IOracleSentinel {
    /// @param guard A deployed guard; reverts as {SequencerGuarded} says.
    constructor(ISequencerGuard guard) SentinelAdapter(guard) {}

    /// @inheritdoc IOracleSentinel
    function ownerSetGracePeriod(uint256) external view {
        _refuse();
    }

    /// @inheritdoc IOracleSentinel
    function isBorrowAllowed() external view returns (bool allowed) {
        return _borrowAllowed();
    }

    /// @inheritdoc IOracleSentinel
    function isLiquidationAllowed() external view returns (bool allowed) {
        return _liquidationAllowed();
    }

    /// @inheritdoc IOracleSentinel
    function gracePeriod() external view returns (uint256 period) {
        return _longestGrace();
    }
}
