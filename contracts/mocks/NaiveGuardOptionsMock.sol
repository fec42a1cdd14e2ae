// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PlainOptions} from "../examples/PlainOptions.sol";
import {IAggregatorV3} from "../interfaces/IAggregatorV3.sol";
import {ISeriesDescriptor} from "../interfaces/ISeriesDescriptor.sol";

/// @title The plain options with a bare read of the uptime feed before writing
/// @notice The yardstick of gas: what a check adds beyond the read that no check can do without.
contract NaiveGuardOptionsMock is PlainOptions {
    /// @notice The feed says that the sequencer is down.
    error FeedSaysDown();

    IAggregatorV3 private immutable FEED;

    /// @param descriptor_ See {PlainOptions}.
    /// @param feed Uptime feed.
    constructor(ISeriesDescriptor descriptor_, IAggregatorV3 feed) PlainOptions(descriptor_) {
        FEED = feed;
    }

    function _requireMayWrite() internal view override {
        (, int256 answer, , , ) = FEED.latestRoundData();
        if (answer != 0) revert FeedSaysDown();
    }
}
