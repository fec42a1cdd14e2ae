// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title The cheatcodes that {OutageTest} uses
/// @notice Answered by Hardhat's and by forge's test runner alike. A test may use any other declaration of them beside this one.
interface IVm {
    /// @notice Sets `block.timestamp`.
    /// @param time Seconds.
    function warp(uint256 time) external;

    /// @notice Sets the caller of the next call.
    /// @param caller Account.
    function prank(address caller) external;

    /// @notice Replaces an account's code.
    /// @param account Account.
    /// @param code Runtime code.
    function etch(address account, bytes calldata code) external;
}
