// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {Bounds} from "../libraries/Bounds.sol";
import {InterestTerms} from "../types/MarketTypes.sol";

/// @title What a loan costs: a rate with a kink
/// @notice The rate per year rises with utilization in two straight lines, as in Compound's `JumpRateModel` and Aave's two-slope
/// strategy. It is compounded over the seconds that pass by the first three terms of the series of `e^x - 1`, as Aave v3
/// (`MathUtils`) and Morpho Blue (`wTaylorCompounded`) do, so that it hardly matters how often a market is touched.
///
/// Rounding: rate, exponent and index are rounded up, for the pool. Cutting the series is the one step in favour of borrowers: it
/// leaves out less than `x^4 / 23` of a debt for `x` up to a fifth: at 100 % a year and a touch a day, 10^-9 of it in a year.
/// @dev Checks the terms. Does not check: utilization, which the books keep.
abstract contract LendingMarketInterest {
    using Math for uint256;

    /// @notice One, where rates and shares have 18 decimals.
    uint256 internal constant WAD = 1e18;
    /// @notice Greatest rate per year: at so much a debt doubles in eleven weeks.
    uint256 internal constant MAX_RATE_BPS = 30_000;

    uint256 private constant BPS = 10_000;
    uint256 private constant YEAR = 365 days;
    /// @dev Basis points with 18 decimals.
    uint256 private constant BPS_WAD = WAD / BPS;

    uint256 private immutable KINK_BPS;
    uint256 private immutable BASE_RATE_BPS;
    uint256 private immutable KINK_RATE_BPS;
    uint256 private immutable FULL_RATE_BPS;

    /// @param t The terms; {IGuardErrors-ParameterOutOfBounds} otherwise.
    constructor(InterestTerms memory t) {
        Bounds.within("kinkBps", t.kinkBps, 1, BPS - 1);
        Bounds.within("baseRateBps", t.baseRateBps, 0, MAX_RATE_BPS);
        Bounds.within("kinkRateBps", t.kinkRateBps, t.baseRateBps, MAX_RATE_BPS);
        Bounds.within("fullRateBps", t.fullRateBps, t.kinkRateBps, MAX_RATE_BPS);
        KINK_BPS = t.kinkBps;
        BASE_RATE_BPS = t.baseRateBps;
        KINK_RATE_BPS = t.kinkRateBps;
        FULL_RATE_BPS = t.fullRateBps;
    }

    /// @dev The terms as given at deployment.
    function _interestTerms() internal view returns (InterestTerms memory terms) {
        return InterestTerms(uint16(KINK_BPS), uint16(BASE_RATE_BPS), uint16(KINK_RATE_BPS), uint16(FULL_RATE_BPS));
    }

    /// @dev Rate per year with 18 decimals, rounded up, at a utilization of at most {WAD}.
    function _rateAt(uint256 utilization) internal view returns (uint256 rate) {
        uint256 kink = KINK_BPS * BPS_WAD;
        if (utilization <= kink) {
            return BASE_RATE_BPS * BPS_WAD + _part(KINK_RATE_BPS - BASE_RATE_BPS, utilization, kink);
        }
        return KINK_RATE_BPS * BPS_WAD + _part(FULL_RATE_BPS - KINK_RATE_BPS, utilization - kink, WAD - kink);
    }

    /// @dev `index` after `elapsed` seconds at `rate`, rounded up; at most `type(uint128).max`, so that a market that nobody
    /// touched for centuries can still be repaid.
    function _grown(uint256 index, uint256 rate, uint256 elapsed) internal pure returns (uint256 grown) {
        // At most 62 bits and 40: the factor has no more than 111, and no product exceeds 256.
        uint256 first = (rate * elapsed).ceilDiv(YEAR);
        uint256 second = (first * first) / (2 * WAD);
        uint256 third = (second * first) / (3 * WAD);
        uint256 factor = WAD + first + second + third;
        return Math.min(index.mulDiv(factor, WAD, Math.Rounding.Ceil), type(uint128).max);
    }

    function _part(uint256 riseBps, uint256 done, uint256 whole) private pure returns (uint256 rate) {
        return (riseBps * BPS_WAD).mulDiv(done, whole, Math.Rounding.Ceil);
    }
}
