// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {LiquidationMath} from "../../contracts/libraries/LiquidationMath.sol";
import {TokenBucket} from "../../contracts/libraries/TokenBucket.sol";
import {LiquidationStop, Position, PriceRound} from "../../contracts/types/LiquidationTypes.sol";
import {TestBase} from "../helpers/Vm.sol";

/// @notice Arithmetic of liquidations over all of its range.
contract LiquidationMathTest is TestBase {
    using TokenBucket for TokenBucket.Bucket;

    TokenBucket.Bucket private _bucket;

    /// @notice Whatever the position, nothing overflows, and the stop is one of its own.
    function testFuzz_GivenAnyPosition_WhenJudged_NothingReverts(Position memory p, uint16 marginBps) external pure {
        LiquidationStop stop = LiquidationMath.stopByItself(p);
        _check(stop <= LiquidationStop.Healthy, "a stop by itself");
        if (stop == LiquidationStop.None || stop == LiquidationStop.Healthy) {
            LiquidationMath.isSevere(p, _bound(marginBps, 0, 1_000));
            bool healthy = p.debtValue <= LiquidationMath.healthyDebt(p);
            _check(healthy == (stop == LiquidationStop.Healthy), "healthy up to the limit");
        }
    }

    /// @notice What is computed without overflow checks is what 512 bits give, over all of the range.
    function testFuzz_GivenValuesInRange_WhenCalculatedWith_NoProductIsCut(
        Position memory p,
        uint16 shareBps,
        uint256 progress
    ) external pure {
        p.debtValue = _bound(p.debtValue, 1, LiquidationMath.MAX_VALUE);
        p.collateralValue = _bound(p.collateralValue, 0, LiquidationMath.MAX_VALUE);
        uint256 bps = LiquidationMath.BPS;
        _checkEqual(
            LiquidationMath.shareOf(p.debtValue, shareBps),
            Math.mulDiv(p.debtValue, shareBps, bps, Math.Rounding.Ceil),
            "a share of the debt"
        );
        _checkEqual(
            LiquidationMath.healthyDebt(p),
            Math.mulDiv(p.collateralValue, p.liquidationThresholdBps, bps),
            "the healthy debt"
        );
        progress = _bound(progress, 0, LiquidationMath.WHOLE);
        uint256 high = p.debtValue >> 28;
        uint256 low = p.collateralValue >> 28;
        uint256 value = high <= low ? high : low + Math.mulDiv(high - low, progress, LiquidationMath.WHOLE);
        _checkEqual(LiquidationMath.ramped(low, high, progress), value, "on the ramp");
        uint256 margin = shareBps % (bps + 1);
        uint256 parts = (bps + p.liquidationBonusBps) * (bps + margin);
        bool severe = p.collateralValue <= Math.mulDiv(p.debtValue, parts, bps * bps);
        _check(LiquidationMath.isSevere(p, margin) == severe, "severe");
    }

    /// @notice C5: without a margin, whatever is severe may be liquidated on a normal day too.
    function testFuzz_GivenASeverePosition_WhenItsTermsAreSound_ItIsLiquidatable(Position memory p) external pure {
        p.debtValue = _bound(p.debtValue, 1, LiquidationMath.MAX_VALUE);
        p.collateralValue = _bound(p.collateralValue, 0, p.debtValue);
        p.liquidationThresholdBps = uint16(_bound(p.liquidationThresholdBps, 1, 9_999));
        p.liquidationBonusBps = uint16(
            _bound(
                p.liquidationBonusBps,
                0,
                1e8 / uint256(p.liquidationThresholdBps) - 1e4 > 65_535
                    ? 65_535
                    : 1e8 / uint256(p.liquidationThresholdBps) - 1e4
            )
        );
        if (!LiquidationMath.isSevere(p, 0)) return;
        _check(LiquidationMath.stopByItself(p) == LiquidationStop.None, "severe is unhealthy");
    }

    /// @notice Q-1: the ramp never leaves its ends, and never falls.
    function testFuzz_GivenARamp_WhenTimePasses_ItRisesBetweenItsEnds(
        uint16 low,
        uint16 high,
        uint40 elapsed,
        uint40 length
    ) external pure {
        uint256 value = LiquidationMath.ramped(low, high, LiquidationMath.progressOf(elapsed, length));
        uint256 later = LiquidationMath.ramped(
            low,
            high,
            LiquidationMath.progressOf(elapsed == type(uint40).max ? elapsed : elapsed + 1, length)
        );
        _check(value <= high && (value >= low || high <= low) && later >= value, "between the ends, rising");
        if (elapsed >= length) _checkEqual(value, high, "whole from its end on");
    }

    /// @notice A14: times of a feed that do not fit are the future, not a small number.
    function testFuzz_A14_GivenAnyTimes_WhenMadeARound_NoneGetsSmaller(
        uint256 startedAt,
        uint256 updatedAt
    ) external pure {
        PriceRound memory round = LiquidationMath.roundOf(startedAt, updatedAt);
        uint256 max = type(uint40).max;
        _checkEqual(round.startedAt, startedAt < max ? startedAt : max, "startedAt saturates");
        _checkEqual(round.updatedAt, updatedAt < max ? updatedAt : max, "updatedAt saturates");
    }

    /// @notice Q-2: in any sequence of takes, no more than the capacity and the refill.
    function testFuzz_GivenABucket_WhenTakenFromAtAnyTimes_ItGivesNoMoreThanItHolds(
        uint128 capacity,
        uint128 refill,
        uint40[6] memory pauses,
        uint256[6] memory wants
    ) external {
        capacity = uint128(_bound(capacity, 1, type(uint128).max));
        refill = uint128(_bound(refill, 1, capacity));
        uint40 time = 1_700_000_000;
        _bucket = TokenBucket.full(capacity, refill, time);
        uint256 taken = 0;
        uint256 passed = 0;
        for (uint256 i = 0; i < pauses.length; ++i) {
            uint256 pause = _bound(pauses[i], 0, 1 days);
            (time, passed) = (time + uint40(pause), passed + pause);
            uint256 held = _bucket.heldAt(capacity, refill, time);
            _check(held <= capacity, "Q-2: a bucket holds no more than its capacity");
            uint256 left = held - (wants[i] < held ? wants[i] : held);
            _bucket.leave(capacity, left, time);
            _checkEqual(_bucket.heldAt(capacity, refill, time), left, "Q-2: the view says what is left");
            taken += held - left;
            _check(taken <= capacity + passed * refill, "Q-2: no more than capacity and refill");
        }
    }
}
