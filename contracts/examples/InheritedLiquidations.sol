// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAggregatorV3} from "../interfaces/IAggregatorV3.sol";
import {ISequencerGuard} from "../interfaces/ISequencerGuard.sol";
import {LiquidationGuard} from "../liquidation/LiquidationGuard.sol";
import {LiquidationPolicy, Position, PriceRound, ThrottleConfig} from "../types/LiquidationTypes.sol";
import {Action} from "../types/SequencerTypes.sol";
import {MarginBook} from "./MarginBook.sol";

/// @title A protocol that inherits the liquidation rules
/// @notice The cheapest way: no call to another contract but to the sequencer guard.
contract InheritedLiquidations is MarginBook, LiquidationGuard {
    /// @notice The asset that the throttle is kept for.
    address public immutable COLLATERAL;

    /// @param guard A deployed sequencer guard.
    /// @param policy Parameters of the rules.
    /// @param throttles The throttle of the one collateral.
    /// @param priceFeed Price feed of the collateral.
    constructor(
        ISequencerGuard guard,
        LiquidationPolicy memory policy,
        ThrottleConfig[] memory throttles,
        IAggregatorV3 priceFeed
    ) MarginBook(priceFeed) LiquidationGuard(guard, policy, throttles) {
        COLLATERAL = throttles[0].asset;
    }

    /// @notice Stopped while the sequencer is down and until users have had their time.
    /// @param amount Debt to add.
    function borrow(uint256 amount) external whenAllowed(Action.IncreaseRisk) {
        _borrow(amount);
    }

    /// @notice Takes over as much of a position as the rules allow now.
    /// @param account Whose.
    /// @param wanted Most debt to take over.
    /// @return granted Debt taken over.
    function liquidate(address account, uint256 wanted) external returns (uint256 granted) {
        (Position memory position, uint256 price, PriceRound memory round) = _positionOf(account);
        uint16 bonusBps;
        (granted, bonusBps) = _grantLiquidation(position, COLLATERAL, round, wanted);
        _takeOver(account, granted, bonusBps, price);
    }

    /// @notice Doubles the ramp when two neighbouring rounds show a gap over the last outage. Anybody may.
    /// @param roundBefore Earlier round.
    /// @param roundAfter Later round.
    function noteGap(uint80 roundBefore, uint80 roundAfter) external {
        _noteGap(COLLATERAL, PRICE_FEED, roundBefore, roundAfter);
    }

    /// @notice Shows that the newest price refutes the uptime feed's "down". Anybody may.
    function noteAlive() external {
        (, , PriceRound memory round) = _positionOf(msg.sender);
        _noteAlive(round);
    }
}
