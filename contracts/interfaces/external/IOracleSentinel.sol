// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title What Dolomite asks about the sequencer
/// @notice Same selectors as the interface of that name in Dolomite Margin. Dolomite asks {isBorrowAllowed} at the end of
/// every operation, whatever it does, and {isLiquidationAllowed} in a liquidation. A sentinel that reverted would therefore
/// stop deposits and repayments too; it must answer.
interface IOracleSentinel {
    /// @notice In Dolomite's own sentinel: replaces the grace.
    /// @param newGracePeriod The new grace, in seconds.
    function ownerSetGracePeriod(uint256 newGracePeriod) external;

    /// @notice Whether the total debt of a market may grow now.
    /// @return allowed False stops an operation that leaves any market with more debt than before.
    function isBorrowAllowed() external view returns (bool allowed);

    /// @notice Whether a position may be liquidated now.
    /// @return allowed False stops liquidations.
    function isLiquidationAllowed() external view returns (bool allowed);

    /// @notice How long after a recovery the answers may stay "no".
    /// @return period In seconds.
    function gracePeriod() external view returns (uint256 period);
}
