// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

import {TokenMock} from "./TokenMock.sol";

/// @notice What a transfer returns.
enum TransferAnswer {
    True,
    Nothing,
    False
}

/// @title A token that does what some tokens do
/// @notice Takes a fee from what is transferred, takes a fee from the sender besides, loses balances by itself, answers a transfer with nothing or
/// with "no". All off at first, and none of it for mints.
contract OddTokenMock is TokenMock {
    uint256 private constant BPS = 10_000;

    uint256 private _feeBps;
    uint256 private _senderFee;
    TransferAnswer private _answer;

    /// @param decimals_ Decimals.
    constructor(uint8 decimals_) TokenMock("Odd Token", "ODD", decimals_) {}

    /// @notice Sets what is taken from each transfer.
    /// @param bps Basis points of the amount; the receiver gets less.
    function setFee(uint256 bps) external {
        _feeBps = bps;
    }

    /// @notice Sets what is taken from the sender besides the amount.
    /// @param amount Smallest units.
    function setSenderFee(uint256 amount) external {
        _senderFee = amount;
    }

    /// @notice Sets what transfers return; with `False` they move nothing.
    /// @param answer What.
    function setAnswer(TransferAnswer answer) external {
        _answer = answer;
    }

    /// @notice Makes a balance smaller.
    /// @param account Whose.
    /// @param amount By how much.
    function shrink(address account, uint256 amount) external {
        _burn(account, amount);
    }

    /// @notice As any token, but for what it returns.
    /// @inheritdoc ERC20
    function transfer(address to, uint256 amount) public override returns (bool) {
        if (_answer == TransferAnswer.False) return false;
        super.transfer(to, amount);
        return _answerNow();
    }

    /// @notice As any token, but for what it returns.
    /// @inheritdoc ERC20
    function transferFrom(address from, address to, uint256 amount) public override returns (bool) {
        if (_answer == TransferAnswer.False) return false;
        super.transferFrom(from, to, amount);
        return _answerNow();
    }

    function _update(address from, address to, uint256 amount) internal override {
        super._update(from, to, amount);
        if (from == address(0) || to == address(0)) return;
        if (_feeBps != 0) super._update(to, address(0), (amount * _feeBps) / BPS);
        if (_senderFee != 0) super._update(from, address(0), _senderFee);
    }

    /// @dev Ends the call, without a word where none is to be returned.
    function _answerNow() private view returns (bool) {
        if (_answer == TransferAnswer.Nothing) {
            assembly ("memory-safe") {
                return(0, 0)
            }
        }
        return true;
    }
}
