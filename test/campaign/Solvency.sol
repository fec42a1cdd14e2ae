// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {MarketPosition} from "../../contracts/types/MarketTypes.sol";
import {SequencerStatus} from "../../contracts/types/SequencerTypes.sol";
import {Book} from "./Book.sol";
import {Run, Solvent} from "./Run.sol";
import {Terms} from "./Terms.sol";

/// @title How much bad debt the rules leave room for
/// @notice A moment is *open* when a severe position may be taken: the guard says Recovering, Ramping or Up, and the price is
/// from after the recovery; or it says Down, somebody has shown that the chain lives, and this price shows it too. Liquidators who take all that they can leave nothing severe at an open moment:
///
///     collateral × price > debt × (1 + bonus) × (1 + margin)
///
/// At the next open moment, at `price'`, all that the collateral pays for is repaid: `collateral × price' / (1 + bonus)`. Hence
///
///     bad debt  <  owed − debt × (1 + margin) × price' / price
///
/// where `owed` is the debt with its interest, and `price'` the lowest price in between if something was liquidated there too.
/// A price that falls by less than the margin makes none. Nothing else about the schedule enters.
///
/// Second, what the guard adds. A position that is the same in both markets when the chain halts makes at the first open moment
/// at most this more in the guarded one than it has made in the other:
///
///     collateral × (highest price written since the halt − price') / (1 + bonus) + interest
library Solvency {
    /// @dev What rounding may take in one look at one borrower: a unit of the debt asset for each of many partial fills.
    uint256 private constant SLACK = 100 * Book.DEBT_UNIT;

    /// @notice Whether a severe position may be taken now.
    function isOpen(Run memory run) internal pure returns (bool open) {
        if (run.observedAt > run.time) return false;
        if (run.status >= SequencerStatus.Recovering) return run.writtenAt >= run.recoveredAt;
        return
            run.status == SequencerStatus.Down &&
            run.provenSince == run.since &&
            run.writtenAt > run.since + Terms.MAX_WITHHELD;
    }

    /// @notice Before liquidators act on the guarded market: adds the interest since the last look.
    function look(Solvent memory s, uint256 i, uint256 debt) internal pure {
        if (debt > s.seen[i]) s.owed[i] += debt - s.seen[i];
        s.seen[i] = debt;
    }

    /// @notice Greatest bad debt of borrower `i` that the rules leave room for since the last open moment.
    function roomOf(Solvent memory s, uint256 i) internal pure returns (uint256 room) {
        uint256 covered = (s.debts[i] * (Terms.BPS + Terms.MARGIN_BPS) * s.lowest) / (Terms.BPS * s.price);
        return (s.owed[i] > covered ? s.owed[i] - covered : 0) * Book.DEBT_UNIT + SLACK;
    }

    /// @notice An open moment is over: what borrower `i` owes now is where its next bound starts.
    function reset(Solvent memory s, uint256 i, uint256 debt) internal pure {
        (s.debts[i], s.owed[i], s.seen[i]) = (debt, debt, debt);
    }

    /// @notice As {reset}, for the price.
    function resetPrice(Solvent memory s, uint256 price) internal pure {
        (s.price, s.lowest, s.isComparing) = (price, price, false);
    }

    /// @notice A halt begins: notes which positions are the same in both markets, unless the guard has had no chance to act
    /// since the last halt.
    function halt(Run memory run, uint256 i, MarketPosition memory guarded, MarketPosition memory other) internal pure {
        Solvent memory s = run.solvent;
        s.alike[i] = guarded.debt == other.debt && guarded.collateral == other.collateral;
        s.lossesBefore[0][i] = run.sides[0].losses[i];
        s.lossesBefore[1][i] = run.sides[1].losses[i];
    }

    /// @notice Greatest bad debt that the guard may have added at the first open moment after a halt.
    function addedRoom(Run memory run, uint256 i, uint256 collateral) internal pure returns (uint256 room) {
        Solvent memory s = run.solvent;
        uint256 fall = s.highest > run.price ? s.highest - run.price : 0;
        uint256 interest = (s.owed[i] - s.debts[i]) * Book.DEBT_UNIT;
        return (collateral * fall * Terms.BPS) / (Terms.BPS + Terms.BONUS_BPS) + interest + SLACK;
    }

    /// @notice By how much more bad debt borrower `i` made since the halt in the guarded market.
    function added(Run memory run, uint256 i) internal pure returns (uint256 more) {
        Solvent memory s = run.solvent;
        uint256 guarded = run.sides[0].losses[i] - s.lossesBefore[0][i];
        uint256 other = run.sides[1].losses[i] - s.lossesBefore[1][i];
        return guarded > other ? guarded - other : 0;
    }
}
