// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAggregatorV3} from "../interfaces/IAggregatorV3.sol";
import {ClockProfile} from "../types/ClockTypes.sol";
import {FeedCodes} from "./FeedCodes.sol";
import {IFeedParts} from "./IFeedParts.sol";
import {IVm} from "./IVm.sol";

/// @title Deploys the feeds of a Solidity test and reports on their authorised path
/// @notice The uptime feed, its flags and every proxy are Chainlink's own contracts, owned by the test. On `Nitro` and `Plain` the feed
/// is Arbitrum's, on the other clocks the OP stack's: those of zkSync Era, Scroll and Linea leave the same rounds and differ
/// in who may report.
abstract contract FeedSite {
    /// @notice Chainlink's contracts did not take a creation code.
    /// @param code Hash of the creation code and its arguments.
    error DeploymentFailed(bytes32 code);
    /// @notice The feed did not take a status report.
    /// @param down Its status.
    /// @param reportedAt Its L1 time.
    error ReportNotDelivered(bool down, uint64 reportedAt);
    /// @notice {setUpOutage} was not called.
    error NotSetUp();

    /// @dev The low 20 bytes of keccak256("hevm cheat code").
    IVm private constant VM = IVm(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);
    /// @dev When a test begins unless its clock is later: a guard's history needs room before it.
    uint256 private constant BEGINNING = 1_700_000_000;
    uint160 private constant ALIAS_OFFSET = uint160(0x1111000000000000000000000000000000001111);
    /// @dev Stands for the contract on L1 that reports.
    address private constant L1_SENDER = address(0x5e4de4);
    /// @dev Stands for the messenger on L1.
    address private constant L1_MESSENGER = address(0x3e55e4);
    uint256 private constant MIN_GAS = 500_000;
    uint256 private constant NONCE_VERSION_1 = 1 << 240;

    /// @notice Proxy of the uptime feed: the address that a guard is given.
    address public uptimeFeed;
    /// @notice How the clock behaves around an outage.
    ClockProfile public clockProfile;

    address private _flags;
    address private _messenger;
    uint256 private _messages;

    /// @dev Deploys the uptime feed; its first round says "up" since now.
    function _openSite(ClockProfile clock) internal {
        clockProfile = clock;
        if (block.timestamp < BEGINNING) VM.warp(BEGINNING);
        if (_isArbitrums()) {
            address access = _create(abi.encodePacked(FeedCodes.WRITE_ACCESS));
            _flags = _create(abi.encodePacked(FeedCodes.FLAGS, abi.encode(access, access)));
        } else {
            _messenger = _create(abi.encodePacked(FeedCodes.MESSENGER, abi.encode(L1_MESSENGER)));
        }
        address aggregator = _newUptimeFeed(false);
        uptimeFeed = _newProxy(aggregator);
        IFeedParts(aggregator).addAccess(uptimeFeed);
    }

    /// @dev Deploys a scripted price feed behind Chainlink's proxy; reports come from the test.
    function _newPriceFeed(string memory pair, uint8 decimals) internal returns (address proxy) {
        bytes memory arguments = abi.encode(decimals, pair, address(this));
        return _newProxy(_create(abi.encodePacked(FeedCodes.SCRIPTED_AGGREGATOR, arguments)));
    }

    /// @dev A new aggregator of the same family and status takes over behind the proxy, as Chainlink would have it.
    function _startPhase() internal {
        (, int256 answer, , , ) = IAggregatorV3(uptimeFeed).latestRoundData();
        address next = _newUptimeFeed(answer == 1);
        IFeedParts(next).addAccess(uptimeFeed);
        IFeedParts(uptimeFeed).proposeAggregator(next);
        IFeedParts(uptimeFeed).confirmAggregator(next);
    }

    /// @dev Delivers a status report the way in which the family's feed takes it.
    function _deliver(bool down, uint64 reportedAt) internal {
        address aggregator = IFeedParts(uptimeFeed).aggregator();
        if (_isArbitrums()) {
            VM.prank(aliasOf(L1_SENDER));
            IFeedParts(aggregator).updateStatus(down, reportedAt);
            return;
        }
        bytes memory message = _statusMessage(aggregator, down, reportedAt);
        if (!_relay(aliasOf(L1_MESSENGER), message)) revert ReportNotDelivered(down, reportedAt);
    }

    /// @dev A report whose first delivery failed, relayed by anybody (OP stack) or redeemed on L1 (Arbitrum).
    function _deliverLate(bool down, uint64 reportedAt, address relayer) internal {
        if (_isArbitrums()) {
            _deliver(down, reportedAt);
            return;
        }
        address aggregator = IFeedParts(uptimeFeed).aggregator();
        bytes memory message = _statusMessage(aggregator, down, reportedAt);
        bytes memory code = aggregator.code;
        // Any code that always reverts: what makes the first delivery fail.
        VM.etch(aggregator, hex"60006000fd");
        bool taken = _relay(aliasOf(L1_MESSENGER), message);
        VM.etch(aggregator, code);
        if (taken || !_relay(relayer, message)) revert ReportNotDelivered(down, reportedAt);
    }

    /// @dev Whether the uptime feed is Arbitrum's: it answers zeros for rounds that it does not have.
    function _isArbitrums() internal view returns (bool isArbitrums) {
        return clockProfile == ClockProfile.Nitro || clockProfile == ClockProfile.Plain;
    }

    /// @notice Who a contract on L1 is on the rollup.
    /// @param l1Address Its address on L1.
    /// @return l2Address Its alias.
    function aliasOf(address l1Address) internal pure returns (address l2Address) {
        unchecked {
            return address(uint160(l1Address) + ALIAS_OFFSET);
        }
    }

    function _cheats() internal pure returns (IVm cheats) {
        return VM;
    }

    function _relay(address relayer, bytes memory message) private returns (bool delivered) {
        VM.prank(relayer);
        (bool success, ) = _messenger.call(message);
        return success && IFeedParts(_messenger).successfulMessages(keccak256(message));
    }

    function _statusMessage(address aggregator, bool down, uint64 reportedAt) private returns (bytes memory message) {
        bytes memory update = abi.encodeCall(IFeedParts.updateStatus, (down, reportedAt));
        uint256 nonce = NONCE_VERSION_1 | ++_messages;
        return abi.encodeCall(IFeedParts.relayMessage, (nonce, L1_SENDER, aggregator, 0, MIN_GAS, update));
    }

    function _newUptimeFeed(bool down) private returns (address aggregator) {
        if (!_isArbitrums()) {
            bytes memory arguments = abi.encode(L1_SENDER, _messenger, down);
            return _create(abi.encodePacked(FeedCodes.OP_STACK_UPTIME_FEED, arguments));
        }
        aggregator = _create(abi.encodePacked(FeedCodes.ARBITRUM_UPTIME_FEED, abi.encode(_flags, L1_SENDER)));
        IFeedParts(_flags).addAccess(aggregator);
        IFeedParts(IFeedParts(_flags).raisingAccessController()).addAccess(aggregator);
        IFeedParts(aggregator).initialize();
    }

    function _newProxy(address aggregator) private returns (address proxy) {
        return _create(abi.encodePacked(FeedCodes.PROXY, abi.encode(aggregator)));
    }

    function _create(bytes memory code) private returns (address created) {
        assembly ("memory-safe") {
            created := create(0, add(code, 32), mload(code))
        }
        if (created == address(0)) revert DeploymentFailed(keccak256(code));
    }
}
