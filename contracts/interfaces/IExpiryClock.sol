// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IGuardErrors} from "./IGuardErrors.sol";
import {Expiry, ExpiryPolicy, SettlementStart, SettlementState} from "../types/ExpiryTypes.sol";

/// @title A clock on which an outage costs no holder his right
/// @notice An expiry is a time in L1 seconds. When outages took time from the `window` before it, the *effective* expiry is
///
///     max(expiry, recoveredAt + visibilityLag + clamp(length of the outage, minExtension, maxExtension))
///
/// with the outage's length counted from the start of the burst that the ledger merges it into, `visibilityLag` from the
/// guard's policy, and the latest result where several outages count. An outage that takes time from the last `lastCall` seconds of an
/// extension applies in the same way again, at most `maxReextensions` times. An outage wholly before the window, or begun after the
/// (effective) expiry and the detection lag, changes nothing. The effective expiry is never below the expiry, and what is known of it never
/// moves back: each outage is judged by what was known when it ended.
///
/// Holders may act up to and in the second `effectiveExpiry`. Writers are paid later: somebody has to be *seen to act* after the effective expiry
/// and the detection lag (that starts the settlement), and the settlement delay has to pass after that. A delay counted from the
/// expiry alone passes while the chain stands still, and the first transaction after the recovery, which comes before the
/// feed's "down", would take all. The first payment ends the holders' time for good.
///
/// Fail-open for holders, fail-closed for writers: while an outage runs, or the ledger cannot tell, the expiry is open, also one that had
/// passed before. Bounded: `longStop` after the first act seen, a settlement may start although the expiry is open. An effective
/// expiry that is known is always waited for. Want of gas opens nothing: it reverts.
///
/// Until the feed's report has arrived, and the chain's clock has reached its date, the clock knows of no outage: holders are told
/// {ExpiryPassed} for so long, and lose nothing, since the extension is counted from the end of the visibility lag.
interface IExpiryClock is IGuardErrors {
    /// @notice Somebody was seen to act after the expiry; writers are paid from `opensAt` on.
    /// @param id What expires.
    /// @param startedAt When.
    /// @param opensAt End of the settlement delay.
    event SettlementStarted(uint256 indexed id, uint40 startedAt, uint40 opensAt);

    /// @notice Somebody acts while the expiry is open. From this first act the long-stop is counted.
    /// @param id What expires.
    /// @param longStopAt A settlement may start then, whatever the feed says.
    event SettlementHeld(uint256 indexed id, uint40 longStopAt);

    /// @notice The time to act has passed.
    /// @param effectiveExpiry The last second in which it could be done; where the other side was paid, the start of that settlement.
    error ExpiryPassed(uint40 effectiveExpiry);

    /// @notice The expiry is still to come, or an outage may still move it.
    /// @param until A settlement may start in this second, unless an outage moves it.
    error ExpiryNotPassed(uint40 until);

    /// @notice An outage that moves the expiry still runs, or the ledger cannot tell.
    /// @param expiry The expiry without outages.
    /// @param longStopAt When that holds nothing back any more; the largest time while no settlement has started.
    error ExpiryOpen(uint40 expiry, uint40 longStopAt);

    /// @notice Nobody was seen to act since the effective expiry: start the settlement first.
    /// @param id What expires.
    /// @param effectiveExpiry The effective expiry.
    error SettlementNotStarted(uint256 id, uint40 effectiveExpiry);

    /// @notice The settlement delay has not passed.
    /// @param opensAt When it has.
    error SettlementTooEarly(uint40 opensAt);

    /// @notice The settlement has started, and nothing has happened since that would start it anew.
    /// @param opensAt End of its delay.
    error SettlementRunning(uint40 opensAt);

    /// @notice The ledger's answer was cut off by too little gas, so nothing is known. Try again with more.
    /// @param available Gas left before the ledger was asked.
    error LedgerStarved(uint256 available);

    /// @notice The effective expiry of a time, with the outages that count. Never reverts, but for want of gas.
    /// @dev `Unknown` also where the ledger is further behind than a view reads; {IOutageLedger-sync} helps then. Whoever acts
    /// syncs in the same call.
    /// @param expiry The expiry without outages, in L1 seconds.
    /// @return result Status, effective expiry and outages.
    function expiryOf(uint40 expiry) external view returns (Expiry memory result);

    /// @notice How far the settlement of `id` has come.
    /// @param id What expires.
    /// @return start Zeros when nobody was seen to act.
    function settlementStartOf(uint256 id) external view returns (SettlementStart memory start);

    /// @notice Where the settlement of `id` stands and when it goes on, as whoever acts in the same block finds it. Never
    /// reverts, but for want of gas.
    /// @param id What expires.
    /// @param expiry Its expiry; another one gives an answer without meaning.
    /// @return state Stage and time.
    function settlementStateOf(uint256 id, uint40 expiry) external view returns (SettlementState memory state);

    /// @notice The parameters, all immutable.
    /// @return parameters As given at deployment.
    function expiryPolicy() external view returns (ExpiryPolicy memory parameters);
}
