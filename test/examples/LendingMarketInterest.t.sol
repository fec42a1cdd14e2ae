// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {LendingMarketInterest} from "../../contracts/examples/LendingMarketInterest.sol";
import {InterestTerms} from "../../contracts/types/MarketTypes.sol";
import {TestBase} from "../helpers/Vm.sol";

/// @notice Interest of a market with any terms.
contract InterestOf is LendingMarketInterest {
    constructor(InterestTerms memory t) LendingMarketInterest(t) {}

    /// @notice See {LendingMarketInterest}.
    function rateAt(uint256 utilization) external view returns (uint256 rate) {
        return _rateAt(utilization);
    }

    /// @notice See {LendingMarketInterest}.
    function grown(uint256 index, uint256 rate, uint256 elapsed) external pure returns (uint256 index_) {
        return _grown(index, rate, elapsed);
    }
}

/// @notice The rate and the index over all of their range.
contract LendingMarketInterestTest is TestBase {
    uint256 private constant WAD_ = 1e18;
    uint256 private constant BPS_WAD_ = 1e14;
    uint256 private constant MOST = type(uint128).max;
    uint256 private constant MOST_RATE = 3e18;

    InterestOf private immutable ANY = new InterestOf(InterestTerms(8_000, 100, 400, 10_000));

    /// @notice Whatever the terms, the rate rises with utilization, between base and full, through the kink.
    function testFuzz_GivenAnyTerms_WhenUtilizationRises_TheRateNeverFalls(
        InterestTerms memory t,
        uint256 utilization,
        uint256 more
    ) external {
        t.kinkBps = uint16(_bound(t.kinkBps, 1, 9_999));
        t.baseRateBps = uint16(_bound(t.baseRateBps, 0, 30_000));
        t.kinkRateBps = uint16(_bound(t.kinkRateBps, t.baseRateBps, 30_000));
        t.fullRateBps = uint16(_bound(t.fullRateBps, t.kinkRateBps, 30_000));
        InterestOf interest = new InterestOf(t);
        utilization = _bound(utilization, 0, WAD_);
        more = _bound(more, utilization, WAD_);
        _check(interest.rateAt(utilization) <= interest.rateAt(more), "never falls");
        _checkEqual(interest.rateAt(0), t.baseRateBps * BPS_WAD_, "base");
        _checkEqual(interest.rateAt(t.kinkBps * BPS_WAD_), t.kinkRateBps * BPS_WAD_, "kink");
        _checkEqual(interest.rateAt(WAD_), t.fullRateBps * BPS_WAD_, "full");
    }

    /// @notice Nothing reverts up to the end of time, and an index never falls nor leaves its 128 bits.
    function testFuzz_GivenAnyIndex_WhenTimePasses_ItGrowsWithinItsBits(
        uint256 index,
        uint256 rate,
        uint40 elapsed
    ) external view {
        index = _bound(index, 1e27, MOST);
        rate = _bound(rate, 0, MOST_RATE);
        uint256 later = ANY.grown(index, rate, elapsed);
        _check(later >= index && later <= MOST, "grows within its bits");
        if (rate == 0 || elapsed == 0) _checkEqual(later, index, "stands still");
        _check(later <= ANY.grown(index, rate, elapsed == type(uint40).max ? elapsed : elapsed + 1), "with time");
    }

    /// @notice At least simple interest, and at most what touching it in between makes of it, but for rounding.
    function testFuzz_GivenAYear_WhenTouchedInBetween_ItIsWorthAtLeastAsMuch(
        uint256 rate,
        uint40 first,
        uint40 second
    ) external view {
        rate = _bound(rate, 0, MOST_RATE);
        first = uint40(_bound(first, 0, 365 days));
        second = uint40(_bound(second, 0, 365 days));
        uint256 once = ANY.grown(1e27, rate, uint256(first) + second);
        uint256 twice = ANY.grown(ANY.grown(1e27, rate, first), rate, second);
        // The exponent is rounded up to 18 decimals: 9 of the index.
        _check(twice + 1e10 >= once, "a touch costs lenders nothing");
        _check(once >= 1e27 + (1e9 * rate * (uint256(first) + second)) / 365 days, "simple interest at least");
    }

    /// @notice The least interest there is, and an index that is no round number: both are rounded up, for the pool.
    function test_GivenTheLeastInterest_WhenAdded_ExponentAndIndexAreRoundedUp() external view {
        _checkEqual(ANY.grown(1e27, 1, 1), 1e27 + 1e9, "the exponent");
        _checkEqual(ANY.grown(1e27 + 1, 1, 1), 1e27 + 1 + 1e9 + 1, "the index");
        _checkEqual(ANY.rateAt(1), 100 * BPS_WAD_ + 1, "the rate");
    }

    /// @notice An index at its end stays there.
    function test_GivenAnIndexAtItsEnd_WhenTimePasses_ItStays() external view {
        _checkEqual(ANY.grown(MOST, MOST_RATE, 365 days), MOST, "stays");
        _checkEqual(ANY.grown(1e27, MOST_RATE, type(uint40).max), MOST, "ends");
    }
}
