// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {SequencerGuarded} from "../guards/SequencerGuarded.sol";
import {IAggregatorV3} from "../interfaces/IAggregatorV3.sol";
import {ILendingMarket} from "../interfaces/ILendingMarket.sol";
import {ISequencerGuard} from "../interfaces/ISequencerGuard.sol";
import {PriceFeed} from "../libraries/PriceFeed.sol";
import {MarketConfig, Position} from "../types/MarketTypes.sol";
import {Action} from "../types/SequencerTypes.sol";

/// @title A small isolated lending market behind a sequencer guard
/// @notice The example that the outage lab replays. What reduces risk reads neither the guard nor a price.
///
/// Not in it: interest, fees, collateral that lenders' shares could be, tokens that take a fee or change balances by
/// themselves. Debt is kept in assets because it bears no interest. Lenders who leave before a liquidation leave its loss to
/// those who stay. A read of `totalAssets` from inside a token's transfer hook may see a transfer under way.
/// @dev Values are exact, in USD with 36 decimals; only a liquidation divides, each time in the lenders' favour.
contract LendingMarket is ILendingMarket, ERC4626, ReentrancyGuardTransient, SequencerGuarded {
    using Math for uint256;
    using PriceFeed for IAggregatorV3;
    using SafeERC20 for IERC20;

    uint256 private constant BPS = 10_000;
    uint256 private constant WAD = 1e18;
    /// @dev Bounds of the greatest accepted price age: below the shortest heartbeat, and twice the longest.
    uint256 private constant MIN_PRICE_AGE = 1 minutes;
    uint256 private constant MAX_PRICE_AGE = 2 days;

    IERC20 private immutable COLLATERAL;
    IERC20 private immutable DEBT;
    IAggregatorV3 private immutable COLLATERAL_FEED;
    IAggregatorV3 private immutable DEBT_FEED;
    uint256 private immutable COLLATERAL_FACTOR;
    uint256 private immutable DEBT_FACTOR;
    uint256 private immutable COLLATERAL_MAX_AGE;
    uint256 private immutable DEBT_MAX_AGE;
    uint256 private immutable MAX_LTV_BPS;
    uint256 private immutable LIQUIDATION_THRESHOLD_BPS;
    uint256 private immutable LIQUIDATION_BONUS_BPS;
    uint256 private immutable CLOSE_FACTOR_BPS;

    mapping(address account => Position position) private _positions;

    /// @inheritdoc ILendingMarket
    uint256 public totalDebt;

    /// @inheritdoc ILendingMarket
    uint256 public totalBadDebt;

    /// @notice Checks every parameter; {ParameterOutOfBounds}, {NoCode}, {SameToken} or {TooManyDecimals} say which is wrong.
    /// @param guard Decides which actions may run.
    /// @param parameters Tokens, feeds and risk parameters.
    constructor(
        ISequencerGuard guard,
        MarketConfig memory parameters
    ) ERC20("Holdfast Lending Share", "hfLEND") ERC4626(IERC20(parameters.debt)) SequencerGuarded(guard) {
        _requireCode("collateral", parameters.collateral);
        _requireCode("debt", parameters.debt);
        _requireCode("collateralFeed", parameters.collateralFeed);
        _requireCode("debtFeed", parameters.debtFeed);
        if (parameters.collateral == parameters.debt) revert SameToken(parameters.debt);

        uint256 threshold = parameters.liquidationThresholdBps;
        _requireWithin("collateralMaxAge", parameters.collateralMaxAge, MIN_PRICE_AGE, MAX_PRICE_AGE);
        _requireWithin("debtMaxAge", parameters.debtMaxAge, MIN_PRICE_AGE, MAX_PRICE_AGE);
        _requireWithin("liquidationThresholdBps", threshold, 2, BPS);
        _requireWithin("maxLtvBps", parameters.maxLtvBps, 1, threshold - 1);
        // At the threshold the collateral still covers the debt and the bonus.
        _requireWithin("liquidationBonusBps", parameters.liquidationBonusBps, 0, (BPS * BPS) / threshold - BPS);
        _requireWithin("closeFactorBps", parameters.closeFactorBps, 1, BPS);

        COLLATERAL = IERC20(parameters.collateral);
        DEBT = IERC20(parameters.debt);
        COLLATERAL_FEED = IAggregatorV3(parameters.collateralFeed);
        DEBT_FEED = IAggregatorV3(parameters.debtFeed);
        COLLATERAL_FACTOR = PriceFeed.unitFactor(parameters.collateral, IAggregatorV3(parameters.collateralFeed));
        DEBT_FACTOR = PriceFeed.unitFactor(parameters.debt, IAggregatorV3(parameters.debtFeed));
        COLLATERAL_MAX_AGE = parameters.collateralMaxAge;
        DEBT_MAX_AGE = parameters.debtMaxAge;
        MAX_LTV_BPS = parameters.maxLtvBps;
        LIQUIDATION_THRESHOLD_BPS = threshold;
        LIQUIDATION_BONUS_BPS = parameters.liquidationBonusBps;
        CLOSE_FACTOR_BPS = parameters.closeFactorBps;
    }

    /// @inheritdoc ILendingMarket
    function depositCollateral(uint256 amount, address account) external nonReentrant {
        if (amount == 0) revert ZeroAmount();
        _positions[account].collateral += amount;
        emit CollateralDeposited(msg.sender, account, amount);
        COLLATERAL.safeTransferFrom(msg.sender, address(this), amount);
    }

    /// @inheritdoc ILendingMarket
    function withdrawCollateral(
        uint256 amount,
        address receiver
    ) external nonReentrant whenAllowed(Action.IncreaseRisk) {
        if (amount == 0) revert ZeroAmount();
        Position storage position = _positions[msg.sender];
        uint256 pledged = position.collateral;
        if (amount > pledged) revert CollateralExceeded(amount, pledged);
        position.collateral = pledged - amount;
        if (position.debt != 0) _requireLoanToValue(position);
        emit CollateralWithdrawn(msg.sender, receiver, amount);
        COLLATERAL.safeTransfer(receiver, amount);
    }

    /// @inheritdoc ILendingMarket
    function borrow(uint256 amount, address receiver) external nonReentrant whenAllowed(Action.IncreaseRisk) {
        if (amount == 0) revert ZeroAmount();
        uint256 available = liquidity();
        if (amount > available) revert LiquidityExceeded(amount, available);
        Position storage position = _positions[msg.sender];
        position.debt += amount;
        totalDebt += amount;
        _requireLoanToValue(position);
        emit Borrowed(msg.sender, receiver, amount);
        DEBT.safeTransfer(receiver, amount);
    }

    /// @inheritdoc ILendingMarket
    function repay(uint256 amount, address account) external nonReentrant returns (uint256 repaid) {
        Position storage position = _positions[account];
        repaid = Math.min(amount, position.debt);
        if (repaid == 0) revert ZeroAmount();
        position.debt -= repaid;
        totalDebt -= repaid;
        emit Repaid(msg.sender, account, repaid);
        DEBT.safeTransferFrom(msg.sender, address(this), repaid);
    }

    /// @inheritdoc ILendingMarket
    function liquidate(
        address account,
        uint256 amount,
        uint256 minSeized
    ) external nonReentrant whenAllowed(Action.Liquidate) returns (uint256 repaid, uint256 seized) {
        Position storage position = _positions[account];
        (repaid, seized) = _liquidationAmounts(account, position, amount);
        if (repaid == 0) revert ZeroAmount();
        if (seized < minSeized) revert SeizedTooLittle(seized, minSeized);

        position.debt -= repaid;
        position.collateral -= seized;
        totalDebt -= repaid;
        emit Liquidated(msg.sender, account, repaid, seized);
        if (position.collateral == 0 && position.debt != 0) _writeOff(account, position);

        DEBT.safeTransferFrom(msg.sender, address(this), repaid);
        COLLATERAL.safeTransfer(msg.sender, seized);
    }

    /// @inheritdoc ILendingMarket
    function positionOf(address account) external view returns (Position memory position) {
        return _positions[account];
    }

    /// @inheritdoc ILendingMarket
    function healthOf(address account) external view returns (uint256 healthFactor) {
        Position memory position = _positions[account];
        if (position.debt == 0) return type(uint256).max;
        uint256 liquidationValue = position.collateral * _collateralUnitValue() * LIQUIDATION_THRESHOLD_BPS;
        return liquidationValue.mulDiv(WAD, position.debt * _debtUnitValue() * BPS);
    }

    /// @inheritdoc ILendingMarket
    function config() external view returns (MarketConfig memory parameters) {
        return
            MarketConfig({
                collateral: address(COLLATERAL),
                debt: address(DEBT),
                collateralFeed: address(COLLATERAL_FEED),
                debtFeed: address(DEBT_FEED),
                collateralMaxAge: uint40(COLLATERAL_MAX_AGE),
                debtMaxAge: uint40(DEBT_MAX_AGE),
                maxLtvBps: uint16(MAX_LTV_BPS),
                liquidationThresholdBps: uint16(LIQUIDATION_THRESHOLD_BPS),
                liquidationBonusBps: uint16(LIQUIDATION_BONUS_BPS),
                closeFactorBps: uint16(CLOSE_FACTOR_BPS)
            });
    }

    /// @notice Cash and what borrowers owe.
    /// @inheritdoc ERC4626
    function totalAssets() public view override(ERC4626, IERC4626) returns (uint256) {
        return liquidity() + totalDebt;
    }

    /// @notice Bounded by the cash at hand.
    /// @inheritdoc ERC4626
    function maxWithdraw(address owner) public view override(ERC4626, IERC4626) returns (uint256) {
        return Math.min(super.maxWithdraw(owner), liquidity());
    }

    /// @notice Bounded by the cash at hand.
    /// @inheritdoc ERC4626
    function maxRedeem(address owner) public view override(ERC4626, IERC4626) returns (uint256) {
        return Math.min(super.maxRedeem(owner), _convertToShares(liquidity(), Math.Rounding.Floor));
    }

    /// @inheritdoc ILendingMarket
    function liquidity() public view returns (uint256 amount) {
        return DEBT.balanceOf(address(this));
    }

    /// @dev Not during a callback of the same market.
    function _deposit(address caller, address receiver, uint256 assets, uint256 shares) internal override nonReentrant {
        super._deposit(caller, receiver, assets, shares);
    }

    /// @dev Not during a callback of the same market.
    function _withdraw(
        address caller,
        address receiver,
        address owner,
        uint256 assets,
        uint256 shares
    ) internal override nonReentrant {
        super._withdraw(caller, receiver, owner, assets, shares);
    }

    /// @dev Takes what is left of a position without collateral from the lenders.
    function _writeOff(address account, Position storage position) private {
        uint256 badDebt = position.debt;
        position.debt = 0;
        totalDebt -= badDebt;
        totalBadDebt += badDebt;
        emit BadDebtRealized(account, badDebt);
    }

    /// @dev What a liquidation of `amount` repays and seizes; reverts unless the position is above the threshold.
    function _liquidationAmounts(
        address account,
        Position memory position,
        uint256 amount
    ) private view returns (uint256 repaid, uint256 seized) {
        uint256 collateralUnit = _collateralUnitValue();
        uint256 debtUnit = _debtUnitValue();
        uint256 collateralValue = position.collateral * collateralUnit;
        uint256 debtValue = position.debt * debtUnit;
        uint256 liquidationValue = collateralValue.mulDiv(LIQUIDATION_THRESHOLD_BPS, BPS);
        if (debtValue <= liquidationValue) revert PositionHealthy(account, debtValue, liquidationValue);

        uint256 withBonus = BPS + LIQUIDATION_BONUS_BPS;
        bool covered = debtValue.mulDiv(withBonus, BPS, Math.Rounding.Ceil) <= collateralValue;
        uint256 allowed = covered ? position.debt.mulDiv(CLOSE_FACTOR_BPS, BPS, Math.Rounding.Ceil) : position.debt;
        repaid = Math.min(amount, allowed);
        seized = (repaid * debtUnit).mulDiv(withBonus, BPS * collateralUnit);
        if (seized > position.collateral) {
            seized = position.collateral;
            repaid = Math.min(repaid, collateralValue.mulDiv(BPS, debtUnit * withBonus, Math.Rounding.Ceil));
        }
    }

    function _requireLoanToValue(Position memory position) private view {
        uint256 debtValue = position.debt * _debtUnitValue();
        uint256 maxDebtValue = (position.collateral * _collateralUnitValue()).mulDiv(MAX_LTV_BPS, BPS);
        if (debtValue > maxDebtValue) revert LoanToValueExceeded(debtValue, maxDebtValue);
    }

    function _collateralUnitValue() private view returns (uint256) {
        return COLLATERAL_FEED.read(COLLATERAL_MAX_AGE) * COLLATERAL_FACTOR;
    }

    function _debtUnitValue() private view returns (uint256) {
        return DEBT_FEED.read(DEBT_MAX_AGE) * DEBT_FACTOR;
    }

    function _requireCode(bytes32 parameter, address account) private view {
        if (account == address(0)) revert ZeroAddress(parameter);
        if (account.code.length == 0) revert NoCode(parameter, account);
    }

    function _requireWithin(bytes32 parameter, uint256 value, uint256 min, uint256 max) private pure {
        if (value < min || value > max) revert ParameterOutOfBounds(parameter, value, min, max);
    }
}
