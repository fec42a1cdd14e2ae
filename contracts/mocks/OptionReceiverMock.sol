// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC1155Receiver} from "@openzeppelin/contracts/token/ERC1155/IERC1155Receiver.sol";
import {ERC1155Holder} from "@openzeppelin/contracts/token/ERC1155/utils/ERC1155Holder.sol";

/// @title A holder with code: refuses tokens, or calls back while it receives them
/// @notice Keeps what the call answered, so that a test can see why it failed.
contract OptionReceiverMock is ERC1155Holder {
    /// @notice Whether the last callback came through.
    bool public succeeded;
    /// @notice What the last callback returned.
    bytes public answer;

    bool private _refuses;
    address private _target;
    bytes private _data;

    /// @notice Whether tokens are refused from here on.
    /// @param refuses True to refuse.
    function setRefuses(bool refuses) external {
        _refuses = refuses;
    }

    /// @notice Sets the call made when a token arrives; a target of zero stops it.
    /// @param target Who is called.
    /// @param data With what.
    function setCallback(address target, bytes calldata data) external {
        (_target, _data) = (target, data);
    }

    /// @notice Makes any call as this account; reverts with what it reverts with.
    /// @param target Who is called.
    /// @param data With what.
    function act(address target, bytes calldata data) external {
        (bool ok, bytes memory result) = target.call(data);
        if (ok) return;
        assembly ("memory-safe") {
            revert(add(result, 0x20), mload(result))
        }
    }

    /// @inheritdoc IERC1155Receiver
    function onERC1155Received(
        address operator,
        address from,
        uint256 id,
        uint256 value,
        bytes memory data
    ) public override returns (bytes4) {
        if (_target != address(0)) (succeeded, answer) = _target.call(_data);
        return _refuses ? bytes4(0) : super.onERC1155Received(operator, from, id, value, data);
    }
}
