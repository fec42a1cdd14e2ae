// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";

import {IAggregatorV3} from "../interfaces/IAggregatorV3.sol";
import {IPriceFeedErrors} from "../interfaces/IPriceFeedErrors.sol";

/// @title Reading a Chainlink price as the exact value of a token's smallest unit
/// @notice Checks: the answer is above zero; `updatedAt` is at most `maxAge` old, an age of exactly `maxAge` being accepted and
/// a time ahead of the clock counting as age 0. A round that was never completed has the time 0 and so is too old.
///
/// Does not check: whether the address is the right pair, whether the feed sits at the bound of its own range, whether the
/// price predates the last sequencer outage, how much it moved, and how much data comes back: the feed is chosen at
/// deployment and trusted to be Chainlink's proxy. A feed that reverts makes the read revert with its own error.
library PriceFeed {
    /// @dev `amount × unitValue` is a value in USD with this many decimals, exact for every amount.
    uint256 internal constant VALUE_DECIMALS = 36;

    /// @notice Factor that turns an answer of `feed` into the value of one smallest unit of `token`.
    /// @param token ERC-20 with `decimals()`.
    /// @param feed Price feed of the token.
    /// @return factor A power of ten, so that `answer × factor` has {VALUE_DECIMALS} decimals per smallest unit.
    function unitFactor(address token, IAggregatorV3 feed) internal view returns (uint256 factor) {
        uint256 decimals = uint256(IERC20Metadata(token).decimals()) + feed.decimals();
        if (decimals > VALUE_DECIMALS) {
            revert IPriceFeedErrors.TooManyDecimals(token, address(feed), decimals, VALUE_DECIMALS);
        }
        factor = 10 ** (VALUE_DECIMALS - decimals);
    }

    /// @notice The newest answer of a price feed.
    /// @dev Reverts with {IPriceFeedErrors-PriceNotPositive} or {IPriceFeedErrors-PriceStale}.
    /// @param feed Price feed.
    /// @param maxAge Greatest accepted age in seconds.
    /// @return price The answer, above zero, with the feed's decimals.
    function read(IAggregatorV3 feed, uint256 maxAge) internal view returns (uint256 price) {
        (price, , ) = readRound(feed, maxAge);
    }

    /// @notice As {read}, with the times of the round.
    /// @param feed Price feed.
    /// @param maxAge Greatest accepted age in seconds.
    /// @return price The answer, above zero, with the feed's decimals.
    /// @return startedAt As the feed gives it.
    /// @return updatedAt As the feed gives it.
    function readRound(
        IAggregatorV3 feed,
        uint256 maxAge
    ) internal view returns (uint256 price, uint256 startedAt, uint256 updatedAt) {
        int256 answer;
        (, answer, startedAt, updatedAt, ) = feed.latestRoundData();
        if (answer <= 0) revert IPriceFeedErrors.PriceNotPositive(address(feed), answer);
        uint256 age = block.timestamp > updatedAt ? block.timestamp - updatedAt : 0;
        if (age > maxAge) revert IPriceFeedErrors.PriceStale(address(feed), updatedAt, maxAge);
        price = uint256(answer);
    }
}
