// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title What Aave's sentinel is deployed with
/// @notice For measurements: the sentinel's views never ask it.
contract AddressesProviderMock {
    /// @notice Who decides about roles.
    /// @return manager Nobody.
    function getACLManager() external pure returns (address manager) {
        return address(0);
    }
}
