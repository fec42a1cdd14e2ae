// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {BaseSequencerUptimeFeed} from "@chainlink/contracts/src/v0.8/l2ep/base/BaseSequencerUptimeFeed.sol";
import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";

/// @title Linea's uptime feed, as a stand-in
/// @notice Linea's own feed derives from Chainlink's base, too, and differs in one thing: not a message from L1 reports but a
/// holder of a role, the sequencer's signer. Its package is not a dependency here; this contract has its name, its role and
/// its constructor, and leaves the rest to Chainlink's base. For the embedded upstream and tests.
contract LineaUptimeFeedMock is BaseSequencerUptimeFeed, AccessControl {
    /// @notice Who may report.
    bytes32 public constant FEED_UPDATER_ROLE = keccak256("FEED_UPDATER_ROLE");

    /// @notice As the real one names itself.
    string public constant override typeAndVersion = "LineaSequencerUptimeFeed 1.0.0";

    /// @param down Status of round 1.
    /// @param admin Who hands out the role.
    /// @param updater Its first holder.
    constructor(bool down, address admin, address updater) BaseSequencerUptimeFeed(address(0), down) {
        _grantRole(DEFAULT_ADMIN_ROLE, admin);
        _grantRole(FEED_UPDATER_ROLE, updater);
    }

    /// @dev The base's L1 sender is not used: it stays the zero address.
    function _validateSender(address) internal view override {
        require(hasRole(FEED_UPDATER_ROLE, msg.sender), InvalidSender());
    }
}
