// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAggregatorV3} from "../interfaces/IAggregatorV3.sol";

/// @title A price feed whose one round is set by hand
/// @notice For unit tests of what reads a price; the lab scripts real rounds behind Chainlink's proxy instead.
contract PriceFeedMock is IAggregatorV3 {
    /// @inheritdoc IAggregatorV3
    uint8 public immutable decimals;

    int256 private _answer;
    uint256 private _updatedAt;

    /// @param decimals_ Decimals of the answer.
    constructor(uint8 decimals_) {
        decimals = decimals_;
    }

    /// @notice Sets the newest round.
    /// @param answer Price.
    /// @param updatedAt Time of it.
    function set(int256 answer, uint256 updatedAt) external {
        _answer = answer;
        _updatedAt = updatedAt;
    }

    /// @inheritdoc IAggregatorV3
    function getRoundData(uint80) external view returns (uint80, int256, uint256, uint256, uint80) {
        return (1, _answer, _updatedAt, _updatedAt, 1);
    }

    /// @inheritdoc IAggregatorV3
    function latestRoundData() external view returns (uint80, int256, uint256, uint256, uint80) {
        return (1, _answer, _updatedAt, _updatedAt, 1);
    }

    /// @inheritdoc IAggregatorV3
    function description() external pure returns (string memory) {
        return "MOCK / USD";
    }

    /// @inheritdoc IAggregatorV3
    function version() external pure returns (uint256) {
        return 1;
    }
}
