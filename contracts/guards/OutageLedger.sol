// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IOutageLedger} from "../interfaces/IOutageLedger.sol";
import {FeedStatus, UptimeFeed} from "../libraries/UptimeFeed.sol";
import {OutageRecord, OutageRecords} from "../libraries/OutageRecords.sol";
import {OutageList, OutageSearch} from "../libraries/OutageSearch.sol";
import {TimeMath} from "../libraries/TimeMath.sol";
import {Outage, SequencerStatus} from "../types/SequencerTypes.sol";
import {LedgerWalk} from "./LedgerWalk.sol";

/// @title The outages of one uptime feed
/// @notice Permissionless, without owner or parameters that change; one per feed serves every protocol of the chain.
/// @dev Layout: a head of one slot, one slot per outage, and one for the newest of them. {LedgerWalk} turns rounds into
/// outages, for {sync} in storage and for views in memory, so that both cannot differ.
contract OutageLedger is LedgerWalk, IOutageLedger {
    using TimeMath for uint40;
    using OutageSearch for OutageList;

    /// @notice Most rounds that a view reads beyond what is stored: seven or eight outages.
    uint256 public constant MAX_VIEW_ROUNDS = 16;
    /// @notice Outages further apart than this are never merged.
    uint40 public constant MAX_MERGE_GAP = 1 hours;

    uint40 private immutable MERGE_GAP;

    Head private _head;
    OutageList private _list;

    /// @dev The ledger as of now: what is stored, and what the feed has beyond it.
    struct Snapshot {
        Head head;
        uint256 storedCount;
        OutageRecord[] pending; // outages beyond the stored ones, `head.count - storedCount` of them
    }

    /// @param feed_ Uptime feed, readable by a contract; may be down.
    /// @param mergeGap_ Largest gap that is closed by merging, in seconds, at most {MAX_MERGE_GAP}.
    constructor(address feed_, uint40 mergeGap_) LedgerWalk(feed_) {
        if (mergeGap_ > MAX_MERGE_GAP) revert MergeGapOutOfBounds(mergeGap_, MAX_MERGE_GAP);
        (FeedStatus status, , ) = UptimeFeed.latest(feed_);
        if (status == FeedStatus.Invalid) revert LedgerFeedUnreadable(feed_);
        MERGE_GAP = mergeGap_;
    }

    /// @inheritdoc IOutageLedger
    function sync(uint256 maxRounds) external returns (uint256 roundsRead) {
        (FeedStatus status, , uint80 latestId) = UptimeFeed.latest(FEED);
        if (status == FeedStatus.Invalid) return 0;

        Head memory head = _head;
        uint256 newestStarts = _list.newestStarts;
        OutageRecord newest = head.count == 0 ? OutageRecords.NONE : _list.records[head.count - 1];
        for (; roundsRead < maxRounds && head.roundId < latestId; ++roundsRead) {
            (Change change, uint40 at, uint40 start) = _step(head, latestId);
            if (change == Change.Stuck) break;
            if (change == Change.Refused) {
                emit RoundRefused(head.roundId, at, head.lastChangeAt);
                continue;
            }
            if (change == Change.Started) emit OutageStarted(at, head.roundId);
            if (change == Change.Ended) {
                newest = newest.append(start, at, MERGE_GAP);
                newestStarts = _list.push(head.count, newest, newestStarts);
                emit OutageEnded(head.count++, start, at);
            }
        }
        if (roundsRead == 0) return 0;
        _list.newestStarts = newestStarts;
        _head = head;
    }

    /// @inheritdoc IOutageLedger
    function isSynced() external view returns (bool synced) {
        (FeedStatus status, , uint80 latestId) = UptimeFeed.latest(FEED);
        return status != FeedStatus.Invalid && _head.roundId >= latestId;
    }

    /// @inheritdoc IOutageLedger
    function downtimeBetween(uint40 from, uint40 to) external view returns (uint40 downtime) {
        return _downtime(from, to, false);
    }

    /// @inheritdoc IOutageLedger
    function mergedDowntimeBetween(uint40 from, uint40 to) external view returns (uint40 downtime) {
        return _downtime(from, to, true);
    }

    /// @inheritdoc IOutageLedger
    function elapsedUp(uint40 from, uint40 to) external view returns (uint40 uptime) {
        return (to - from.min(to)) - _downtime(from, to, false);
    }

    /// @inheritdoc IOutageLedger
    function overlaps(uint40 from, uint40 to) external view returns (bool overlapping) {
        return _downtime(from, to, false) != 0;
    }

    /// @inheritdoc IOutageLedger
    function outagesBetween(uint40 from, uint40 to) external view returns (Outage[] memory outages) {
        Snapshot memory now_ = _snapshot(_ordered(from, to));
        uint40 open = now_.head.openSince;
        // Nothing has changed since, and up is what it was.
        if (from == to || (open == 0 && from >= now_.head.lastChangeAt)) return outages;
        (uint256 first, OutageRecord record) = _find(now_, from);
        if (record.exists() && record.endedAt() > from) --first;
        uint256 beyond = first;
        // What is read here is listed, but for one: cheaper than a second search.
        while (beyond < now_.head.count && _at(now_, beyond).startedAt() < to) ++beyond;
        bool withOpen = open != 0 && open.overlap(_now(), from, to) != 0;

        outages = new Outage[](beyond - first + (withOpen ? 1 : 0));
        for (uint256 i = 0; i < outages.length; ++i) outages[i] = _outage(now_, first + i);
    }

    /// @inheritdoc IOutageLedger
    function mergedOutagesBetween(uint40 from, uint40 to) external view returns (Outage[] memory outages) {
        Snapshot memory now_ = _mergedSnapshot(_ordered(from, to), true);
        if (from == to) return outages;
        (uint256 i, OutageRecord record) = _find(now_, from);
        if (record.exists()) --i;
        (uint256 beyond, ) = _find(now_, to - 1);
        uint256 total = now_.head.count + (now_.head.openSince == 0 ? 0 : 1);

        outages = new Outage[](beyond - i + 1);
        uint256 found = 0;
        while (i < total) {
            Outage memory merged = _outage(now_, i++);
            uint40 start = merged.mergedStart;
            if (start >= to) break;
            for (; i < total; ++i) {
                Outage memory next = _outage(now_, i);
                if (next.mergedStart != start) break;
                merged.end = next.end;
            }
            if (start.overlap(merged.end, from, to) != 0) outages[found++] = Outage(start, merged.end, start);
        }
        assembly ("memory-safe") {
            // Shortens the array to what was found.
            mstore(outages, found)
        }
    }

    /// @inheritdoc IOutageLedger
    function recentOutages(
        uint40 quietGap,
        uint256 maxCount
    ) external view returns (Outage[] memory outages, bool complete) {
        Snapshot memory now_ = _snapshot(type(uint40).max);
        uint256 first = now_.head.count;
        if (first == 0) return (outages, true);
        uint256 floor = first > maxCount ? first - maxCount : 0;
        for (; first > floor && !complete; --first) {
            if (first == 1) complete = true;
            else complete = _at(now_, first - 1).endedAt().sub(_at(now_, first - 2).endedAt()) >= quietGap;
        }
        outages = new Outage[](now_.head.count - first);
        for (uint256 i = 0; i < outages.length; ++i) outages[i] = _at(now_, first + i).toOutage();
    }

    /// @inheritdoc IOutageLedger
    function statusAt(uint40 t) external view returns (SequencerStatus statusThen) {
        Snapshot memory now_ = _snapshot(t.add(1));
        uint40 begin = now_.head.historyStart;
        if (t > block.timestamp || begin == 0 || t < begin) return SequencerStatus.Unknown;
        uint40 open = now_.head.openSince;
        if (open != 0 && t >= open) return SequencerStatus.Down;
        (, OutageRecord record) = _find(now_, t);
        return record.exists() && t < record.endedAt() ? SequencerStatus.Down : SequencerStatus.Up;
    }

    /// @inheritdoc IOutageLedger
    function lastOutage() external view returns (bool exists, Outage memory outage) {
        Snapshot memory now_ = _snapshot(type(uint40).max);
        if (now_.head.count == 0) return (false, outage);
        return (true, _at(now_, now_.head.count - 1).toOutage());
    }

    /// @inheritdoc IOutageLedger
    function outageCount() external view returns (uint256 count) {
        return _snapshot(type(uint40).max).head.count;
    }

    /// @inheritdoc IOutageLedger
    function outageAt(uint256 index) external view returns (Outage memory outage) {
        if (index < _head.count) return _list.records[index].toOutage();
        Snapshot memory now_ = _snapshot(type(uint40).max);
        if (index >= now_.head.count) revert OutageIndexOutOfRange(index, now_.head.count);
        return _at(now_, index).toOutage();
    }

    /// @inheritdoc IOutageLedger
    function openSince() external view returns (uint40 start) {
        return _snapshot(type(uint40).max).head.openSince;
    }

    /// @inheritdoc IOutageLedger
    function historyStart() external view returns (uint40 start) {
        return _head.historyStart;
    }

    /// @inheritdoc IOutageLedger
    function syncedRound() external view returns (uint80 roundId) {
        return _head.roundId;
    }

    /// @inheritdoc IOutageLedger
    function feed() external view returns (address account) {
        return FEED;
    }

    /// @inheritdoc IOutageLedger
    function mergeGap() external view returns (uint40 seconds_) {
        return MERGE_GAP;
    }

    /// @dev Fail-closed: what is stored answers alone only where no later round can change it, that is for times up to the
    /// newest stored change.
    function _snapshot(uint40 to) private view returns (Snapshot memory snapshot) {
        Head memory head = _head;
        snapshot.head = head;
        snapshot.storedCount = head.count;
        if (to > head.lastChangeAt) _addPending(snapshot);
    }

    /// @notice As {_snapshot}, for merged outages: rounds to come may still close the gap after the newest outage, and may make
    /// the merged interval that it belongs to longer.
    /// @param to Newest time that the answer depends on.
    /// @param uncut Whether the answer tells the ends of intervals.
    /// @return snapshot What is stored, with rounds to come where they matter.
    function _mergedSnapshot(uint40 to, bool uncut) private view returns (Snapshot memory snapshot) {
        uint256 count = _head.count;
        OutageRecord newest = count == 0 ? OutageRecords.NONE : _list.records[count - 1];
        return _snapshot(to <= (uncut ? newest.mergedFrom() : newest.endedAt()) ? to : type(uint40).max);
    }

    function _addPending(Snapshot memory snapshot) private view {
        Head memory head = snapshot.head;
        (FeedStatus status, , uint80 latestId) = UptimeFeed.latest(FEED);
        if (status == FeedStatus.Invalid) revert LedgerFeedUnavailable(FEED);
        if (head.roundId >= latestId) return;
        uint256 behind = _roundsBehind(head.roundId, latestId);
        if (behind > MAX_VIEW_ROUNDS) revert LedgerNotSynced(behind);

        OutageRecord newest = head.count == 0 ? OutageRecords.NONE : _list.records[head.count - 1];
        OutageRecord[] memory pending = new OutageRecord[](MAX_VIEW_ROUNDS);
        for (uint256 read = 0; head.roundId < latestId; ++read) {
            // Older phases can hold more rounds than their number tells.
            if (read == MAX_VIEW_ROUNDS) revert LedgerNotSynced(MAX_VIEW_ROUNDS + 1);
            (Change change, uint40 at, uint40 start) = _step(head, latestId);
            if (change == Change.Stuck) revert LedgerNotSynced(behind);
            if (change != Change.Ended) continue;
            newest = newest.append(start, at, MERGE_GAP);
            pending[head.count++ - snapshot.storedCount] = newest;
        }
        snapshot.pending = pending;
    }

    function _downtime(uint40 from, uint40 to, bool merged) private view returns (uint40 downtime) {
        Snapshot memory now_ = merged ? _mergedSnapshot(_ordered(from, to), false) : _snapshot(_ordered(from, to));
        if (from == to) return 0;
        return _downBefore(now_, to, merged) - _downBefore(now_, from, merged);
    }

    /// @dev Downtime before `t`.
    function _downBefore(Snapshot memory now_, uint40 t, bool merged) private view returns (uint40 downtime) {
        (uint256 index, OutageRecord record) = _find(now_, t);
        uint40 open = now_.head.openSince;
        if (open != 0) downtime = t.min(_now()).sub(open);
        if (!record.exists()) return downtime;
        if (!merged) return downtime + record.downBefore(t);

        downtime += record.mergedDownBefore(t);
        uint40 end = record.endedAt();
        if (t <= end) return downtime;
        uint40 next = index < now_.head.count ? _at(now_, index).startedAt() : open;
        if (next != 0 && next.sub(end) <= MERGE_GAP) downtime += t.min(next) - end;
    }

    /// @dev How many outages start at or before `t`, and the last of them.
    function _find(Snapshot memory now_, uint40 t) private view returns (uint256 index, OutageRecord record) {
        uint256 stored = now_.storedCount;
        for (uint256 i = now_.head.count - stored; i > 0; --i) {
            record = now_.pending[i - 1];
            if (record.startedAt() <= t) return (stored + i, record);
        }
        return _list.find(stored, t);
    }

    function _at(Snapshot memory now_, uint256 index) private view returns (OutageRecord record) {
        uint256 stored = now_.storedCount;
        return index < stored ? _list.records[index] : now_.pending[index - stored];
    }

    /// @dev Outage `index`, where the one after the last is the one that still runs.
    function _outage(Snapshot memory now_, uint256 index) private view returns (Outage memory outage) {
        uint256 count = now_.head.count;
        if (index < count) return _at(now_, index).toOutage();
        uint40 open = now_.head.openSince;
        OutageRecord newest = count == 0 ? OutageRecords.NONE : _at(now_, count - 1);
        return Outage(open, open.max(_now()), newest.mergedStartOf(open, MERGE_GAP));
    }

    function _ordered(uint40 from, uint40 to) private pure returns (uint40 end) {
        if (from > to) revert IntervalReversed(from, to);
        return to;
    }

    function _now() private view returns (uint40 time) {
        return uint40(block.timestamp);
    }
}
