// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Observations} from "../types/SettlementTypes.sol";

/// @title Time-weighted mean of observed prices
/// @notice An observation holds until the next one, the last until the end of the averaging time. What lies before the first
/// counts nothing. The mean is rounded down, in nobody's favour: a price has no side.
/// @dev Checks: nothing. Does not check: that times ascend, which makes a negative weight panic; that there are two observations at
/// different times, without which nothing can be divided.
library PriceAverage {
    /// @notice Adds an observation; changes `o`.
    /// @param o The observations so far.
    /// @param at When it was taken; at or after the last one.
    /// @param price Its price.
    function add(Observations memory o, uint40 at, uint128 price) internal pure {
        if (o.count == 0)
            o.firstAt = at;
            // 128 bits of price times 40 bits of seconds: never more in total, as times are 40 bits wide.
        else o.weighted += uint168(o.lastPrice) * (at - o.lastAt);
        (o.lastAt, o.lastPrice) = (at, price);
        ++o.count;
    }

    /// @notice The mean.
    /// @param o At least two observations at different times.
    /// @param to End of the averaging time; at or after the last one.
    /// @return price Rounded down.
    function mean(Observations memory o, uint40 to) internal pure returns (uint128 price) {
        uint256 weighted = o.weighted + uint256(o.lastPrice) * (to - o.lastAt);
        // A mean of 128-bit prices has 128 bits.
        return uint128(weighted / (to - o.firstAt));
    }
}
