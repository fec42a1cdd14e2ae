// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Exercise by a keeper, for holders who may not be there after a recovery
/// @notice A holder names a keeper for a series, how much he may exercise, what he may spend, and what the keeper earns. The keeper
/// can do nothing else: what the exercise brings goes to the holder, and the permission works only when an outage has taken time
/// from the series, or in its last hour. The holder approves this contract for his option tokens and for what he pays with, and may revoke at
/// any time.
interface IExerciseDelegate {
    /// @notice What a keeper may do for a holder in a series.
    /// @param keeper Who may.
    /// @param maxLongs Most long tokens that he may exercise, in all.
    /// @param maxPaid Most that the holder pays for exercising, in all.
    /// @param feePerWhole What the keeper earns for each whole unit of the underlying exercised, in the token that is paid in; part of `maxPaid`.
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

    /// @notice Gives a permission for a series, in place of an earlier one.
    /// @param id The series, a physical one.
    /// @param permission What may be done.
    function permit(uint256 id, Permission calldata permission) external;

    /// @notice Takes the permission back. Always open.
    /// @param id The series.
    function revoke(uint256 id) external;

    /// @notice Exercises for a holder.
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
}
