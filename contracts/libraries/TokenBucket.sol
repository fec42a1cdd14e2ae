// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {TimeMath} from "./TimeMath.sol";

/// @title A token bucket
/// @notice Starts full, refills at a constant rate up to its capacity, gives what it holds. In any `t` seconds it gives at most
/// `capacity + t × refillPerSecond`. Checks: nothing; the caller asks what it holds, takes no more, and says what is left. Does
/// not check: who takes; that rate and capacity, which the caller may keep elsewhere too, are the bucket's.
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

    /// @notice What the bucket holds at `time`. Reads its second word alone.
    /// @param bucket The bucket.
    /// @param capacity Its capacity.
    /// @param refillPerSecond Its refill, at most 128 bits.
    /// @param time Seconds.
    /// @return held At most its capacity.
    function heldAt(
        Bucket storage bucket,
        uint256 capacity,
        uint256 refillPerSecond,
        uint40 time
    ) internal view returns (uint256 held) {
        unchecked {
            // One word, read once.
            (uint256 taken, uint40 takenAt) = (bucket.taken, bucket.takenAt);
            // 40 bits and 128.
            uint256 refilled = uint256(time.sub(takenAt)) * refillPerSecond;
            return taken > refilled ? capacity - (taken - refilled) : capacity;
        }
    }

    /// @notice Leaves `left` in the bucket. Writes its second word alone.
    /// @param bucket The bucket.
    /// @param capacity Its capacity.
    /// @param left What remains, at most what it holds.
    /// @param time Seconds, now.
    function leave(Bucket storage bucket, uint256 capacity, uint256 left, uint40 time) internal {
        // At most the capacity, which fits.
        bucket.taken = uint128(capacity - left);
        bucket.takenAt = time;
    }
}
