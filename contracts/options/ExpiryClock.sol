// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SequencerGuarded} from "../guards/SequencerGuarded.sol";
import {IExpiryClock} from "../interfaces/IExpiryClock.sol";
import {IOutageLedger} from "../interfaces/IOutageLedger.sol";
import {ISequencerGuard} from "../interfaces/ISequencerGuard.sol";
import {ExpiryBounds} from "../libraries/ExpiryBounds.sol";
import {ExpiryMath} from "../libraries/ExpiryMath.sol";
import {TimeMath} from "../libraries/TimeMath.sol";
import {Expiry, ExpiryPolicy, ExpiryStatus, SettlementStart} from "../types/ExpiryTypes.sol";
import {Action, GuardState, Outage, SequencerStatus} from "../types/SequencerTypes.sol";

/// @title A clock on which an outage costs no holder his right, to inherit
/// @notice For anything with a deadline by which somebody may choose: options, rights to redeem, epochs. Ask {_requireNotExpired} where the holder
/// acts, {_requireSettled} where the other side is paid, and expose {_startSettlement} to anybody.
/// @dev Checks: see {IExpiryClock}. Does not check: prices; what `id` and `expiry` mean, and that the same id always comes with the
/// same expiry: both are the protocol's. Trust: the guard and its ledger.
abstract contract ExpiryClock is SequencerGuarded, IExpiryClock {
    using ExpiryMath for Expiry;
    using TimeMath for uint40;

    /// @dev Most rounds that are stored when somebody is to be paid: more than a view may be behind.
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
    function expiryPolicy() external view returns (ExpiryPolicy memory parameters) {
        return _expiryPolicy();
    }

    /// @dev Reverts with {ExpiryPassed} when the holders of `id` may not act any more. Fail-open. Up to the expiry itself nothing is
    /// read.
    function _requireNotExpired(uint256 id, uint40 expiry) internal {
        if (_now() <= expiry) return;
        SettlementStart memory start = _settlementStarts[id];
        if (start.settled) revert ExpiryPassed(start.startedAt);
        _sync();
        Expiry memory e = _expiryOf(expiry);
        if (e.status == ExpiryStatus.Known && _now() > e.at) revert ExpiryPassed(e.at);
    }

    /// @dev Whether the holders of `id` may not act any more. As {_requireNotExpired} in the same block, unless the ledger is further
    /// behind than a view reads; then it says no.
    function _isExpired(uint256 id, uint40 expiry) internal view returns (bool expired) {
        if (_now() <= expiry) return false;
        if (_settlementStarts[id].settled) return true;
        Expiry memory e = _expiryOf(expiry);
        return e.status == ExpiryStatus.Known && _now() > e.at;
    }

    /// @dev Records that somebody acts after the effective expiry and the detection lag; let anybody call it. While the expiry is
    /// open it records the first act only, from which the long-stop is counted. A start that an outage has overtaken is replaced.
    function _startSettlement(uint256 id, uint40 expiry) internal {
        uint40 now_ = _now();
        uint40 passed = _startableAt(expiry);
        if (now_ < passed) revert ExpiryNotPassed(passed);
        _sync();
        SettlementStart memory start = _settlementStarts[id];
        (uint40 startableAt, uint40 longStopAt) = (_startableAt(_expiryOf(expiry).at), _longStopAt(start));
        if (start.settled || _counts(start, startableAt, longStopAt)) {
            revert SettlementRunning(start.startedAt.add(SETTLEMENT_DELAY));
        }
        bool due = now_ >= startableAt.min(longStopAt);
        if (!due && start.firstAt != 0) revert ExpiryOpen(expiry, startableAt.min(longStopAt));
        if (start.firstAt == 0) start.firstAt = now_;
        if (due) {
            start.startedAt = now_;
            emit SettlementStarted(id, now_, now_.add(SETTLEMENT_DELAY));
        }
        _settlementStarts[id] = start;
    }

    /// @dev Reverts unless writers of `id` may be paid, and ends the holders' time for good when they may. Fail-closed up to the
    /// long-stop.
    function _requireSettled(uint256 id, uint40 expiry) internal {
        SettlementStart memory start = _settlementStarts[id];
        if (start.settled) return;
        _sync();
        Expiry memory e = _expiryOf(expiry);
        uint40 longStopAt = _longStopAt(start);
        if (!_counts(start, _startableAt(e.at), longStopAt)) {
            if (e.status != ExpiryStatus.Known) revert ExpiryOpen(expiry, longStopAt);
            revert SettlementNotStarted(id, e.at);
        }
        uint40 opensAt = start.startedAt.add(SETTLEMENT_DELAY);
        if (_now() < opensAt) revert SettlementTooEarly(opensAt);
        if (_now() < longStopAt) _requireAllowed(Action.Settle);
        else _requireUsersHadTheirTime();
        _settlementStarts[id].settled = true;
    }

    /// @dev Never reverts; the ledger is asked at most `1 + maxReextensions` times, and once whether an outage still runs.
    function _expiryOf(uint40 expiry) internal view returns (Expiry memory e) {
        e = Expiry(ExpiryStatus.Known, expiry, 0, 0, 0);
        if (LEDGER == address(0) || _now() < expiry.sub(WINDOW)) return e;
        ExpiryPolicy memory p = _expiryPolicy();
        (uint40 from, uint40 to) = ExpiryMath.firstSpan(expiry, p);
        bool moved = _apply(e, from, to, p);
        while (moved && e.status == ExpiryStatus.Known && e.at > expiry && e.reextensions < p.maxReextensions) {
            (from, to) = ExpiryMath.nextSpan(e.at, p);
            moved = _apply(e, from, to, p);
            if (moved) ++e.reextensions;
        }
        if (e.status != ExpiryStatus.Known) e.at = type(uint40).max;
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

    /// @dev Applies the outages of a span; an outage that still runs leaves the expiry open.
    function _apply(Expiry memory e, uint40 from, uint40 to, ExpiryPolicy memory p) private view returns (bool moved) {
        try IOutageLedger(LEDGER).outagesBetween(from, to) returns (Outage[] memory outages) {
            uint256 count = outages.length;
            if (count == 0) return false;
            moved = e.extend(outages, VISIBILITY_LAG, p);
            uint40 open = IOutageLedger(LEDGER).openSince();
            if (open != 0 && open == outages[count - 1].start) (e.status, e.recoveredAt) = (ExpiryStatus.Open, 0);
        } catch {
            e.status = ExpiryStatus.Unknown;
        }
    }

    function _requireUsersHadTheirTime() private view {
        GuardState memory state = SEQUENCER_GUARD.status();
        if (state.status == SequencerStatus.Recovering) revert SequencerRecovering(state.until);
    }

    function _sync() internal {
        if (LEDGER != address(0)) IOutageLedger(LEDGER).sync(SYNC_ROUNDS);
    }

    /// @dev A settlement may start: an outage dated later began later too.
    function _startableAt(uint40 at) private view returns (uint40 time) {
        return at.add(DETECTION_LAG).add(1);
    }

    function _longStopAt(SettlementStart memory start) private view returns (uint40 time) {
        return start.firstAt == 0 ? type(uint40).max : start.firstAt.add(LONG_STOP);
    }

    function _counts(SettlementStart memory start, uint40 startableAt, uint40 longStopAt) private pure returns (bool) {
        return start.startedAt != 0 && start.startedAt >= startableAt.min(longStopAt);
    }

    function _now() private view returns (uint40 time) {
        return uint40(block.timestamp);
    }
}
