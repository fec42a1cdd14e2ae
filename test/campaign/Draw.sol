// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Random numbers that depend on a seed alone
/// @notice Stream `n` of a seed gives the same numbers on every machine. Not for anything but tests.
library Draw {
    struct Stream {
        uint256 state;
    }

    /// @notice The stream of one schedule.
    function stream(uint256 seed, uint256 number) internal pure returns (Stream memory s) {
        s.state = uint256(keccak256(abi.encode(seed, number)));
    }

    /// @notice A number from `low` to `high`, both included.
    function between(Stream memory s, uint256 low, uint256 high) internal pure returns (uint256 value) {
        s.state = uint256(keccak256(abi.encode(s.state)));
        return low + (s.state % (high - low + 1));
    }

    /// @notice As {between}, with each octave as likely as the others: minutes as often as hours.
    function spread(Stream memory s, uint256 low, uint256 high) internal pure returns (uint256 value) {
        uint256 octaves = 0;
        for (uint256 top = low; top * 2 <= high; top *= 2) ++octaves;
        uint256 from = low << between(s, 0, octaves);
        uint256 to = from * 2 < high ? from * 2 : high;
        return between(s, from, to);
    }

    /// @notice True in so many of a hundred.
    function chance(Stream memory s, uint256 percent) internal pure returns (bool happens) {
        return between(s, 1, 100) <= percent;
    }

    /// @notice A time span from `low` to `high` seconds.
    function span(Stream memory s, uint256 low, uint256 high) internal pure returns (uint40 seconds_) {
        return uint40(between(s, low, high));
    }
}
