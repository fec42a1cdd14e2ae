// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Family, Halt, Kind, Step} from "./Plan.sol";

/// @title When things happen on a chain that halts
/// @notice Turns real times into blocks: an ordinary transaction runs while the chain lives, a message from L1 when its family
/// lets it. Steps are kept in the order of execution.
library Calendar {
    /// @dev OP stack: by how much the L1 origin trails a block.
    uint40 private constant ORIGIN_DEPTH = 48;

    struct Book {
        Family family;
        Halt[] halts;
        Step[] steps;
        uint256 count;
    }

    /// @notice An empty book.
    function open(Family family, Halt[] memory halts, uint256 most) internal pure returns (Book memory book) {
        return Book(family, halts, new Step[](most), 0);
    }

    /// @notice The steps, without the room that was left.
    function close(Book memory book) internal pure returns (Step[] memory steps) {
        steps = book.steps;
        uint256 count = book.count;
        assembly ("memory-safe") {
            // Shortens the array to what was written.
            mstore(steps, count)
        }
    }

    /// @notice An ordinary transaction at a moment of real time; not written when the chain is halted then.
    function ordinary(Book memory book, uint40 real, Kind kind, uint32 arg) internal pure {
        uint40 chain = real;
        for (uint256 i = 0; i < book.halts.length; ++i) {
            Halt memory h = book.halts[i];
            if (real > h.start && real < h.end) return;
            if (real < h.end || real >= h.caughtUpAt) continue;
            if (!h.isOpen) return;
            chain = _min(h.start + 2 + (real - h.end) * h.speed, real);
        }
        _insert(book, Step(real, chain, kind, true, arg));
    }

    /// @notice A message sent to L1 at a moment of real time; returns when it executes.
    function message(Book memory book, uint40 sentAt, Kind kind, uint32 arg) internal pure returns (uint40 real) {
        uint40 chain;
        bool isOrdinary;
        (real, chain, isOrdinary) = executionOf(book, sentAt);
        _insert(book, Step(real, chain, kind, isOrdinary, arg));
    }

    /// @notice The block that ends before a halt, and the first one after it.
    function halt(Book memory book, uint32 index) internal pure {
        Halt memory h = book.halts[index];
        _insert(book, Step(h.start, h.start, Kind.Halt, true, index));
        uint40 chain = book.family == Family.Nitro ? h.end : h.start + 2;
        _insert(book, Step(h.end, chain, Kind.Reopen, h.isOpen, index));
        if (h.caughtUpAt > h.end) _insert(book, Step(h.caughtUpAt, h.caughtUpAt, Kind.Tick, true, 0));
    }

    /// @notice When a message executes, with which stamp, and whether ordinary transactions may follow it.
    function executionOf(
        Book memory book,
        uint40 sentAt
    ) internal pure returns (uint40 real, uint40 chain, bool isOrdinary) {
        isOrdinary = true;
        if (book.family == Family.Nitro) {
            uint40 visibility = _visibilityAt(book, sentAt);
            (real, chain) = (sentAt + visibility, sentAt + visibility);
            for (uint256 i = 0; i < book.halts.length; ++i) {
                Halt memory h = book.halts[i];
                if (real <= h.start || real >= h.end + h.headStart) continue;
                real = h.end + h.headStart;
                chain = real;
                // What waits runs before all ordinary transactions, with its own time.
                if (h.headStart == 0) (chain, isOrdinary) = (sentAt > h.start ? sentAt : h.start, false);
            }
            return (real, chain, isOrdinary);
        }
        (real, chain) = (sentAt + ORIGIN_DEPTH, sentAt + ORIGIN_DEPTH);
        for (uint256 i = 0; i < book.halts.length; ++i) {
            Halt memory h = book.halts[i];
            if (chain <= h.start + 2 || chain >= h.caughtUpAt) continue;
            real = h.end + (chain - h.start - 2 + h.speed - 1) / h.speed;
            if (real < chain) real = chain;
            isOrdinary = h.isOpen;
        }
    }

    /// @dev Messages stay in order: the lag is that of the last halt that had begun.
    function _visibilityAt(Book memory book, uint40 sentAt) private pure returns (uint40 visibility) {
        visibility = book.halts[0].visibility;
        for (uint256 i = 0; i < book.halts.length; ++i) {
            if (book.halts[i].start <= sentAt) visibility = book.halts[i].visibility;
        }
    }

    function _insert(Book memory book, Step memory step) private pure {
        Step[] memory steps = book.steps;
        uint256 i = book.count++;
        for (; i > 0 && _isAfter(steps[i - 1], step); --i) steps[i] = steps[i - 1];
        steps[i] = step;
    }

    function _min(uint40 a, uint40 b) private pure returns (uint40 smaller) {
        return a < b ? a : b;
    }

    function _isAfter(Step memory a, Step memory b) private pure returns (bool later) {
        return a.real == b.real ? a.chain > b.chain : a.real > b.real;
    }
}
