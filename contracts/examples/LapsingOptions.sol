// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

/// @title Options that lapse in an outage
/// @notice Not for use in production. The smallest option contract in the style of those that are live: one struct for each option, and
/// from the expiry on the writer takes his collateral back. It knows nothing of outages; {LastingOptions} is the same with a clock.
contract LapsingOptions {
    using SafeERC20 for IERC20;

    /// @notice The right to buy `amount` for `cost` up to and in the second `expiry`.
    struct Option {
        address holder;
        address writer;
        uint128 amount;
        uint128 cost;
        uint40 expiry;
    }

    /// @notice What the options are on.
    IERC20 public immutable ASSET;
    /// @notice What is paid for it.
    IERC20 public immutable CASH;

    /// @notice Options by id; a used one is empty.
    Option[] public options;

    /// @notice The option cannot be exercised any more.
    error Lapsed(uint40 expiry);
    /// @notice The option can still be exercised.
    error NotLapsed(uint40 expiry);
    /// @notice Only the holder exercises, only the writer takes back.
    error NotYours(address caller);

    /// @param asset What the options are on.
    /// @param cash What is paid for it.
    constructor(IERC20 asset, IERC20 cash) {
        (ASSET, CASH) = (asset, cash);
    }

    /// @notice Writes an option against collateral of the caller.
    /// @param holder Who gets it.
    /// @param amount How much he may buy.
    /// @param cost For how much.
    /// @param expiry Until when.
    /// @return id The option.
    function write(address holder, uint128 amount, uint128 cost, uint40 expiry) external returns (uint256 id) {
        id = options.length;
        options.push(Option(holder, msg.sender, amount, cost, expiry));
        ASSET.safeTransferFrom(msg.sender, address(this), amount);
    }

    /// @notice Buys.
    /// @param id The option.
    function exercise(uint256 id) external {
        Option memory o = options[id];
        if (msg.sender != o.holder) revert NotYours(msg.sender);
        _beforeExercise(id, o.expiry);
        delete options[id];
        CASH.safeTransferFrom(o.holder, o.writer, o.cost);
        ASSET.safeTransfer(o.holder, o.amount);
    }

    /// @notice Takes the collateral back.
    /// @param id The option.
    function reclaim(uint256 id) external {
        Option memory o = options[id];
        if (msg.sender != o.writer) revert NotYours(msg.sender);
        _beforeReclaim(id, o.expiry);
        delete options[id];
        ASSET.safeTransfer(o.writer, o.amount);
    }

    function _beforeExercise(uint256, uint40 expiry) internal virtual {
        if (block.timestamp > expiry) revert Lapsed(expiry);
    }

    function _beforeReclaim(uint256, uint40 expiry) internal virtual {
        if (block.timestamp <= expiry) revert NotLapsed(expiry);
    }
}
