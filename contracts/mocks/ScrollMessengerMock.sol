// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title The part of Scroll's L2 messenger that carries status messages
/// @notice Stands at the messenger's address on the embedded upstream, with the ABI and the behaviour that the real one has on
/// that path: only the alias of its counterpart on L1 delivers, `xDomainMessageSender` names the L1 sender during the call, a
/// failed delivery may be made again, by the counterpart only.
/// @dev Checks: caller, no second delivery. Does not check: forbidden targets, pausing. Moves no value.
contract ScrollMessengerMock {
    /// @dev What the real messenger holds while no message is being delivered.
    address private constant NO_SENDER = address(1);
    uint160 private constant ALIAS_OFFSET = uint160(0x1111000000000000000000000000000000001111);

    /// @notice The messenger on L1, under the name that the real one has for it.
    address public immutable counterpart;

    /// @notice Messages delivered, by hash.
    mapping(bytes32 messageHash => bool executed) public isL1MessageExecuted;

    /// @notice The L1 sender of the message that is being delivered.
    address public xDomainMessageSender = NO_SENDER;

    /// @notice A message was delivered.
    /// @param messageHash Its hash.
    event RelayedMessage(bytes32 indexed messageHash);
    /// @notice A delivery failed.
    /// @param messageHash Its hash.
    event FailedRelayedMessage(bytes32 indexed messageHash);

    /// @notice Only the alias of the counterpart delivers.
    /// @param caller Who called.
    error NotTheCounterpart(address caller);
    /// @notice This stand-in moves no value.
    /// @param value As given.
    error ValueRefused(uint256 value);
    /// @notice The message was delivered before.
    /// @param messageHash Its hash.
    error AlreadyExecuted(bytes32 messageHash);

    /// @param counterpart_ The messenger on L1.
    constructor(address counterpart_) {
        counterpart = counterpart_;
    }

    /// @notice Delivers one message from L1.
    /// @param from Who sent it on L1.
    /// @param to Who receives it here.
    /// @param value Must be 0.
    /// @param nonce Its place in the L1 queue.
    /// @param message Calldata for the receiver.
    function relayMessage(address from, address to, uint256 value, uint256 nonce, bytes calldata message) external {
        require(msg.sender == _aliasOf(counterpart), NotTheCounterpart(msg.sender));
        require(value == 0, ValueRefused(value));
        bytes32 messageHash = keccak256(
            abi.encodeWithSignature(
                "relayMessage(address,address,uint256,uint256,bytes)",
                from,
                to,
                value,
                nonce,
                message
            )
        );
        require(!isL1MessageExecuted[messageHash], AlreadyExecuted(messageHash));

        xDomainMessageSender = from;
        (bool success, ) = to.call(message);
        xDomainMessageSender = NO_SENDER;
        if (success) {
            isL1MessageExecuted[messageHash] = true;
            emit RelayedMessage(messageHash);
        } else {
            emit FailedRelayedMessage(messageHash);
        }
    }

    function _aliasOf(address l1Address) private pure returns (address) {
        unchecked {
            return address(uint160(l1Address) + ALIAS_OFFSET);
        }
    }
}
