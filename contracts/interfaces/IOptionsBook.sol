// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

// Length: an interface holds the words, and the rules of the pools belong beside the functions that follow them.

import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";

import {IGuardErrors} from "./IGuardErrors.sol";
import {SeriesPools, SeriesStage, SeriesTerms, OptionStyle} from "../types/OptionTypes.sol";
import {RoundProof} from "../types/SettlementTypes.sol";

/// @title A book of fully collateralised calls and puts
/// @notice The long token of a series has the series' id with the low bit cleared, the short token the same id with it set. Functions
/// that act take the series' id and refuse the other with {UnknownSeries}; views take either.
///
/// **Units.** A long token is the right to one smallest unit of the underlying. With `strikeValue(n) = n × strike / 10^decimals of the
/// underlying`, in smallest units of the quote:
///
/// | | collateral of `n` longs (rounded up) | exercise of `n` longs: paid in (rounded up) | paid out (rounded down) |
/// |---|---|---|---|
/// | call | `n` of the underlying | `strikeValue(n)` of the quote | `n` of the underlying |
/// | put | `strikeValue(n)` of the quote | `n` of the underlying | `strikeValue(n)` of the quote |
///
/// **Pools.** With L longs and S shorts in circulation, C collateral and X proceeds, each before the act:
///
/// | act | longs | shorts | collateral | proceeds |
/// |---|---|---|---|---|
/// | write `n` longs, first or S = 0 | + n | + n | + collateral of n | |
/// | write `n` longs, L > 0 | + n | + floor(n × S / L) | + collateral of n | + ceil(n × X / L) |
/// | exercise `n` longs, physical | − n | | − paid out | + paid in |
/// | close `s` shorts, physical | − min(s, ceil(s × L / S)) | − s | − floor(C × s / S) | − floor(X × s / S) |
/// | close `s` shorts, cash | − s | − s | − floor((C − O) × s / S) − floor(O × s / L) | |
/// | price taken over, cash | | | O := payoff of all L, see below | |
/// | redeem `n` longs, cash | − n | | − floor(O × n / L), from O as well | |
/// | redeem `s` shorts | | − s | − floor((C − O) × s / S) | − floor(X × s / S) |
///
/// While nothing was exercised, L = S and X = 0, and both sides of a pair are worth what was paid in. After a partial exercise S > L > 0,
/// and a new writer takes over the shares as they are. With L = 0 and S > 0 there is no share to take over: {SeriesSpent}. `C` is never
/// below the collateral of L before the settlement. Rounding costs whoever acts at most one smallest unit of each token that moves, the options
/// themselves among them (a unit of the options is dear where the underlying has few decimals). What it leaves over belongs to all shorts,
/// new ones too; the last short takes it. But for that, no act of one account lowers what another's tokens are worth.
///
/// **Cash.** O, what is owed to the longs, is computed once, with the price P in whole units of the quote for a whole unit of the
/// underlying and the strike K in the same unit: call `floor(L × (P − K) / P)` of the underlying, put `floor(strikeValue(L) less the value
/// of L at P)` of the quote as one exact division, 0 when that is negative, and never above C. So the order of redemptions does not matter.
///
/// **Tokens.** Each deposit must arrive in full ({TransferMismatch}), and the balance must cover what all series hold ({BalanceShrank}): a
/// token that takes a fee or shrinks by itself is refused, a surplus is ignored. Amounts of 0 are not transferred.
/// Nobody administers a series; nothing of it ever changes. A series' tokens and oracle are its creator's choice and can hurt that series,
/// and others only in so far as they hold the same token.
interface IOptionsBook is IERC1155, IGuardErrors {
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

    /// @notice A strike is zero, or `strikeValue` of an amount rounds down to zero where that means nothing: in writing, and for the
    /// holder of a put who exercises.
    error ZeroStrike();

    /// @notice An amount does not fit what a series can hold, or a view was asked about more than there is.
    /// @param amount The amount.
    /// @param max Largest amount that fits, or what there is.
    error AmountTooHigh(uint256 amount, uint256 max);

    /// @notice Underlying and quote are the same token.
    /// @param token The token.
    error SameToken(address token);

    /// @notice A token or an oracle has more decimals than options are made of.
    /// @param account The token or oracle.
    /// @param decimals Its decimals.
    /// @param max Most that are accepted.
    error DecimalsTooHigh(address account, uint256 decimals, uint256 max);

    /// @notice A contract does not say how many decimals it has.
    /// @param account The token or oracle.
    error DecimalsUnknown(address account);

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

    /// @notice The series was exercised in the meantime, and the share of the proceeds to pay is above the limit given.
    /// @param proceeds What is due.
    /// @param max The limit given.
    error ProceedsTooHigh(uint256 proceeds, uint256 max);

    /// @notice Nobody can be paid there.
    /// @param receiver Zero, or the book itself.
    error ReceiverNotAllowed(address receiver);

    /// @notice The price was not taken over yet: {fixPrice} first.
    /// @param id The series.
    error PriceNotTaken(uint256 id);

    /// @notice The oracle gave a price that cannot be one.
    /// @param price 0, or above the largest `uint128`.
    error PriceUnusable(uint256 price);

    /// @notice The price was taken over before.
    /// @param id The series.
    /// @param price The price.
    error PriceTakenBefore(uint256 id, uint256 price);

    /// @notice Creates a series. Anybody may.
    /// @dev Bounds stand in {OptionBounds}: `expiry` is at least an hour away and at most five years; `exerciseStart` is at least an hour before it
    /// (American: any time; European physical: at most a day before), 0 for cash. Reverts with {IGuardErrors-ParameterOutOfBounds} otherwise,
    /// {ZeroStrike}, {AmountTooHigh} for a strike above the largest `uint128`, {SameToken}, {DecimalsTooHigh}, {DecimalsUnknown}, {OracleMismatch},
    /// {SeriesExists}, and {IGuardErrors-ZeroAddress} or {IGuardErrors-NoCode} for addresses that are no contracts.
    /// @param terms What the series is.
    /// @return id Its id, the low bit cleared: the long token.
    function createSeries(SeriesTerms calldata terms) external returns (uint256 id);

    /// @notice Writes `longs` options against collateral from the caller.
    /// @dev Only before the second `expiry` ({WritingClosed}). After a partial exercise the shares of the pools stay as they are: the writer also pays
    /// a share of the proceeds, and receives more shorts than longs. {previewWrite} tells; `maxProceeds` protects him from an exercise
    /// that comes before. Neither receiver may be zero, and one with code must accept ERC-1155 tokens.
    /// @param id The series.
    /// @param longs Long tokens to mint.
    /// @param maxProceeds Most to pay as a share of the proceeds; 0 to write only while nothing was exercised. {ProceedsTooHigh} above.
    /// @param longReceiver Who receives them.
    /// @param shortReceiver Who receives the short tokens.
    /// @return shorts Short tokens minted, rounded down.
    /// @return collateral Collateral paid, rounded up.
    /// @return proceeds Proceeds paid, rounded up.
    function write(
        uint256 id,
        uint256 longs,
        uint256 maxProceeds,
        address longReceiver,
        address shortReceiver
    ) external returns (uint256 shorts, uint256 collateral, uint256 proceeds);

    /// @notice Burns `shorts` short tokens of the caller with as many long tokens as belong to them, for their share of the pools.
    /// Always open, at every stage.
    /// @dev In a physical series as many longs belong to them as nobody has exercised: min(shorts, ceil(shorts × L / S)), none at all once all
    /// are exercised. In a cash series a pair is one and one.
    /// @param id The series.
    /// @param shorts Short tokens to burn.
    /// @param receiver Who is paid.
    /// @return longs Long tokens burnt, rounded up; as many as `shorts` unless the series was exercised or redeemed before.
    /// @return collateral Collateral paid out, rounded down.
    /// @return proceeds Proceeds paid out, rounded down.
    function close(
        uint256 id,
        uint256 shorts,
        address receiver
    ) external returns (uint256 longs, uint256 collateral, uint256 proceeds);

    /// @notice Exercises `longs` options of `holder`; the caller pays.
    /// @dev From the second `exerciseStart` ({ExerciseNotStarted}) to the second of the effective expiry, both inclusive.
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

    /// @notice Takes over the final price of a cash series, once; fixes it at the oracle before, where nobody has. Anybody may, after the expiry.
    /// @dev When the oracle's guardian has a dispute window, the first call fixes and a later one takes over; the first then changes nothing here.
    /// What the oracle reverts with, reverts the call.
    /// @param id The series.
    /// @param proof For the oracle; not read when its price is fixed already.
    /// @return taken Whether the price was taken over; false when this call has fixed it and it is not final yet.
    function fixPrice(uint256 id, RoundProof calldata proof) external returns (bool taken);

    /// @notice Pays holders of a cash series their share of what is owed to the longs; nothing where that is nothing.
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

    /// @notice Decimals that a series was created with; {UnknownSeries} when there is none.
    /// @param id The id of the series, or of its short token.
    /// @return underlying Of the underlying.
    /// @return quote Of the quote.
    /// @return price Of the oracle's price; 0 for physical.
    function decimalsOf(uint256 id) external view returns (uint8 underlying, uint8 quote, uint8 price);

    /// @notice What a series holds and owes; zeros when there is none.
    /// @param id The id of the series, or of its short token.
    /// @return pools Its pools.
    function poolsOf(uint256 id) external view returns (SeriesPools memory pools);

    /// @notice Where a series stands, as the acts would find it in the same block. Never reverts, but for want of gas.
    /// @dev Unless the ledger is further behind than a view reads: the acts sync it, this says `Extended`.
    /// @param id The id of the series, or of its short token.
    /// @return stage Where.
    function stageOf(uint256 id) external view returns (SeriesStage stage);

    /// @notice The last second in which a series may be exercised, by what is known now; for cash, the time that its price belongs to.
    /// @dev The largest time while an outage that moves it runs, or the ledger cannot tell. Never moves back.
    /// @param id The id of the series, or of its short token; {UnknownSeries} when there is none.
    /// @return at L1 seconds.
    function effectiveExpiry(uint256 id) external view returns (uint40 at);

    /// @notice What writing costs now, in the same block as {write}. Asks neither the time nor the guard.
    /// @dev Reverts as {write} does for its amounts.
    /// @param id The series, or its short token, as for all that follows.
    /// @param longs Long tokens.
    /// @return shorts Short tokens that would be minted.
    /// @return collateral Collateral that would be paid.
    /// @return proceeds Proceeds that would be paid.
    function previewWrite(
        uint256 id,
        uint256 longs
    ) external view returns (uint256 shorts, uint256 collateral, uint256 proceeds);

    /// @notice What closing brings now.
    /// @dev {AmountTooHigh} above what is in circulation, as for all that follows.
    /// @param id The series.
    /// @param shorts Short tokens.
    /// @return longs Long tokens that would be burnt.
    /// @return collateral Collateral that would be paid out.
    /// @return proceeds Proceeds that would be paid out.
    function previewClose(
        uint256 id,
        uint256 shorts
    ) external view returns (uint256 longs, uint256 collateral, uint256 proceeds);

    /// @notice What exercising costs and brings; {WrongStyle} for cash. Asks no time.
    /// @param id The series.
    /// @param longs Long tokens.
    /// @return paid What would be paid in.
    /// @return received What would be paid out.
    function previewExercise(uint256 id, uint256 longs) external view returns (uint256 paid, uint256 received);

    /// @notice What long tokens of a cash series are paid; {PriceNotTaken} before the price, {WrongStyle} for physical.
    /// @param id The series.
    /// @param longs Long tokens.
    /// @return collateral Collateral.
    function previewRedeemLong(uint256 id, uint256 longs) external view returns (uint256 collateral);

    /// @notice What short tokens would be paid now, were the series settled; for cash, {PriceNotTaken} before the price.
    /// @param id The series.
    /// @param shorts Short tokens.
    /// @return collateral Collateral.
    /// @return proceeds Proceeds.
    function previewRedeemShort(
        uint256 id,
        uint256 shorts
    ) external view returns (uint256 collateral, uint256 proceeds);

    /// @notice What all series hold of a token together: at least so much is its balance here.
    /// @param token The token.
    /// @return amount In its smallest unit.
    function heldOf(address token) external view returns (uint256 amount);

    /// @notice Who describes tokens for `uri`.
    /// @return account An {ISeriesDescriptor}.
    function descriptor() external view returns (address account);
}
