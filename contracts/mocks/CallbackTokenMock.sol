// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {TokenMock} from "./TokenMock.sol";

/// @title A token that calls somebody back in the middle of every transfer
/// @notice Stands for tokens with hooks; keeps what the call answered, so that a test can see why it failed.
contract CallbackTokenMock is TokenMock {
    /// @notice Whether the last callback came through.
    bool public succeeded;
    /// @notice What the last callback returned.
    bytes public answer;

    address private _target;
    bytes private _data;

    /// @param decimals_ Decimals.
    constructor(uint8 decimals_) TokenMock("Callback Token", "CALL", decimals_) {}

    /// @notice Sets the call made during every transfer; a target of zero stops it.
    /// @param target Who is called.
    /// @param data With what.
    function setCallback(address target, bytes calldata data) external {
        _target = target;
        _data = data;
    }

    /// @dev Mints and burns are left alone.
    function _update(address from, address to, uint256 amount) internal override {
        super._update(from, to, amount);
        if (_target != address(0) && from != address(0) && to != address(0)) {
            (succeeded, answer) = _target.call(_data);
        }
    }
}
