// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

// Length: the acts of a series share its pools, and are read side by side.

import {ERC1155} from "@openzeppelin/contracts/token/ERC1155/ERC1155.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IOptionsBook} from "../interfaces/IOptionsBook.sol";
import {ISeriesDescriptor} from "../interfaces/ISeriesDescriptor.sol";
import {GuardWiring} from "../libraries/GuardWiring.sol";
import {OptionBounds} from "../libraries/OptionBounds.sol";
import {OptionMath} from "../libraries/OptionMath.sol";
import {OptionKind, OptionStyle, SeriesPools, SeriesRecord} from "../types/OptionTypes.sol";
import {SeriesStage, SeriesTerms} from "../types/OptionTypes.sol";
import {RoundProof} from "../types/SettlementTypes.sol";
import {SeriesRules} from "./SeriesRules.sol";
import {TokenCustody} from "./TokenCustody.sol";

/// @title The book of options, without a clock and without a price
/// @notice Series, pools and tokens; who inherits answers when holders may act, when writers are paid, and which price is final.
/// @dev Checks: see {IOptionsBook}. Does not check: tokens beyond {TokenCustody}; the oracle. Writes its own records before tokens move; no
/// function that acts can be entered from a token or a receiver. A view that a token calls in the middle of a transfer may see the
/// records ahead of the balances.
abstract contract OptionsBook is IOptionsBook, ERC1155, TokenCustody, ReentrancyGuardTransient {
    uint256 private constant SHORT = 1;

    ISeriesDescriptor private immutable DESCRIPTOR;
    SeriesRules private immutable RULES;

    mapping(uint256 id => SeriesRecord series) private _series;

    /// @param descriptor_ Describes tokens for `uri`.
    constructor(ISeriesDescriptor descriptor_) ERC1155("") {
        GuardWiring.requireCode("descriptor", address(descriptor_));
        DESCRIPTOR = descriptor_;
        RULES = new SeriesRules();
    }

    /// @inheritdoc IOptionsBook
    function createSeries(SeriesTerms calldata terms) external returns (uint256 id) {
        id = idOf(terms);
        if (_series[id].underlying != address(0)) revert SeriesExists(id);
        (uint8 underlyingDecimals, uint8 quoteDecimals, uint8 priceDecimals) = RULES.check(terms);
        _series[id] = SeriesRecord({
            underlying: terms.underlying,
            expiry: terms.expiry,
            exerciseStart: terms.exerciseStart,
            kind: terms.kind,
            style: terms.style,
            quote: terms.quote,
            underlyingDecimals: underlyingDecimals,
            quoteDecimals: quoteDecimals,
            priceDecimals: priceDecimals,
            oracle: terms.oracle,
            strike: uint128(terms.strike),
            price: 0,
            longs: 0,
            shorts: 0,
            collateral: 0,
            proceeds: 0,
            owed: 0
        });
        emit SeriesCreated(id, terms.underlying, terms.quote, terms);
    }

    /// @inheritdoc IOptionsBook
    function write(
        uint256 id,
        uint256 longs,
        uint256 maxProceeds,
        address longReceiver,
        address shortReceiver
    ) external nonReentrant returns (uint256 shorts, uint256 collateral, uint256 proceeds) {
        SeriesRecord storage s = _toActOn(id);
        if (block.timestamp >= s.expiry) revert WritingClosed(s.expiry);
        _requireMayWrite();
        (shorts, collateral, proceeds) = _writeAmounts(id, s, longs);
        if (proceeds > maxProceeds) revert ProceedsTooHigh(proceeds, maxProceeds);
        (s.longs, s.shorts) = (_sum(s.longs, longs), _sum(s.shorts, shorts));
        (s.collateral, s.proceeds) = (_sum(s.collateral, collateral), _sum(s.proceeds, proceeds));
        emit Written(id, msg.sender, longs, shorts, collateral, proceeds);
        (address collateralToken, address proceedsToken) = _tokensOf(s);
        _pull(collateralToken, collateral);
        _pull(proceedsToken, proceeds);
        _mint(longReceiver, id, longs, "");
        _mint(shortReceiver, id | SHORT, shorts, "");
    }

    /// @inheritdoc IOptionsBook
    function close(
        uint256 id,
        uint256 shorts,
        address receiver
    ) external nonReentrant returns (uint256 longs, uint256 collateral, uint256 proceeds) {
        SeriesRecord storage s = _toActOn(id);
        uint256 owed;
        (longs, collateral, proceeds, owed) = _closeAmounts(s, shorts);
        _burn(msg.sender, id | SHORT, shorts);
        if (longs != 0) _burn(msg.sender, id, longs);
        (s.longs, s.shorts) = (s.longs - uint128(longs), s.shorts - uint128(shorts));
        if (owed != 0) s.owed -= uint128(owed);
        emit Closed(id, msg.sender, longs, shorts, collateral, proceeds);
        _payOut(s, receiver, collateral, proceeds);
    }

    /// @inheritdoc IOptionsBook
    function exercise(
        uint256 id,
        uint256 longs,
        address holder,
        address receiver
    ) external nonReentrant returns (uint256 paid, uint256 received) {
        SeriesRecord storage s = _toActOn(id);
        (paid, received) = _exerciseAmounts(s, longs);
        if (block.timestamp < s.exerciseStart) revert ExerciseNotStarted(s.exerciseStart);
        _requireHolder(holder);
        _requireMayExercise(id, s.expiry);
        _burn(holder, id, longs);
        (s.longs, s.proceeds) = (s.longs - uint128(longs), _sum(s.proceeds, paid));
        emit Exercised(id, holder, longs, paid, received);
        (, address proceedsToken) = _tokensOf(s);
        _pull(proceedsToken, paid);
        _payOut(s, receiver, received, 0);
    }

    /// @inheritdoc IOptionsBook
    function fixPrice(uint256 id, RoundProof calldata proof) external nonReentrant returns (bool taken) {
        SeriesRecord storage s = _toActOn(id);
        _requireStyle(s, true);
        if (s.price != 0) revert PriceTakenBefore(id, s.price);
        uint256 price;
        (taken, price) = _finalPrice(s.oracle, s.expiry, proof);
        if (!taken) return false;
        if (price == 0 || price > OptionBounds.MAX_AMOUNT) revert PriceUnusable(price);
        uint256 owed = OptionMath.owedDown(
            s.kind,
            s.longs,
            s.strike,
            price,
            s.underlyingDecimals,
            s.quoteDecimals,
            s.priceDecimals
        );
        // At most the collateral of the longs by its formula.
        (s.price, s.owed) = (uint128(price), uint128(owed));
        emit PriceTaken(id, price, owed);
    }

    /// @inheritdoc IOptionsBook
    function redeemLong(
        uint256 id,
        uint256 longs,
        address holder,
        address receiver
    ) external nonReentrant returns (uint256 collateral) {
        SeriesRecord storage s = _toActOn(id);
        collateral = _redeemLongAmount(id, s, longs);
        _requireHolder(holder);
        _burn(holder, id, longs);
        (s.longs, s.owed) = (s.longs - uint128(longs), s.owed - uint128(collateral));
        emit Redeemed(id, holder, longs, collateral, 0);
        _payOut(s, receiver, collateral, 0);
    }

    /// @inheritdoc IOptionsBook
    function redeemShort(
        uint256 id,
        uint256 shorts,
        address holder,
        address receiver
    ) external nonReentrant returns (uint256 collateral, uint256 proceeds) {
        SeriesRecord storage s = _toActOn(id);
        (collateral, proceeds) = _redeemShortAmounts(id, s, shorts);
        _requireHolder(holder);
        if (s.style != OptionStyle.EuropeanCash) _requireWritersArePaid(id, s.expiry);
        _burn(holder, id | SHORT, shorts);
        s.shorts -= uint128(shorts);
        emit Redeemed(id | SHORT, holder, shorts, collateral, proceeds);
        _payOut(s, receiver, collateral, proceeds);
    }

    /// @inheritdoc IOptionsBook
    function termsOf(uint256 id) external view returns (SeriesTerms memory terms) {
        return _termsOf(_known(id));
    }

    /// @inheritdoc IOptionsBook
    function poolsOf(uint256 id) external view returns (SeriesPools memory pools) {
        SeriesRecord storage s = _series[id & ~SHORT];
        return SeriesPools(s.longs, s.shorts, s.collateral, s.proceeds, s.price, s.owed);
    }

    /// @inheritdoc IOptionsBook
    function effectiveExpiry(uint256 id) external view returns (uint40 at) {
        return _effectiveExpiryOf(_known(id).expiry);
    }

    /// @inheritdoc IOptionsBook
    function previewWrite(
        uint256 id,
        uint256 longs
    ) external view returns (uint256 shorts, uint256 collateral, uint256 proceeds) {
        return _writeAmounts(id & ~SHORT, _known(id), longs);
    }

    /// @inheritdoc IOptionsBook
    function previewClose(
        uint256 id,
        uint256 shorts
    ) external view returns (uint256 longs, uint256 collateral, uint256 proceeds) {
        (longs, collateral, proceeds, ) = _closeAmounts(_known(id), shorts);
    }

    /// @inheritdoc IOptionsBook
    function previewExercise(uint256 id, uint256 longs) external view returns (uint256 paid, uint256 received) {
        return _exerciseAmounts(_known(id), longs);
    }

    /// @inheritdoc IOptionsBook
    function previewRedeemLong(uint256 id, uint256 longs) external view returns (uint256 collateral) {
        return _redeemLongAmount(id & ~SHORT, _known(id), longs);
    }

    /// @inheritdoc IOptionsBook
    function previewRedeemShort(
        uint256 id,
        uint256 shorts
    ) external view returns (uint256 collateral, uint256 proceeds) {
        return _redeemShortAmounts(id & ~SHORT, _known(id), shorts);
    }

    /// @inheritdoc IOptionsBook
    function heldOf(address token) external view returns (uint256 amount) {
        return _heldOf(token);
    }

    /// @inheritdoc IOptionsBook
    function descriptor() external view returns (address account) {
        return address(DESCRIPTOR);
    }

    /// @notice Metadata of a token of a series; {IOptionsBook-UnknownSeries} when there is none.
    /// @inheritdoc ERC1155
    function uri(uint256 id) public view override returns (string memory) {
        return DESCRIPTOR.describe(id);
    }

    /// @inheritdoc IOptionsBook
    function stageOf(uint256 id) public view returns (SeriesStage stage) {
        id &= ~SHORT;
        SeriesRecord storage s = _series[id];
        if (s.underlying == address(0)) return SeriesStage.None;
        if (s.price != 0) return SeriesStage.Settled;
        if (block.timestamp <= s.expiry) return SeriesStage.Live;
        if (s.style != OptionStyle.EuropeanCash && _writersArePaid(id, s.expiry)) return SeriesStage.Settled;
        return _mayExercise(id, s.expiry) ? SeriesStage.Extended : SeriesStage.Settling;
    }

    /// @inheritdoc IOptionsBook
    function idOf(SeriesTerms calldata terms) public pure returns (uint256 id) {
        return uint256(keccak256(abi.encode(terms))) & ~SHORT;
    }

    /// @dev Reverts unless options may be written now; that the expiry is still to come is known.
    function _requireMayWrite() internal virtual;

    /// @dev Reverts unless holders of `id` may act now; that they may not act too early is known.
    function _requireMayExercise(uint256 id, uint40 expiry) internal virtual;

    /// @dev Reverts unless writers of `id`, a physical series, are paid now.
    function _requireWritersArePaid(uint256 id, uint40 expiry) internal virtual;

    /// @dev The final price of an expiry, after it; `taken` is false when it is not final yet.
    function _finalPrice(
        address oracle,
        uint40 expiry,
        RoundProof calldata proof
    ) internal virtual returns (bool taken, uint256 price);

    /// @dev As {_requireMayExercise}; never reverts.
    function _mayExercise(uint256 id, uint40 expiry) internal view virtual returns (bool may);

    /// @dev As {_requireWritersArePaid}; never reverts.
    function _writersArePaid(uint256 id, uint40 expiry) internal view virtual returns (bool paid);

    /// @dev See {IOptionsBook-effectiveExpiry}.
    function _effectiveExpiryOf(uint40 expiry) internal view virtual returns (uint40 at);

    /// @dev The series of an id to act on, which is no short token's.
    function _toActOn(uint256 id) internal view returns (SeriesRecord storage s) {
        s = _series[id];
        if (s.underlying == address(0)) revert UnknownSeries(id);
    }

    /// @dev {WrongStyle} unless the series is paid in cash, or is not.
    function _requireStyle(SeriesRecord storage s, bool cash) internal view {
        OptionStyle style = s.style;
        if ((style == OptionStyle.EuropeanCash) != cash) revert WrongStyle(style);
    }

    /// @dev Takes what is paid out from the pools, then pays it.
    function _payOut(SeriesRecord storage s, address receiver, uint256 collateral, uint256 proceeds) private {
        if (receiver == address(0) || receiver == address(this)) revert ReceiverNotAllowed(receiver);
        (s.collateral, s.proceeds) = (s.collateral - uint128(collateral), s.proceeds - uint128(proceeds));
        (address collateralToken, address proceedsToken) = _tokensOf(s);
        _pay(collateralToken, receiver, collateral);
        _pay(proceedsToken, receiver, proceeds);
    }

    function _writeAmounts(
        uint256 id,
        SeriesRecord storage s,
        uint256 longs
    ) private view returns (uint256 shorts, uint256 collateral, uint256 proceeds) {
        (uint256 allLongs, uint256 allShorts) = (s.longs, s.shorts);
        _requireAmount(longs, OptionBounds.MAX_AMOUNT - allLongs);
        (uint256 strike, uint8 decimals) = (s.strike, s.underlyingDecimals);
        if (OptionMath.strikeValueDown(longs, strike, decimals) == 0) revert ZeroStrike();
        collateral = OptionMath.collateralUp(s.kind, longs, strike, decimals);
        if (allShorts == 0) return (longs, collateral, 0);
        if (allLongs == 0) revert SeriesSpent(id);
        shorts = OptionMath.shareDown(allShorts, longs, allLongs);
        proceeds = OptionMath.shareUp(s.proceeds, longs, allLongs);
    }

    function _closeAmounts(
        SeriesRecord storage s,
        uint256 shorts
    ) private view returns (uint256 longs, uint256 collateral, uint256 proceeds, uint256 owed) {
        (uint256 allLongs, uint256 allShorts) = (s.longs, s.shorts);
        _requireAmount(shorts, allShorts);
        if (s.style != OptionStyle.EuropeanCash) {
            longs = Math.min(shorts, OptionMath.shareUp(allLongs, shorts, allShorts));
            (collateral, proceeds) = _shareOfShorts(s, shorts);
            return (longs, collateral, proceeds, 0);
        }
        longs = shorts;
        _requireAmount(longs, allLongs);
        (collateral, ) = _shareOfShorts(s, shorts);
        owed = OptionMath.shareDown(s.owed, longs, allLongs);
        collateral += owed;
    }

    function _exerciseAmounts(
        SeriesRecord storage s,
        uint256 longs
    ) private view returns (uint256 paid, uint256 received) {
        _requireStyle(s, false);
        _requireAmount(longs, s.longs);
        (paid, received) = OptionMath.exerciseUpDown(s.kind, longs, s.strike, s.underlyingDecimals);
        if (received == 0) revert ZeroStrike();
    }

    function _redeemLongAmount(
        uint256 id,
        SeriesRecord storage s,
        uint256 longs
    ) private view returns (uint256 collateral) {
        _requireStyle(s, true);
        if (s.price == 0) revert PriceNotTaken(id);
        uint256 allLongs = s.longs;
        _requireAmount(longs, allLongs);
        return OptionMath.shareDown(s.owed, longs, allLongs);
    }

    function _redeemShortAmounts(
        uint256 id,
        SeriesRecord storage s,
        uint256 shorts
    ) private view returns (uint256 collateral, uint256 proceeds) {
        if (s.style == OptionStyle.EuropeanCash && s.price == 0) revert PriceNotTaken(id);
        _requireAmount(shorts, s.shorts);
        return _shareOfShorts(s, shorts);
    }

    /// @dev Of what is not owed to longs, rounded down.
    function _shareOfShorts(
        SeriesRecord storage s,
        uint256 shorts
    ) private view returns (uint256 collateral, uint256 proceeds) {
        uint256 allShorts = s.shorts;
        uint256 owed = s.price == 0 ? 0 : s.owed;
        collateral = OptionMath.shareDown(s.collateral - owed, shorts, allShorts);
        proceeds = OptionMath.shareDown(s.proceeds, shorts, allShorts);
    }

    function _known(uint256 id) private view returns (SeriesRecord storage s) {
        s = _series[id & ~SHORT];
        if (s.underlying == address(0)) revert UnknownSeries(id);
    }

    function _termsOf(SeriesRecord storage s) private view returns (SeriesTerms memory terms) {
        return
            SeriesTerms({
                underlying: s.underlying,
                quote: s.quote,
                kind: s.kind,
                style: s.style,
                exerciseStart: s.exerciseStart,
                expiry: s.expiry,
                oracle: s.oracle,
                strike: s.strike
            });
    }

    function _tokensOf(SeriesRecord storage s) private view returns (address collateral, address proceeds) {
        return s.kind == OptionKind.Call ? (s.underlying, s.quote) : (s.quote, s.underlying);
    }

    function _requireHolder(address holder) private view {
        if (msg.sender != holder && !isApprovedForAll(holder, msg.sender)) revert NotHolder(msg.sender, holder);
    }

    function _requireAmount(uint256 amount, uint256 max) private pure {
        if (amount == 0) revert ZeroAmount();
        if (amount > max) revert AmountTooHigh(amount, max);
    }

    function _sum(uint256 present, uint256 added) private pure returns (uint128 sum) {
        uint256 room = OptionBounds.MAX_AMOUNT - present;
        if (added > room) revert AmountTooHigh(added, room);
        return uint128(present + added);
    }
}
