// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {TimeMath} from "./TimeMath.sol";

/// @title A token bucket
/// @notice Starts full, refills at a constant rate up to its capacity, gives what it holds. In any `t` seconds it gives at most
/// `capacity + t × refillPerSecond`. Checks: nothing; a larger amount than it holds empties it, so the caller asks first. Does
/// not check: who takes.
library TokenBucket {
    using TimeMath for uint40;

    /// @param capacity Most that it holds; 0 stands for no bucket.
    /// @param refillPerSecond What returns each second.
    /// @param taken What was missing at `takenAt`.
    /// @param takenAt When something was taken last, in seconds, or when it was made.
    /// @param extra Room in the second word that the bucket does not touch.
    struct Bucket {
        uint128 capacity;
        uint128 refillPerSecond;
        uint128 taken;
        uint40 takenAt;
        uint80 extra;
    }

    /// @notice A full bucket.
    /// @dev Its second word is not zero from the start, so that the first to take pays no more than the later ones.
    /// @param capacity Most that it holds.
    /// @param refillPerSecond What returns each second.
    /// @param time Seconds, now.
    /// @return bucket The bucket.
    function full(uint128 capacity, uint128 refillPerSecond, uint40 time) internal pure returns (Bucket memory bucket) {
        return Bucket({capacity: capacity, refillPerSecond: refillPerSecond, taken: 0, takenAt: time, extra: 0});
    }

    /// @notice What the bucket holds at `time`.
    /// @param bucket The bucket.
    /// @param time Seconds.
    /// @return held At most its capacity.
    function heldAt(Bucket storage bucket, uint40 time) internal view returns (uint256 held) {
        return _held(bucket.capacity, bucket.refillPerSecond, bucket.taken, time.sub(bucket.takenAt));
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

    function _held(
        uint256 capacity,
        uint256 refillPerSecond,
        uint256 taken,
        uint256 elapsed
    ) private pure returns (uint256 held) {
        unchecked {
            // 40 bits and 128.
            uint256 refilled = elapsed * refillPerSecond;
            return taken > refilled ? capacity - (taken - refilled) : capacity;
        }
    }
}
