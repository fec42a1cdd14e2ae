// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title What an auction that stands still in outages says
/// @notice Events and errors of {OutageAwareAuction}; a stop by the sequencer has the guard's own errors, a price from the
/// future or ahead of the chain's clock those of {ILiquidationGuard}.
interface IOutageAwareAuction {
    /// @notice An auction began, or began again from the top.
    /// @param referencePrice Price that the terms are applied to.
    /// @param restarts How many restarts there were.
    event AuctionBegan(uint256 referencePrice, uint256 restarts);

    /// @notice There is no auction.
    error AuctionNotRunning();

    /// @notice The auction runs already.
    /// @param startedAt Since when.
    error AuctionRunning(uint40 startedAt);

    /// @notice The auction stood still for so long that its price means nothing: restart it.
    /// @param inactive For how many seconds.
    /// @param resetAfter More than so many need a restart.
    error AuctionNeedsRestart(uint40 inactive, uint40 resetAfter);

    /// @notice The auction did not stand still for longer than `resetAfter`, or has no restart left.
    /// @param inactive For how many seconds it stood still.
    /// @param resetAfter More than so many need a restart.
    /// @param restarts How many restarts there were.
    /// @param maxRestarts How many there may be.
    error RestartNotDue(uint40 inactive, uint40 resetAfter, uint8 restarts, uint8 maxRestarts);

    /// @notice The price given for the top is older than the last recovery.
    /// @param updatedAt Its time.
    /// @param recoveredAt End of the last outage.
    error PriceNotFresh(uint40 updatedAt, uint40 recoveredAt);

    /// @notice The reference price is zero, or the top of it does not fit.
    /// @param price The price given.
    error PriceUnusable(uint256 price);

    /// @notice The ledger cannot tell for how long the auction stood still; its `sync` may mend that.
    /// @param ledger The guard's ledger.
    error HistoryUnavailable(address ledger);
}
