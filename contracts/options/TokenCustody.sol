// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

import {IOptionsBook} from "../interfaces/IOptionsBook.sol";

/// @title Tokens in and out, against a record of what is held
/// @notice Several series hold the same token; the record keeps one from paying with what belongs to another.
/// @dev Checks: that a deposit arrives in full; that the balance covers the record before anything moves, and after a payment. Does not
/// check: what a receiver gets of a payment; that a token tells its balances truly. Fail-closed: a token that lost balance moves again once
/// somebody has made up for it. Not protected against reentrance by itself: the functions that use it are.
abstract contract TokenCustody {
    using SafeERC20 for IERC20;

    mapping(address token => uint256 amount) private _held;

    /// @dev Takes `amount` from the caller; nothing for 0.
    function _pull(address token, uint256 amount) internal {
        if (amount == 0) return;
        (uint256 balance, uint256 held) = _requireCovered(token);
        _held[token] = held + amount;
        IERC20(token).safeTransferFrom(msg.sender, address(this), amount);
        uint256 after_ = _balanceOf(token);
        uint256 received = after_ > balance ? after_ - balance : 0;
        if (received != amount) revert IOptionsBook.TransferMismatch(token, received, amount);
    }

    /// @dev Pays `amount`, which is at most what is held; nothing for 0.
    function _pay(address token, address receiver, uint256 amount) internal {
        if (amount == 0) return;
        (, uint256 held) = _requireCovered(token);
        _held[token] = held - amount;
        IERC20(token).safeTransfer(receiver, amount);
        _requireCovered(token);
    }

    function _heldOf(address token) internal view returns (uint256 amount) {
        return _held[token];
    }

    function _requireCovered(address token) private view returns (uint256 balance, uint256 held) {
        (balance, held) = (_balanceOf(token), _held[token]);
        if (balance < held) revert IOptionsBook.BalanceShrank(token, balance, held);
    }

    function _balanceOf(address token) private view returns (uint256 balance) {
        return IERC20(token).balanceOf(address(this));
    }
}
