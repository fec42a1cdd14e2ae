// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IGuardErrors} from "../../contracts/interfaces/IGuardErrors.sol";
import {Position} from "../../contracts/types/MarketTypes.sol";
import {SequencerStatus} from "../../contracts/types/SequencerTypes.sol";
import {TestBase} from "../helpers/Vm.sol";
import {Book} from "./Book.sol";
import {Fairness} from "./Fairness.sol";
import {Flow} from "./Flow.sol";
import {Run, Side, Solvent, Taken} from "./Run.sol";
import {Solvency} from "./Solvency.sol";

/// @title A liquidator who takes all that there is, in both markets, at every look
/// @notice Holds Q-9, Q-10, Q-11 and Q-12 while it does. The ids stand in docs/invariants.md.
abstract contract Liquidator is TestBase {
    /// @dev Partial fills of one position in one block.
    uint256 private constant MOST_FILLS = 40;
    /// @dev A position this small is not worth anybody's gas; what is left after many halvings.
    uint256 private constant DUST = 1e6;

    function _liquidate(Run memory run) internal {
        run.withholdsBook = false;
        bool isOpen = Solvency.isOpen(run);
        Solvent memory s = run.solvent;
        if (run.isNewPrice && run.observedAt <= run.time && run.price > s.highest) s.highest = run.price;
        for (uint256 i = 0; i < run.accounts.length; ++i) {
            _sweep(run, 1, i);
            uint256 before = run.sides[0].losses[i];
            uint256 collateral = _position(run, 0, i).collateral;
            Position memory left = _sweep(run, 0, i);
            uint256 loss = run.sides[0].losses[i] - before;
            if (loss != 0) {
                uint256 room = Solvency.roomOf(s, i);
                if (loss > room) _dbg(run, i, loss, room, collateral);
                _check(loss <= room, "Q-10: bad debt stays below what the move between two open moments can make");
                s.bound += room;
            }
            if (!isOpen) continue;
            bool isLeft = Book.isSevere(left, run.price) && left.debt > DUST;
            _check(!isLeft, "Q-9: nothing severe is left where it may be taken");
            if (s.isComparing && s.alike[i]) {
                _check(
                    Solvency.added(run, i) <= Solvency.addedRoom(run, collateral),
                    "Q-11: the guard adds no more bad debt than the fall of the price while it alone withheld"
                );
            }
            Solvency.reset(s, i, left.debt);
        }
        if (isOpen) Solvency.resetPrice(s, run.price);
    }

    /// @dev Takes all that one market gives of one position; returns what is left of it.
    function _sweep(Run memory run, uint256 which, uint256 i) private returns (Position memory p) {
        Side memory side = run.sides[which];
        p = _position(run, which, i);
        if (which == 0) Solvency.look(run.solvent, i, p.debt);
        for (uint256 fills = 0; fills < MOST_FILLS && Book.isUnhealthy(p, run.price); ++fills) {
            Taken memory taken;
            taken.account = i;
            taken.isSevere = Book.isSevere(p, run.price);
            uint256 before = side.market.totalBadDebt();
            try side.market.liquidate(run.accounts[i], type(uint128).max, 0) returns (uint256 repaid, uint256) {
                taken.value = repaid * Book.DEBT_UNIT;
            } catch (bytes memory reason) {
                _refused(run, which, taken.isSevere, reason);
                break;
            }
            taken.loss = (side.market.totalBadDebt() - before) * Book.DEBT_UNIT;
            _account(run, which, taken);
            p = _position(run, which, i);
            if (which == 0) run.solvent.seen[i] = p.debt;
        }
    }

    function _account(Run memory run, uint256 which, Taken memory taken) private pure {
        Side memory side = run.sides[which];
        side.liquidated += taken.value;
        side.losses[taken.account] += taken.loss;
        Fairness.take(run, side, taken);
        if (which == 1) {
            Flow.pour(side, run.time, taken.value);
            return;
        }
        if (run.price < run.solvent.lowest) run.solvent.lowest = run.price;
        if (!Flow.isThrottled(run, taken)) return;
        Flow.pour(side, run.time, taken.value);
        _check(side.level <= Flow.CAPACITY, "Q-12: in a ramp no more is liquidated than capacity and refill");
    }

    /// @dev Without the guard nothing is refused but what is judged by a price ahead of the chain's clock: that rule needs no
    /// guard. This is the control.
    function _refused(Run memory run, uint256 which, bool isSevere, bytes memory reason) private pure {
        _check(which == 0 || run.observedAt > run.time, "the control refuses nobody");
        if (isSevere || bytes4(reason) != IGuardErrors.SequencerRecovering.selector) return;
        if (run.status == SequencerStatus.Recovering && run.writtenAt >= run.recoveredAt) run.withholdsBook = true;
    }

    function _position(Run memory run, uint256 which, uint256 i) internal view returns (Position memory p) {
        return run.sides[which].market.positionOf(run.accounts[i]);
    }

    function _dbg(Run memory run, uint256 i, uint256 loss, uint256 room, uint256 collateral) private pure {
        Solvent memory s = run.solvent;
        string memory a = string.concat("DBG i ", vm.toString(i), " loss ", vm.toString(loss / 1e20), " room ", vm.toString(room/1e20), " p ", vm.toString(s.price));
        a = string.concat(a, " low ", vm.toString(s.lowest), " debts ", vm.toString(s.debts[i]), " owed ", vm.toString(s.owed[i]));
        a = string.concat(a, " coll ", vm.toString(collateral), " t ", vm.toString(run.time - 1700000000), " st ", vm.toString(uint256(run.status)));
        revert Violated(a);
    }
}
