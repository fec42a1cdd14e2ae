// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";

import {IGuardErrors} from "./IGuardErrors.sol";
import {ILiquidationGuard} from "./ILiquidationGuard.sol";
import {IPriceFeedErrors} from "./IPriceFeedErrors.sol";
import {Allowance} from "../types/LiquidationTypes.sol";
import {InterestTerms, MarketConfig, MarketPosition} from "../types/MarketTypes.sol";

/// @title An isolated lending market
/// @notice One collateral, one debt asset, Chainlink prices for both. Lenders hold shares of the debt asset by ERC-4626
/// (`deposit`, `mint`, `withdraw`, `redeem`); borrowers use what is declared here.
///
/// | call | action for the sequencer guard | reads prices |
/// |---|---|---|
/// | {depositCollateral}, {repay} | ReduceRisk: never stopped, the guard is not even asked | no |
/// | {withdrawCollateral}, {borrow} | IncreaseRisk | with debt only |
/// | {liquidate} | Liquidate, by the rules of {ILiquidationGuard} | yes |
/// | {noteGap}, {noteAlive} | none: evidence that anybody may show | yes |
/// | `deposit`, `mint`, `withdraw`, `redeem` | none: price-free, bounded by the cash at hand | no |
///
/// Amounts are in the smallest unit of the token concerned, values in USD with 18 decimals: debt rounded up, collateral rounded
/// down. Debt bears interest by the clock, whatever the sequencer does. No account, no market holds more than 2^128 - 1 of a token.
interface ILendingMarket is IERC4626, IGuardErrors, IPriceFeedErrors, ILiquidationGuard {
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
    /// @param bonusBps Bonus that it includes at most, in basis points of the debt repaid.
    event Liquidated(
        address indexed liquidator,
        address indexed account,
        uint256 repaid,
        uint256 seized,
        uint16 bonusBps
    );

    /// @notice Interest was added to all debt.
    /// @param index The new {debtIndex}.
    event InterestAccrued(uint256 index);

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
    /// @param debtValue Value of its debt, in USD with 18 decimals.
    /// @param maxDebtValue Greatest value allowed, in the same unit.
    error LoanToValueExceeded(uint256 debtValue, uint256 maxDebtValue);

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
    /// @dev How much and at what bonus, {ILiquidationGuard-liquidationAllowance} decides; more is not taken. Less than one unit of
    /// the debt asset is nothing. A position left without collateral has its remaining debt written off; one that cannot be saved is closed in
    /// steps of the close factor. Reverts with {SeizedTooLittle}, the errors of {ILiquidationGuard}, the guard's or those of the
    /// prices.
    /// @param account Whose position it is.
    /// @param amount Most to repay. {ZeroAmount} when nothing would be repaid.
    /// @param minSeized Least collateral that the caller accepts: the bonus is lower while a ramp runs.
    /// @return repaid Debt repaid: rounded down, but up where the collateral does not pay for more.
    /// @return seized Collateral received, rounded down.
    function liquidate(
        address account,
        uint256 amount,
        uint256 minSeized
    ) external returns (uint256 repaid, uint256 seized);

    /// @notice Doubles the ramp when two neighbouring rounds of the collateral's feed show a price gap over the last outage. Anybody
    /// may.
    /// @dev Reverts with {ILiquidationGuard-NoGapShown} or {ILiquidationGuard-NothingToRamp}.
    /// @param roundBefore Earlier round.
    /// @param roundAfter Later round.
    function noteGap(uint80 roundBefore, uint80 roundAfter) external;

    /// @notice Shows that the collateral's newest price refutes the uptime feed's "down". Anybody may.
    /// @dev Reverts with {ILiquidationGuard-FeedNotDown}, {ILiquidationGuard-NotShownAlive} or the price's errors.
    function noteAlive() external;

    /// @notice How much of an account's debt may be liquidated now, and at what bonus: what {liquidate} does in the same block.
    /// Reverts with the prices' errors, as {liquidate} does; otherwise zero is an answer.
    /// @param account The account.
    /// @return allowed Close factor, bonus, largest debt value.
    function allowanceOf(address account) external view returns (Allowance memory allowed);

    /// @notice What an account has and owes now.
    /// @param account The account.
    /// @return position Collateral and debt.
    function positionOf(address account) external view returns (MarketPosition memory position);

    /// @notice Debt of an account in shares, which interest does not change.
    /// @param account The account.
    /// @return shares A million for each unit of the debt asset at the start.
    function debtSharesOf(address account) external view returns (uint256 shares);

    /// @notice What a debt share is worth now.
    /// @return index Assets per share with 33 decimals; 1e27 at deployment, never falling.
    function debtIndex() external view returns (uint256 index);

    /// @notice The rate of interest that runs.
    /// @return rate Per year, 18 decimals.
    function borrowRate() external view returns (uint256 rate);

    /// @notice Value at which an account may be liquidated over the value of its debt. Reverts with the prices' errors.
    /// @param account The account.
    /// @return healthFactor 18 decimals, rounded down; below 1e18 the position may be liquidated; the greatest number without
    /// debt.
    function healthOf(address account) external view returns (uint256 healthFactor);

    /// @notice Debt of all positions with the interest until now.
    /// @return amount Debt asset, rounded down.
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

    /// @notice The terms of the interest, immutable.
    /// @return terms As given at deployment.
    function interestTerms() external view returns (InterestTerms memory terms);
}
