// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";

import {IGuardErrors} from "./IGuardErrors.sol";
import {Action, GuardPolicy, GuardState, SequencerStatus} from "../types/SequencerTypes.sol";

/// @title A deployed sequencer guard
/// @notice Answers one question for any number of protocols: may this action run now, and if not, when?
///
/// | action \ status | Unknown | Down | Recovering | Ramping | Up |
/// |---|---|---|---|---|---|
/// | ReduceRisk   | yes | yes | yes | yes | yes |
/// | Exercise     | yes | yes | yes | yes | yes |
/// | IncreaseRisk | no  | no  | no  | yes | yes |
/// | Liquidate    | `liquidateWhenUnknown` | no | no | yes | yes |
/// | Settle       | no  | no  | no  | yes | yes |
interface ISequencerGuard is IERC165, IGuardErrors {
    /// @notice The guardian replaced what the feed says, for a while.
    /// @param guardian Who did.
    /// @param status What holds instead.
    /// @param until When the override ends by itself.
    /// @param reason The guardian's words.
    event StatusOverridden(address indexed guardian, SequencerStatus indexed status, uint40 until, string reason);

    /// @notice What holds now. Never reverts, but for want of gas ({BoundedRead-GasStarved}: a dead feed and under about 205 000
    /// gas left); fail-closed: without a usable answer the status is Unknown.
    /// @return state Status, its beginning and its end.
    function status() external view returns (GuardState memory state);

    /// @notice Whether `action` may run now. Never reverts, but for want of gas; reads the transaction's cached status but never writes it.
    /// @param action What the caller is about to do.
    /// @return allowed True when {requireAllowed} would pass.
    function isAllowed(Action action) external view returns (bool allowed);

    /// @notice Whether every action may run now: the status is Ramping or Up. Never reverts, but for want of gas; the
    /// cheapest question.
    /// @return open True when {isAllowed} is true for all actions.
    function isOpen() external view returns (bool open);

    /// @notice Reverts unless `action` may run now. `ReduceRisk` and `Exercise` always may and read nothing.
    /// @dev Not `view`: the status is kept in transient storage for the rest of the transaction. A status message that is
    /// delivered later in the same transaction is therefore seen only by the next one.
    /// Reverts with {SequencerDown}, {SequencerRecovering} or {UptimeFeedUnavailable}.
    /// @param action What the caller is about to do.
    function requireAllowed(Action action) external;

    /// @notice Seconds of `[from, to)` in which the sequencer was down, each outage counted once and unmerged.
    /// @dev Passes through to the ledger and its errors. 0 on a chain without a sequencer.
    /// @param from Start of the interval, in L1 seconds.
    /// @param to End of the interval, exclusive.
    /// @return downtime Seconds.
    function downtimeBetween(uint40 from, uint40 to) external view returns (uint40 downtime);

    /// @notice `deadline`, moved by the outages that took time from its last `window` seconds.
    /// @dev The earliest time at which the sequencer has been up for `window` seconds since `deadline - window`, merged
    /// outages counting as one, and never more than `cap` after `deadline`. Never below `deadline`, and it never moves
    /// back. While an outage runs it grows with the clock.
    /// @param deadline The deadline without outages.
    /// @param window How many seconds before the deadline are protected.
    /// @param cap Most seconds that the deadline may move.
    /// @return adjusted The deadline to apply.
    function adjustedDeadline(uint40 deadline, uint40 window, uint40 cap) external view returns (uint40 adjusted);

    /// @notice Replaces what the feed says for `duration` seconds. Only the guardian; ends by itself; cannot be renewed
    /// before the cool-down has passed.
    /// @param newStatus `Up` or `Down`.
    /// @param duration Seconds, 1 to `maxOverride`.
    /// @param reason Said in the event.
    function overrideStatus(SequencerStatus newStatus, uint40 duration, string calldata reason) external;

    /// @notice The override in force or the last one that was.
    /// @return overridden What it said; Unknown when there never was one.
    /// @return since When it began.
    /// @return until When it ended or will end.
    function lastOverride() external view returns (SequencerStatus overridden, uint40 since, uint40 until);

    /// @notice The parameters, all immutable.
    /// @dev A guard without a guardian is Up whenever its feed has said "up" for longer than `visibilityLag + maxGrace + ramp`:
    /// readers may rely on that instead of asking.
    /// @return parameters As given at deployment.
    function policy() external view returns (GuardPolicy memory parameters);

    /// @notice The uptime feed.
    /// @return feed Zero on a chain without a sequencer.
    function uptimeFeed() external view returns (address feed);

    /// @notice The ledger of that feed.
    /// @return ledger Zero on a chain without a sequencer.
    function outageLedger() external view returns (address ledger);

    /// @notice Who may override.
    /// @return account Zero for nobody.
    function guardian() external view returns (address account);
}
