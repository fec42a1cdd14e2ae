// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";

import {IExpiryClock} from "./IExpiryClock.sol";
import {SeriesPools, SeriesStage, SeriesTerms, OptionStyle} from "../types/OptionTypes.sol";
import {RoundProof} from "../types/SettlementTypes.sol";

/// @title Options that survive an outage fairly
/// @notice Fully collateralised calls and puts as ERC-1155 tokens. The long token of a series has the series' id with the low bit
/// cleared, the short token the same id with it set; both are fungible, and exercise is assigned to all shorts pro rata.
///
/// | call | action for the sequencer guard | when |
/// |---|---|---|
/// | {createSeries} | none: price-free, nothing is at risk yet | |
/// | {write} | IncreaseRisk | before the expiry, never in an extension |
/// | {close}, transfers | ReduceRisk: never stopped, neither guard nor ledger is asked | always |
/// | {exercise} | Exercise: never stopped; the ledger is asked only past the expiry | from `exerciseStart` to the effective expiry |
/// | {startSettlement} | none | past the effective expiry and the detection lag |
/// | {fixPrice} | Settle | cash only, once the oracle's price is final |
/// | {redeemShort} | Settle, once for each series | past the settlement delay (physical), with the price (cash) |
/// | {redeemLong} | none | cash only, with the price |
///
/// Amounts of long tokens are smallest units of the underlying. What is paid in is rounded up and what is paid out is rounded down,
/// always in favour of the pools. Nobody administers a series; nothing of it ever changes.
/// Tokens that take a fee on transfers, or whose balances shrink by themselves, are refused by the change of balance.
interface IOutageSafeOptions is IERC1155, IExpiryClock {
    /// @notice A series was created.
    /// @param id Its id, the low bit cleared.
    /// @param underlying The underlying.
    /// @param quote The quote.
    /// @param terms All of its terms.
    event SeriesCreated(uint256 indexed id, address indexed underlying, address indexed quote, SeriesTerms terms);

    /// @notice Options were written.
    /// @param id The series.
    /// @param writer Who paid the collateral.
    /// @param longs Long tokens minted.
    /// @param shorts Short tokens minted.
    /// @param collateral Collateral paid in.
    /// @param proceeds Share of the proceeds paid in; 0 unless the series was exercised before.
    event Written(
        uint256 indexed id,
        address indexed writer,
        uint256 longs,
        uint256 shorts,
        uint256 collateral,
        uint256 proceeds
    );

    /// @notice Pairs were burnt.
    /// @param id The series.
    /// @param account Whose they were.
    /// @param longs Long tokens burnt.
    /// @param shorts Short tokens burnt.
    /// @param collateral Collateral paid out.
    /// @param proceeds Proceeds paid out.
    event Closed(
        uint256 indexed id,
        address indexed account,
        uint256 longs,
        uint256 shorts,
        uint256 collateral,
        uint256 proceeds
    );

    /// @notice Options were exercised.
    /// @param id The series.
    /// @param holder Whose they were.
    /// @param longs Long tokens burnt.
    /// @param paid What was paid in.
    /// @param received What was paid out of the collateral.
    event Exercised(uint256 indexed id, address indexed holder, uint256 longs, uint256 paid, uint256 received);

    /// @notice The final price of a series was taken over from its oracle.
    /// @param id The series.
    /// @param price With the oracle's decimals.
    /// @param owedToLongs Collateral that belongs to the longs from here on.
    event PriceTaken(uint256 indexed id, uint256 price, uint256 owedToLongs);

    /// @notice Tokens were redeemed after the settlement.
    /// @param tokenId The long or short token.
    /// @param account Whose they were.
    /// @param amount Tokens burnt.
    /// @param collateral Collateral paid out.
    /// @param proceeds Proceeds paid out.
    event Redeemed(
        uint256 indexed tokenId,
        address indexed account,
        uint256 amount,
        uint256 collateral,
        uint256 proceeds
    );

    /// @notice No series has this id.
    /// @param id The id given.
    error UnknownSeries(uint256 id);

    /// @notice The series exists.
    /// @param id Its id.
    error SeriesExists(uint256 id);

    /// @notice An amount is zero where that means nothing.
    error ZeroAmount();

    /// @notice A strike, or what it comes to for an amount, is zero.
    error ZeroStrike();

    /// @notice An amount does not fit what a series can hold.
    /// @param amount The amount.
    /// @param max Largest amount.
    error AmountTooHigh(uint256 amount, uint256 max);

    /// @notice Underlying and quote are the same token.
    /// @param token The token.
    error SameToken(address token);

    /// @notice A token has more decimals than options are made of.
    /// @param token The token.
    /// @param decimals Its decimals.
    /// @param max Most that are accepted.
    error DecimalsTooHigh(address token, uint256 decimals, uint256 max);

    /// @notice A cash series needs an oracle, a physical one takes none.
    /// @param style The style.
    /// @param oracle The oracle given.
    error OracleMismatch(OptionStyle style, address oracle);

    /// @notice The style does not allow this.
    /// @param style The style.
    error WrongStyle(OptionStyle style);

    /// @notice The series may not be exercised yet.
    /// @param exerciseStart When it may.
    error ExerciseNotStarted(uint40 exerciseStart);

    /// @notice The expiry has passed; there is no writing in an extension.
    /// @param expiry The expiry.
    error WritingClosed(uint40 expiry);

    /// @notice Everything that was written was exercised: new options belong into another series.
    /// @param id The series.
    error SeriesSpent(uint256 id);

    /// @notice Only the holder, or whom he approved, may do this.
    /// @param caller Who tried.
    /// @param holder Whose tokens they are.
    error NotHolder(address caller, address holder);

    /// @notice A token did not move what it was told to: it takes a fee on transfers.
    /// @param token The token.
    /// @param received What arrived.
    /// @param expected What was expected.
    error TransferMismatch(address token, uint256 received, uint256 expected);

    /// @notice A token's balance is below what all series hold of it: it shrank by itself.
    /// @param token The token.
    /// @param balance What there is.
    /// @param held What there should be.
    error BalanceShrank(address token, uint256 balance, uint256 held);

    /// @notice The price was not taken over yet: {fixPrice} first.
    /// @param id The series.
    error PriceNotTaken(uint256 id);

    /// @notice The price was taken over before.
    /// @param id The series.
    /// @param price The price.
    error PriceTakenBefore(uint256 id, uint256 price);

    /// @notice Creates a series. Anybody may.
    /// @dev Reverts with {IGuardErrors-ParameterOutOfBounds} for times (`expiry` in the past or too far, a window under an hour), {ZeroStrike},
    /// {SameToken}, {DecimalsTooHigh}, {OracleMismatch}, {SeriesExists}, and {IGuardErrors-NoCode} for addresses that are no contracts.
    /// @param terms What the series is.
    /// @return id Its id, the low bit cleared: the long token.
    function createSeries(SeriesTerms calldata terms) external returns (uint256 id);

    /// @notice Writes `longs` options against collateral from the caller.
    /// @dev After a partial exercise the shares of the pools stay as they are: the writer also pays a share of the proceeds, and receives
    /// more shorts than longs. {previewWrite} tells.
    /// @param id The series.
    /// @param longs Long tokens to mint.
    /// @param longReceiver Who receives them.
    /// @param shortReceiver Who receives the short tokens.
    /// @return shorts Short tokens minted, rounded down.
    /// @return collateral Collateral paid, rounded up.
    /// @return proceeds Proceeds paid, rounded up.
    function write(
        uint256 id,
        uint256 longs,
        address longReceiver,
        address shortReceiver
    ) external returns (uint256 shorts, uint256 collateral, uint256 proceeds);

    /// @notice Burns `shorts` short tokens of the caller with as many long tokens as belong to them, for their share of the pools.
    /// Always open.
    /// @param id The series.
    /// @param shorts Short tokens to burn.
    /// @param receiver Who is paid.
    /// @return longs Long tokens burnt, rounded up; as many as `shorts` unless the series was exercised before.
    /// @return collateral Collateral paid out, rounded down.
    /// @return proceeds Proceeds paid out, rounded down.
    function close(
        uint256 id,
        uint256 shorts,
        address receiver
    ) external returns (uint256 longs, uint256 collateral, uint256 proceeds);

    /// @notice Exercises `longs` options of `holder`; the caller pays.
    /// @param id The series, a physical one.
    /// @param longs Long tokens to burn.
    /// @param holder Whose; the caller must be him or approved for all of his tokens.
    /// @param receiver Who is paid.
    /// @return paid What the caller pays: the strike for a call (rounded up), the underlying for a put.
    /// @return received What the receiver gets: the underlying for a call, the strike for a put (rounded down).
    function exercise(
        uint256 id,
        uint256 longs,
        address holder,
        address receiver
    ) external returns (uint256 paid, uint256 received);

    /// @notice Records that somebody acts after the effective expiry of a physical series. Anybody may.
    /// @param id The series.
    function startSettlement(uint256 id) external;

    /// @notice Takes over the final price of a cash series; fixes it at the oracle before, where nobody has. Anybody may.
    /// @dev When the oracle's guardian has a dispute window, the first call fixes and a later one takes over; the first then changes nothing here.
    /// @param id The series.
    /// @param proof For the oracle; not read when its price is fixed already.
    /// @return taken Whether the price was taken over.
    function fixPrice(uint256 id, RoundProof calldata proof) external returns (bool taken);

    /// @notice Pays holders of a cash series their share of what is owed to the longs.
    /// @param id The series.
    /// @param longs Long tokens to burn.
    /// @param holder Whose; the caller must be him or approved for all of his tokens.
    /// @param receiver Who is paid.
    /// @return collateral Paid out, rounded down.
    function redeemLong(
        uint256 id,
        uint256 longs,
        address holder,
        address receiver
    ) external returns (uint256 collateral);

    /// @notice Pays writers their share of what is left.
    /// @param id The series.
    /// @param shorts Short tokens to burn.
    /// @param holder Whose; the caller must be him or approved for all of his tokens.
    /// @param receiver Who is paid.
    /// @return collateral Paid out, rounded down.
    /// @return proceeds Paid out, rounded down.
    function redeemShort(
        uint256 id,
        uint256 shorts,
        address holder,
        address receiver
    ) external returns (uint256 collateral, uint256 proceeds);

    /// @notice The id that terms have, whether or not the series exists.
    /// @param terms The terms.
    /// @return id The low bit cleared.
    function idOf(SeriesTerms calldata terms) external pure returns (uint256 id);

    /// @notice The terms of a series; {UnknownSeries} when there is none.
    /// @param id The id of the series, or of its short token.
    /// @return terms Its terms.
    function termsOf(uint256 id) external view returns (SeriesTerms memory terms);

    /// @notice What a series holds and owes; zeros when there is none.
    /// @param id The id of the series, or of its short token.
    /// @return pools Its pools.
    function poolsOf(uint256 id) external view returns (SeriesPools memory pools);

    /// @notice Where a series stands. Never reverts, but for want of gas.
    /// @param id The id of the series, or of its short token.
    /// @return stage Where.
    function stageOf(uint256 id) external view returns (SeriesStage stage);

    /// @notice The last second in which a series may be exercised, by what is known now; for cash, the time that its price belongs to.
    /// @dev The largest time while an outage that moves it runs, or the ledger cannot tell. Never moves back.
    /// @param id The id of the series, or of its short token; {UnknownSeries} when there is none.
    /// @return at L1 seconds.
    function effectiveExpiry(uint256 id) external view returns (uint40 at);

    /// @notice What writing costs now.
    /// @param id The series.
    /// @param longs Long tokens.
    /// @return shorts Short tokens that would be minted.
    /// @return collateral Collateral that would be paid.
    /// @return proceeds Proceeds that would be paid.
    function previewWrite(
        uint256 id,
        uint256 longs
    ) external view returns (uint256 shorts, uint256 collateral, uint256 proceeds);

    /// @notice What exercising costs and brings.
    /// @param id The series.
    /// @param longs Long tokens.
    /// @return paid What would be paid in.
    /// @return received What would be paid out.
    function previewExercise(uint256 id, uint256 longs) external view returns (uint256 paid, uint256 received);

    /// @notice What short tokens would be paid now, were the series settled.
    /// @param id The series.
    /// @param shorts Short tokens.
    /// @return collateral Collateral.
    /// @return proceeds Proceeds.
    function previewRedeemShort(
        uint256 id,
        uint256 shorts
    ) external view returns (uint256 collateral, uint256 proceeds);
}
