// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Outage} from "../types/SequencerTypes.sol";
import {TimeMath} from "./TimeMath.sol";

/// @notice One stored outage, one storage slot; 0 stands for "none".
/// ```text
/// bits   0 –  39  start
/// bits  40 –  79  end
/// bits  80 – 119  total        raw downtime up to end
/// bits 120 – 159  mergedStart  start of the merged interval
/// bits 160 – 199  mergedTotal  merged downtime up to end
/// bits 200 – 239  skipStart    start of an older outage, for the search
/// ```
type OutageRecord is uint256;

using OutageRecords for OutageRecord global;

/// @title Packing of outages and their running sums
/// @notice Checks: nothing. Does not check: that records are appended in order; the ledger does.
library OutageRecords {
    using TimeMath for uint40;

    OutageRecord internal constant NONE = OutageRecord.wrap(0);

    /// @notice The record of the outage `[start, end)` that follows `previous`.
    /// @param previous The record before, or {NONE}.
    /// @param start Start of the outage, at or after the end of `previous`.
    /// @param end End of the outage, after `start`.
    /// @param mergeGap Largest gap, in seconds, that is closed by merging.
    /// @return record The new record.
    function append(
        OutageRecord previous,
        uint40 start,
        uint40 end,
        uint40 mergeGap
    ) internal pure returns (OutageRecord record) {
        uint40 mergedStart = mergedStartOf(previous, start, mergeGap);
        uint40 countedFrom = mergedStart == start ? start : previous.endedAt();
        uint256 total = uint40(OutageRecord.unwrap(previous) >> 80);
        uint256 mergedTotal = uint40(OutageRecord.unwrap(previous) >> 160);
        unchecked {
            // Sums of disjoint parts of uint40 time fit uint40.
            total += end - start;
            mergedTotal += end - countedFrom;
        }
        return
            OutageRecord.wrap(
                uint256(start) |
                    (uint256(end) << 40) |
                    (total << 80) |
                    (uint256(mergedStart) << 120) |
                    (mergedTotal << 160)
            );
    }

    /// @notice Where the merged interval of an outage that begins at `start` begins.
    /// @param previous The record before, or {NONE}.
    /// @param start Start of the outage.
    /// @param mergeGap Largest gap that is closed.
    /// @return mergedStart `start`, or the start of the interval that `previous` belongs to.
    function mergedStartOf(
        OutageRecord previous,
        uint40 start,
        uint40 mergeGap
    ) internal pure returns (uint40 mergedStart) {
        if (!previous.exists() || start.sub(previous.endedAt()) > mergeGap) return start;
        return uint40(OutageRecord.unwrap(previous) >> 120);
    }

    /// @notice The record with the start of an older one, see {OutageSearch}.
    /// @param record The record.
    /// @param start Seconds.
    /// @return extended The record to store.
    function withSkipStart(OutageRecord record, uint40 start) internal pure returns (OutageRecord extended) {
        return OutageRecord.wrap(OutageRecord.unwrap(record) | (uint256(start) << 200));
    }

    /// @notice Whether the record is one.
    /// @param record The record.
    /// @return there False for {NONE}.
    function exists(OutageRecord record) internal pure returns (bool there) {
        return OutageRecord.unwrap(record) != 0;
    }

    /// @notice Start of the outage.
    /// @param record The record.
    /// @return start Seconds.
    function startedAt(OutageRecord record) internal pure returns (uint40 start) {
        return uint40(OutageRecord.unwrap(record));
    }

    /// @notice End of the outage.
    /// @param record The record.
    /// @return end Seconds.
    function endedAt(OutageRecord record) internal pure returns (uint40 end) {
        return uint40(OutageRecord.unwrap(record) >> 40);
    }

    /// @notice Start of the merged interval that the outage belongs to.
    /// @param record The record.
    /// @return start Seconds.
    function mergedFrom(OutageRecord record) internal pure returns (uint40 start) {
        return uint40(OutageRecord.unwrap(record) >> 120);
    }

    /// @notice Raw downtime before `t`.
    /// @param record The newest outage that starts at or before `t`.
    /// @param t The time.
    /// @return downtime Seconds.
    function downBefore(OutageRecord record, uint40 t) internal pure returns (uint40 downtime) {
        return uint40(OutageRecord.unwrap(record) >> 80).sub(record.endedAt().sub(t));
    }

    /// @notice Merged downtime before `t`, without the gap that the next outage may close.
    /// @param record The newest outage that starts at or before `t`.
    /// @param t The time.
    /// @return downtime Seconds.
    function mergedDownBefore(OutageRecord record, uint40 t) internal pure returns (uint40 downtime) {
        return uint40(OutageRecord.unwrap(record) >> 160).sub(record.endedAt().sub(t));
    }

    /// @notice The record as the struct that the interface returns.
    /// @param record The record.
    /// @return outage The outage.
    function toOutage(OutageRecord record) internal pure returns (Outage memory outage) {
        return Outage(record.startedAt(), record.endedAt(), uint40(OutageRecord.unwrap(record) >> 120));
    }
}
