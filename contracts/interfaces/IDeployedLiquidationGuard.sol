// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Position, PriceRound, ThrottleConfig} from "../types/LiquidationTypes.sol";
import {ILiquidationGuard} from "./ILiquidationGuard.sol";

/// @title A liquidation guard deployed beside a protocol
/// @notice For protocols that cannot inherit. Only the protocol takes from the throttles and reports its pauses; anybody may show
/// evidence from the price feeds.
interface IDeployedLiquidationGuard is ILiquidationGuard {
    /// @notice One collateral asset.
    /// @param throttle Its throttle.
    /// @param priceFeed The price feed that the protocol uses for it.
    struct AssetConfig {
        ThrottleConfig throttle;
        address priceFeed;
    }

    /// @notice Only the protocol may call this.
    /// @param caller Who did.
    /// @param protocol Who may.
    error NotProtocol(address caller, address protocol);

    /// @notice The asset was not among those given at deployment.
    /// @param asset The asset.
    error UnknownAsset(address asset);

    /// @notice Lets the protocol liquidate at most `wanted` of a position, or reverts with the reason why nothing may be.
    /// @param position The position.
    /// @param asset Its collateral asset.
    /// @param round The price round that the values were computed from.
    /// @param wanted Debt value wanted.
    /// @return granted Debt value that may be liquidated, at most `wanted` and what {liquidationAllowance} says.
    /// @return bonusBps The bonus that the liquidator may receive.
    function consume(
        Position calldata position,
        address asset,
        PriceRound calldata round,
        uint256 wanted
    ) external returns (uint256 granted, uint16 bonusBps);

    /// @notice The protocol says that it is paused.
    function notePause() external;

    /// @notice The protocol says that it is unpaused.
    function noteUnpause() external;

    /// @notice Doubles the ramp of `asset` when two neighbouring rounds of its feed show a gap over the last outage.
    /// @param asset Collateral asset.
    /// @param roundBefore Earlier round.
    /// @param roundAfter Later round.
    function noteGap(address asset, uint80 roundBefore, uint80 roundAfter) external;

    /// @notice Shows that the newest price of `asset` refutes the uptime feed's "down".
    /// @param asset Collateral asset.
    function noteAlive(address asset) external;

    /// @notice Who may consume.
    /// @return account The protocol.
    function protocol() external view returns (address account);

    /// @notice The price feed of an asset.
    /// @param asset Collateral asset.
    /// @return feed Zero when the asset is unknown.
    function priceFeedOf(address asset) external view returns (address feed);
}
