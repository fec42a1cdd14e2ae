// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAggregatorV3} from "../interfaces/IAggregatorV3.sol";
import {IDeployedLiquidationGuard} from "../interfaces/IDeployedLiquidationGuard.sol";
import {ISequencerGuard} from "../interfaces/ISequencerGuard.sol";
import {GuardWiring} from "../libraries/GuardWiring.sol";
import {LiquidationMath} from "../libraries/LiquidationMath.sol";
import {LiquidationPolicy, Position, PriceRound, ThrottleConfig} from "../types/LiquidationTypes.sol";
import {LiquidationGuard} from "./LiquidationGuard.sol";

/// @title The liquidation rules, deployed beside one protocol
/// @notice One protocol, one guard, no owner. The protocol's address may be one that is still to be deployed.
/// @dev Does not check: that the price feeds are the ones that the protocol uses.
contract DeployedLiquidationGuard is LiquidationGuard, IDeployedLiquidationGuard {
    address private immutable PROTOCOL;

    mapping(address asset => address feed) private _priceFeeds;

    modifier onlyProtocol() {
        if (msg.sender != PROTOCOL) revert NotProtocol(msg.sender, PROTOCOL);
        _;
    }

    /// @param guard The sequencer guard.
    /// @param p See {LiquidationGuard}.
    /// @param assets Collateral assets, each with throttle and price feed; {NoCode} when a feed has none.
    /// @param protocol_ Who may consume.
    constructor(
        ISequencerGuard guard,
        LiquidationPolicy memory p,
        AssetConfig[] memory assets,
        address protocol_
    ) LiquidationGuard(guard, p, _throttlesOf(assets)) {
        if (protocol_ == address(0)) revert ZeroAddress("protocol");
        PROTOCOL = protocol_;
        for (uint256 i = 0; i < assets.length; ++i) {
            GuardWiring.requireCode("priceFeed", assets[i].priceFeed);
            _priceFeeds[assets[i].throttle.asset] = assets[i].priceFeed;
        }
    }

    /// @inheritdoc IDeployedLiquidationGuard
    function consume(
        Position calldata position,
        address asset,
        PriceRound calldata round,
        uint256 wanted
    ) external onlyProtocol returns (uint256 granted, uint16 bonusBps) {
        return _grantLiquidation(position, asset, round, wanted);
    }

    /// @inheritdoc IDeployedLiquidationGuard
    function notePause() external onlyProtocol {
        _onPause();
    }

    /// @inheritdoc IDeployedLiquidationGuard
    function noteUnpause() external onlyProtocol {
        _onUnpause();
    }

    /// @inheritdoc IDeployedLiquidationGuard
    function noteGap(address asset, uint80 roundBefore, uint80 roundAfter) external {
        _noteGap(asset, _feedOf(asset), roundBefore, roundAfter);
    }

    /// @inheritdoc IDeployedLiquidationGuard
    function noteAlive(address asset) external {
        (, , uint256 startedAt, uint256 updatedAt, ) = _feedOf(asset).latestRoundData();
        _noteAlive(LiquidationMath.roundOf(startedAt, updatedAt));
    }

    /// @inheritdoc IDeployedLiquidationGuard
    function protocol() external view returns (address account) {
        return PROTOCOL;
    }

    /// @inheritdoc IDeployedLiquidationGuard
    function priceFeedOf(address asset) external view returns (address feed) {
        return _priceFeeds[asset];
    }

    function _feedOf(address asset) private view returns (IAggregatorV3 feed) {
        feed = IAggregatorV3(_priceFeeds[asset]);
        if (address(feed) == address(0)) revert UnknownAsset(asset);
    }

    function _throttlesOf(AssetConfig[] memory assets) private pure returns (ThrottleConfig[] memory throttles) {
        throttles = new ThrottleConfig[](assets.length);
        for (uint256 i = 0; i < assets.length; ++i) throttles[i] = assets[i].throttle;
    }
}
