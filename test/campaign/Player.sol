// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Position, PriceRound} from "../../contracts/types/LiquidationTypes.sol";
import {MarketPosition} from "../../contracts/types/MarketTypes.sol";
import {GuardState, SequencerStatus} from "../../contracts/types/SequencerTypes.sol";
import {LendingMarket} from "../../contracts/examples/LendingMarket.sol";
import {Book} from "./Book.sol";
import {Fairness} from "./Fairness.sol";
import {Flow} from "./Flow.sol";
import {Liquidator} from "./Liquidator.sol";
import {Behaviour, Borrower, Kind, Step} from "./Plan.sol";
import {Run, Side} from "./Run.sol";
import {Solvency} from "./Solvency.sol";
import {Terms} from "./Terms.sol";

/// @title Plays one schedule in both markets
/// @notice The clock stops at each step and at each second at which the guard's status ends by itself; there liquidators act,
/// where the chain takes their transactions.
abstract contract Player is Liquidator {
    /// @dev Sends what comes through the delayed inbox: some contract of L1, by its alias.
    address internal constant ALIAS = address(uint160(0x1111000000000000000000000000000000001111) + 0xB0B);

    function _play(Run memory run) internal {
        _begin(run);
        Step[] memory steps = run.plan.steps;
        for (uint256 i = 0; i < steps.length; ++i) {
            uint40 time = steps[i].chain > run.time ? steps[i].chain : run.time;
            while (run.isLive && run.until > run.time && run.until < time) _act(run, run.until);
            _moveTo(run, time);
            _happen(run, steps[i]);
            run.isOrdinary = steps[i].isOrdinary;
            _act(run, time);
            if (steps[i].kind == Kind.Halt) _halt(run, steps[i].arg);
        }
        uint256 budget = run.world.GUARD().policy().graceBudget;
        _check(run.withheld <= budget, "Q-13: no more time is withheld than the budget");
        _check(run.sides[0].unfair == 0, "Q-8: nobody who acts within the grace is liquidated before");
    }

    /// @dev Sums of the borrowers' bad debt.
    function _lossesOf(Side memory side) internal pure returns (uint256 sum) {
        for (uint256 i = 0; i < side.losses.length; ++i) sum += side.losses[i];
    }

    function _begin(Run memory run) private {
        uint256 count = run.accounts.length;
        for (uint256 which = 0; which < 2; ++which) {
            Side memory side = run.sides[which];
            side.losses = new uint256[](count);
            side.book = new MarketPosition[](count);
            (side.pendingUnfair, side.pendingSevere) = (new bool[](count), new bool[](count));
            side.pendingUnseen = new bool[](count);
            (side.baseCollateral, side.baseDebt) = (new uint256[](count), new uint256[](count));
            run.solvent.lossesBefore[which] = new uint256[](count);
        }
        run.solvent.alike = new bool[](count);
        (run.solvent.debts, run.solvent.owed) = (new uint256[](count), new uint256[](count));
        run.solvent.seen = new uint256[](count);
        run.isLive = true;
        run.isOrdinary = true;
        run.truth = run.world.FIRST_PRICE();
        _moveTo(run, run.world.BORN());
        _writePrice(run, run.time);
        for (uint256 i = 0; i < count; ++i) {
            for (uint256 which = 0; which < 2; ++which) _lever(run, which, i);
            Solvency.reset(run.solvent, i, run.sides[0].book[i].debt);
        }
        Solvency.resetPrice(run.solvent, run.price);
        _act(run, run.time);
    }

    /// @dev From the most that may be borrowed to the leverage that was drawn.
    function _lever(Run memory run, uint256 which, uint256 i) private {
        Borrower memory borrower = run.plan.borrowers[i];
        LendingMarket market = run.sides[which].market;
        MarketPosition memory p = market.positionOf(run.accounts[i]);
        if (borrower.byCollateral) {
            uint256 wanted = (p.debt * Book.DEBT_UNIT * Terms.BPS) / borrower.ltvBps / run.price;
            market.depositCollateral(wanted - p.collateral, run.accounts[i]);
        } else {
            uint256 wanted = (p.collateral * run.price * borrower.ltvBps) / Terms.BPS / Book.DEBT_UNIT;
            market.repay(p.debt - wanted, run.accounts[i]);
        }
        _look(run, which, i);
    }

    function _moveTo(Run memory run, uint40 time) private {
        Flow.pass(run, time);
        run.time = time;
        vm.warp(time);
    }

    /// @dev Liquidators act, and what the guard withholds from now on is seen.
    function _act(Run memory run, uint40 time) private {
        if (time != run.time) _moveTo(run, time);
        GuardState memory state = run.world.GUARD().status();
        (run.status, run.since, run.until) = (state.status, state.since, state.until);
        if (!run.isLive || !run.isOrdinary) {
            (run.withholds, run.withholdsBook) = (false, false);
            return;
        }
        _liquidate(run);
        run.withholds = run.status == SequencerStatus.Recovering && _isWithheld(run);
    }

    /// @dev Whether a position that is unhealthy and not severe is withheld on a price of now.
    function _isWithheld(Run memory run) private view returns (bool withheld) {
        Position memory unhealthy = Position(850e18, 1_000e18, uint16(Terms.THRESHOLD_BPS), uint16(Terms.BONUS_BPS));
        PriceRound memory now_ = PriceRound(run.time, run.time);
        address asset = address(run.world.COLLATERAL());
        return run.sides[0].market.liquidationAllowance(unhealthy, asset, now_).maxDebtValue == 0;
    }

    function _happen(Run memory run, Step memory step) private {
        if (step.kind == Kind.Reopen) {
            run.isLive = true;
            run.truth = (run.truth * run.plan.halts[step.arg].moveBps) / Terms.BPS;
        } else if (step.kind == Kind.Price) {
            run.truth = (run.truth * step.arg) / Terms.BPS;
            _writePrice(run, step.real);
            _tryNotes(run);
        } else if (step.kind == Kind.FlipDown) {
            run.world.UPTIME().pushRound(1, run.plan.halts[step.arg].downAt);
            run.shown = step.arg + 1;
        } else if (step.kind == Kind.FlipUp) {
            run.recoveredAt = run.plan.halts[step.arg].upAt;
            run.world.UPTIME().pushRound(0, run.recoveredAt);
            if (run.plan.keeper) run.world.LEDGER().sync(type(uint256).max);
        } else if (step.kind == Kind.TopUp) {
            _topUp(run, step.arg);
        } else if (step.kind == Kind.Tick) {
            _tryNotes(run);
        }
        run.isLive = true;
    }

    /// @dev After the last block.
    function _halt(Run memory run, uint256 index) private view {
        Fairness.open(run);
        for (uint256 i = 0; i < run.accounts.length; ++i) {
            MarketPosition memory guarded = _look(run, 0, i);
            MarketPosition memory other = _look(run, 1, i);
            Fairness.note(run.sides[0], i, guarded);
            Fairness.note(run.sides[1], i, other);
            if (!run.solvent.isComparing) Solvency.halt(run, i, guarded, other);
        }
        if (!run.solvent.isComparing) (run.solvent.isComparing, run.solvent.highest) = (true, 0);
        run.isLive = false;
        run.isNewPrice = false;
        run.halts = index + 1;
        // Nobody will hear of a halt that was not reported.
        if (!run.plan.halts[index].isReported) run.shown = index + 1;
    }

    function _writePrice(Run memory run, uint40 real) private {
        (run.price, run.observedAt, run.writtenAt) = (run.truth, real, run.time);
        run.world.writePrices(run.price, real);
        if (!run.isNewPrice) run.firstRound = uint80(run.world.PRICE().latestRound());
        run.isNewPrice = true;
    }

    /// @dev Keepers show what can be shown: a chain that lives although its feed says "down", a step of the price.
    function _tryNotes(Run memory run) private {
        LendingMarket market = run.sides[0].market;
        if (run.status == SequencerStatus.Down) {
            try market.noteAlive() {
                run.provenSince = run.since;
            } catch {}
        }
        bool isReturning = run.status == SequencerStatus.Recovering || run.status == SequencerStatus.Ramping;
        if (!run.plan.keeper || run.firstRound == 0 || !isReturning) return;
        try market.noteGap(run.firstRound - 1, run.firstRound) {
            uint40 rampStart = run.status == SequencerStatus.Recovering ? run.until : run.since;
            run.gapRampEnd = rampStart + 2 * run.world.GUARD().policy().ramp;
        } catch {}
        run.firstRound = 0;
    }

    function _topUp(Run memory run, uint256 i) private {
        uint256 price = run.truth < run.price ? run.truth : run.price;
        for (uint256 which = 0; which < 2; ++which) {
            Fairness.settle(run, run.sides[which], i, price);
            _add(run, which, i, _look(run, which, i), price);
            _look(run, which, i);
        }
    }

    /// @dev Anybody may, for anybody: through the inbox it is an alias.
    function _add(Run memory run, uint256 which, uint256 i, MarketPosition memory p, uint256 price) private {
        Borrower memory borrower = run.plan.borrowers[i];
        LendingMarket market = run.sides[which].market;
        (uint256 collateral, uint256 debt) = Book.missing(p, price, borrower.byCollateral);
        uint256 means = Fairness.meansOf(borrower, p.debt);
        if (collateral * price > means) collateral = means / price;
        if (debt * Book.DEBT_UNIT > means) debt = means / Book.DEBT_UNIT;
        if (collateral + debt == 0) return;
        if (borrower.behaviour == Behaviour.Inbox) vm.prank(ALIAS);
        if (collateral != 0) market.depositCollateral(collateral, run.accounts[i]);
        else market.repay(debt, run.accounts[i]);
    }
}
