// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";

import {IGuardErrors} from "./IGuardErrors.sol";
import {IPriceFeedErrors} from "./IPriceFeedErrors.sol";
import {MarketConfig, Position} from "../types/MarketTypes.sol";

/// @title A small isolated lending market
/// @notice One collateral, one debt asset, Chainlink prices for both. Lenders hold shares of the debt asset by ERC-4626
/// (`deposit`, `mint`, `withdraw`, `redeem`); borrowers use what is declared here.
///
/// | call | action for the sequencer guard | reads prices |
/// |---|---|---|
/// | {depositCollateral}, {repay} | ReduceRisk: never stopped, the guard is not even asked | no |
/// | {withdrawCollateral}, {borrow} | IncreaseRisk | with debt only |
/// | {liquidate} | Liquidate | yes |
/// | `deposit`, `mint`, `withdraw`, `redeem` | none: price-free, bounded by the cash at hand | no |
///
/// Amounts are in the smallest unit of the token concerned.
interface ILendingMarket is IERC4626, IGuardErrors, IPriceFeedErrors {
    /// @notice Collateral was pledged.
    /// @param payer Who paid.
    /// @param account Whose position it went to.
    /// @param amount How much.
    event CollateralDeposited(address indexed payer, address indexed account, uint256 amount);

    /// @notice Collateral was taken back.
    /// @param account Whose position it came from.
    /// @param receiver Who received it.
    /// @param amount How much.
    event CollateralWithdrawn(address indexed account, address indexed receiver, uint256 amount);

    /// @notice Debt was taken.
    /// @param account Who owes it.
    /// @param receiver Who received the assets.
    /// @param amount How much.
    event Borrowed(address indexed account, address indexed receiver, uint256 amount);

    /// @notice Debt was repaid.
    /// @param payer Who paid.
    /// @param account Whose debt it was.
    /// @param amount How much.
    event Repaid(address indexed payer, address indexed account, uint256 amount);

    /// @notice A position was liquidated, in part or whole.
    /// @param liquidator Who repaid and received the collateral.
    /// @param account Whose position it was.
    /// @param repaid Debt repaid.
    /// @param seized Collateral received.
    event Liquidated(address indexed liquidator, address indexed account, uint256 repaid, uint256 seized);

    /// @notice A position ran out of collateral and the rest of its debt was taken from the lenders.
    /// @param account Whose position it was.
    /// @param amount Debt written off.
    event BadDebtRealized(address indexed account, uint256 amount);

    /// @notice An amount is zero where that means nothing.
    error ZeroAmount();

    /// @notice Collateral and debt are the same token.
    /// @param token The token.
    error SameToken(address token);

    /// @notice More collateral is asked back than is pledged.
    /// @param requested Amount asked for.
    /// @param available Amount pledged.
    error CollateralExceeded(uint256 requested, uint256 available);

    /// @notice More is to be borrowed than the market has.
    /// @param requested Amount asked for.
    /// @param available Amount at hand.
    error LiquidityExceeded(uint256 requested, uint256 available);

    /// @notice The position would owe more than its collateral allows.
    /// @param debtValue Value of its debt, in USD with 36 decimals.
    /// @param maxDebtValue Greatest value allowed, in the same unit.
    error LoanToValueExceeded(uint256 debtValue, uint256 maxDebtValue);

    /// @notice The position may not be liquidated.
    /// @param account Whose it is.
    /// @param debtValue Value of its debt, in USD with 36 decimals.
    /// @param liquidationValue Value above which it may be, in the same unit.
    error PositionHealthy(address account, uint256 debtValue, uint256 liquidationValue);

    /// @notice The liquidation would yield less than the liquidator accepts.
    /// @param seized Collateral it would yield.
    /// @param minSeized Least collateral accepted.
    error SeizedTooLittle(uint256 seized, uint256 minSeized);

    /// @notice Pledges collateral for `account`. Anybody may, for anybody; never stopped.
    /// @param amount Amount to take from the caller; {ZeroAmount} when 0.
    /// @param account Whose position it goes to.
    function depositCollateral(uint256 amount, address account) external;

    /// @notice Takes back the caller's own collateral.
    /// @dev Reverts with {CollateralExceeded}, {LoanToValueExceeded}, the guard's errors or, when the caller has debt, those
    /// of the prices.
    /// @param amount Amount to take back; {ZeroAmount} when 0.
    /// @param receiver Who receives it.
    function withdrawCollateral(uint256 amount, address receiver) external;

    /// @notice Borrows against the caller's own collateral.
    /// @dev Reverts with {LiquidityExceeded}, {LoanToValueExceeded}, the guard's errors or those of the prices.
    /// @param amount Amount to borrow; {ZeroAmount} when 0.
    /// @param receiver Who receives it.
    function borrow(uint256 amount, address receiver) external;

    /// @notice Repays debt of `account`. Anybody may, for anybody; never stopped.
    /// @param amount Most to repay; what exceeds the debt is not taken. {ZeroAmount} when nothing would be repaid.
    /// @param account Whose debt it is.
    /// @return repaid What was repaid.
    function repay(uint256 amount, address account) external returns (uint256 repaid);

    /// @notice Repays debt of a position above the liquidation threshold, for collateral of that value and the bonus.
    /// @dev At most the close factor's part of the debt is repaid, or all of it when the collateral does not cover debt and
    /// bonus. A position left without collateral has its remaining debt written off. Reverts with {PositionHealthy},
    /// {SeizedTooLittle}, the guard's errors or those of the prices.
    /// @param account Whose position it is.
    /// @param amount Most to repay; what exceeds the allowed part is not taken. {ZeroAmount} when nothing would be repaid.
    /// @param minSeized Least collateral that the caller accepts.
    /// @return repaid Debt repaid, rounded up against the caller where the collateral sets it.
    /// @return seized Collateral received, rounded down.
    function liquidate(
        address account,
        uint256 amount,
        uint256 minSeized
    ) external returns (uint256 repaid, uint256 seized);

    /// @notice What an account has and owes.
    /// @param account The account.
    /// @return position Collateral and debt.
    function positionOf(address account) external view returns (Position memory position);

    /// @notice Value at which an account may be liquidated over the value of its debt. Reverts with the prices' errors.
    /// @param account The account.
    /// @return healthFactor 18 decimals, rounded down; below 1e18 the position may be liquidated; the greatest number without
    /// debt.
    function healthOf(address account) external view returns (uint256 healthFactor);

    /// @notice Debt of all positions.
    /// @return amount Debt asset.
    function totalDebt() external view returns (uint256 amount);

    /// @notice Debt written off since deployment.
    /// @return amount Debt asset.
    function totalBadDebt() external view returns (uint256 amount);

    /// @notice Debt asset that can be borrowed or withdrawn now.
    /// @return amount Debt asset.
    function liquidity() external view returns (uint256 amount);

    /// @notice The parameters, all immutable.
    /// @return parameters As given at deployment.
    function config() external view returns (MarketConfig memory parameters);
}
