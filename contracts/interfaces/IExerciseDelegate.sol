// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IGuardErrors} from "./IGuardErrors.sol";

/// @title Exercise by a keeper, for holders who may not be there after a recovery
/// @notice A holder names a keeper for a series, how much he may exercise, what he may spend, and what the keeper earns. The keeper
/// can do nothing else: what the exercise brings goes to the holder, and the permission works only after a recovery, in an
/// extension, or in the series' last hour. The holder approves this contract for his option tokens and for what he pays with, and may
/// revoke at any time.
///
/// Nobody here knows a price. The keeper is trusted to exercise what is worth it; the most that he can cost the holder is `maxPaid`, less what
/// the exercise brings.
interface IExerciseDelegate is IGuardErrors {
    /// @notice What a keeper may do for a holder in a series.
    /// @param keeper Who may.
    /// @param maxLongs Most long tokens that he may exercise, in all.
    /// @param maxPaid Most that the holder pays, in all, with the keeper's fee.
    /// @param feePerWhole What the keeper earns for each whole unit of the underlying exercised, in the token that is paid in; part of
    /// `maxPaid`. Rounded down for parts of a unit.
    /// @param until Last second in which it may be used.
    struct Permission {
        address keeper;
        uint128 maxLongs;
        uint128 maxPaid;
        uint128 feePerWhole;
        uint40 until;
    }

    /// @notice A holder gave, changed or took back a permission.
    /// @param holder Who.
    /// @param id The series.
    /// @param permission What may be done from here on; zeros when it was taken back.
    event PermissionSet(address indexed holder, uint256 indexed id, Permission permission);

    /// @notice A keeper exercised for a holder.
    /// @param holder For whom.
    /// @param id The series.
    /// @param keeper Who did.
    /// @param longs Long tokens exercised.
    /// @param paid What the holder paid, without the fee.
    /// @param fee What the keeper earned.
    /// @param received What the holder got.
    event ExercisedFor(
        address indexed holder,
        uint256 indexed id,
        address indexed keeper,
        uint256 longs,
        uint256 paid,
        uint256 fee,
        uint256 received
    );

    /// @notice The caller is not the keeper named.
    /// @param caller Who tried.
    /// @param keeper Who may; zero for nobody.
    error NotKeeper(address caller, address keeper);

    /// @notice More is to be exercised than is left of the permission.
    /// @param longs What is asked for.
    /// @param left What is left.
    error LongsExceeded(uint256 longs, uint256 left);

    /// @notice It would cost the holder more than is left of the permission.
    /// @param cost What it would cost, with the fee.
    /// @param left What is left.
    error CostExceeded(uint256 cost, uint256 left);

    /// @notice The permission has ended.
    /// @param until When.
    error PermissionEnded(uint40 until);

    /// @notice No outage has taken time from the series, and its last hour has not begun.
    /// @param opensAt When that begins.
    error NotNeeded(uint40 opensAt);

    /// @notice A token did not move what it was told to: it takes a fee on transfers.
    /// @param token The token.
    /// @param here What is here of the holder's.
    /// @param expected What should be.
    error DelegateTransferMismatch(address token, uint256 here, uint256 expected);

    /// @notice Gives a permission for a series, in place of an earlier one.
    /// @dev {IGuardErrors-ZeroAddress} without a keeper, {PermissionEnded} when it has ended already,
    /// {IGuardErrors-ParameterOutOfBounds} for no longs, and what the options say of a series that does not exist or that pays in cash.
    /// @param id The series, a physical one; the id of its long token.
    /// @param permission What may be done.
    function permit(uint256 id, Permission calldata permission) external;

    /// @notice Takes the permission back. Always open.
    /// @param id The series.
    function revoke(uint256 id) external;

    /// @notice Exercises for a holder.
    /// @dev Reverts with {NotKeeper}, {PermissionEnded}, {LongsExceeded}, {NotNeeded}, {CostExceeded}, {DelegateTransferMismatch}, and what
    /// the options and the tokens revert with.
    /// @param holder For whom.
    /// @param id The series.
    /// @param longs Long tokens to exercise.
    /// @return paid What the holder paid, without the fee.
    /// @return received What the holder got.
    function exerciseFor(address holder, uint256 id, uint256 longs) external returns (uint256 paid, uint256 received);

    /// @notice What is left of a permission.
    /// @param holder Who gave it.
    /// @param id The series.
    /// @return permission Zeros when there is none.
    function permissionOf(address holder, uint256 id) external view returns (Permission memory permission);

    /// @notice What an exercise would cost a holder and bring him, by his permission.
    /// @param holder For whom.
    /// @param id The series.
    /// @param longs Long tokens.
    /// @return paid What would be paid in.
    /// @return fee What the keeper would earn.
    /// @return received What would be paid out.
    function previewFor(
        address holder,
        uint256 id,
        uint256 longs
    ) external view returns (uint256 paid, uint256 fee, uint256 received);

    /// @notice Whether permissions for a series work now. Whether it can be exercised at all, the options tell.
    /// @param id The series.
    /// @return open True after a recovery, in an extension, and in the last hour before the effective expiry.
    /// @return opensAt When that hour begins.
    function isNeeded(uint256 id) external view returns (bool open, uint40 opensAt);

    /// @notice The options that are exercised.
    /// @return options {IOutageSafeOptions}.
    function optionsOf() external view returns (address options);
}
