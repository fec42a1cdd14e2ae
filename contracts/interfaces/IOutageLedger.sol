// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Outage, SequencerStatus} from "../types/SequencerTypes.sol";

/// @title The outages of one uptime feed, in O(log n)
/// @notice A feed's rounds are a complete record of outages. The ledger copies them, so that sums over any interval cost two
/// binary searches. Anybody may {sync}; nobody has to: views add the rounds that are not stored yet by a bounded walk, and
/// revert with {LedgerNotSynced} when the bound does not suffice. They never answer wrongly.
///
/// All times are L1 seconds as reported by the feed. Intervals are half-open. Time before {historyStart} counts as up, and so
/// does the future. An outage that still runs counts up to `block.timestamp`.
/// Raw outages are for payouts; merged ones, in which gaps of at most {mergeGap} are closed, for graces and deadlines.
interface IOutageLedger {
    /// @notice The feed went down.
    /// @param start Start of the outage.
    /// @param roundId The feed's round that says so.
    event OutageStarted(uint40 indexed start, uint80 indexed roundId);

    /// @notice The feed came back and the outage was stored.
    /// @param index Its index.
    /// @param start Start of the outage.
    /// @param end End of the outage.
    event OutageEnded(uint256 indexed index, uint40 indexed start, uint40 indexed end);

    /// @notice A round lies before the one stored last, or is malformed, and was passed over for good. Chainlink's feeds never
    /// produce one.
    /// @param roundId The round.
    /// @param startedAt Its time; 0 when it is malformed.
    /// @param lastChangeAt The time of the round stored before.
    event RoundRefused(uint80 indexed roundId, uint40 startedAt, uint40 lastChangeAt);

    /// @notice More rounds are missing than a view may read.
    /// @param roundsBehind At least so many; call {sync} with this number.
    error LedgerNotSynced(uint256 roundsBehind);

    /// @notice The feed gives no usable answer, so rounds that are not stored cannot be ruled out.
    /// @param feed The feed.
    error LedgerFeedUnavailable(address feed);

    /// @notice An interval ends before it begins.
    /// @param from Its start.
    /// @param to Its end.
    error IntervalReversed(uint40 from, uint40 to);

    /// @notice No such outage.
    /// @param index The index given.
    /// @param count How many there are.
    error OutageIndexOutOfRange(uint256 index, uint256 count);

    /// @notice `mergeGap` lies outside its bounds.
    /// @param mergeGap The value given, in seconds.
    /// @param max Largest value accepted.
    error MergeGapOutOfBounds(uint40 mergeGap, uint40 max);

    /// @notice The address given as feed cannot be read as an uptime feed by a contract.
    /// @param feed The address given.
    error LedgerFeedUnreadable(address feed);

    /// @notice Stores the feed's rounds from where the last call stopped. Permissionless, idempotent, resumable.
    /// @dev Fail-open: with a feed that cannot be read it does nothing and returns 0.
    /// @param maxRounds How many rounds may be read at most.
    /// @return roundsRead How many were, with those read in vain at the end of a phase. Fewer than `maxRounds`: there is nothing
    /// more to read now, because the ledger is up to date or the feed does not answer; {isSynced} tells which.
    function sync(uint256 maxRounds) external returns (uint256 roundsRead);

    /// @notice Whether every round of the feed is stored. False when the feed cannot be read.
    /// @return synced True when views read nothing but storage and the feed's newest round.
    function isSynced() external view returns (bool synced);

    /// @notice Seconds of `[from, to)` in which the sequencer was down; raw outages.
    /// @param from Start of the interval.
    /// @param to End of the interval, exclusive; {IntervalReversed} when before `from`.
    /// @return downtime Seconds.
    function downtimeBetween(uint40 from, uint40 to) external view returns (uint40 downtime);

    /// @notice Same as {downtimeBetween}, over merged outages.
    /// @param from Start of the interval.
    /// @param to End of the interval, exclusive.
    /// @return downtime Seconds.
    function mergedDowntimeBetween(uint40 from, uint40 to) external view returns (uint40 downtime);

    /// @notice Seconds of `[from, to)` in which the sequencer was up; `to` beyond the present counts as up.
    /// @param from Start of the interval.
    /// @param to End of the interval, exclusive.
    /// @return uptime Seconds.
    function elapsedUp(uint40 from, uint40 to) external view returns (uint40 uptime);

    /// @notice Whether any outage overlaps `[from, to)`.
    /// @param from Start of the interval.
    /// @param to End of the interval, exclusive.
    /// @return overlapping True when at least a second does.
    function overlaps(uint40 from, uint40 to) external view returns (bool overlapping);

    /// @notice The raw outages that overlap `[from, to)`, oldest first, uncut. One that still runs ends at `block.timestamp`.
    /// @param from Start of the interval.
    /// @param to End of the interval, exclusive.
    /// @return outages Outages.
    function outagesBetween(uint40 from, uint40 to) external view returns (Outage[] memory outages);

    /// @notice The merged outages that overlap `[from, to)`, oldest first, uncut.
    /// @param from Start of the interval.
    /// @param to End of the interval, exclusive.
    /// @return outages Outages; `mergedStart` equals `start`.
    function mergedOutagesBetween(uint40 from, uint40 to) external view returns (Outage[] memory outages);

    /// @notice The newest ended outages back to the last quiet time: the returned outages are separated by less than
    /// `quietGap` (end to end), and before the first of them nothing ended for at least `quietGap`.
    /// @param quietGap Seconds between the ends of two outages that make the older one irrelevant.
    /// @param maxCount Most outages to return.
    /// @return outages Oldest first; empty when no outage has ended yet.
    /// @return complete False when `maxCount` cut the list.
    function recentOutages(
        uint40 quietGap,
        uint256 maxCount
    ) external view returns (Outage[] memory outages, bool complete);

    /// @notice What the feed said of the moment `t`.
    /// @param t A time in L1 seconds.
    /// @return statusThen Unknown before {historyStart} and after `block.timestamp`, else Down or Up.
    function statusAt(uint40 t) external view returns (SequencerStatus statusThen);

    /// @notice The newest outage that has ended.
    /// @return exists False when there is none.
    /// @return outage The outage, raw, with the start of its merged interval.
    function lastOutage() external view returns (bool exists, Outage memory outage);

    /// @notice How many outages have ended, with those not stored yet.
    /// @return count Number of raw outages.
    function outageCount() external view returns (uint256 count);

    /// @notice One outage that has ended. {OutageIndexOutOfRange} beyond {outageCount}.
    /// @param index 0 for the oldest.
    /// @return outage The outage.
    function outageAt(uint256 index) external view returns (Outage memory outage);

    /// @notice Start of the outage that runs now.
    /// @return start 0 when none does.
    function openSince() external view returns (uint40 start);

    /// @notice Time of the feed's first round that could be read.
    /// @return start 0 while nothing is stored.
    function historyStart() external view returns (uint40 start);

    /// @notice The newest round that was read.
    /// @return roundId 0 before the first {sync}; with zero in the low 64 bits, a phase of which nothing was read yet.
    function syncedRound() external view returns (uint80 roundId);

    /// @notice The feed.
    /// @return account Its address.
    function feed() external view returns (address account);

    /// @notice Outages at most so far apart are merged.
    /// @return seconds_ Seconds.
    function mergeGap() external view returns (uint40 seconds_);
}
