// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SequencerStatus} from "../types/SequencerTypes.sol";

/// @title What a guard says when it stops an action or refuses to be built
/// @notice Declared once and shared by the guard, the base to inherit and the mixin, so that callers can decode a stop
/// without knowing which of them was used.
interface IGuardErrors {
    /// @notice The sequencer is down, or the guardian says so.
    /// @param since Start of the outage (or of the override), in L1 seconds.
    error SequencerDown(uint40 since);

    /// @notice The sequencer is back and users go first.
    /// @param until When the action opens, unless another outage begins.
    error SequencerRecovering(uint40 until);

    /// @notice The uptime feed gives no usable answer, so the status is Unknown.
    /// @param feed The feed that was read.
    error UptimeFeedUnavailable(address feed);

    /// @notice A parameter lies outside its bounds.
    /// @param parameter Name of the parameter, as in {GuardPolicy}.
    /// @param value The value given.
    /// @param min Smallest value accepted.
    /// @param max Largest value accepted.
    error ParameterOutOfBounds(bytes32 parameter, uint256 value, uint256 min, uint256 max);

    /// @notice A mandatory address is zero.
    /// @param parameter Name of the parameter.
    error ZeroAddress(bytes32 parameter);

    /// @notice An address that must be a contract has no code.
    /// @param parameter Name of the parameter.
    /// @param account The address given.
    error NoCode(bytes32 parameter, address account);

    /// @notice The feed cannot be read by a contract, or answers something else than an uptime round: a raw aggregator that
    /// refuses access, an uninitialised feed, an answer besides 0 and 1, a start of 0 or in the far future.
    /// @param feed The feed given.
    error NotAnUptimeFeed(address feed);

    /// @notice The feed has decimals, so it is a price feed.
    /// @param feed The feed given.
    /// @param decimals Its decimals; 0 is expected.
    error FeedHasDecimals(address feed, uint256 decimals);

    /// @notice The feed says "down" while the guard is deployed, so its wiring cannot be told from a mistake.
    /// @param feed The feed given.
    /// @param since What it gives as the start of the outage.
    error FeedDownAtDeployment(address feed, uint40 since);

    /// @notice The ledger records another feed.
    /// @param ledger The ledger given.
    /// @param ledgerFeed The feed it records.
    /// @param feed The feed that the guard was given.
    error LedgerOfAnotherFeed(address ledger, address ledgerFeed, address feed);

    /// @notice The no-sequencer mode was asked for on a chain with a known uptime feed.
    /// @param chainId This chain.
    /// @param proxy The feed's proxy by the chain registry.
    error SequencerFeedKnown(uint256 chainId, address proxy);

    /// @notice The no-sequencer mode takes neither a feed nor a ledger.
    /// @param feed The feed given.
    /// @param ledger The ledger given.
    error FeedWithoutSequencer(address feed, address ledger);

    /// @notice The address given as guard does not answer to the guard's interface.
    /// @param guard The address given.
    error NotASequencerGuard(address guard);

    /// @notice Only the guardian may override.
    /// @param caller Who tried.
    /// @param guardian Who may; zero for nobody.
    error NotGuardian(address caller, address guardian);

    /// @notice An override may only say Up or Down.
    /// @param status The status given.
    error OverrideStatusNotAllowed(SequencerStatus status);

    /// @notice An override runs, or has ended less than the cool-down ago.
    /// @param until When the next override may begin.
    error OverrideCoolingDown(uint40 until);
}
