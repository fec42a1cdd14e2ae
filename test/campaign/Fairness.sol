// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {MarketPosition} from "../../contracts/types/MarketTypes.sol";
import {SequencerStatus} from "../../contracts/types/SequencerTypes.sol";
import {Book} from "./Book.sol";
import {Borrower} from "./Plan.sol";
import {Run, Side, Taken} from "./Run.sol";
import {Terms} from "./Terms.sol";

/// @title Which liquidations were unfair
/// @notice A liquidation is unfair when it came before a top-up that the owner made within the grace, and the position as it
/// stood at the last block before the outage would have been healthy with that top-up, at the price of that moment.
///
/// Within the grace is a top-up made while the guard says Recovering, or earlier: while it says Down, or before the report of
/// the halt has reached the feed. A top-up after the grace, or one that is too small, makes nothing unfair.
///
/// Two kinds are counted apart, because the rules promise something else for them. Severe positions may be taken during the
/// grace: waiting could only make bad debt. And until a report reaches the feed, no guard over it can know of the halt.
library Fairness {
    /// @notice A halt begins: windows open, unless one is open because users have not had their time yet.
    function open(Run memory run) internal pure {
        bool isWaiting = run.status == SequencerStatus.Recovering || run.status == SequencerStatus.Down;
        if (isWaiting || isUnseen(run)) return;
        for (uint256 i = 0; i < run.accounts.length; ++i) {
            _clear(run.sides[0], i);
            _clear(run.sides[1], i);
        }
    }

    /// @notice What stands in the book when the chain halts; kept for windows that have just been opened.
    function note(Side memory side, uint256 i, MarketPosition memory p) internal pure {
        if (side.baseCollateral[i] != 0) return;
        (side.baseCollateral[i], side.baseDebt[i]) = (p.collateral, p.debt);
    }

    /// @notice A liquidation was carried out.
    function take(Run memory run, Side memory side, Taken memory taken) internal pure {
        if (side.baseCollateral[taken.account] == 0) return;
        if (isUnseen(run)) side.pendingUnseen[taken.account] = true;
        else if (taken.isSevere) side.pendingSevere[taken.account] = true;
        else side.pendingUnfair[taken.account] = true;
    }

    /// @notice A borrower tops up: what is pending turns out unfair, or does not. `price` is the one it reckons with.
    function settle(Run memory run, Side memory side, uint256 i, uint256 price) internal pure {
        if (side.baseCollateral[i] == 0) return;
        bool isInTime = run.status == SequencerStatus.Recovering || run.status == SequencerStatus.Down || isUnseen(run);
        if (isInTime && _wouldBeHealthy(run.plan.borrowers[i], side, i, price)) {
            if (side.pendingUnfair[i]) ++side.unfair;
            if (side.pendingSevere[i]) ++side.severeFirst;
            if (side.pendingUnseen[i]) ++side.unseen;
        }
        _clear(side, i);
    }

    /// @notice Whether a halt has begun that will be reported and whose report has not reached the feed.
    function isUnseen(Run memory run) internal pure returns (bool unseen) {
        return run.shown < run.halts;
    }

    /// @notice Most that a borrower can add at once.
    function meansOf(Borrower memory borrower, uint256 debt) internal pure returns (uint256 value) {
        return (debt * Book.DEBT_UNIT * borrower.meansBps) / Terms.BPS;
    }

    function _wouldBeHealthy(
        Borrower memory borrower,
        Side memory side,
        uint256 i,
        uint256 price
    ) private pure returns (bool healthy) {
        MarketPosition memory p = MarketPosition(side.baseCollateral[i], side.baseDebt[i]);
        uint256 means = meansOf(borrower, p.debt);
        (uint256 collateral, uint256 debt) = Book.missing(p, price, borrower.byCollateral);
        if (collateral * price > means) collateral = means / price;
        if (debt * Book.DEBT_UNIT > means) debt = means / Book.DEBT_UNIT;
        return !Book.isUnhealthy(MarketPosition(p.collateral + collateral, p.debt - debt), price);
    }

    function _clear(Side memory side, uint256 i) private pure {
        (side.pendingUnfair[i], side.pendingSevere[i], side.pendingUnseen[i]) = (false, false, false);
        side.baseCollateral[i] = 0;
    }
}
