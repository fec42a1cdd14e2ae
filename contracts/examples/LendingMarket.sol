// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IAggregatorV3} from "../interfaces/IAggregatorV3.sol";
import {ILendingMarket} from "../interfaces/ILendingMarket.sol";
import {ISequencerGuard} from "../interfaces/ISequencerGuard.sol";
import {Bounds} from "../libraries/Bounds.sol";
import {LiquidationMath} from "../libraries/LiquidationMath.sol";
import {PriceFeed} from "../libraries/PriceFeed.sol";
import {LiquidationGuard} from "../liquidation/LiquidationGuard.sol";
import {Allowance, LiquidationPolicy, Position, ThrottleConfig} from "../types/LiquidationTypes.sol";
import {InterestTerms, MarketConfig} from "../types/MarketTypes.sol";
import {Action} from "../types/SequencerTypes.sol";
import {LendingMarketBooks} from "./LendingMarketBooks.sol";
import {LendingMarketPrices} from "./LendingMarketPrices.sol";

/// @title An isolated lending market behind a sequencer guard
/// @notice The example that the outage lab replays. What reduces risk reads neither the guard nor a price; a liquidation asks the
/// rules of {LiquidationGuard}, which decide how much and at what bonus.
///
/// Not in it: fees, a reserve, an owner, a pause, a use for lenders' shares as collateral, tokens that take a fee or change
/// balances by themselves. Tokens sent without a call belong to nobody. Lenders who leave before a liquidation leave its loss to
/// those who stay. A read of `totalAssets` from inside a token's transfer hook may see a transfer under way.
/// @dev Over {NoGuard} the rules find a normal day always: the control in every comparison.
contract LendingMarket is LendingMarketBooks, LendingMarketPrices, ERC4626, ReentrancyGuardTransient, LiquidationGuard {
    using Math for uint256;
    using PriceFeed for IAggregatorV3;
    using SafeCast for uint256;
    using SafeERC20 for IERC20;

    uint256 private constant BPS = 10_000;
    /// @dev A lender's share is a millionth of a unit at the start: against a first lender who makes shares dear by rounding.
    uint8 private constant SHARE_DECIMALS = 6;

    IERC20 private immutable COLLATERAL;
    IERC20 private immutable DEBT;
    uint16 private immutable MAX_LTV_BPS;
    uint16 private immutable LIQUIDATION_THRESHOLD_BPS;
    uint16 private immutable LIQUIDATION_BONUS_BPS;
    uint128 private immutable THROTTLE_CAPACITY;
    uint128 private immutable THROTTLE_REFILL;

    /// @notice Checks every parameter; {ParameterOutOfBounds}, {NoCode}, {SameToken} or {TooManyDecimals} say which is wrong.
    /// @param guard Decides which actions may run.
    /// @param parameters Tokens, feeds, risk parameters and the throttle.
    /// @param terms Terms of the interest.
    /// @param rules How liquidations return after an outage, with the one close factor; not `pausable`, because nobody can
    /// pause this market.
    constructor(
        ISequencerGuard guard,
        MarketConfig memory parameters,
        InterestTerms memory terms,
        LiquidationPolicy memory rules
    )
        LendingMarketBooks(terms)
        LendingMarketPrices(parameters)
        ERC20("Holdfast Lending Share", "hfLEND")
        ERC4626(IERC20(parameters.debt))
        LiquidationGuard(guard, rules, _throttleOf(parameters))
    {
        uint256 threshold = parameters.liquidationThresholdBps;
        Bounds.within("liquidationThresholdBps", threshold, 2, BPS);
        Bounds.within("maxLtvBps", parameters.maxLtvBps, 1, threshold - 1);
        // At the threshold the collateral still covers the debt and the bonus.
        Bounds.within("liquidationBonusBps", parameters.liquidationBonusBps, 0, (BPS * BPS) / threshold - BPS);
        Bounds.within("pausable", rules.pausable ? 1 : 0, 0, 0);
        COLLATERAL = IERC20(parameters.collateral);
        DEBT = IERC20(parameters.debt);
        MAX_LTV_BPS = parameters.maxLtvBps;
        LIQUIDATION_THRESHOLD_BPS = parameters.liquidationThresholdBps;
        LIQUIDATION_BONUS_BPS = parameters.liquidationBonusBps;
        THROTTLE_CAPACITY = parameters.throttleCapacity;
        THROTTLE_REFILL = parameters.throttleRefill;
    }

    /// @inheritdoc ILendingMarket
    function depositCollateral(uint256 amount, address account) external nonReentrant {
        if (amount == 0) revert ZeroAmount();
        Account storage entry = _accounts[account];
        entry.collateral = (entry.collateral + amount).toUint128();
        emit CollateralDeposited(msg.sender, account, amount);
        COLLATERAL.safeTransferFrom(msg.sender, address(this), amount);
    }

    /// @inheritdoc ILendingMarket
    function withdrawCollateral(
        uint256 amount,
        address receiver
    ) external nonReentrant whenAllowed(Action.IncreaseRisk) {
        if (amount == 0) revert ZeroAmount();
        Account storage entry = _accounts[msg.sender];
        uint256 pledged = entry.collateral;
        if (amount > pledged) revert CollateralExceeded(amount, pledged);
        entry.collateral = (pledged - amount).toUint128();
        if (entry.debtShares != 0) _requireLoanToValue(entry, _accrue());
        emit CollateralWithdrawn(msg.sender, receiver, amount);
        COLLATERAL.safeTransfer(receiver, amount);
    }

    /// @inheritdoc ILendingMarket
    function borrow(uint256 amount, address receiver) external nonReentrant whenAllowed(Action.IncreaseRisk) {
        if (amount == 0) revert ZeroAmount();
        uint256 available = liquidity();
        if (amount > available) revert LiquidityExceeded(amount, available);
        uint256 index = _accrue();
        Account storage entry = _accounts[msg.sender];
        _lend(entry, amount, index);
        _requireLoanToValue(entry, index);
        emit Borrowed(msg.sender, receiver, amount);
        DEBT.safeTransfer(receiver, amount);
    }

    /// @inheritdoc ILendingMarket
    function repay(uint256 amount, address account) external nonReentrant returns (uint256 repaid) {
        uint256 index = _accrue();
        Account storage entry = _accounts[account];
        uint256 owed = _owed(entry.debtShares, index);
        repaid = Math.min(amount, owed);
        if (repaid == 0) revert ZeroAmount();
        _settle(entry, repaid, owed, index);
        emit Repaid(msg.sender, account, repaid);
        DEBT.safeTransferFrom(msg.sender, address(this), repaid);
    }

    /// @inheritdoc ILendingMarket
    function liquidate(
        address account,
        uint256 amount,
        uint256 minSeized
    ) external nonReentrant returns (uint256 repaid, uint256 seized) {
        uint256 index = _accrue();
        Account storage entry = _accounts[account];
        uint256 owed = _owed(entry.debtShares, index);
        uint16 bonusBps;
        (repaid, seized, bonusBps) = _grant(entry, Math.min(amount, owed), index);
        if (repaid == 0) revert ZeroAmount();
        if (seized < minSeized) revert SeizedTooLittle(seized, minSeized);

        entry.collateral = (entry.collateral - seized).toUint128();
        _settle(entry, repaid, owed, index);
        emit Liquidated(msg.sender, account, repaid, seized, bonusBps);
        if (entry.collateral == 0 && repaid != owed) _writeOff(account, index);

        DEBT.safeTransferFrom(msg.sender, address(this), repaid);
        COLLATERAL.safeTransfer(msg.sender, seized);
    }

    /// @inheritdoc ILendingMarket
    function noteGap(uint80 roundBefore, uint80 roundAfter) external {
        _noteGap(address(COLLATERAL), COLLATERAL_FEED, roundBefore, roundAfter);
    }

    /// @inheritdoc ILendingMarket
    function noteAlive() external {
        (, uint256 startedAt, uint256 updatedAt) = COLLATERAL_FEED.readRound(COLLATERAL_MAX_AGE);
        _noteAlive(LiquidationMath.roundOf(startedAt, updatedAt));
    }

    /// @inheritdoc ILendingMarket
    function allowanceOf(address account) external view returns (Allowance memory allowed) {
        (Position memory position, Quote memory quote) = _judged(_accounts[account], debtIndex());
        return liquidationAllowance(position, address(COLLATERAL), quote.round);
    }

    /// @inheritdoc ILendingMarket
    function healthOf(address account) external view returns (uint256 healthFactor) {
        Account storage entry = _accounts[account];
        if (entry.debtShares == 0) return type(uint256).max;
        (Position memory p, ) = _judged(entry, debtIndex());
        return p.collateralValue.mulDiv(p.liquidationThresholdBps * WAD, p.debtValue * BPS);
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
                maxLtvBps: MAX_LTV_BPS,
                liquidationThresholdBps: LIQUIDATION_THRESHOLD_BPS,
                liquidationBonusBps: LIQUIDATION_BONUS_BPS,
                throttleCapacity: THROTTLE_CAPACITY,
                throttleRefill: THROTTLE_REFILL
            });
    }

    /// @notice Cash and what borrowers owe, with the interest until now.
    /// @inheritdoc ERC4626
    function totalAssets() public view override(ERC4626, IERC4626) returns (uint256) {
        return liquidity() + totalDebt();
    }

    /// @notice What the books can still count.
    /// @inheritdoc ERC4626
    function maxDeposit(address) public view override(ERC4626, IERC4626) returns (uint256) {
        return type(uint128).max - liquidity();
    }

    /// @notice What the books can still count.
    /// @inheritdoc ERC4626
    function maxMint(address receiver) public view override(ERC4626, IERC4626) returns (uint256) {
        return _convertToShares(maxDeposit(receiver), Math.Rounding.Floor);
    }

    /// @notice Bounded by the cash at hand.
    /// @inheritdoc ERC4626
    function maxWithdraw(address owner) public view override(ERC4626, IERC4626) returns (uint256) {
        return Math.min(previewRedeem(balanceOf(owner)), liquidity());
    }

    /// @notice Bounded by the cash at hand.
    /// @inheritdoc ERC4626
    function maxRedeem(address owner) public view override(ERC4626, IERC4626) returns (uint256) {
        return Math.min(balanceOf(owner), _convertToShares(liquidity(), Math.Rounding.Floor));
    }

    /// @dev Not during a callback of the same market. The cash counts once the shares do.
    function _deposit(address caller, address receiver, uint256 assets, uint256 shares) internal override nonReentrant {
        _accrue();
        super._deposit(caller, receiver, assets, shares);
        _addCash(assets);
    }

    /// @dev Not during a callback of the same market. The cash is gone before the shares are, and both before the assets.
    function _withdraw(
        address caller,
        address receiver,
        address owner,
        uint256 assets,
        uint256 shares
    ) internal override nonReentrant {
        _accrue();
        _takeCash(assets);
        super._withdraw(caller, receiver, owner, assets, shares);
    }

    function _decimalsOffset() internal pure override returns (uint8 decimals) {
        return SHARE_DECIMALS;
    }

    /// @dev What a liquidation of `amount` repays and seizes, by the rules of {LiquidationGuard}. What is wanted is no more than
    /// the collateral pays for without a bonus, so that the throttle counts at most the bonus too much.
    function _grant(
        Account storage entry,
        uint256 amount,
        uint256 index
    ) private returns (uint256 repaid, uint256 seized, uint16 bonusBps) {
        (Position memory position, Quote memory quote) = _judged(entry, index);
        uint256 paidFor = uint256(entry.collateral).mulDiv(quote.collateralUnit, quote.debtUnit, Math.Rounding.Ceil);
        repaid = Math.min(amount, paidFor);
        uint256 granted;
        (granted, bonusBps) = _grantLiquidation(position, address(COLLATERAL), quote.round, _debtValue(quote, repaid));
        repaid = Math.min(repaid, granted.mulDiv(VALUE_UNIT, quote.debtUnit));
        uint256 withBonus = BPS + bonusBps;
        seized = (repaid * quote.debtUnit).mulDiv(withBonus, BPS * quote.collateralUnit);
        if (seized > entry.collateral) {
            seized = entry.collateral;
            uint256 most = (seized * quote.collateralUnit).mulDiv(BPS, quote.debtUnit * withBonus, Math.Rounding.Ceil);
            repaid = Math.min(repaid, most);
        }
    }

    function _requireLoanToValue(Account storage entry, uint256 index) private view {
        (Position memory position, ) = _judged(entry, index);
        uint256 maxDebtValue = position.collateralValue.mulDiv(MAX_LTV_BPS, BPS);
        if (position.debtValue > maxDebtValue) revert LoanToValueExceeded(position.debtValue, maxDebtValue);
    }

    /// @dev An account as the liquidation rules see it, by the newest prices.
    function _judged(
        Account storage entry,
        uint256 index
    ) private view returns (Position memory position, Quote memory quote) {
        quote = _quote();
        position = Position({
            debtValue: _debtValue(quote, _owed(entry.debtShares, index)),
            collateralValue: _collateralValue(quote, entry.collateral),
            liquidationThresholdBps: LIQUIDATION_THRESHOLD_BPS,
            liquidationBonusBps: LIQUIDATION_BONUS_BPS
        });
    }

    function _throttleOf(MarketConfig memory parameters) private pure returns (ThrottleConfig[] memory throttles) {
        throttles = new ThrottleConfig[](1);
        throttles[0] = ThrottleConfig(parameters.collateral, parameters.throttleCapacity, parameters.throttleRefill);
    }
}
