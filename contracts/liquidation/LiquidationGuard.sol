// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

// Length: the rules stand in one place, in the order in which they are applied; what they are made of, in three bases and a library.

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {SequencerGuarded} from "../guards/SequencerGuarded.sol";
import {IAggregatorV3} from "../interfaces/IAggregatorV3.sol";
import {ILiquidationGuard} from "../interfaces/ILiquidationGuard.sol";
import {ISequencerGuard} from "../interfaces/ISequencerGuard.sol";
import {GuardCall} from "../libraries/GuardCall.sol";
import {LiquidationBounds} from "../libraries/LiquidationBounds.sol";
import {LiquidationMath} from "../libraries/LiquidationMath.sol";
import {TimeMath} from "../libraries/TimeMath.sol";
import {TokenBucket} from "../libraries/TokenBucket.sol";
import {
    Allowance,
    Judgement,
    LiquidationPolicy,
    LiquidationStop,
    Position,
    PriceRound,
    ThrottleConfig
} from "../types/LiquidationTypes.sol";
import {GuardPolicy, GuardState, SequencerStatus} from "../types/SequencerTypes.sol";
import {OperatorPause} from "./OperatorPause.sol";
import {PriceGap} from "./PriceGap.sol";
import {ProofOfLife} from "./ProofOfLife.sol";

/// @title How liquidations return after an outage
/// @notice Inherit it in a lending, margin or perpetual protocol, and ask {_grantLiquidation} or {_requireLiquidation} in a
/// liquidation; repaying and adding collateral must ask nobody. The rules, in the order in which they are applied:
/// 1. a position that is healthy, without debt, or with terms that make bad debt by themselves is not liquidated;
/// 2. nothing is liquidated on a price from the future, or while a price shows that the chain is catching up;
/// 3. nothing while the protocol is paused; the pause counts as an outage afterwards;
/// 4. without an answer from the feed, what the start of the ramp allows, on a price younger than `maxQuiet`;
/// 5. nothing while Down, unless the feed has said so for longer than `maxWithheld`, the price was written after that, and
/// {_noteAlive} was called on such a price: then as after a recovery, with the shortest grace;
/// 6. while Recovering only what is severe: no more than the margin would be left after debt and bonus, on a price written
/// after the recovery; it is exempt from ramp and throttle, then and later;
/// 7. nothing on a price from before the recovery, until `maxQuiet` has passed;
/// 8. in the ramp, close factor and bonus rise linearly, and each asset has a throttle; a price gap over the outage doubles the
/// ramp of the asset.
///
/// Fail-closed for the single liquidation, and never for ever: each stop ends by itself, or by a call that anybody may make.
/// Does not check: the values and the round, which are the protocol's; that the round is the newest; staleness of prices on a
/// normal day. Trust: the sequencer guard, the protocol that inherits.
abstract contract LiquidationGuard is SequencerGuarded, OperatorPause, PriceGap, ProofOfLife, ILiquidationGuard {
    using LiquidationMath for Position;
    using TimeMath for uint40;
    using TokenBucket for TokenBucket.Bucket;

    address private immutable UPTIME_FEED;
    address private immutable OUTAGE_LEDGER;
    uint40 private immutable RAMP;
    /// @dev From evidence of life to the ramp: an "up" on its way arrives within the lag, and users go first.
    uint40 private immutable SHORTEST_GRACE;
    /// @dev No grace and no ramp, not even a doubled one, is left after an older recovery.
    uint40 private immutable SETTLED_AFTER;

    uint16 private immutable CLOSE_FACTOR_BPS;
    uint16 private immutable START_CLOSE_FACTOR_BPS;
    uint16 private immutable START_BONUS_BPS;
    uint16 private immutable SEVERITY_MARGIN_BPS;
    uint40 private immutable MAX_QUIET;
    uint40 private immutable MAX_WITHHELD;
    uint16 private immutable GAP_LIMIT_BPS;
    bool private immutable PAUSABLE;

    /// @dev The first throttle's rate stands in the code too: most markets have one, and need not load it.
    address private immutable FIRST_ASSET;
    uint128 private immutable FIRST_CAPACITY;
    uint128 private immutable FIRST_REFILL;

    /// @dev Throttles, and in the room that they leave the doubled ramp of the asset: its start and its end, 40 bits each.
    mapping(address asset => TokenBucket.Bucket bucket) private _throttles;

    /// @param guard The sequencer guard; its ramp and grace apply here too.
    /// @param p The parameters; {IGuardErrors-ParameterOutOfBounds} otherwise.
    /// @param throttles One for each collateral asset; set once. {DuplicateThrottle} when there are two.
    constructor(
        ISequencerGuard guard,
        LiquidationPolicy memory p,
        ThrottleConfig[] memory throttles
    ) SequencerGuarded(guard) OperatorPause(guard, p.pausable) {
        LiquidationBounds.check(p);
        GuardPolicy memory g = guard.policy();
        UPTIME_FEED = guard.uptimeFeed();
        OUTAGE_LEDGER = guard.outageLedger();
        RAMP = g.ramp;
        SHORTEST_GRACE = g.visibilityLag.add(g.minGrace);
        SETTLED_AFTER = g.visibilityLag.add(g.maxGrace).add(g.ramp).add(g.ramp);
        CLOSE_FACTOR_BPS = p.closeFactorBps;
        START_CLOSE_FACTOR_BPS = p.startCloseFactorBps;
        START_BONUS_BPS = p.startBonusBps;
        SEVERITY_MARGIN_BPS = p.severityMarginBps;
        MAX_QUIET = p.maxQuiet;
        MAX_WITHHELD = p.maxWithheld;
        GAP_LIMIT_BPS = p.gapLimitBps;
        PAUSABLE = p.pausable;
        for (uint256 i = 0; i < throttles.length; ++i) {
            ThrottleConfig memory t = throttles[i];
            LiquidationBounds.check(t);
            if (_throttles[t.asset].capacity != 0) revert DuplicateThrottle(t.asset);
            _throttles[t.asset] = TokenBucket.full(t.capacity, t.refillPerSecond, _now());
        }
        if (throttles.length != 0) {
            FIRST_ASSET = throttles[0].asset;
            FIRST_CAPACITY = throttles[0].capacity;
            FIRST_REFILL = throttles[0].refillPerSecond;
        }
    }

    /// @inheritdoc ILiquidationGuard
    function liquidationAllowance(
        Position memory position,
        address asset,
        PriceRound memory round
    ) public view returns (Allowance memory allowance) {
        (allowance, , , ) = _allowanceOf(position, asset, round);
    }

    /// @inheritdoc ILiquidationGuard
    function throttleLeft(address asset) external view returns (uint256 debtValue) {
        (debtValue, ) = _heldBy(asset);
    }

    /// @inheritdoc ILiquidationGuard
    function liquidationPolicy() external view returns (LiquidationPolicy memory parameters) {
        return
            LiquidationPolicy({
                closeFactorBps: CLOSE_FACTOR_BPS,
                startCloseFactorBps: START_CLOSE_FACTOR_BPS,
                startBonusBps: START_BONUS_BPS,
                severityMarginBps: SEVERITY_MARGIN_BPS,
                maxQuiet: MAX_QUIET,
                maxWithheld: MAX_WITHHELD,
                gapLimitBps: GAP_LIMIT_BPS,
                pausable: PAUSABLE
            });
    }

    /// @notice Lets `debtValue` of the position be liquidated, or reverts with the reason: {AllowanceExceeded} when it is more
    /// than {liquidationAllowance} says in the same block. Takes it from the throttle where that applies.
    /// @param position The position.
    /// @param asset Its collateral asset.
    /// @param round The price round that the values were computed from.
    /// @param debtValue Debt value that is to be liquidated.
    /// @return bonusBps The bonus that the liquidator may receive.
    function _requireLiquidation(
        Position memory position,
        address asset,
        PriceRound memory round,
        uint256 debtValue
    ) internal returns (uint16 bonusBps) {
        uint256 granted;
        (granted, bonusBps) = _grantLiquidation(position, asset, round, debtValue);
        if (debtValue > granted) revert AllowanceExceeded(debtValue, granted);
    }

    /// @notice As {_requireLiquidation}, with a partial fill: grants what {liquidationAllowance} says when more is wanted, and
    /// reverts only when that is nothing.
    /// @param position The position.
    /// @param asset Its collateral asset.
    /// @param round The price round that the values were computed from.
    /// @param wanted Debt value wanted.
    /// @return granted Debt value that may be liquidated, at most `wanted`.
    /// @return bonusBps The bonus that the liquidator may receive.
    function _grantLiquidation(
        Position memory position,
        address asset,
        PriceRound memory round,
        uint256 wanted
    ) internal returns (uint256 granted, uint16 bonusBps) {
        (Allowance memory allowance, LiquidationStop stop, uint40 time, uint256 held) = _allowanceOf(
            position,
            asset,
            round
        );
        if (stop != LiquidationStop.None) {
            if (stop == LiquidationStop.Throttled) revert AllowanceExceeded(wanted, 0);
            if (stop == LiquidationStop.NoThrottle) revert NoThrottle(asset);
            _stop(stop, time, position, round);
        }
        granted = Math.min(wanted, allowance.maxDebtValue);
        bonusBps = allowance.bonusBps;
        if (held != 0) _consumeThrottle(asset, granted, held);
    }

    function _consumeThrottle(address asset, uint256 debtValue, uint256 held) private {
        (uint256 capacity, ) = _rateOf(asset);
        unchecked {
            // No more was granted than it holds.
            held -= debtValue;
        }
        _throttles[asset].leave(capacity, held, _now());
        emit ThrottleConsumed(asset, debtValue, held);
    }

    /// @dev Doubles the ramp of `asset` if the two neighbouring rounds of `priceFeed` show a gap over the last outage. Let
    /// anybody call it with the protocol's own feed.
    function _noteGap(address asset, IAggregatorV3 priceFeed, uint80 roundBefore, uint80 roundAfter) internal {
        (, SequencerStatus status, uint40 rampStart, uint40 until) = GuardCall.stateOf(SEQUENCER_GUARD);
        if (status == SequencerStatus.Recovering) rampStart = until;
        else if (status != SequencerStatus.Ramping) revert NothingToRamp();
        _recordGap(asset, priceFeed, roundBefore, roundAfter, GAP_LIMIT_BPS, rampStart, rampStart.add(RAMP).add(RAMP));
    }

    /// @dev Records that the price of `round` refutes the feed's "down"; liquidations return after the shortest grace unless the
    /// feed says "up" before. Let anybody call it with the newest round of the protocol's own feed.
    function _noteAlive(PriceRound memory round) internal {
        (LiquidationStop stop, uint40 time) = LiquidationMath.stopByClock(round, _now());
        LiquidationMath.revertByClock(stop, time);
        (, SequencerStatus status, uint40 since, uint40 until) = GuardCall.stateOf(SEQUENCER_GUARD);
        // The guardian's word is not refuted: it has an end of its own.
        if (status != SequencerStatus.Down || until != 0) revert FeedNotDown();
        uint40 believedUntil = since.add(MAX_WITHHELD);
        if (round.updatedAt <= believedUntil) revert NotShownAlive(round.updatedAt, believedUntil);
        _recordLife(since, _now().add(SHORTEST_GRACE));
    }

    function _outageLedger() internal view override returns (address ledger) {
        return OUTAGE_LEDGER;
    }

    function _keepGap(address asset, uint40 rampStart, uint40 rampEnd) internal override {
        _throttles[asset].extra = (uint80(rampStart) << 40) | rampEnd;
    }

    /// @dev First the path of a healthy day, on the stack; {_judge} for all the rest. What the throttle holds where it applies, so
    /// that taking from it need not ask again; 0 where it does not.
    function _allowanceOf(
        Position memory position,
        address asset,
        PriceRound memory round
    ) private view returns (Allowance memory allowance, LiquidationStop stop, uint40 time, uint256 held) {
        stop = position.stopByItself();
        if (stop == LiquidationStop.None) (stop, time) = LiquidationMath.stopByClock(round, _now());
        if (stop != LiquidationStop.None) return (allowance, stop, time, 0);
        (bool ok, SequencerStatus status, uint40 since, uint40 until) = GuardCall.stateOf(SEQUENCER_GUARD);
        if (status == SequencerStatus.Up && _isSettled(since, until, round)) {
            allowance.closeFactorBps = CLOSE_FACTOR_BPS;
            allowance.bonusBps = position.liquidationBonusBps;
            allowance.maxDebtValue = LiquidationMath.shareOf(position.debtValue, CLOSE_FACTOR_BPS);
            return (allowance, stop, time, 0);
        }
        Judgement memory j = _judge(position, asset, round, ok, GuardState(status, since, until));
        if (j.stop == LiquidationStop.None) held = _fill(allowance, j, position, asset);
        return (allowance, j.stop, j.time, held);
    }

    /// @dev No pause, grace or ramp runs, not even a doubled one, and the price is from after the feed's last change.
    function _isSettled(uint40 since, uint40 until, PriceRound memory round) private view returns (bool settled) {
        unchecked {
            if (until != 0 || round.updatedAt < since || uint256(since) + SETTLED_AFTER > block.timestamp) return false;
            if (!PAUSABLE) return true;
            (uint40 pausedSince, uint40 endedAt, uint40 graceEnd) = _pauseState();
            if (pausedSince != 0 || round.updatedAt < endedAt) return false;
            return uint256(graceEnd) + RAMP <= block.timestamp;
        }
    }

    function _fill(
        Allowance memory allowance,
        Judgement memory j,
        Position memory position,
        address asset
    ) private view returns (uint256 held) {
        uint256 closeFactor = LiquidationMath.ramped(START_CLOSE_FACTOR_BPS, CLOSE_FACTOR_BPS, j.progress);
        uint256 most = LiquidationMath.shareOf(position.debtValue, closeFactor);
        if (j.throttled) {
            uint256 capacity;
            (held, capacity) = _heldBy(asset);
            if (most > held) most = held;
            if (most == 0) {
                j.stop = capacity == 0 ? LiquidationStop.NoThrottle : LiquidationStop.Throttled;
                return 0;
            }
        }
        // Both lie below 2^16, between bounds that do.
        allowance.closeFactorBps = uint16(closeFactor);
        allowance.bonusBps = uint16(LiquidationMath.ramped(START_BONUS_BPS, position.liquidationBonusBps, j.progress));
        allowance.maxDebtValue = most;
    }

    function _heldBy(address asset) private view returns (uint256 held, uint256 capacity) {
        uint256 refill;
        (capacity, refill) = _rateOf(asset);
        held = _throttles[asset].heldAt(capacity, refill, _now());
    }

    function _rateOf(address asset) private view returns (uint256 capacity, uint256 refillPerSecond) {
        if (asset == FIRST_ASSET) return (FIRST_CAPACITY, FIRST_REFILL);
        TokenBucket.Bucket storage bucket = _throttles[asset];
        return (bucket.capacity, bucket.refillPerSecond);
    }

    function _judge(
        Position memory position,
        address asset,
        PriceRound memory round,
        bool ok,
        GuardState memory state
    ) private view returns (Judgement memory j) {
        uint40 pauseEnd;
        uint40 pauseGraceEnd;
        if (PAUSABLE) {
            (j.time, pauseEnd, pauseGraceEnd) = _pauseState();
            if (j.time != 0) return _stopped(j, LiquidationStop.Paused, j.time);
        }
        if (!ok) return _stopped(j, LiquidationStop.GuardUnreadable, 0);
        (j.progress, j.carveOut) = (LiquidationMath.WHOLE, true);
        _judgeStatus(j, state, round);
        if (j.stop != LiquidationStop.None) return j;
        if (pauseEnd != 0) _applyPause(j, pauseEnd, pauseGraceEnd);
        if (_now().sub(state.since) < SETTLED_AFTER) _applyGap(j, asset);
        return _judgePrice(j, position, round);
    }

    function _judgeStatus(Judgement memory j, GuardState memory state, PriceRound memory round) private view {
        j.recoveredAt = state.since;
        if (state.status == SequencerStatus.Up) {
            // An override has an end, and a price must postdate its beginning.
            if (state.until == 0 && round.updatedAt < state.since) j.recoveredAt = _lastOutageEnd(state.since);
        } else if (state.status == SequencerStatus.Ramping) {
            _slow(j, state.since, RAMP);
            if (round.updatedAt < state.since) j.recoveredAt = _lastOutageEnd(state.since);
        } else if (state.status == SequencerStatus.Recovering) {
            j.withheldUntil = state.until;
        } else if (state.status == SequencerStatus.Down) {
            _judgeDown(j, state, round);
        } else {
            _judgeUnknown(j, round);
        }
    }

    /// @dev The start of the ramp and no more: a dead feed must not protect a rotting position for ever. Nothing is severe,
    /// because nobody knows which prices are from before an outage.
    function _judgeUnknown(Judgement memory j, PriceRound memory round) private view {
        if (_now().sub(round.updatedAt) >= MAX_QUIET) _stopped(j, LiquidationStop.FeedUnavailable, 0);
        (j.progress, j.throttled, j.carveOut) = (0, true, false);
    }

    /// @dev Nothing, unless the feed's "down" was refuted, and by the position's own price too.
    function _judgeDown(Judgement memory j, GuardState memory state, PriceRound memory round) private view {
        uint40 believedUntil = state.since.add(MAX_WITHHELD);
        uint40 opensAt = type(uint40).max;
        // The guardian's word is not refuted: it has an end of its own.
        if (state.until == 0 && round.updatedAt > believedUntil) opensAt = _opensAt(state.since);
        if (opensAt == type(uint40).max) {
            _stopped(j, LiquidationStop.SequencerDown, state.since);
            return;
        }
        j.recoveredAt = believedUntil;
        if (_now() < opensAt) j.withheldUntil = opensAt;
        else _slow(j, opensAt, RAMP);
    }

    function _applyPause(Judgement memory j, uint40 endedAt, uint40 graceEnd) private view {
        j.recoveredAt = j.recoveredAt.max(endedAt);
        if (_now() < graceEnd) j.withheldUntil = j.withheldUntil.max(graceEnd);
        else if (graceEnd != 0) _slow(j, graceEnd, RAMP);
    }

    function _applyGap(Judgement memory j, address asset) private view {
        uint80 gap = _throttles[asset].extra;
        uint40 start = uint40(gap >> 40);
        if (gap != 0) _slow(j, start, uint40(gap).sub(start));
    }

    function _judgePrice(
        Judgement memory j,
        Position memory position,
        PriceRound memory round
    ) private view returns (Judgement memory) {
        bool postdates = round.updatedAt >= j.recoveredAt;
        bool heldBack = j.throttled || j.withheldUntil != 0;
        if (heldBack && postdates && j.carveOut && position.isSevere(SEVERITY_MARGIN_BPS)) {
            (j.progress, j.throttled) = (LiquidationMath.WHOLE, false);
            return j;
        }
        if (j.withheldUntil != 0) return _stopped(j, LiquidationStop.SequencerRecovering, j.withheldUntil);
        if (!postdates && _now() < j.recoveredAt.add(MAX_QUIET)) {
            return _stopped(j, LiquidationStop.PricePredatesRecovery, j.recoveredAt);
        }
        return j;
    }

    /// @dev A ramp of `length` seconds from `start` on holds things back; the slowest of several counts.
    function _slow(Judgement memory j, uint40 start, uint40 length) private view {
        uint256 progress = LiquidationMath.progressOf(_now().sub(start), length);
        if (progress == LiquidationMath.WHOLE) return;
        j.throttled = true;
        if (progress < j.progress) j.progress = progress;
    }

    /// @dev The feed's last change is not always a recovery: a new aggregator begins with one, too. Without an answer from the
    /// ledger `otherwise` is taken, which is never earlier.
    function _lastOutageEnd(uint40 otherwise) private view returns (uint40 end) {
        bool ok;
        (ok, end) = GuardCall.lastOutageEnd(OUTAGE_LEDGER);
        if (!ok) end = otherwise;
    }

    function _stopped(Judgement memory j, LiquidationStop stop, uint40 time) private pure returns (Judgement memory) {
        (j.stop, j.time) = (stop, time);
        return j;
    }

    function _stop(LiquidationStop stop, uint40 time, Position memory p, PriceRound memory round) private view {
        LiquidationMath.revertByClock(stop, time);
        if (stop == LiquidationStop.Paused) revert LiquidationsPaused(time);
        if (stop == LiquidationStop.GuardUnreadable) revert GuardUnreadable(address(SEQUENCER_GUARD));
        if (stop == LiquidationStop.FeedUnavailable) revert UptimeFeedUnavailable(UPTIME_FEED);
        if (stop == LiquidationStop.SequencerDown) revert SequencerDown(time);
        if (stop == LiquidationStop.SequencerRecovering) revert SequencerRecovering(time);
        if (stop == LiquidationStop.PricePredatesRecovery) {
            revert PricePredatesRecovery(round.updatedAt, time, time.add(MAX_QUIET));
        }
        p.revertWith(stop);
    }

    function _now() private view returns (uint40 time) {
        return uint40(block.timestamp);
    }
}
