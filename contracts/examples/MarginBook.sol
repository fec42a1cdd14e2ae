// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAggregatorV3} from "../interfaces/IAggregatorV3.sol";
import {LiquidationMath} from "../libraries/LiquidationMath.sol";
import {Position, PriceRound} from "../types/LiquidationTypes.sol";

/// @title Books of a margin protocol, without tokens
/// @notice What the three examples of liquidations share: one collateral with 18 decimals, debt in USD with 18 decimals, a price
/// feed with 8. A liquidator takes over debt and collateral, and must be healthy after it. Not for use: nothing is paid in.
/// @dev What lowers risk reads neither a guard nor a price.
abstract contract MarginBook {
    uint16 internal constant THRESHOLD_BPS = 8_000;
    uint16 internal constant BONUS_BPS = 500;
    uint256 private constant BPS = 10_000;
    uint256 private constant PRICE_UNIT = 1e8;

    /// @notice Price feed of the collateral.
    IAggregatorV3 public immutable PRICE_FEED;

    /// @notice Collateral of each account.
    mapping(address account => uint256 amount) public collateralOf;
    /// @notice Debt of each account.
    mapping(address account => uint256 amount) public debtOf;

    /// @notice A liquidator took debt and collateral over.
    /// @param account Whose.
    /// @param liquidator Who did.
    /// @param debt Debt taken over.
    /// @param collateral Collateral taken over.
    event TakenOver(address indexed account, address indexed liquidator, uint256 debt, uint256 collateral);

    /// @notice The account would owe more than its collateral allows.
    /// @param account The account.
    error Undercollateralised(address account);

    /// @notice The feed has no price.
    /// @param answer What it answers.
    error NoPrice(int256 answer);

    /// @param priceFeed Price feed of the collateral, 8 decimals.
    constructor(IAggregatorV3 priceFeed) {
        PRICE_FEED = priceFeed;
    }

    /// @notice Anybody may add collateral for anybody, at any time.
    /// @param account For whom.
    /// @param amount How much.
    function addCollateral(address account, uint256 amount) external {
        collateralOf[account] += amount;
    }

    /// @notice Anybody may repay for anybody, at any time.
    /// @param account For whom.
    /// @param amount How much.
    function repay(address account, uint256 amount) external {
        debtOf[account] -= amount;
    }

    function _borrow(uint256 amount) internal {
        debtOf[msg.sender] += amount;
        _requireHealthy(msg.sender);
    }

    /// @dev The position by the books and by the newest price, the price, and its round.
    function _positionOf(
        address account
    ) internal view returns (Position memory position, uint256 price, PriceRound memory round) {
        (, int256 answer, uint256 startedAt, uint256 updatedAt, ) = PRICE_FEED.latestRoundData();
        if (answer <= 0) revert NoPrice(answer);
        price = uint256(answer);
        round = LiquidationMath.roundOf(startedAt, updatedAt);
        position = Position(debtOf[account], (collateralOf[account] * price) / PRICE_UNIT, THRESHOLD_BPS, BONUS_BPS);
    }

    function _takeOver(address account, uint256 debt, uint256 bonusBps, uint256 price) internal {
        uint256 collateral = (debt * (BPS + bonusBps) * PRICE_UNIT) / (BPS * price);
        if (collateral > collateralOf[account]) collateral = collateralOf[account];
        debtOf[account] -= debt;
        collateralOf[account] -= collateral;
        debtOf[msg.sender] += debt;
        collateralOf[msg.sender] += collateral;
        _requireHealthy(msg.sender);
        emit TakenOver(account, msg.sender, debt, collateral);
    }

    function _requireHealthy(address account) private view {
        (Position memory p, , ) = _positionOf(account);
        if (p.debtValue * BPS > p.collateralValue * THRESHOLD_BPS) revert Undercollateralised(account);
    }
}
