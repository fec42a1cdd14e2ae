// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {OptionMath} from "../../contracts/libraries/OptionMath.sol";
import {OptionKind} from "../../contracts/types/OptionTypes.sol";
import {TestBase} from "../helpers/Vm.sol";

/// @notice Directions of rounding and bounds, over all amounts, strikes, prices and decimals that a book accepts.
contract OptionMathTest is TestBase {
    function testFuzz_GivenAnyAmountAndStrike_WhenValued_UpAndDownEncloseTheExactValue(
        uint128 longs,
        uint128 strike,
        uint8 decimals
    ) external pure {
        decimals %= 19;
        uint256 unit = 10 ** decimals;
        uint256 down = OptionMath.strikeValueDown(longs, strike, decimals);
        uint256 up = OptionMath.strikeValueUp(longs, strike, decimals);
        uint256 exact = uint256(longs) * strike;
        _check(down == exact / unit, "the value is rounded down");
        _check(up == down + (exact % unit == 0 ? 0 : 1), "the value is rounded up");
    }

    function testFuzz_GivenAnyTwoAmounts_WhenCoveredApart_TheSumCoversBothTogether(
        uint120 a,
        uint120 b,
        uint128 strike,
        uint8 decimals,
        bool put
    ) external pure {
        decimals %= 19;
        OptionKind kind = put ? OptionKind.Put : OptionKind.Call;
        uint256 apart =
            OptionMath.collateralUp(kind, a, strike, decimals) + OptionMath.collateralUp(kind, b, strike, decimals);
        uint256 together = OptionMath.collateralUp(kind, uint256(a) + b, strike, decimals);
        _check(apart >= together, "deposits apart cover both");
        _check(apart <= together + 1, "and at most one unit more");
        (, uint256 first) = OptionMath.exerciseUpDown(kind, a, strike, decimals);
        (, uint256 second) = OptionMath.exerciseUpDown(kind, b, strike, decimals);
        _check(first + second <= together, "exercising apart takes no more than the cover of both");
    }

    function testFuzz_GivenAnyAmount_WhenExercised_TheHolderPaysAtLeastAndGetsAtMostTheExactValue(
        uint128 longs,
        uint128 strike,
        uint8 decimals
    ) external pure {
        decimals %= 19;
        (uint256 paid, uint256 received) = OptionMath.exerciseUpDown(OptionKind.Call, longs, strike, decimals);
        _check(paid * 10 ** decimals >= uint256(longs) * strike && received == longs, "a call is paid in full");
        (paid, received) = OptionMath.exerciseUpDown(OptionKind.Put, longs, strike, decimals);
        _check(
            received * 10 ** decimals <= uint256(longs) * strike && paid == longs,
            "a put pays no more than its strike"
        );
    }

    function testFuzz_GivenAnyShares_WhenRounded_UpAndDownDifferByAtMostOneUnit(
        uint128 amount,
        uint128 part,
        uint128 whole
    ) external pure {
        vm.assume(whole != 0);
        uint256 down = OptionMath.shareDown(amount, part, whole);
        uint256 up = OptionMath.shareUp(amount, part, whole);
        _check(down * whole <= uint256(amount) * part, "down is at most the exact share");
        _check(up * whole >= uint256(amount) * part, "up is at least the exact share");
        _check(up - down <= 1, "they enclose it");
    }

    function test_GivenNothingToShare_WhenTheWholeIsNothingToo_TheShareIsNothing() external pure {
        _check(OptionMath.shareDown(0, 0, 0) == 0, "nothing of nothing");
    }

    function testFuzz_GivenAnyPrice_WhenACallSettles_LongsGetTheWholeLessTheStrikesWorthRoundedDown(
        uint128 longs,
        uint128 strike,
        uint128 price,
        uint24 seed
    ) external pure {
        vm.assume(price != 0);
        (uint8 u, uint8 q, uint8 p) = _decimals(seed);
        uint256 owed = OptionMath.owedDown(OptionKind.Call, longs, strike, price, u, q, p);
        (uint256 settled, uint256 struck) = (uint256(price) * 10 ** q, uint256(strike) * 10 ** p);
        // Written another way: what is kept for the strike is rounded up.
        uint256 kept = struck < settled ? Math.mulDiv(longs, struck, settled, Math.Rounding.Ceil) : longs;
        _check(owed == longs - kept, "the payoff of a call in the underlying");
        _check(owed <= OptionMath.collateralUp(OptionKind.Call, longs, strike, u), "never above the collateral");
    }

    function testFuzz_GivenAnyPrice_WhenAPutSettles_LongsGetTheStrikeLessThePriceRoundedDown(
        uint128 longs,
        uint128 strike,
        uint128 price,
        uint24 seed
    ) external pure {
        (uint8 u, uint8 q, uint8 p) = _decimals(seed);
        uint256 owed = OptionMath.owedDown(OptionKind.Put, longs, strike, price, u, q, p);
        uint256 cover = OptionMath.collateralUp(OptionKind.Put, longs, strike, u);
        _check(owed <= cover, "never above the collateral");
        if (uint256(price) * 10 ** q >= uint256(strike) * 10 ** p) {
            _check(owed == 0, "nothing at or above the strike");
            return;
        }
        uint256 worth = Math.mulDiv(longs, uint256(price) * 10 ** q, 10 ** (u + p));
        uint256 most = cover > worth ? cover - worth : 0;
        _check(owed <= most, "at most the strike's value less the price's");
        _check(owed + 2 >= most, "and within two roundings of it");
    }

    function testFuzz_GivenTwoPrices_WhenSettled_ACallIsOwedMoreAtTheHigherAndAPutAtTheLower(
        uint128 longs,
        uint128 strike,
        uint128 low,
        uint128 high,
        uint24 seed
    ) external pure {
        if (low > high) (low, high) = (high, low);
        vm.assume(low != 0);
        (uint8 u, uint8 q, uint8 p) = _decimals(seed);
        _check(
            OptionMath.owedDown(OptionKind.Call, longs, strike, low, u, q, p) <=
                OptionMath.owedDown(OptionKind.Call, longs, strike, high, u, q, p),
            "a call rises with the price"
        );
        _check(
            OptionMath.owedDown(OptionKind.Put, longs, strike, low, u, q, p) >=
                OptionMath.owedDown(OptionKind.Put, longs, strike, high, u, q, p),
            "a put falls with the price"
        );
    }

    function testFuzz_GivenThePriceOfTheStrike_WhenSettled_NothingIsOwed(
        uint128 longs,
        uint64 price,
        uint24 seed
    ) external pure {
        vm.assume(price != 0);
        (uint8 u, , uint8 p) = _decimals(seed);
        // With as many decimals as the quote has, the numbers are the same.
        _check(OptionMath.owedDown(OptionKind.Call, longs, price, price, u, p, p) == 0, "a call at the strike");
        _check(OptionMath.owedDown(OptionKind.Put, longs, price, price, u, p, p) == 0, "a put at the strike");
    }

    function _decimals(uint24 seed) private pure returns (uint8 u, uint8 q, uint8 p) {
        return (uint8(seed % 19), uint8((seed / 19) % 19), uint8((seed / 361) % 19));
    }
}
