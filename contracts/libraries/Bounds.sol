// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IGuardErrors} from "../interfaces/IGuardErrors.sol";

/// @title A parameter within its bounds
/// @notice Checks one number, both sides inclusive. Does not check that the bounds are the right way round: between reversed ones
/// nothing passes.
library Bounds {
    /// @notice Reverts with {IGuardErrors-ParameterOutOfBounds} unless `value` lies within its bounds.
    /// @param parameter Name of the parameter, for the error.
    /// @param value The value given.
    /// @param min Smallest value that passes.
    /// @param max Greatest value that passes.
    function within(bytes32 parameter, uint256 value, uint256 min, uint256 max) internal pure {
        if (value < min || value > max) revert IGuardErrors.ParameterOutOfBounds(parameter, value, min, max);
    }
}
