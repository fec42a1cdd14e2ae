// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {SequencerGuarded} from "../guards/SequencerGuarded.sol";
import {ILiquidationGuard} from "../interfaces/ILiquidationGuard.sol";
import {ISequencerGuard} from "../interfaces/ISequencerGuard.sol";
import {LiquidationBounds} from "../libraries/LiquidationBounds.sol";
import {LiquidationMath} from "../libraries/LiquidationMath.sol";
import {TimeMath} from "../libraries/TimeMath.sol";
import {TokenBucket} from "../libraries/TokenBucket.sol";
import {UptimeFeed} from "../libraries/UptimeFeed.sol";
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

/// @title How liquidations return after an outage
/// @notice Inherit it in a lending, margin or perpetual protocol, and ask {_requireLiquidation} before a liquidation; repaying
/// and adding collateral must ask nobody. The rules, in the order in which they are applied:
/// 1. a position that is healthy, without debt, or with terms that make bad debt by themselves is not liquidated;
/// 2. nothing is liquidated on a price from the future, or while a price shows that the chain is catching up;
/// 3. nothing while Down, unless the feed has said so for longer than `maxWithheld` and the price was written after that: then
///    the chain is evidently alive;
/// 4. while Recovering only what is severe: no more than the margin would be left after debt and bonus, on a price written
///    after the recovery; it is exempt from ramp and throttle, then and later;
/// 5. nothing on a price from before the recovery, until `maxQuiet` has passed;
/// 6. in the ramp, close factor and bonus rise linearly, and each asset has a throttle;
/// 7. a price gap over the outage doubles the ramp of the asset; an operator's pause counts as an outage;
/// 8. without an answer from the feed, what the start of the ramp allows, on a price younger than `maxQuiet`.
///
/// Fail-closed for the single liquidation, and never for ever: each stop ends by itself.
/// Does not check: the values and the round, which are the protocol's; that the round is the newest; staleness of prices on a
/// normal day. Trust: the sequencer guard, the protocol that inherits.
abstract contract LiquidationGuard is SequencerGuarded, OperatorPause, PriceGap, ILiquidationGuard {
    using LiquidationMath for Position;
    using TimeMath for uint40;
    using TokenBucket for TokenBucket.Bucket;

    address private immutable UPTIME_FEED;
    uint40 private immutable RAMP;
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

    mapping(address asset => TokenBucket.Bucket bucket) private _throttles;

    /// @param guard The sequencer guard; its ramp and grace apply here too.
    /// @param p The parameters; {IGuardErrors-ParameterOutOfBounds} otherwise.
    /// @param throttles One for each collateral asset; set once.
    constructor(
        ISequencerGuard guard,
        LiquidationPolicy memory p,
        ThrottleConfig[] memory throttles
    ) SequencerGuarded(guard) OperatorPause(guard) {
        LiquidationBounds.check(p);
        GuardPolicy memory g = guard.policy();
        UPTIME_FEED = guard.uptimeFeed();
        RAMP = g.ramp;
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
            LiquidationBounds.check(throttles[i]);
            _throttles[throttles[i].asset] = TokenBucket.Bucket({
                capacity: throttles[i].capacity,
                refillPerSecond: throttles[i].refillPerSecond,
                taken: 0,
                takenAt: 0
            });
        }
    }

    /// @inheritdoc ILiquidationGuard
    function liquidationAllowance(
        Position memory position,
        address asset,
        PriceRound memory round
    ) public view returns (Allowance memory allowance) {
        (allowance, ) = _allowanceOf(position, asset, round);
    }

    /// @inheritdoc ILiquidationGuard
    function throttleLeft(address asset) external view returns (uint256 debtValue) {
        return _throttles[asset].heldAt(_now());
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

    /// @dev Lets `debtValue` of the position be liquidated, or reverts with the reason; takes it from the throttle where that
    /// applies. The same rules as {liquidationAllowance} in the same block.
    /// @return bonusBps The bonus that the liquidator may receive.
    function _requireLiquidation(
        Position memory position,
        address asset,
        PriceRound memory round,
        uint256 debtValue
    ) internal returns (uint16 bonusBps) {
        (Allowance memory allowance, Judgement memory judgement) = _allowanceOf(position, asset, round);
        if (judgement.stop != LiquidationStop.None) _stop(judgement, position, asset, round);
        if (debtValue > allowance.maxDebtValue) revert AllowanceExceeded(debtValue, allowance.maxDebtValue);
        if (judgement.throttled) {
            emit ThrottleConsumed(asset, debtValue, _throttles[asset].take(debtValue, _now()));
        }
        return allowance.bonusBps;
    }

    /// @dev Doubles the ramp of `asset` if the two neighbouring rounds of `priceFeed` show a gap over the last outage. Let
    /// anybody call it with the protocol's own feed.
    function _noteGap(address asset, address priceFeed, uint80 roundBefore, uint80 roundAfter) internal {
        GuardState memory state = SEQUENCER_GUARD.status();
        uint40 rampStart;
        if (state.status == SequencerStatus.Recovering) rampStart = state.until;
        else if (state.status == SequencerStatus.Ramping) rampStart = state.since;
        else revert NothingToRamp();
        _recordGap(asset, priceFeed, roundBefore, roundAfter, GAP_LIMIT_BPS, rampStart, rampStart.add(RAMP).add(RAMP));
    }

    function _outageLedger() internal view override returns (address ledger) {
        return SEQUENCER_GUARD.outageLedger();
    }

    function _allowanceOf(
        Position memory position,
        address asset,
        PriceRound memory round
    ) private view returns (Allowance memory allowance, Judgement memory judgement) {
        judgement = _judge(position, asset, round);
        if (judgement.stop != LiquidationStop.None) return (allowance, judgement);
        uint256 closeFactor = LiquidationMath.ramped(START_CLOSE_FACTOR_BPS, CLOSE_FACTOR_BPS, judgement.progress);
        uint256 most = Math.mulDiv(position.debtValue, closeFactor, LiquidationMath.BPS);
        if (judgement.throttled) {
            TokenBucket.Bucket storage bucket = _throttles[asset];
            most = Math.min(most, bucket.heldAt(_now()));
            if (most == 0) {
                judgement.stop = bucket.capacity == 0 ? LiquidationStop.NoThrottle : LiquidationStop.Throttled;
                return (allowance, judgement);
            }
        }
        uint256 bonus = LiquidationMath.ramped(START_BONUS_BPS, position.liquidationBonusBps, judgement.progress);
        // Both lie below 2^16, between bounds that do.
        allowance = Allowance(uint16(closeFactor), uint16(bonus), most);
    }

    function _judge(
        Position memory position,
        address asset,
        PriceRound memory round
    ) private view returns (Judgement memory j) {
        j.stop = position.stopByItself();
        if (j.stop != LiquidationStop.None) return j;
        if (round.updatedAt > _now()) return _stopped(j, LiquidationStop.PriceInFuture, round.updatedAt);
        if (round.startedAt > _now()) {
            return _stopped(j, LiquidationStop.ChainCatchingUp, round.startedAt.sub(_now()));
        }
        GuardState memory state = SEQUENCER_GUARD.status();
        j.progress = LiquidationMath.WHOLE;
        j.recoveredAt = state.since;
        if (state.status == SequencerStatus.Unknown) return _judgeUnknown(j, round);
        if (state.status == SequencerStatus.Down && !_isEvidentlyAlive(j, round)) {
            return _stopped(j, LiquidationStop.SequencerDown, state.since);
        }
        if (state.status == SequencerStatus.Recovering) j.withheldUntil = state.until;
        if (state.status == SequencerStatus.Ramping) {
            _slow(j, state.since, RAMP);
            (, j.recoveredAt, ) = UptimeFeed.latest(UPTIME_FEED);
        }
        if (PAUSABLE) {
            if (_pausedSince() != 0) return _stopped(j, LiquidationStop.Paused, _pausedSince());
            _applyPause(j);
        }
        if (_now().sub(state.since) < SETTLED_AFTER) _applyGap(j, asset);
        return _judgePrice(j, position, round);
    }

    /// @dev Fail-open within the limits of the ramp's start: a dead feed must not protect a rotting position for ever.
    function _judgeUnknown(Judgement memory j, PriceRound memory round) private view returns (Judgement memory) {
        if (_now().sub(round.updatedAt) >= MAX_QUIET) return _stopped(j, LiquidationStop.FeedUnavailable, 0);
        (j.progress, j.throttled) = (0, true);
        return j;
    }

    /// @dev The feed says "down", for longer than is believed, and the price was written after that.
    function _isEvidentlyAlive(Judgement memory j, PriceRound memory round) private view returns (bool alive) {
        uint40 openFrom = j.recoveredAt.add(MAX_WITHHELD);
        alive = _now() >= openFrom && round.updatedAt > openFrom;
        j.recoveredAt = openFrom;
        if (alive) _slow(j, openFrom, RAMP);
    }

    function _applyPause(Judgement memory j) private view {
        (uint40 endedAt, uint40 graceEnd) = _lastPause();
        if (endedAt == 0) return;
        if (endedAt > j.recoveredAt) j.recoveredAt = endedAt;
        if (_now() < graceEnd) j.withheldUntil = j.withheldUntil.max(graceEnd);
        else _slow(j, graceEnd, RAMP);
    }

    function _applyGap(Judgement memory j, address asset) private view {
        (uint40 start, uint40 end) = _gapRampOf(asset);
        if (end != 0) _slow(j, start, end.sub(start));
    }

    function _judgePrice(
        Judgement memory j,
        Position memory position,
        PriceRound memory round
    ) private view returns (Judgement memory) {
        bool postdates = round.updatedAt >= j.recoveredAt;
        bool heldBack = j.throttled || j.withheldUntil != 0;
        if (heldBack && postdates && position.isSevere(SEVERITY_MARGIN_BPS)) {
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

    function _stopped(
        Judgement memory j,
        LiquidationStop stop,
        uint40 time
    ) private pure returns (Judgement memory) {
        (j.stop, j.time) = (stop, time);
        return j;
    }

    function _stop(Judgement memory j, Position memory p, address asset, PriceRound memory round) private view {
        if (j.stop == LiquidationStop.NoDebt) revert PositionHasNoDebt();
        if (j.stop == LiquidationStop.TermsTooHigh) revert TermsTooHigh(p.liquidationThresholdBps, p.liquidationBonusBps);
        if (j.stop == LiquidationStop.Healthy) revert PositionHealthy(p.debtValue, p.healthyDebt());
        if (j.stop == LiquidationStop.PriceInFuture) revert PriceInFuture(j.time);
        if (j.stop == LiquidationStop.ChainCatchingUp) revert ChainCatchingUp(j.time);
        if (j.stop == LiquidationStop.Paused) revert LiquidationsPaused(j.time);
        if (j.stop == LiquidationStop.SequencerDown) revert SequencerDown(j.time);
        if (j.stop == LiquidationStop.SequencerRecovering) revert SequencerRecovering(j.time);
        if (j.stop == LiquidationStop.FeedUnavailable) revert UptimeFeedUnavailable(UPTIME_FEED);
        if (j.stop == LiquidationStop.NoThrottle) revert NoThrottle(asset);
        if (j.stop == LiquidationStop.Throttled) revert AllowanceExceeded(1, 0);
        revert PricePredatesRecovery(round.updatedAt, j.time, j.time.add(MAX_QUIET));
    }

    function _now() private view returns (uint40 time) {
        return uint40(block.timestamp);
    }
}
