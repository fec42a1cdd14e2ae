// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IGuardErrors} from "../../contracts/interfaces/IGuardErrors.sol";
import {MarketPosition} from "../../contracts/types/MarketTypes.sol";
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
    /// @dev A cent of debt, which many halvings leave, is nobody's business.
    uint256 private constant DUST = 1e4;

    function _liquidate(Run memory run) internal {
        run.withholdsBook = false;
        bool isOpen = Solvency.isOpen(run);
        Solvent memory s = run.solvent;
        if (run.isNewPrice && run.observedAt <= run.time && run.price > s.highest) s.highest = run.price;
        for (uint256 i = 0; i < run.accounts.length; ++i) {
            _sweep(run, 1, i);
            uint256 collateral = run.sides[0].book[i].collateral;
            uint256 loss = _sweep(run, 0, i);
            if (loss != 0) {
                uint256 room = Solvency.roomOf(s, i);
                _check(loss <= room, "Q-10: bad debt stays below what the move between two open moments can make");
                s.bound += room;
            }
            if (isOpen) _closeOpenMoment(run, i, collateral);
        }
        if (isOpen) Solvency.resetPrice(s, run.price);
    }

    /// @dev Looks at a position of one market again.
    function _look(Run memory run, uint256 which, uint256 i) internal view returns (MarketPosition memory p) {
        Side memory side = run.sides[which];
        p = side.market.positionOf(run.accounts[i]);
        side.book[i] = p;
        if (which == 0) Solvency.look(run.solvent, i, p.debt);
    }

    function _closeOpenMoment(Run memory run, uint256 i, uint256 collateral) private pure {
        Solvent memory s = run.solvent;
        MarketPosition memory left = run.sides[0].book[i];
        bool isLeft = Book.isSevere(left, run.price) && left.debt > DUST;
        _check(!isLeft, "Q-9: nothing severe is left where it may be taken");
        if (s.isComparing && s.alike[i]) {
            _check(
                Solvency.added(run, i) <= Solvency.addedRoom(run, i, collateral),
                "Q-11: the guard adds no more bad debt than the fall of the price while it alone withheld"
            );
        }
        Solvency.reset(s, i, left.debt);
    }

    /// @dev Takes all that one market gives of one position; returns the debt that was written off.
    function _sweep(Run memory run, uint256 which, uint256 i) private returns (uint256 loss) {
        Side memory side = run.sides[which];
        if (Book.isFarFromUnhealthy(side.book[i], run.price)) return 0;
        MarketPosition memory p = _look(run, which, i);
        // The market's own answer is looked at when all is done.
        MarketPosition memory left = MarketPosition(p.collateral, p.debt);
        uint256 fills = 0;
        for (; fills < MOST_FILLS && left.debt > DUST && Book.isUnhealthy(left, run.price); ++fills) {
            bool isSevere = Book.isSevere(left, run.price);
            try side.market.liquidate(run.accounts[i], type(uint128).max, 0) returns (uint256 repaid, uint256 seized) {
                _account(run, which, Taken(i, repaid * Book.DEBT_UNIT, isSevere));
                left.debt -= repaid;
                left.collateral -= seized;
            } catch (bytes memory reason) {
                _refused(run, which, isSevere, reason);
                break;
            }
            // A market writes off what is left of the debt when no collateral is.
            if (left.collateral == 0) left.debt = 0;
        }
        if (fills == 0) return 0;
        side.book[i] = side.market.positionOf(run.accounts[i]);
        if (which == 0) run.solvent.seen[i] = side.book[i].debt;
        if (left.collateral != 0) return 0;
        uint256 badDebt = side.market.totalBadDebt();
        loss = (badDebt - side.badDebt) * Book.DEBT_UNIT;
        side.badDebt = badDebt;
        side.losses[i] += loss;
    }

    function _account(Run memory run, uint256 which, Taken memory taken) private pure {
        Side memory side = run.sides[which];
        side.liquidated += taken.value;
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
}
