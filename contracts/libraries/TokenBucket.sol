// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {TimeMath} from "./TimeMath.sol";

/// @title A token bucket
/// @notice Starts full, refills at a constant rate up to its capacity, gives what it holds. In any `t` seconds it gives at most
/// `capacity + t × refillPerSecond`. Checks: that no more is taken than it holds (the caller's duty to ask first; a larger
/// amount empties it). Does not check: who takes.
library TokenBucket {
    using TimeMath for uint40;

    /// @param capacity Most that it holds; 0 stands for no bucket.
    /// @param refillPerSecond What returns each second.
    /// @param taken What was missing at `takenAt`.
    /// @param takenAt When something was taken last, in seconds; 0 when never.
    struct Bucket {
        uint128 capacity;
        uint128 refillPerSecond;
        uint128 taken;
        uint40 takenAt;
    }

    /// @notice What the bucket holds at `time`.
    /// @param bucket The bucket.
    /// @param time Seconds.
    /// @return held At most its capacity.
    function heldAt(Bucket storage bucket, uint40 time) internal view returns (uint256 held) {
        uint256 refilled = uint256(time.sub(bucket.takenAt)) * bucket.refillPerSecond;
        return bucket.capacity - Math.saturatingSub(bucket.taken, refilled);
    }

    /// @notice Takes `amount`, or all that there is when that is less.
    /// @param bucket The bucket.
    /// @param amount What is wanted.
    /// @param time Seconds, now.
    /// @return left What remains.
    function take(Bucket storage bucket, uint256 amount, uint40 time) internal returns (uint256 left) {
        left = Math.saturatingSub(heldAt(bucket, time), amount);
        // At most the capacity, which fits.
        bucket.taken = uint128(bucket.capacity - left);
        bucket.takenAt = time;
    }
}
