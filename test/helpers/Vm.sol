// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title The cheatcodes that this repository's Solidity tests use
/// @notice Answered by Hardhat's and by forge's test runner alike.
interface Vm {
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

    /// @notice Sets `block.chainid`.
    /// @param id Chain id.
    function chainId(uint256 id) external;

    /// @notice Discards the run unless `condition` holds.
    /// @param condition What the inputs must satisfy.
    function assume(bool condition) external pure;

    /// @notice Demands that the next call reverts with exactly these bytes.
    /// @param data Encoded error.
    function expectRevert(bytes calldata data) external;

    /// @notice Demands that the next call reverts with this error, whatever its values.
    /// @param selector Error.
    function expectRevert(bytes4 selector) external;

    /// @notice An environment variable.
    /// @param name Its name.
    /// @param otherwise Its value when it is not set.
    /// @return value Its value.
    function envOr(string calldata name, uint256 otherwise) external view returns (uint256 value);

    /// @notice The same, as text.
    /// @param name Its name.
    /// @param otherwise Its value when it is not set.
    /// @return value Its value.
    function envOr(string calldata name, string calldata otherwise) external view returns (string memory value);

    /// @notice The text of a file that `fsPermissions` of hardhat.config.ts names.
    /// @param path Path from the root of the project.
    /// @return text The text.
    function readFile(string calldata path) external view returns (string memory text);

    /// @notice Writes a file that `fsPermissions` of hardhat.config.ts names.
    /// @param path Path from the root of the project.
    /// @param text The text.
    function writeFile(string calldata path, string calldata text) external;

    /// @notice A number as decimal digits.
    /// @param value The number.
    /// @return text The digits.
    function toString(uint256 value) external pure returns (string memory text);

    /// @notice Sorts, smallest first.
    /// @param values Any order.
    /// @return sorted In order.
    function sort(uint256[] calldata values) external pure returns (uint256[] memory sorted);
}

/// @title What every Solidity test inherits
/// @notice The cheatcodes, and checks whose message says the fact that should hold.
abstract contract TestBase {
    /// @dev Address that test runners answer cheatcodes at: the low 20 bytes of keccak256("hevm cheat code").
    Vm internal constant vm = Vm(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);

    /// @notice A fact that a test states does not hold.
    error Violated(string fact);

    /// @notice Two values that should be equal are not.
    error NotEqual(string fact, uint256 actual, uint256 expected);

    function _check(bool holds, string memory fact) internal pure {
        if (!holds) revert Violated(fact);
    }

    function _checkEqual(uint256 actual, uint256 expected, string memory fact) internal pure {
        if (actual != expected) revert NotEqual(fact, actual, expected);
    }

    /// @dev Maps any value into `[low, high]`.
    function _bound(uint256 value, uint256 low, uint256 high) internal pure returns (uint256) {
        if (high - low == type(uint256).max) return value;
        return low + (value % (high - low + 1));
    }
}
