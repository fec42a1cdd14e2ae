// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SequencerGuarded} from "../guards/SequencerGuarded.sol";
import {IExpiryClock} from "../interfaces/IExpiryClock.sol";
import {IOutageLedger} from "../interfaces/IOutageLedger.sol";
import {ISequencerGuard} from "../interfaces/ISequencerGuard.sol";
import {BoundedRead} from "../libraries/BoundedRead.sol";
import {ExpiryBounds} from "../libraries/ExpiryBounds.sol";
import {ExpiryMath, ExpiryWalk} from "../libraries/ExpiryMath.sol";
import {TimeMath} from "../libraries/TimeMath.sol";
import {
    Expiry,
    ExpiryPolicy,
    ExpiryStatus,
    SettlementStage,
    SettlementStart,
    SettlementState
} from "../types/ExpiryTypes.sol";
import {Action, GuardState, Outage, SequencerStatus} from "../types/SequencerTypes.sol";

/// @title A clock on which an outage costs no holder his right, to inherit
/// @notice For anything with a deadline by which somebody may choose: options, rights to redeem, epochs. Ask {_requireNotExpired} where the holder
/// acts, {_requireSettled} where the other side is paid, and expose {_startSettlement} to anybody.
/// @dev Checks: see {IExpiryClock}. Does not check: prices; what `id` and `expiry` mean, and that the same id always comes with the
/// same expiry: both are the protocol's. An override by the guard's guardian moves no expiry; it can only stop a payment.
/// Not seen: a second halt so soon after a first that the first was not reported yet, when a settlement was started between the
/// two; its delay then passes while the chain stands still.
/// Trust: the guard and its ledger.
abstract contract ExpiryClock is SequencerGuarded, IExpiryClock {
    using ExpiryMath for ExpiryWalk;
    using TimeMath for uint40;

    /// @dev Most rounds that are stored by whoever acts: more than a view may be behind.
    uint256 private constant SYNC_ROUNDS = 32;

    /// @dev Zero on a chain without a sequencer: nothing moves an expiry there.
    address private immutable LEDGER;
    uint40 private immutable VISIBILITY_LAG;
    uint40 private immutable WINDOW;
    uint40 private immutable MIN_EXTENSION;
    uint40 private immutable MAX_EXTENSION;
    uint40 private immutable LAST_CALL;
    uint8 private immutable MAX_REEXTENSIONS;
    uint40 private immutable DETECTION_LAG;
    uint40 private immutable SETTLEMENT_DELAY;
    uint40 private immutable LONG_STOP;
    /// @dev Past the detection lag: one call of the ledger tells of all that is usual.
    uint40 private immutable USUAL_REACH;

    mapping(uint256 id => SettlementStart start) private _settlementStarts;

    /// @param guard The sequencer guard; its ledger tells the outages, its policy the visibility lag.
    /// @param p The parameters; {IGuardErrors-ParameterOutOfBounds} otherwise.
    constructor(ISequencerGuard guard, ExpiryPolicy memory p) SequencerGuarded(guard) {
        uint40 visibilityLag = guard.policy().visibilityLag;
        ExpiryBounds.check(p, visibilityLag);
        LEDGER = guard.outageLedger();
        VISIBILITY_LAG = visibilityLag;
        WINDOW = p.window;
        MIN_EXTENSION = p.minExtension;
        MAX_EXTENSION = p.maxExtension;
        LAST_CALL = p.lastCall;
        MAX_REEXTENSIONS = p.maxReextensions;
        DETECTION_LAG = p.detectionLag;
        SETTLEMENT_DELAY = p.settlementDelay;
        LONG_STOP = p.longStop;
        USUAL_REACH = visibilityLag.add(p.maxExtension).add(p.maxExtension);
    }

    /// @inheritdoc IExpiryClock
    function expiryOf(uint40 expiry) external view returns (Expiry memory result) {
        return _expiryOf(expiry);
    }

    /// @inheritdoc IExpiryClock
    function settlementStartOf(uint256 id) public view returns (SettlementStart memory start) {
        return _settlementStarts[id];
    }

    /// @inheritdoc IExpiryClock
    function settlementStateOf(uint256 id, uint40 expiry) external view returns (SettlementState memory state) {
        return _settlementStateOf(id, expiry);
    }

    /// @inheritdoc IExpiryClock
    function expiryPolicy() external view returns (ExpiryPolicy memory parameters) {
        return _expiryPolicy();
    }

    /// @dev Reverts with {ExpiryPassed} when the holders of `id` may not act any more. Fail-open. Up to the expiry itself nothing is
    /// read.
    function _requireNotExpired(uint256 id, uint40 expiry) internal {
        if (_now() <= expiry) return;
        SettlementStart memory start = _settlementStarts[id];
        if (start.settled) revert ExpiryPassed(start.startedAt);
        Expiry memory e = _syncedExpiryOf(expiry);
        if (_now() > e.effectiveAt) revert ExpiryPassed(e.effectiveAt);
    }

    /// @dev Whether the holders of `id` may not act any more. As {_requireNotExpired} in the same block, unless the ledger is further
    /// behind than a view reads; then it says no.
    function _isExpired(uint256 id, uint40 expiry) internal view returns (bool expired) {
        if (_now() <= expiry) return false;
        return _settlementStarts[id].settled || _now() > _expiryOf(expiry).effectiveAt;
    }

    /// @dev Records that somebody acts after the effective expiry and the detection lag; let anybody call it. While the expiry is
    /// open it records the first act only, from which the long-stop is counted. A start that an outage has overtaken is replaced.
    function _startSettlement(uint256 id, uint40 expiry) internal {
        uint40 now_ = _now();
        uint40 passed = ExpiryMath.startableAt(expiry, DETECTION_LAG);
        if (now_ < passed) revert ExpiryNotPassed(passed);

        SettlementStart memory start = _settlementStarts[id];
        (SettlementStage stage, uint40 at) = _stageOf(start, _syncedExpiryOf(expiry));
        if (stage == SettlementStage.Waiting) revert ExpiryNotPassed(at);
        if (stage > SettlementStage.Startable) revert SettlementRunning(at);
        if (stage == SettlementStage.Open && start.firstAt != 0) revert ExpiryOpen(expiry, at);

        if (start.firstAt == 0) start.firstAt = now_;
        if (stage == SettlementStage.Startable) {
            start.startedAt = now_;
            emit SettlementStarted(id, now_, now_.add(SETTLEMENT_DELAY));
        } else {
            emit SettlementHeld(id, _longStopAt(start));
        }
        _settlementStarts[id] = start;
    }

    /// @dev Reverts unless writers of `id` may be paid, and ends the holders' time for good when they may. Fail-closed up to the
    /// long-stop.
    function _requireSettled(uint256 id, uint40 expiry) internal {
        SettlementStart memory start = _settlementStarts[id];
        if (start.settled) return;
        Expiry memory e = _syncedExpiryOf(expiry);
        (SettlementStage stage, uint40 at) = _stageOf(start, e);
        if (stage == SettlementStage.Waiting) revert ExpiryNotPassed(at);
        if (stage == SettlementStage.Open) revert ExpiryOpen(expiry, at);
        if (stage == SettlementStage.Startable) revert SettlementNotStarted(id, e.effectiveAt);
        if (stage == SettlementStage.Running) revert SettlementTooEarly(at);

        if (_now() < _longStopAt(start)) {
            _requireAllowed(Action.Settle);
        } else {
            GuardState memory state = SEQUENCER_GUARD.status();
            if (state.status == SequencerStatus.Recovering) revert SequencerRecovering(state.until);
        }
        _settlementStarts[id].settled = true;
    }

    /// @dev See {IExpiryClock-settlementStateOf}.
    function _settlementStateOf(uint256 id, uint40 expiry) internal view returns (SettlementState memory state) {
        SettlementStart memory start = _settlementStarts[id];
        (state.stage, state.time) = _stageOf(start, _expiryOf(expiry));
        if (state.stage != SettlementStage.Payable) return state;

        GuardState memory guard = SEQUENCER_GUARD.status();
        bool mayPay =
            _now() < _longStopAt(start) ? _isAllowed(Action.Settle) : guard.status != SequencerStatus.Recovering;
        if (!mayPay) return SettlementState(SettlementStage.Stopped, guard.until);
    }

    /// @dev Never reverts but for {LedgerStarved}. One call of the ledger on a healthy day, one more for each extension whose last call
    /// has begun. Where the feed has to be read anyway, or never, one call is wide enough for the usual extensions.
    function _expiryOf(uint40 expiry) internal view returns (Expiry memory) {
        uint40 from = expiry.sub(WINDOW);
        if (LEDGER == address(0) || _now() <= from) return Expiry(ExpiryStatus.Known, expiry, 0, 0, 0);
        uint40 narrow = ExpiryMath.startableAt(expiry, DETECTION_LAG);
        uint40 to = narrow.add(USUAL_REACH);
        if (_now() >= narrow && _now() < to) to = narrow;
        (Outage[] memory outages, bool known) = _outagesBetween(from, to);
        // A ledger that cannot tell of all that time may still tell, for good, of what matters.
        if (!known && to != narrow) (outages, known) = _outagesBetween(from, to = narrow);
        if (known && outages.length == 0) return Expiry(ExpiryStatus.Known, expiry, 0, 0, 0);

        ExpiryWalk memory walk = ExpiryMath.begin(expiry, VISIBILITY_LAG, _expiryPolicy());
        while (known && _walk(walk, outages)) {
            // Every outage dated before `to` was taken. Is later time protected?
            if (walk.to <= to && !(walk.advance() && walk.to > to)) break;
            (from, to) = (walk.from.max(to), walk.to);
            if (_now() <= from) break;
            (outages, known) = _outagesBetween(from, to);
        }
        Expiry memory e = walk.e;
        if (!known) e.status = ExpiryStatus.Unknown;
        if (e.status != ExpiryStatus.Known) (e.effectiveAt, e.recoveredAt) = (type(uint40).max, 0);
        return e;
    }

    function _expiryPolicy() internal view returns (ExpiryPolicy memory parameters) {
        return
            ExpiryPolicy({
                window: WINDOW,
                minExtension: MIN_EXTENSION,
                maxExtension: MAX_EXTENSION,
                lastCall: LAST_CALL,
                maxReextensions: MAX_REEXTENSIONS,
                detectionLag: DETECTION_LAG,
                settlementDelay: SETTLEMENT_DELAY,
                longStop: LONG_STOP
            });
    }

    /// @dev {_expiryOf} after the feed's rounds were stored, for whoever acts. A ledger that is still behind after that can be
    /// helped by anybody, so this is no doubt that opens an expiry.
    function _syncedExpiryOf(uint40 expiry) internal returns (Expiry memory e) {
        uint256 roundsRead = LEDGER == address(0) ? 0 : IOutageLedger(LEDGER).sync(SYNC_ROUNDS);
        e = _expiryOf(expiry);
        if (e.status == ExpiryStatus.Unknown && roundsRead == SYNC_ROUNDS) {
            revert IOutageLedger.LedgerNotSynced(SYNC_ROUNDS);
        }
    }

    /// @dev Where a settlement stands, but for the guard's word.
    function _stageOf(
        SettlementStart memory start,
        Expiry memory e
    ) private view returns (SettlementStage stage, uint40 at) {
        uint40 opensAt = start.startedAt.add(SETTLEMENT_DELAY);
        if (start.settled) return (SettlementStage.Settled, opensAt);
        bool isKnown = e.status == ExpiryStatus.Known;
        uint40 startableAt = isKnown ? ExpiryMath.startableAt(e.effectiveAt, DETECTION_LAG) : _longStopAt(start);
        if (start.startedAt >= startableAt) {
            return (_now() < opensAt ? SettlementStage.Running : SettlementStage.Payable, opensAt);
        }
        if (_now() >= startableAt) return (SettlementStage.Startable, startableAt);
        return (isKnown ? SettlementStage.Waiting : SettlementStage.Open, startableAt);
    }

    /// @dev Takes the outages that the ledger lists, of which the last may still run; one that does and counts leaves the expiry open.
    /// True where a later outage could count.
    function _walk(ExpiryWalk memory walk, Outage[] memory outages) private view returns (bool goesOn) {
        for (uint256 i = 0; i < outages.length; ++i) {
            Outage memory o = outages[i];
            (bool counts, bool last) = walk.take(o);
            if (last) return false;
            // One that still runs is listed as if it ended now.
            if (!counts || o.end < _now()) continue;
            (uint40 open, bool known) = _openSince();
            if (known && open != o.start) continue;
            walk.e.status = known ? ExpiryStatus.Open : ExpiryStatus.Unknown;
            return false;
        }
        return true;
    }

    function _outagesBetween(uint40 from, uint40 to) private view returns (Outage[] memory outages, bool known) {
        uint256 available = gasleft();
        try IOutageLedger(LEDGER).outagesBetween(from, to) returns (Outage[] memory listed) {
            return (listed, true);
        } catch (bytes memory reason) {
            _requireAnswer(reason, available);
        }
    }

    function _openSince() private view returns (uint40 open, bool known) {
        uint256 available = gasleft();
        try IOutageLedger(LEDGER).openSince() returns (uint40 since) {
            return (since, true);
        } catch (bytes memory reason) {
            _requireAnswer(reason, available);
        }
    }

    /// @dev A refusal has a reason. Without one, or with that of a starved read of the feed, the caller gave too little gas; that must
    /// not be taken for a feed without an answer.
    function _requireAnswer(bytes memory reason, uint256 available) private pure {
        if (reason.length == 0 || bytes4(reason) == BoundedRead.GasStarved.selector) revert LedgerStarved(available);
    }

    function _longStopAt(SettlementStart memory start) private view returns (uint40 time) {
        return start.firstAt == 0 ? type(uint40).max : start.firstAt.add(LONG_STOP);
    }

    function _now() private view returns (uint40 time) {
        return uint40(block.timestamp);
    }
}
