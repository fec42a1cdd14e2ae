// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IGuardErrors} from "../interfaces/IGuardErrors.sol";
import {ILiquidationGuard} from "../interfaces/ILiquidationGuard.sol";
import {IOutageAwareAuction} from "../interfaces/IOutageAwareAuction.sol";
import {ISequencerGuard} from "../interfaces/ISequencerGuard.sol";
import {ActiveTime} from "../libraries/ActiveTime.sol";
import {GuardCall} from "../libraries/GuardCall.sol";
import {LiquidationMath} from "../libraries/LiquidationMath.sol";
import {Auction, AuctionQuote, AuctionStop, AuctionTerms} from "../types/AuctionTypes.sol";
import {LiquidationStop, PriceRound} from "../types/LiquidationTypes.sol";
import {Action, GuardState, SequencerStatus} from "../types/SequencerTypes.sol";

/// @title A Dutch auction that stands still while nobody can take
/// @notice The price falls linearly from the top to the floor over `duration` seconds of *active* time: neither outages nor the
/// graces after them move it. Nobody takes while Down or Recovering; without an answer from the feed the guard's policy for
/// `Liquidate` decides, and the wall clock counts then. An auction that stood still for longer than `resetAfter` in all began at a
/// price that means nothing any more: it needs a restart from the top at a price from after the recovery, at most `maxRestarts`
/// times, so that flapping cannot keep it from ending.
///
/// Boundaries: at exactly `duration` the price is the floor; a standstill of exactly `resetAfter` needs no restart.
/// Checks: the status, the history, the time of the reference price. Does not check: who calls, the price itself, the terms (see
/// {AuctionBounds}), an operator's pause (delete the auction or restart it by rules of one's own).
/// Trust: the sequencer guard, and the protocol that keeps the auction.
library OutageAwareAuction {
    /// @notice Starts an auction at the top.
    /// @dev {IOutageAwareAuction-AuctionRunning} when there is one; see {_requireOpen} and {_begin} for the rest.
    /// @param auction Where it is kept.
    /// @param guard The sequencer guard.
    /// @param price Reference price.
    /// @param round The price round that it comes from.
    function start(Auction storage auction, ISequencerGuard guard, uint256 price, PriceRound memory round) internal {
        if (auction.referencePrice != 0) revert IOutageAwareAuction.AuctionRunning(auction.startedAt);
        (AuctionStop stop, GuardState memory state) = _stopByStatus(guard);
        _requireOpen(guard, stop, state);
        _begin(auction, guard, price, round, 0);
    }

    /// @notice Starts an auction anew from the top; anybody may be let call it.
    /// @dev {IOutageAwareAuction-RestartNotDue} unless {quote} says `RestartNeeded`; see {_begin} for the rest.
    /// @param auction Where it is kept.
    /// @param guard The sequencer guard.
    /// @param terms The terms.
    /// @param price Reference price.
    /// @param round The price round that it comes from.
    function restart(
        Auction storage auction,
        ISequencerGuard guard,
        AuctionTerms memory terms,
        uint256 price,
        PriceRound memory round
    ) internal {
        AuctionQuote memory q = quote(auction, guard, terms);
        uint8 restarts = auction.restarts;
        if (q.stop == AuctionStop.None) {
            revert IOutageAwareAuction.RestartNotDue(q.inactive, terms.resetAfter, restarts, terms.maxRestarts);
        }
        if (q.stop != AuctionStop.RestartNeeded) _revertWith(q, guard, terms);
        _begin(auction, guard, price, round, restarts + 1);
    }

    /// @notice Price at which anybody may take now, or a revert with the reason why nobody may.
    /// @param auction The auction.
    /// @param guard The sequencer guard.
    /// @param terms The terms.
    /// @return price Rounded up, in the unit of the reference price.
    function requireTake(
        Auction storage auction,
        ISequencerGuard guard,
        AuctionTerms memory terms
    ) internal view returns (uint256 price) {
        AuctionQuote memory q = quote(auction, guard, terms);
        if (q.stop != AuctionStop.None) _revertWith(q, guard, terms);
        return q.price;
    }

    /// @notice What the auction says now; the same as {requireTake} in the same block, without reverting.
    /// @param auction The auction.
    /// @param guard The sequencer guard.
    /// @param terms The terms.
    /// @return q The price as far as it is known, also while nobody may take.
    function quote(
        Auction storage auction,
        ISequencerGuard guard,
        AuctionTerms memory terms
    ) internal view returns (AuctionQuote memory q) {
        Auction memory a = auction;
        if (a.referencePrice == 0) {
            q.stop = AuctionStop.NotRunning;
            return q;
        }
        GuardState memory state;
        (q.stop, state) = _stopByStatus(guard);
        if (q.stop == AuctionStop.GuardUnreadable || q.stop == AuctionStop.FeedUnavailable) return q;
        if (q.stop != AuctionStop.None) {
            q.time = q.stop == AuctionStop.SequencerDown ? state.since : state.until;
        }
        uint40 now_ = uint40(block.timestamp);
        bool known;
        (known, q.active) = ActiveTime.between(guard, state, a.startedAt, now_);
        if (!known && state.status != SequencerStatus.Unknown) {
            if (q.stop == AuctionStop.None) q.stop = AuctionStop.HistoryUnavailable;
            q.active = 0;
            return q;
        }
        q.inactive = now_ - a.startedAt - q.active;
        q.price = priceAfter(a.referencePrice, terms, q.active);
        bool isStale = q.inactive > terms.resetAfter && a.restarts < terms.maxRestarts;
        if (q.stop == AuctionStop.None && isStale) q.stop = AuctionStop.RestartNeeded;
    }

    /// @notice Price after so many active seconds.
    /// @param referencePrice Reference price, below 2^128.
    /// @param terms The terms.
    /// @param active Active seconds since the start.
    /// @return price From the top to the floor, rounded up.
    function priceAfter(
        uint256 referencePrice,
        AuctionTerms memory terms,
        uint40 active
    ) internal pure returns (uint256 price) {
        uint256 bps = LiquidationMath.BPS;
        uint256 left = active >= terms.duration ? 0 : terms.duration - active;
        uint256 fall = uint256(terms.topBps) - terms.floorBps;
        // Below 2^(128 + 15 + 17).
        uint256 scaled = referencePrice * (uint256(terms.floorBps) * terms.duration + fall * left);
        uint256 unit = bps * terms.duration;
        return (scaled + unit - 1) / unit;
    }

    function _begin(
        Auction storage auction,
        ISequencerGuard guard,
        uint256 price,
        PriceRound memory round,
        uint8 restarts
    ) private {
        if (price == 0 || price > type(uint128).max) revert IOutageAwareAuction.PriceUnusable(price);
        _requireFresh(guard, round);
        auction.referencePrice = uint128(price);
        auction.startedAt = uint40(block.timestamp);
        auction.restarts = restarts;
        emit IOutageAwareAuction.AuctionBegan(price, restarts);
    }

    function _requireFresh(ISequencerGuard guard, PriceRound memory round) private view {
        (LiquidationStop stop, uint40 time) = LiquidationMath.stopByClock(round, uint40(block.timestamp));
        if (stop == LiquidationStop.PriceInFuture) revert ILiquidationGuard.PriceInFuture(time);
        if (stop == LiquidationStop.ChainCatchingUp) revert ILiquidationGuard.ChainCatchingUp(time);
        address ledger = guard.outageLedger();
        if (ledger == address(0)) return;
        (bool ok, uint40 recoveredAt) = GuardCall.lastOutageEnd(ledger);
        // A dead feed silences the ledger too; that anything may begin then is the guard's policy.
        bool isKnown = ok || guard.status().status == SequencerStatus.Unknown;
        if (!isKnown) revert IOutageAwareAuction.HistoryUnavailable(ledger);
        if (round.updatedAt < recoveredAt) revert IOutageAwareAuction.PriceNotFresh(round.updatedAt, recoveredAt);
    }

    function _stopByStatus(ISequencerGuard guard) private view returns (AuctionStop stop, GuardState memory state) {
        bool ok;
        (ok, state.status, state.since, state.until) = GuardCall.stateOf(guard);
        if (!ok) return (AuctionStop.GuardUnreadable, state);
        if (state.status == SequencerStatus.Down) return (AuctionStop.SequencerDown, state);
        if (state.status == SequencerStatus.Recovering) return (AuctionStop.SequencerRecovering, state);
        if (state.status == SequencerStatus.Unknown && !guard.isAllowed(Action.Liquidate)) {
            return (AuctionStop.FeedUnavailable, state);
        }
    }

    function _requireOpen(ISequencerGuard guard, AuctionStop stop, GuardState memory state) private view {
        if (stop == AuctionStop.None) return;
        if (stop == AuctionStop.SequencerDown) revert IGuardErrors.SequencerDown(state.since);
        if (stop == AuctionStop.SequencerRecovering) revert IGuardErrors.SequencerRecovering(state.until);
        if (stop == AuctionStop.FeedUnavailable) revert IGuardErrors.UptimeFeedUnavailable(guard.uptimeFeed());
        revert ILiquidationGuard.GuardUnreadable(address(guard));
    }

    function _revertWith(AuctionQuote memory q, ISequencerGuard guard, AuctionTerms memory terms) private view {
        if (q.stop == AuctionStop.NotRunning) revert IOutageAwareAuction.AuctionNotRunning();
        if (q.stop == AuctionStop.HistoryUnavailable) {
            revert IOutageAwareAuction.HistoryUnavailable(guard.outageLedger());
        }
        if (q.stop == AuctionStop.RestartNeeded) {
            revert IOutageAwareAuction.AuctionNeedsRestart(q.inactive, terms.resetAfter);
        }
        _requireOpen(guard, q.stop, GuardState(SequencerStatus.Unknown, q.time, q.time));
    }
}
