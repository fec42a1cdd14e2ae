// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

// Length: the acts of a series share its pools, and are read side by side.

import {ERC1155} from "@openzeppelin/contracts/token/ERC1155/ERC1155.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IExpiryClock} from "../interfaces/IExpiryClock.sol";
import {IOptionsBook} from "../interfaces/IOptionsBook.sol";
import {ISeriesDescriptor} from "../interfaces/ISeriesDescriptor.sol";
import {ISeriesRules} from "../interfaces/ISeriesRules.sol";
import {GuardWiring} from "../libraries/GuardWiring.sol";
import {OptionBounds} from "../libraries/OptionBounds.sol";
import {OptionMath} from "../libraries/OptionMath.sol";
import {OptionKind, OptionStyle, SeriesPools, SeriesRecord} from "../types/OptionTypes.sol";
import {SeriesStage, SeriesTerms} from "../types/OptionTypes.sol";
import {RoundProof} from "../types/SettlementTypes.sol";
import {TokenCustody} from "./TokenCustody.sol";

/// @title The book of options, without a clock and without a price
/// @notice Series, pools and tokens; who inherits answers when holders may act, when writers are paid, and which price is final.
/// @dev Checks: see {IOptionsBook}. Does not check: tokens beyond {TokenCustody}; the oracle. Writes its own records before tokens move; no
/// function that acts can be entered from a token or a receiver. A view that a token calls in the middle of a transfer may see the
/// records ahead of the balances.
abstract contract OptionsBook is IOptionsBook, ERC1155, TokenCustody, ReentrancyGuardTransient {
    /// @dev The slots 4 and 5 of a record, unpacked: see {SeriesPools}.
    struct Pools {
        uint256 longs;
        uint256 shorts;
        uint256 collateral;
        uint256 proceeds;
    }

    uint256 private constant SHORT = 1;

    ISeriesDescriptor private immutable DESCRIPTOR;
    ISeriesRules private immutable RULES;

    mapping(uint256 id => SeriesRecord series) private _series;

    /// @param descriptor_ Describes tokens for `uri`.
    /// @param rules Rules of series and prices; a contract without state.
    constructor(ISeriesDescriptor descriptor_, ISeriesRules rules) ERC1155("") {
        GuardWiring.requireCode("descriptor", address(descriptor_));
        DESCRIPTOR = descriptor_;
        RULES = rules;
    }

    /// @inheritdoc IOptionsBook
    function createSeries(SeriesTerms calldata terms) external returns (uint256 id) {
        id = idOf(terms);
        if (_series[id].underlying != address(0)) revert SeriesExists(id);
        (uint256 first, uint256 second) = RULES.check(terms);
        SeriesRecord storage s = _series[id];
        (s.oracle, s.strike) = (terms.oracle, uint128(terms.strike));
        // Both slots at once, as the rules have packed them: field by field, the compiler reads and writes them eight times.
        assembly ("memory-safe") {
            sstore(s.slot, first)
            sstore(add(s.slot, 1), second)
        }
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
        Pools memory p = _poolsOf(s);
        (shorts, collateral, proceeds) = _writeAmounts(id, s, p, longs);
        if (proceeds > maxProceeds) revert ProceedsTooHigh(proceeds, maxProceeds);
        p.longs += longs;
        p.shorts += shorts;
        p.collateral += collateral;
        p.proceeds += proceeds;
        _store(s, p);
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
        Pools memory p = _poolsOf(s);
        uint256 owed;
        (longs, collateral, proceeds, owed) = _closeAmounts(s, p, shorts);
        _burn(msg.sender, id | SHORT, shorts);
        if (longs != 0) _burn(msg.sender, id, longs);
        if (owed != 0) s.owed -= uint128(owed);
        _take(s, p, longs, shorts, collateral, proceeds);
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
        Pools memory p = _poolsOf(s);
        (paid, received) = _exerciseAmounts(s, p, longs);
        if (block.timestamp < s.exerciseStart) revert ExerciseNotStarted(s.exerciseStart);
        _requireHolder(holder);
        _requireMayExercise(id, s.expiry);
        _burn(holder, id, longs);
        p.proceeds += paid;
        _take(s, p, longs, 0, received, 0);
        emit Exercised(id, holder, longs, paid, received);
        (, address proceedsToken) = _tokensOf(s);
        _pull(proceedsToken, paid);
        _payOut(s, receiver, received, 0);
    }

    /// @inheritdoc IOptionsBook
    function fixPrice(uint256 id, RoundProof calldata proof) external nonReentrant returns (bool taken) {
        SeriesRecord storage s = _toActOn(id);
        _requireStyle(s, true);
        uint128 price = s.price;
        if (price != 0) revert PriceTakenBefore(id, price);
        uint40 expiry = s.expiry;
        // Before, somebody could still write, and take a share of a pool that is split already.
        if (block.timestamp <= expiry) revert IExpiryClock.ExpiryNotPassed(expiry + 1);
        uint128 owed;
        (price, owed) = RULES.finalPrice(id, proof);
        if (price == 0) return false;
        (s.price, s.owed) = (price, owed);
        emit PriceTaken(id, price, owed);
        return true;
    }

    /// @inheritdoc IOptionsBook
    function redeemLong(
        uint256 id,
        uint256 longs,
        address holder,
        address receiver
    ) external nonReentrant returns (uint256 collateral) {
        SeriesRecord storage s = _toActOn(id);
        Pools memory p = _poolsOf(s);
        collateral = _redeemLongAmount(id, s, p, longs);
        _requireHolder(holder);
        _burn(holder, id, longs);
        s.owed -= uint128(collateral);
        _take(s, p, longs, 0, collateral, 0);
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
        Pools memory p = _poolsOf(s);
        (collateral, proceeds) = _redeemShortAmounts(id, s, p, shorts);
        _requireHolder(holder);
        if (!_isCash(s)) _requireWritersArePaid(id, s.expiry);
        _burn(holder, id | SHORT, shorts);
        _take(s, p, 0, shorts, collateral, proceeds);
        emit Redeemed(id | SHORT, holder, shorts, collateral, proceeds);
        _payOut(s, receiver, collateral, proceeds);
    }

    /// @inheritdoc IOptionsBook
    function termsOf(uint256 id) external view returns (SeriesTerms memory terms) {
        return _termsOf(_known(id));
    }

    /// @inheritdoc IOptionsBook
    function decimalsOf(uint256 id) external view returns (uint8 underlying, uint8 quote, uint8 price) {
        SeriesRecord storage s = _known(id);
        return (s.underlyingDecimals, s.quoteDecimals, s.priceDecimals);
    }

    /// @inheritdoc IOptionsBook
    function poolsOf(uint256 id) external view returns (SeriesPools memory pools) {
        SeriesRecord storage s = _series[id & ~SHORT];
        Pools memory p = _poolsOf(s);
        // Unpacked from 128 bits each.
        return
            SeriesPools({
                longs: uint128(p.longs),
                shorts: uint128(p.shorts),
                collateral: uint128(p.collateral),
                proceeds: uint128(p.proceeds),
                price: s.price,
                owed: s.owed
            });
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
        SeriesRecord storage s = _known(id);
        return _writeAmounts(id & ~SHORT, s, _poolsOf(s), longs);
    }

    /// @inheritdoc IOptionsBook
    function previewClose(
        uint256 id,
        uint256 shorts
    ) external view returns (uint256 longs, uint256 collateral, uint256 proceeds) {
        SeriesRecord storage s = _known(id);
        (longs, collateral, proceeds, ) = _closeAmounts(s, _poolsOf(s), shorts);
    }

    /// @inheritdoc IOptionsBook
    function previewExercise(uint256 id, uint256 longs) external view returns (uint256 paid, uint256 received) {
        SeriesRecord storage s = _known(id);
        return _exerciseAmounts(s, _poolsOf(s), longs);
    }

    /// @inheritdoc IOptionsBook
    function previewRedeemLong(uint256 id, uint256 longs) external view returns (uint256 collateral) {
        SeriesRecord storage s = _known(id);
        return _redeemLongAmount(id & ~SHORT, s, _poolsOf(s), longs);
    }

    /// @inheritdoc IOptionsBook
    function previewRedeemShort(
        uint256 id,
        uint256 shorts
    ) external view returns (uint256 collateral, uint256 proceeds) {
        SeriesRecord storage s = _known(id);
        return _redeemShortAmounts(id & ~SHORT, s, _poolsOf(s), shorts);
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
        if (!_isCash(s) && _writersArePaid(id, s.expiry)) return SeriesStage.Settled;
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
        if (_isCash(s) != cash) revert WrongStyle(s.style);
    }

    function _isCash(SeriesRecord storage s) internal view returns (bool cash) {
        return s.style == OptionStyle.EuropeanCash;
    }

    /// @dev Takes tokens out of circulation and amounts out of the pools.
    function _take(
        SeriesRecord storage s,
        Pools memory p,
        uint256 longs,
        uint256 shorts,
        uint256 collateral,
        uint256 proceeds
    ) private {
        p.longs -= longs;
        p.shorts -= shorts;
        p.collateral -= collateral;
        p.proceeds -= proceeds;
        _store(s, p);
    }

    /// @dev Two writes, where the compiler makes four reads and four writes. Each is at most {OptionBounds-MAX_AMOUNT}.
    function _store(SeriesRecord storage s, Pools memory p) private {
        assembly ("memory-safe") {
            sstore(add(s.slot, 4), or(mload(p), shl(128, mload(add(p, 0x20)))))
            sstore(add(s.slot, 5), or(mload(add(p, 0x40)), shl(128, mload(add(p, 0x60)))))
        }
    }

    function _payOut(SeriesRecord storage s, address receiver, uint256 collateral, uint256 proceeds) private {
        if (receiver == address(0) || receiver == address(this)) revert ReceiverNotAllowed(receiver);
        (address collateralToken, address proceedsToken) = _tokensOf(s);
        _pay(collateralToken, receiver, collateral);
        _pay(proceedsToken, receiver, proceeds);
    }

    function _writeAmounts(
        uint256 id,
        SeriesRecord storage s,
        Pools memory p,
        uint256 longs
    ) private view returns (uint256 shorts, uint256 collateral, uint256 proceeds) {
        _requireAmount(longs, OptionBounds.MAX_AMOUNT - p.longs);
        (uint256 strike, uint8 decimals) = (s.strike, s.underlyingDecimals);
        if (OptionMath.strikeValueDown(longs, strike, decimals) == 0) revert ZeroStrike();
        collateral = OptionMath.collateralUp(s.kind, longs, strike, decimals);
        _requireRoom(p.collateral, collateral);
        if (p.shorts == 0) return (longs, collateral, 0);
        if (p.longs == 0) revert SeriesSpent(id);
        shorts = OptionMath.shareDown(p.shorts, longs, p.longs);
        proceeds = OptionMath.shareUp(p.proceeds, longs, p.longs);
        _requireRoom(p.shorts, shorts);
        _requireRoom(p.proceeds, proceeds);
    }

    function _closeAmounts(
        SeriesRecord storage s,
        Pools memory p,
        uint256 shorts
    ) private view returns (uint256 longs, uint256 collateral, uint256 proceeds, uint256 owed) {
        _requireAmount(shorts, p.shorts);
        (collateral, proceeds) = _shareOfShorts(s, p, shorts);
        if (!_isCash(s)) {
            longs = Math.min(shorts, OptionMath.shareUp(p.longs, shorts, p.shorts));
            return (longs, collateral, proceeds, 0);
        }
        longs = shorts;
        _requireAmount(longs, p.longs);
        owed = OptionMath.shareDown(s.owed, longs, p.longs);
        collateral += owed;
    }

    function _exerciseAmounts(
        SeriesRecord storage s,
        Pools memory p,
        uint256 longs
    ) private view returns (uint256 paid, uint256 received) {
        _requireStyle(s, false);
        _requireAmount(longs, p.longs);
        (paid, received) = OptionMath.exerciseUpDown(s.kind, longs, s.strike, s.underlyingDecimals);
        if (received == 0) revert ZeroStrike();
        _requireRoom(p.proceeds, paid);
    }

    function _redeemLongAmount(
        uint256 id,
        SeriesRecord storage s,
        Pools memory p,
        uint256 longs
    ) private view returns (uint256 collateral) {
        _requireStyle(s, true);
        if (s.price == 0) revert PriceNotTaken(id);
        _requireAmount(longs, p.longs);
        return OptionMath.shareDown(s.owed, longs, p.longs);
    }

    function _redeemShortAmounts(
        uint256 id,
        SeriesRecord storage s,
        Pools memory p,
        uint256 shorts
    ) private view returns (uint256 collateral, uint256 proceeds) {
        if (_isCash(s) && s.price == 0) revert PriceNotTaken(id);
        _requireAmount(shorts, p.shorts);
        return _shareOfShorts(s, p, shorts);
    }

    /// @dev Of what is not owed to longs, rounded down.
    function _shareOfShorts(
        SeriesRecord storage s,
        Pools memory p,
        uint256 shorts
    ) private view returns (uint256 collateral, uint256 proceeds) {
        uint256 left = s.price == 0 ? p.collateral : p.collateral - s.owed;
        collateral = OptionMath.shareDown(left, shorts, p.shorts);
        proceeds = OptionMath.shareDown(p.proceeds, shorts, p.shorts);
    }

    function _poolsOf(SeriesRecord storage s) private view returns (Pools memory p) {
        assembly ("memory-safe") {
            let word := sload(add(s.slot, 4))
            mstore(p, shr(128, shl(128, word)))
            mstore(add(p, 0x20), shr(128, word))
            word := sload(add(s.slot, 5))
            mstore(add(p, 0x40), shr(128, shl(128, word)))
            mstore(add(p, 0x60), shr(128, word))
        }
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

    function _requireRoom(uint256 present, uint256 added) private pure {
        uint256 room = OptionBounds.MAX_AMOUNT - present;
        if (added > room) revert AmountTooHigh(added, room);
    }

    function _requireAmount(uint256 amount, uint256 max) private pure {
        if (amount == 0) revert ZeroAmount();
        if (amount > max) revert AmountTooHigh(amount, max);
    }
}
