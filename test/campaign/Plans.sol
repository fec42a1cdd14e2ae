// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Calendar} from "./Calendar.sol";
import {Draw} from "./Draw.sol";
import {Halts} from "./Halts.sol";
import {Behaviour, Borrower, Family, Halt, Kind, Plan} from "./Plan.sol";

/// @title Random schedules
/// @notice From a seed and a number: a chain, its outages, a path of prices, borrowers and what they do.
library Plans {
    using Calendar for Calendar.Book;
    using Draw for Draw.Stream;

    uint256 private constant MOST_STEPS = 400;
    /// @dev How long a schedule goes on after its last outage.
    uint40 private constant AFTERMATH = 8 hours;

    /// @notice Schedule `number` of the campaign with this seed, for so many borrowers.
    function make(
        uint256 seed,
        uint256 number,
        uint256 borrowers,
        uint40 from
    ) internal pure returns (Plan memory plan) {
        Draw.Stream memory s = Draw.stream(seed, number);
        plan.number = number;
        plan.family = s.chance(50) ? Family.Nitro : Family.OpStack;
        plan.keeper = s.chance(70);
        plan.halts = Halts.draw(s, plan.family, from);
        plan.borrowers = new Borrower[](borrowers);
        for (uint256 i = 0; i < borrowers; ++i) plan.borrowers[i] = _borrower(s);

        Calendar.Book memory book = Calendar.open(plan.family, plan.halts, MOST_STEPS);
        for (uint256 i = 0; i < plan.halts.length; ++i) {
            uint40 from_ = i == 0 ? from : plan.halts[i - 1].end;
            bool isLast = i + 1 == plan.halts.length;
            uint40 until = isLast ? plan.halts[i].end + AFTERMATH : plan.halts[i + 1].start;
            _before(s, book, from_, plan.halts[i].start);
            _around(s, book, uint32(i), until);
            _topUps(s, book, plan, i);
        }
        plan.steps = book.close();
    }

    function _borrower(Draw.Stream memory s) private pure returns (Borrower memory borrower) {
        uint256 kind = s.between(1, 100);
        borrower.behaviour =
            kind <= 45
                ? Behaviour.InGrace
                : (kind <= 60 ? Behaviour.Inbox : (kind <= 75 ? Behaviour.Late : Behaviour.Never));
        borrower.byCollateral = s.chance(50);
        borrower.ltvBps = uint16(s.chance(75) ? s.between(6_600, 7_450) : s.between(4_000, 6_600));
        borrower.meansBps = uint16(s.chance(75) ? 10_000 : s.between(200, 2_000));
        borrower.reaction = s.span(30, 10 minutes);
    }

    /// @dev Ordinary prices until the last block, the newest of them at most ten minutes old then.
    function _before(Draw.Stream memory s, Calendar.Book memory book, uint40 from, uint40 start) private pure {
        uint40 last = start - s.span(1, 10 minutes);
        if (last > from) book.ordinary(last, Kind.Price, _move(s, 150));
    }

    /// @dev The halt, its reports, and the hours after it with prices and blocks.
    function _around(Draw.Stream memory s, Calendar.Book memory book, uint32 index, uint40 until) private pure {
        book.halt(index);
        Halt memory halt = book.halts[index];
        if (halt.isReported) {
            book.message(halt.downAt, Kind.FlipDown, index);
            book.message(halt.upAt, Kind.FlipUp, index);
        }
        uint40 at = halt.end + halt.silence;
        // Nobody writes a price into a block that takes deposits only.
        if (!halt.isOpen && at < halt.caughtUpAt) at = halt.caughtUpAt;
        book.ordinary(at, Kind.Price, 10_000);
        uint256 most = s.chance(30) ? 600 : 150;
        uint256 drift = s.between(0, 2);
        for (uint256 i = 0; i < 8; ++i) {
            at += uint40(s.spread(2 minutes, 3 hours));
            if (at >= until) break;
            uint32 move = _move(s, most);
            // A path that goes on falling, one that comes back, and one without a direction.
            if (drift != 2 && (move > 10_000) == (drift == 0)) move = 20_000 - move;
            book.ordinary(at, Kind.Price, move);
        }
        at = halt.end;
        for (uint256 i = 0; i < 9; ++i) {
            at += uint40(s.spread(1 minutes, 90 minutes));
            if (at >= until) break;
            book.ordinary(at, Kind.Tick, 0);
        }
    }

    function _topUps(Draw.Stream memory s, Calendar.Book memory book, Plan memory plan, uint256 index) private pure {
        Halt memory halt = plan.halts[index];
        if (!halt.isReported) return;
        for (uint256 i = 0; i < plan.borrowers.length; ++i) {
            Borrower memory borrower = plan.borrowers[i];
            if (borrower.behaviour == Behaviour.Inbox) {
                book.message(s.span(halt.start + 1, halt.end - 1), Kind.TopUp, uint32(i));
            } else if (borrower.behaviour == Behaviour.InGrace) {
                (uint40 seenAt, , ) = book.executionOf(halt.upAt);
                uint40 from = seenAt > halt.caughtUpAt ? seenAt : halt.caughtUpAt;
                book.ordinary(from + borrower.reaction, Kind.TopUp, uint32(i));
            } else if (borrower.behaviour == Behaviour.Late) {
                book.ordinary(halt.end + s.span(3 hours, 6 hours), Kind.TopUp, uint32(i));
            }
        }
    }

    function _move(Draw.Stream memory s, uint256 most) private pure returns (uint32 moveBps) {
        return uint32(s.between(10_000 - most, 10_000 + most));
    }
}
