// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {SequencerGuarded} from "../guards/SequencerGuarded.sol";
import {IExerciseDelegate} from "../interfaces/IExerciseDelegate.sol";
import {IOptionsBook} from "../interfaces/IOptionsBook.sol";
import {IOutageSafeOptions} from "../interfaces/IOutageSafeOptions.sol";
import {ISequencerGuard} from "../interfaces/ISequencerGuard.sol";
import {GuardWiring} from "../libraries/GuardWiring.sol";
import {TimeMath} from "../libraries/TimeMath.sol";
import {OptionKind, OptionStyle, SeriesTerms} from "../types/OptionTypes.sol";
import {SequencerStatus} from "../types/SequencerTypes.sol";

/// @title Exercise by a keeper, for holders who may not be there after a recovery
/// @notice One delegate for one options contract; no owner, no setter. Holds tokens within one call only. What it allows the options to
/// take they take in the same call, or it reverts.
/// @dev Checks: the permission, before anything moves; that what was asked of the holder arrived; that nothing of it stays here.
/// Does not check: prices; whether the series may be exercised, which the options do. Trust: the options and their guard.
/// Fail-open: where the effective expiry cannot be known now, a permission works.
contract ExerciseDelegate is IExerciseDelegate, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;
    using TimeMath for uint40;

    /// @notice A permission works in the last hour before the effective expiry, outage or not.
    uint40 public constant LAST_HOUR = 1 hours;

    IOutageSafeOptions private immutable OPTIONS;
    ISequencerGuard private immutable GUARD;

    mapping(address holder => mapping(uint256 id => Permission permission)) private _permissions;

    /// @param options The options; their guard is asked. {IGuardErrors-ZeroAddress} or {IGuardErrors-NoCode} otherwise.
    constructor(IOutageSafeOptions options) {
        GuardWiring.requireCode("options", address(options));
        OPTIONS = options;
        GUARD = SequencerGuarded(address(options)).SEQUENCER_GUARD();
    }

    /// @inheritdoc IExerciseDelegate
    function permit(uint256 id, Permission calldata permission) external {
        if (permission.keeper == address(0)) revert ZeroAddress("keeper");
        if (permission.until < block.timestamp) revert PermissionEnded(permission.until);
        if (permission.maxLongs == 0) revert ParameterOutOfBounds("maxLongs", 0, 1, type(uint128).max);
        // The options take the short token's id for a view, but not to exercise.
        if (id & 1 != 0) revert IOptionsBook.UnknownSeries(id);
        OptionStyle style = OPTIONS.termsOf(id).style;
        if (style == OptionStyle.EuropeanCash) revert IOptionsBook.WrongStyle(style);
        _permissions[msg.sender][id] = permission;
        emit PermissionSet(msg.sender, id, permission);
    }

    /// @inheritdoc IExerciseDelegate
    function revoke(uint256 id) external {
        delete _permissions[msg.sender][id];
        emit PermissionSet(msg.sender, id, _permissions[msg.sender][id]);
    }

    /// @inheritdoc IExerciseDelegate
    function exerciseFor(
        address holder,
        uint256 id,
        uint256 longs
    ) external nonReentrant returns (uint256 paid, uint256 received) {
        (IERC20 token, uint256 asked, uint256 fee) = _spend(holder, id, longs);
        uint256 before = token.balanceOf(address(this));
        token.safeTransferFrom(holder, address(this), asked + fee);
        _requireHere(token, before, asked + fee);
        token.forceApprove(address(OPTIONS), asked);
        (paid, received) = OPTIONS.exercise(id, longs, holder, holder);
        _requireHere(token, before, fee);
        if (fee != 0) token.safeTransfer(msg.sender, fee);
        emit ExercisedFor(holder, id, msg.sender, longs, paid, fee, received);
    }

    /// @inheritdoc IExerciseDelegate
    function permissionOf(address holder, uint256 id) external view returns (Permission memory permission) {
        return _permissions[holder][id];
    }

    /// @inheritdoc IExerciseDelegate
    function previewFor(
        address holder,
        uint256 id,
        uint256 longs
    ) external view returns (uint256 paid, uint256 fee, uint256 received) {
        (paid, received) = OPTIONS.previewExercise(id, longs);
        fee = _feeOf(_permissions[holder][id].feePerWhole, id, longs);
    }

    /// @inheritdoc IExerciseDelegate
    function isNeeded(uint256 id) external view returns (bool open, uint40 opensAt) {
        return _isNeeded(id, OPTIONS.termsOf(id).expiry);
    }

    /// @inheritdoc IExerciseDelegate
    function optionsOf() external view returns (address options) {
        return address(OPTIONS);
    }

    /// @dev Takes what an exercise needs off the permission, or reverts.
    function _spend(
        address holder,
        uint256 id,
        uint256 longs
    ) private returns (IERC20 token, uint256 asked, uint256 fee) {
        Permission storage permission = _permissions[holder][id];
        if (msg.sender != permission.keeper) revert NotKeeper(msg.sender, permission.keeper);
        if (block.timestamp > permission.until) revert PermissionEnded(permission.until);
        if (longs > permission.maxLongs) revert LongsExceeded(longs, permission.maxLongs);
        SeriesTerms memory terms = OPTIONS.termsOf(id);
        (bool open, uint40 opensAt) = _isNeeded(id, terms.expiry);
        if (!open) revert NotNeeded(opensAt);

        (asked, ) = OPTIONS.previewExercise(id, longs);
        fee = _feeOf(permission.feePerWhole, id, longs);
        if (asked + fee > permission.maxPaid) revert CostExceeded(asked + fee, permission.maxPaid);
        // Both fit: they are at most what they are taken from.
        permission.maxLongs -= uint128(longs);
        permission.maxPaid -= uint128(asked + fee);
        token = IERC20(terms.kind == OptionKind.Call ? terms.quote : terms.underlying);
    }

    function _isNeeded(uint256 id, uint40 expiry) private view returns (bool open, uint40 opensAt) {
        uint40 at = OPTIONS.effectiveExpiry(id);
        opensAt = at.sub(LAST_HOUR);
        // Past the expiry only an extension is left to exercise in; the largest time means that nobody can know now.
        if (block.timestamp > expiry || at == type(uint40).max || block.timestamp >= opensAt) return (true, opensAt);
        SequencerStatus status = GUARD.status().status;
        return (status == SequencerStatus.Recovering || status == SequencerStatus.Ramping, opensAt);
    }

    /// @dev Rounded down, in favour of the holder.
    function _feeOf(uint256 feePerWhole, uint256 id, uint256 longs) private view returns (uint256 fee) {
        (uint8 underlyingDecimals, , ) = OPTIONS.decimalsOf(id);
        return Math.mulDiv(feePerWhole, longs, 10 ** underlyingDecimals);
    }

    /// @dev What came and has not gone on, exactly: a token that takes a fee, or options that ask for something else, stop here.
    function _requireHere(IERC20 token, uint256 before, uint256 expected) private view {
        uint256 balance = token.balanceOf(address(this));
        uint256 here = balance > before ? balance - before : 0;
        if (here != expected) revert DelegateTransferMismatch(address(token), here, expected);
    }
}
