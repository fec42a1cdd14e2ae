// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title The part of an OP-stack L2 cross-domain messenger that carries status messages
/// @notice Stands at the messenger's predeploy address on the embedded upstream, with the ABI and the behaviour that the
/// real one has on that path: only the alias of the other messenger delivers, `xDomainMessageSender` names the L1 sender
/// during the call, a failed delivery is kept and may be replayed by anyone.
/// @dev Checks: sender, nonce version 1, no second delivery. Does not check: unsafe targets, gas reserves, pausing. Moves
/// no value: a message with value is refused.
contract CrossDomainMessengerMock {
    /// @dev What the real messenger holds while no message is being delivered.
    address private constant NO_SENDER = 0x000000000000000000000000000000000000dEaD;
    uint160 private constant ALIAS_OFFSET = uint160(0x1111000000000000000000000000000000001111);

    /// @notice The messenger on L1.
    address public immutable OTHER_MESSENGER;

    /// @notice Messages delivered, by hash.
    mapping(bytes32 messageHash => bool delivered) public successfulMessages;
    /// @notice Messages whose delivery failed and that may be replayed, by hash.
    mapping(bytes32 messageHash => bool failed) public failedMessages;

    address private _sender = NO_SENDER;

    /// @notice A message was delivered.
    /// @param msgHash Its hash.
    event RelayedMessage(bytes32 indexed msgHash);
    /// @notice A delivery failed.
    /// @param msgHash Its hash.
    event FailedRelayedMessage(bytes32 indexed msgHash);

    /// @notice Only nonces of version 1 are understood.
    /// @param nonce As given.
    error UnsupportedNonceVersion(uint256 nonce);
    /// @notice This stand-in moves no value.
    /// @param value As given.
    error ValueRefused(uint256 value);
    /// @notice The message was delivered before.
    /// @param msgHash Its hash.
    error MessageAlreadyRelayed(bytes32 msgHash);
    /// @notice Neither the other messenger delivers nor did an earlier delivery fail.
    /// @param caller Who called.
    /// @param msgHash The message's hash.
    error MessageNotReplayable(address caller, bytes32 msgHash);
    /// @notice No message is being delivered.
    error NoMessageUnderway();

    /// @param otherMessenger_ The messenger on L1.
    constructor(address otherMessenger_) {
        OTHER_MESSENGER = otherMessenger_;
    }

    /// @notice Delivers one message from L1.
    /// @param nonce Version 1 in the top two bytes.
    /// @param sender Who sent it on L1.
    /// @param target Who receives it here.
    /// @param value Must be 0.
    /// @param minGasLimit Part of the hash only.
    /// @param message Calldata for the target.
    function relayMessage(
        uint256 nonce,
        address sender,
        address target,
        uint256 value,
        uint256 minGasLimit,
        bytes calldata message
    ) external payable {
        require(nonce >> 240 == 1, UnsupportedNonceVersion(nonce));
        require(value == 0 && msg.value == 0, ValueRefused(value));
        bytes32 msgHash = keccak256(
            abi.encodeWithSignature(
                "relayMessage(uint256,address,address,uint256,uint256,bytes)",
                nonce,
                sender,
                target,
                value,
                minGasLimit,
                message
            )
        );
        require(!successfulMessages[msgHash], MessageAlreadyRelayed(msgHash));
        bool fromL1 = msg.sender == _aliasOf(OTHER_MESSENGER);
        require(fromL1 || failedMessages[msgHash], MessageNotReplayable(msg.sender, msgHash));

        _sender = sender;
        (bool success, ) = target.call(message);
        _sender = NO_SENDER;
        if (success) {
            successfulMessages[msgHash] = true;
            emit RelayedMessage(msgHash);
        } else {
            failedMessages[msgHash] = true;
            emit FailedRelayedMessage(msgHash);
        }
    }

    /// @notice The messenger on L1, under the name that newer messengers have for it.
    /// @return messenger Its L1 address.
    function otherMessenger() external view returns (address messenger) {
        return OTHER_MESSENGER;
    }

    /// @notice The L1 sender of the message that is being delivered.
    /// @return sender Its L1 address.
    function xDomainMessageSender() external view returns (address sender) {
        require(_sender != NO_SENDER, NoMessageUnderway());
        return _sender;
    }

    function _aliasOf(address l1Address) private pure returns (address) {
        unchecked {
            return address(uint160(l1Address) + ALIAS_OFFSET);
        }
    }
}
