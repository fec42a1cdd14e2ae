// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {Outage} from "../types/SequencerTypes.sol";

/// @title Time arithmetic, in one place
/// @notice Everything saturates: no function here reverts, whatever a feed or a caller puts in. Times and lengths are
/// `uint40` seconds; intervals are half-open, `[start, end)`, so the second `end` itself lies outside.
/// @dev Checks: nothing, by design. Does not check: that intervals are the right way round (a reversed one is empty).
library TimeMath {
    uint256 internal constant BPS = 10_000;

    /// @notice `a + b`, or the largest time.
    /// @param a Seconds.
    /// @param b Seconds.
    /// @return sum Seconds.
    function add(uint40 a, uint40 b) internal pure returns (uint40 sum) {
        return _toTime(uint256(a) + b);
    }

    /// @notice `a - b`, or 0. As `elapsed`: the age of `b` at `a`, 0 when `b` lies ahead.
    /// @param a Seconds.
    /// @param b Seconds.
    /// @return difference Seconds.
    function sub(uint40 a, uint40 b) internal pure returns (uint40 difference) {
        unchecked {
            return a > b ? a - b : 0;
        }
    }

    /// @notice The earlier time.
    /// @param a Seconds.
    /// @param b Seconds.
    /// @return earlier Seconds.
    function min(uint40 a, uint40 b) internal pure returns (uint40 earlier) {
        return a < b ? a : b;
    }

    /// @notice The later time.
    /// @param a Seconds.
    /// @param b Seconds.
    /// @return later Seconds.
    function max(uint40 a, uint40 b) internal pure returns (uint40 later) {
        return a > b ? a : b;
    }

    /// @notice `length × bps / 10 000`, rounded down, within `[low, high]`; `high` wins should they cross.
    /// @param length Seconds.
    /// @param bps Basis points.
    /// @param low Smallest result.
    /// @param high Largest result.
    /// @return clamped Seconds.
    function scaleAndClamp(uint40 length, uint16 bps, uint40 low, uint40 high) internal pure returns (uint40 clamped) {
        return min(max(_toTime((uint256(length) * bps) / BPS), low), high);
    }

    /// @notice Seconds that `[start, end)` and `[from, to)` have in common.
    /// @param start Start of the first interval.
    /// @param end End of the first interval, exclusive.
    /// @param from Start of the second interval.
    /// @param to End of the second interval, exclusive.
    /// @return common Seconds.
    function overlap(uint40 start, uint40 end, uint40 from, uint40 to) internal pure returns (uint40 common) {
        return sub(min(end, to), max(start, from));
    }

    /// @notice The earliest time at or after `deadline` at which `window` seconds have been up since `deadline - window`, at
    /// most `deadline + cap`.
    /// @param outages Outages, oldest first, disjoint; one that still runs ends now.
    /// @param deadline The deadline without outages.
    /// @param window Seconds before it that are protected.
    /// @param cap Most seconds it may move.
    /// @return adjusted The deadline to apply.
    function adjustDeadline(
        Outage[] memory outages,
        uint40 deadline,
        uint40 window,
        uint40 cap
    ) internal pure returns (uint40 adjusted) {
        if (window == 0) return deadline;
        uint40 from = sub(deadline, window);
        uint40 latest = add(deadline, cap);
        adjusted = deadline;
        for (uint256 i = 0; i < outages.length; ++i) {
            // An outage that begins at the adjusted deadline or later takes nothing from the window any more.
            if (outages[i].start >= adjusted) break;
            adjusted = add(adjusted, sub(outages[i].end, max(outages[i].start, from)));
        }
        return min(adjusted, latest);
    }

    function _toTime(uint256 value) private pure returns (uint40 time) {
        // The minimum fits uint40, so the cast cannot truncate.
        return uint40(Math.min(value, type(uint40).max));
    }
}
