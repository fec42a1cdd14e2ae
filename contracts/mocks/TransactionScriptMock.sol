// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Several calls in one transaction
/// @notice For tests: shows what one call of a transaction leaves to the next.
contract TransactionScriptMock {
    /// @notice One call.
    /// @param target Contract.
    /// @param data Encoded call.
    struct Step {
        address target;
        bytes data;
    }

    /// @notice What each call of {run} returned.
    /// @param results Return data, in order.
    event Ran(bytes[] results);

    /// @notice Makes the calls in order; reverts with what the first failing one reverts with.
    /// @param steps Calls.
    /// @return results What each returned.
    function run(Step[] calldata steps) external returns (bytes[] memory results) {
        results = new bytes[](steps.length);
        for (uint256 i = 0; i < steps.length; ++i) {
            (bool ok, bytes memory result) = steps[i].target.call(steps[i].data);
            if (!ok) {
                assembly ("memory-safe") {
                    revert(add(result, 32), mload(result))
                }
            }
            results[i] = result;
        }
        emit Ran(results);
    }

    /// @notice Makes one call and goes on if it fails.
    /// @param target Contract.
    /// @param data Encoded call.
    /// @return ok Whether it succeeded.
    function attempt(address target, bytes calldata data) external returns (bool ok) {
        (ok, ) = target.call(data);
    }
}
