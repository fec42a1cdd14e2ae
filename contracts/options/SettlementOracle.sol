// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {IAggregatorV3} from "../interfaces/IAggregatorV3.sol";
import {IGuardedPriceFeed} from "../interfaces/IGuardedPriceFeed.sol";
import {IOutageLedger} from "../interfaces/IOutageLedger.sol";
import {ISequencerGuard} from "../interfaces/ISequencerGuard.sol";
import {ISettlementOracle} from "../interfaces/ISettlementOracle.sol";
import {BoundedRead} from "../libraries/BoundedRead.sol";
import {ExpiryMath} from "../libraries/ExpiryMath.sol";
import {GuardWiring} from "../libraries/GuardWiring.sol";
import {PriceAverage} from "../libraries/PriceAverage.sol";
import {RoundProofs} from "../libraries/RoundProofs.sol";
import {SettlementBounds} from "../libraries/SettlementBounds.sol";
import {TimeMath} from "../libraries/TimeMath.sol";
import {Expiry, ExpiryPolicy, ExpiryStatus} from "../types/ExpiryTypes.sol";
import {Observations, RoundProof, Settlement, SettlementPolicy, SettlementStep} from "../types/SettlementTypes.sol";
import {ExpiryClock} from "./ExpiryClock.sol";

/// @title The price at which everything that expires at a time is settled
/// @notice Not upgradeable, no owner. See {ISettlementOracle} for the rule, {RoundProofs} for what a proof shows.
/// @dev The averaging time of an expiry ends at the *effective* expiry of `expiry + averageDelay + averageLength` on the oracle's own clock
/// (see {SettlementBounds-clockOf}). The expiry is undisturbed when that clock leaves the expiry itself where it is.
/// Checks: see the above. Does not check: that the feed is the right pair, nor how far its price moves; that is for the guardian.
/// Trust: the feed is Chainlink's proxy; the guard and its ledger.
contract SettlementOracle is ExpiryClock, ISettlementOracle {
    using PriceAverage for Observations;
    using TimeMath for uint40;

    /// @dev Added to an expiry: the id of the clock that the end of its averaging time has.
    uint256 private constant AVERAGE_ID = 1 << 40;
    uint256 private constant PHASE_BITS = 64;
    uint256 private constant MAX_DECIMALS = 18;

    address private immutable FEED;
    uint8 private immutable DECIMALS;
    address private immutable GUARDIAN;
    uint40 private immutable HEARTBEAT;
    uint40 private immutable AVERAGE_DELAY;
    uint40 private immutable AVERAGE_LENGTH;
    uint40 private immutable OBSERVATION_SPACING;
    uint8 private immutable MIN_OBSERVATIONS;
    uint40 private immutable DISPUTE_WINDOW;

    mapping(uint40 expiry => Settlement settlement) private _settlements;
    mapping(uint40 expiry => Observations observations) private _observations;

    /// @param guard The sequencer guard.
    /// @param p The parameters. Reverts with {IGuardErrors-ParameterOutOfBounds}, {IGuardErrors-ZeroAddress}, {IGuardErrors-NoCode} or
    /// {IGuardedPriceFeed-NotAPriceFeed}.
    constructor(ISequencerGuard guard, SettlementPolicy memory p) ExpiryClock(guard, SettlementBounds.clockOf(p)) {
        SettlementBounds.checkWindow(p, guard.policy().visibilityLag);
        FEED = p.priceFeed;
        DECIMALS = _decimalsOf(p.priceFeed);
        GUARDIAN = p.guardian;
        HEARTBEAT = p.heartbeat;
        AVERAGE_DELAY = p.averageDelay;
        AVERAGE_LENGTH = p.averageLength;
        OBSERVATION_SPACING = p.observationSpacing;
        MIN_OBSERVATIONS = p.minObservations;
        DISPUTE_WINDOW = p.disputeWindow;
    }

    /// @inheritdoc ISettlementOracle
    function startSettlement(uint40 expiry) external {
        if (expiry == 0) revert ParameterOutOfBounds("expiry", 0, 1, type(uint40).max);
        Settlement storage settlement = _settlements[expiry];
        if (settlement.phase == 0) settlement.phase = _currentPhase();
        Expiry memory e = _syncedExpiryOf(expiry);
        uint40 averageEnd = _plainEnd(expiry);
        bool averageMayStart = _time() >= ExpiryMath.startableAt(averageEnd, _expiryPolicy().detectionLag);
        bool forLastRound = _isUndisturbed(e, expiry) && (settlementStartOf(expiry).startedAt == 0 || !averageMayStart);
        if (forLastRound) _startSettlement(expiry, expiry);
        else _startSettlement(AVERAGE_ID + expiry, averageEnd);
    }

    /// @inheritdoc ISettlementOracle
    function observe(uint40 expiry) external {
        (Expiry memory end, uint40 from, uint40 to) = _averagingTime(expiry);
        uint40 now_ = _time();
        if (now_ < from || now_ > to) revert ObservationNotDue(from, to);
        Observations memory o = _observations[expiry];
        if (o.from != from) o = Observations(from, 0, 0, 0, 0, 0);
        uint40 nextAt = o.count == 0 ? 0 : o.lastAt.add(OBSERVATION_SPACING);
        if (now_ < nextAt) revert ObservationTooSoon(nextAt);
        uint128 price = _newestPrice(expiry.add(1).max(end.recoveredAt));
        o.add(now_, price);
        _observations[expiry] = o;
        emit PriceObserved(expiry, o.count - 1, price);
    }

    /// @inheritdoc ISettlementOracle
    function fixPrice(uint40 expiry, RoundProof calldata proof) external returns (uint256 price) {
        Settlement memory s = _settlements[expiry];
        if (s.step != SettlementStep.None) revert PriceAlreadyFixed(expiry, s.price);
        (s.step, s.price) = _settle(expiry, s, proof);
        s.fixedAt = _time();
        s.finalAt = s.step == SettlementStep.LongStop ? s.fixedAt : s.fixedAt.add(DISPUTE_WINDOW);
        _settlements[expiry] = s;
        emit PriceFixed(expiry, s.step, s.price, s.finalAt);
        return s.price;
    }

    /// @inheritdoc ISettlementOracle
    function veto(uint40 expiry, string calldata reason) external {
        if (msg.sender != GUARDIAN) revert NotSettlementGuardian(msg.sender, GUARDIAN);
        Settlement memory s = _settlements[expiry];
        // The last step is final at once; a step that was never fixed is final at 0.
        if (_time() >= s.finalAt) revert NothingToVeto(s.step, s.finalAt);
        emit StepVetoed(expiry, s.step, reason);
        _settlements[expiry] = Settlement(SettlementStep.None, s.step, 0, 0, 0, s.phase);
    }

    /// @inheritdoc ISettlementOracle
    function priceAt(uint40 expiry) external view returns (uint256 price) {
        Settlement memory s = _settlements[expiry];
        if (s.step == SettlementStep.None || _time() < s.finalAt) revert PriceNotFinal(expiry, s.finalAt);
        return s.price;
    }

    /// @inheritdoc ISettlementOracle
    function settlementOf(uint40 expiry) external view returns (Settlement memory settlement) {
        return _settlements[expiry];
    }

    /// @inheritdoc ISettlementOracle
    function nextStepOf(uint40 expiry) external view returns (SettlementStep step) {
        Settlement memory s = _settlements[expiry];
        if (s.step != SettlementStep.None || _time() <= expiry) return SettlementStep.None;
        Expiry memory e = _expiryOf(expiry);
        if (s.vetoed == SettlementStep.None && _isUndisturbed(e, expiry)) return SettlementStep.LastRound;
        (, , uint40 to) = _averagingTime(expiry);
        if (s.vetoed < SettlementStep.Average && e.status == ExpiryStatus.Known) {
            if (_time() <= to) return SettlementStep.None;
            (bool exists, ) = _average(expiry);
            if (exists) return SettlementStep.Average;
        }
        return _time() < _longStopOf(expiry) ? SettlementStep.None : SettlementStep.LongStop;
    }

    /// @inheritdoc ISettlementOracle
    function roundTimeOf(uint40 expiry) external view returns (uint40 time) {
        return _roundTime(_expiryOf(expiry), expiry);
    }

    /// @inheritdoc ISettlementOracle
    function observationsOf(uint40 expiry) external view returns (uint40 from, uint40 to, uint256 count) {
        (, from, to) = _averagingTime(expiry);
        Observations memory o = _observations[expiry];
        if (o.from == from) count = o.count;
    }

    /// @inheritdoc ISettlementOracle
    function decimals() external view returns (uint8 count) {
        return DECIMALS;
    }

    /// @inheritdoc ISettlementOracle
    function priceFeed() external view returns (address feed) {
        return FEED;
    }

    /// @inheritdoc ISettlementOracle
    function settlementPolicy() external view returns (SettlementPolicy memory parameters) {
        ExpiryPolicy memory clock = _expiryPolicy();
        return
            SettlementPolicy({
                priceFeed: FEED,
                guardian: GUARDIAN,
                heartbeat: HEARTBEAT,
                averageDelay: AVERAGE_DELAY,
                averageLength: AVERAGE_LENGTH,
                observationSpacing: OBSERVATION_SPACING,
                minObservations: MIN_OBSERVATIONS,
                disputeWindow: DISPUTE_WINDOW,
                window: clock.window,
                maxReextensions: clock.maxReextensions,
                detectionLag: clock.detectionLag,
                settlementDelay: clock.settlementDelay,
                longStop: clock.longStop
            });
    }

    /// @dev The waterfall. A step is passed over only by facts that no later call can change: the veto, the ledger's past, rounds of the
    /// feed, observations whose time is over.
    function _settle(
        uint40 expiry,
        Settlement memory s,
        RoundProof calldata proof
    ) private returns (SettlementStep step, uint128 price) {
        Expiry memory e = _expiryOf(expiry);
        // The step must not be chosen by a view that was too far behind; where one answers, it answers as after a sync.
        if (e.status == ExpiryStatus.Unknown) e = _syncedExpiryOf(expiry);
        if (s.vetoed == SettlementStep.None && _isUndisturbed(e, expiry)) {
            _requireSettled(expiry, expiry);
            uint40 updatedAt;
            (price, updatedAt) = RoundProofs.lastRound(FEED, proof, s.phase, expiry);
            if (updatedAt >= expiry.sub(_maxAge()) && updatedAt >= e.recoveredAt)
                return (SettlementStep.LastRound, price);
        }
        _requireSettled(AVERAGE_ID + expiry, _plainEnd(expiry));
        if (s.vetoed < SettlementStep.Average) {
            bool exists;
            (exists, price) = _average(expiry);
            if (exists) return (SettlementStep.Average, price);
        }
        uint40 longStopAt = _longStopOf(expiry);
        if (_time() < longStopAt) revert PriceNotAvailable(expiry, longStopAt);
        (price, ) = RoundProofs.lastRound(FEED, proof, s.phase, _roundTime(e, expiry));
        return (SettlementStep.LongStop, price);
    }

    /// @dev The mean, once the averaging time is over; none with too few observations, when a last outage has cut them, or while nobody can tell
    /// the averaging time: no observation belongs to the largest one.
    function _average(uint40 expiry) private view returns (bool exists, uint128 price) {
        (Expiry memory end, uint40 from, uint40 to) = _averagingTime(expiry);
        Observations memory o = _observations[expiry];
        if (o.from != from || o.count < MIN_OBSERVATIONS || _isCut(end)) return (false, 0);
        return (true, o.mean(to));
    }

    /// @dev An outage moves the averaging time instead of cutting it, until it has been moved too often; the ledger is asked only then.
    function _isCut(Expiry memory end) private view returns (bool cut) {
        ExpiryPolicy memory p = _expiryPolicy();
        address ledger = SEQUENCER_GUARD.outageLedger();
        if (end.reextensions < p.maxReextensions || ledger == address(0)) return false;
        uint40 to = ExpiryMath.startableAt(end.effectiveAt, p.detectionLag);
        return IOutageLedger(ledger).outagesBetween(end.effectiveAt.sub(p.lastCall), to).length != 0;
    }

    /// @dev The largest times while nobody can tell.
    function _averagingTime(uint40 expiry) private view returns (Expiry memory end, uint40 from, uint40 to) {
        end = _expiryOf(_plainEnd(expiry));
        to = end.effectiveAt;
        from = end.status == ExpiryStatus.Known ? to.sub(AVERAGE_LENGTH) : to;
    }

    /// @dev End of the averaging time without outages.
    function _plainEnd(uint40 expiry) private view returns (uint40 end) {
        return expiry.add(AVERAGE_DELAY).add(AVERAGE_LENGTH);
    }

    function _longStopOf(uint40 expiry) private view returns (uint40 at) {
        return expiry.add(_expiryPolicy().longStop);
    }

    function _roundTime(Expiry memory e, uint40 expiry) private pure returns (uint40 time) {
        return _isUndisturbed(e, expiry) || e.disruptedAt == 0 ? expiry : e.disruptedAt.sub(1);
    }

    function _isUndisturbed(Expiry memory e, uint40 expiry) private pure returns (bool undisturbed) {
        return e.status == ExpiryStatus.Known && e.effectiveAt == expiry;
    }

    /// @dev 110 % of the heartbeat.
    function _maxAge() private view returns (uint40 age) {
        return HEARTBEAT + HEARTBEAT / 10;
    }

    function _currentPhase() private view returns (uint16 phase) {
        (bool ok, uint256 id, , ) = BoundedRead.latestRound(FEED);
        phase = uint16(id >> PHASE_BITS);
        if (!ok || id > type(uint80).max || phase == 0) revert PriceFeedUnavailable(FEED);
    }

    /// @dev The feed's newest answer, observed and written at `since` or later.
    function _newestPrice(uint40 since) private view returns (uint128 price) {
        (bool ok, uint256 id, uint256 answer, uint256 startedAt, uint256 updatedAt) = BoundedRead.roundWithin(
            FEED,
            0,
            BoundedRead.READ_GAS
        );
        if (!ok || id > type(uint80).max) revert PriceFeedUnavailable(FEED);
        if (!RoundProofs.isPrice(answer)) revert RoundUnusable(uint80(id), int256(answer), updatedAt);
        uint40 earliest = since.max(_time().sub(_maxAge()));
        if (Math.min(startedAt, updatedAt) < earliest || Math.max(startedAt, updatedAt) > block.timestamp) {
            revert RoundNotCurrent(uint80(id), startedAt, updatedAt, earliest);
        }
        return uint128(answer);
    }

    /// @dev Refuses what is no price feed behind a proxy of Chainlink's.
    function _decimalsOf(address feed) private view returns (uint8 count) {
        GuardWiring.requireCode("priceFeed", feed);
        (bool hasDecimals, uint256 scale) = BoundedRead.word(feed, IAggregatorV3.decimals.selector);
        (bool readable, uint256 id, uint256 answer, ) = BoundedRead.latestRound(feed);
        bool phased = id >> PHASE_BITS != 0 && id <= type(uint80).max;
        if (
            !hasDecimals || scale == 0 || scale > MAX_DECIMALS || !readable || !phased || !RoundProofs.isPrice(answer)
        ) {
            revert IGuardedPriceFeed.NotAPriceFeed(feed);
        }
        return uint8(scale);
    }

    function _time() private view returns (uint40 time) {
        return uint40(block.timestamp);
    }
}
