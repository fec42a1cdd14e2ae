// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {OutageRecord, OutageRecords} from "./OutageRecords.sol";

/// @notice Outages in the order of their starts, and the starts of the newest few in one slot.
/// @param records The outages, by index.
/// @param newestStarts Starts of the {OutageSearch-NEWEST} newest outages, 40 bits each, the newest one in the lowest bits.
struct OutageList {
    OutageRecord[1 << 32] records;
    uint256 newestStarts;
}

/// @title Appending outages and finding them by time
/// @notice Every read of a record costs 2 100 gas, so a search reads few: the newest outages are told by one slot, and
/// older ones are searched in thirds. Record i also keeps the start of record i − p, where p is the largest power of three
/// that divides i; reading record b + 2p therefore tells whether a time lies in the first, second or last third of the
/// block of 3p records that begins at b.
/// Checks: nothing. Does not check: that starts do not decrease; the ledger does.
library OutageSearch {
    /// @notice How many of the newest outages are found without a search.
    uint256 internal constant NEWEST = 6;

    uint256 private constant START_BITS = 40;

    /// @notice Stores an outage after the ones that are there.
    /// @param list The list.
    /// @param count How many it holds.
    /// @param record The outage.
    /// @param newestStarts The list's, in memory; the caller stores it after the last outage.
    /// @return newNewestStarts The list's from now on.
    function push(
        OutageList storage list,
        uint256 count,
        OutageRecord record,
        uint256 newestStarts
    ) internal returns (uint256 newNewestStarts) {
        uint256 step = 1;
        while (count != 0 && count % (3 * step) == 0) step *= 3;
        // Only the last of three thirds is ever asked for the second one.
        if ((count / step) % 3 == 2) record = record.withSkipStart(list.records[count - step].startedAt());
        list.records[count] = record;
        return
            ((newestStarts << (256 - (NEWEST - 1) * START_BITS)) >> (256 - NEWEST * START_BITS)) | record.startedAt();
    }

    /// @notice How many of the first `count` outages start at or before `t`, and the last of them.
    /// @param list The list.
    /// @param count How many outages it holds.
    /// @param t A time.
    /// @return index How many.
    /// @return record The last of them, or {OutageRecords-NONE}.
    function find(
        OutageList storage list,
        uint256 count,
        uint40 t
    ) internal view returns (uint256 index, OutageRecord record) {
        unchecked {
            // Indexes are below 2^32.
            if (count == 0) return (0, OutageRecords.NONE);
            uint256 starts = list.newestStarts;
            for (uint256 i = 0; i < NEWEST; ++i) {
                if (uint40(starts) <= t) return (count - i, list.records[count - i - 1]);
                if (i + 1 == count) return (0, OutageRecords.NONE);
                starts >>= START_BITS;
            }
            index = _third(list, count - NEWEST, t);
            record = list.records[index];
            return record.startedAt() <= t ? (index + 1, record) : (0, OutageRecords.NONE);
        }
    }

    /// @dev The last of the first `count` records that starts at or before `t`, or 0 when none does.
    function _third(OutageList storage list, uint256 count, uint256 t) private view returns (uint256 index) {
        unchecked {
            // The largest power of three below `count`; few ledgers ever need the higher one to begin with.
            uint256 step = count > 3 ** 10 ? 3 ** 20 : 3 ** 9;
            while (step >= count) step /= 3;
            for (; step != 0; step /= 3) {
                uint256 probe = index + 2 * step;
                if (probe < count) {
                    uint256 word = OutageRecord.unwrap(list.records[probe]);
                    if (uint40(word) <= t) index = probe;
                    else if ((word >> 200) <= t) index += step;
                } else {
                    probe -= step;
                    if (probe < count && uint40(OutageRecord.unwrap(list.records[probe])) <= t) index = probe;
                }
            }
        }
    }
}
