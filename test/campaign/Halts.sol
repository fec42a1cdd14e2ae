// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Draw} from "./Draw.sol";
import {Family, Halt} from "./Plan.sol";

/// @title Random outages
/// @notice Six shapes in equal parts: one outage of minutes to a day; a second inside the grace; a second inside the ramp;
/// flaps, many of them merged; a long and a short one a day apart; long ones in a row, which use the budget up. Lags are drawn
/// within the ranges of src/lab/lag/feed-lag.json.
library Halts {
    using Draw for Draw.Stream;

    uint256 private constant SHAPES = 6;

    /// @notice The outages of one schedule, the first of them within three hours after `from`.
    function draw(Draw.Stream memory s, Family family, uint40 from) internal pure returns (Halt[] memory halts) {
        uint256 shape = s.between(0, SHAPES - 1);
        halts = new Halt[](_count(s, shape));
        uint40 at = from + s.span(1 hours, 3 hours);
        for (uint256 i = 0; i < halts.length; ++i) {
            Halt memory halt = halts[i];
            halt.start = at;
            halt.end = at + _length(s, shape, i);
            _report(s, halt, family);
            _price(s, halt);
            uint40 gap = _gap(s, shape, halt.end - halt.start);
            // A chain that catches up is not halted again before it has: the lab's clock does not know that either.
            if (halt.end + gap < halt.caughtUpAt + 5 minutes) gap = halt.caughtUpAt + 5 minutes - halt.end;
            at = halt.end + gap;
        }
    }

    function _count(Draw.Stream memory s, uint256 shape) private pure returns (uint256 count) {
        if (shape == 0) return 1;
        if (shape == 3) return s.between(3, 6);
        return shape == 5 ? s.between(4, 6) : 2;
    }

    function _length(Draw.Stream memory s, uint256 shape, uint256 index) private pure returns (uint40 length) {
        if (shape == 0) return uint40(s.spread(2 minutes, 1 days));
        if (shape == 3) return s.span(3 minutes, 30 minutes);
        if (shape == 5) return s.span(90 minutes, 4 hours);
        if (index == 0) return s.span(20 minutes, 3 hours);
        return uint40(s.spread(3 minutes, 2 hours));
    }

    function _gap(Draw.Stream memory s, uint256 shape, uint40 length) private pure returns (uint40 gap) {
        uint40 grace = length < 15 minutes ? 15 minutes : (length > 2 hours ? 2 hours : length);
        if (shape == 1) return s.span(3 minutes, grace);
        if (shape == 2) return grace + 15 minutes + s.span(1, 1 hours);
        if (shape == 3) return s.span(3 minutes, 30 minutes);
        return shape == 5 ? s.span(150 minutes, 5 hours) : s.span(18 hours, 30 hours);
    }

    function _report(Draw.Stream memory s, Halt memory halt, Family family) private pure {
        halt.downAt = halt.start + s.span(135, 190);
        halt.upAt = halt.end + s.span(15, 70);
        halt.isReported = halt.downAt < halt.end;
        halt.caughtUpAt = halt.end;
        halt.isOpen = true;
        if (family == Family.Nitro) {
            halt.visibility = s.span(384, 780);
            if (s.chance(30)) halt.headStart = s.span(1, 120);
        } else {
            halt.speed = s.span(4, 20);
            halt.isOpen = s.chance(50);
            halt.caughtUpAt = halt.end + (halt.end - halt.start) / (halt.speed - 1) + 2;
        }
    }

    /// @dev Small moves, falls that make positions unhealthy, falls that make them severe or worse, and rises. One feed in five
    /// is silent until its heartbeat.
    function _price(Draw.Stream memory s, Halt memory halt) private pure {
        uint256 kind = s.between(1, 100);
        if (kind <= 35) halt.moveBps = uint16(s.between(9_300, 10_200));
        else if (kind <= 75) halt.moveBps = uint16(s.between(8_500, 9_500));
        else if (kind <= 90) halt.moveBps = uint16(s.between(6_000, 8_600));
        else halt.moveBps = uint16(s.between(10_000, 11_500));
        halt.silence = s.chance(20) ? s.span(20 minutes, 6 hours) : s.span(0, 5 minutes);
    }
}
