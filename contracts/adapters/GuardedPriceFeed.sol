// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {SequencerGuarded} from "../guards/SequencerGuarded.sol";
import {IAggregatorV2V3} from "../interfaces/IAggregatorV2V3.sol";
import {IAggregatorV3} from "../interfaces/IAggregatorV3.sol";
import {IGuardedPriceFeed} from "../interfaces/IGuardedPriceFeed.sol";
import {IOutageLedger} from "../interfaces/IOutageLedger.sol";
import {IPriceFeedErrors} from "../interfaces/IPriceFeedErrors.sol";
import {ISequencerGuard} from "../interfaces/ISequencerGuard.sol";
import {ActionRules} from "../libraries/ActionRules.sol";
import {BoundedRead} from "../libraries/BoundedRead.sol";
import {Bounds} from "../libraries/Bounds.sol";
import {GuardWiring} from "../libraries/GuardWiring.sol";
import {TimeMath} from "../libraries/TimeMath.sol";
import {FeedStatus, UptimeFeed} from "../libraries/UptimeFeed.sol";
import {Action, GuardPolicy, GuardState, Outage, SequencerStatus} from "../types/SequencerTypes.sol";

/// @title A price feed under a guard
/// @notice Stateless, no owner. Fail-closed: while the guard does not allow the action, or the price may be from before the
/// outage, every read of the newest round reverts.
/// @dev Checks: the guard's status; that the price was written at the last recovery or later, or `maxQuiet` has passed since;
/// that its observation does not lie ahead of the chain's clock.
/// Does not check: sign, deviation or age of the price on a healthy day, which remain the consumer's to check as with the bare
/// feed; whether the feed is the right pair. Trust: the price feed is trusted to be Chainlink's proxy, the guard like code of
/// one's own: also to be Up, when it has no guardian, once its feed has said so for longer than every grace and ramp.
contract GuardedPriceFeed is SequencerGuarded, IGuardedPriceFeed {
    using TimeMath for uint40;

    /// @notice Shortest {maxQuiet}.
    uint40 public constant MIN_MAX_QUIET = 10 minutes;
    /// @notice Longest {maxQuiet}: the longest heartbeat in use, a day, and some margin. No price is refused for longer.
    uint40 public constant MAX_MAX_QUIET = 25 hours;

    IAggregatorV3 private immutable FEED;
    Action private immutable ACTION;
    uint40 private immutable MAX_QUIET;
    /// @dev The guard's feed where the guard decides by it alone; zero where the guard has to be asked each time.
    address private immutable DECIDING_FEED;
    /// @dev An "up" that is older means status Up at such a guard.
    uint256 private immutable SETTLED_AFTER;

    /// @param guard A deployed guard of this chain.
    /// @param feed Price feed, readable by a contract, with decimals and a positive answer.
    /// @param action What must be allowed: `IncreaseRisk`, `Liquidate` or `Settle`.
    /// @param maxQuiet_ Longest refusal of a price from before a recovery, {MIN_MAX_QUIET} to {MAX_MAX_QUIET} seconds.
    constructor(ISequencerGuard guard, IAggregatorV3 feed, Action action, uint40 maxQuiet_) SequencerGuarded(guard) {
        if (ActionRules.isAlwaysAllowed(action)) revert ActionNeverStopped(action);
        Bounds.within("maxQuiet", maxQuiet_, MIN_MAX_QUIET, MAX_MAX_QUIET);
        GuardWiring.requireCode("feed", address(feed));
        (bool hasDecimals, uint256 scale) = BoundedRead.word(address(feed), IAggregatorV3.decimals.selector);
        (bool readable, , uint256 answer, ) = BoundedRead.latestRound(address(feed));
        if (!hasDecimals || scale == 0 || !readable || int256(answer) <= 0) revert NotAPriceFeed(address(feed));
        FEED = feed;
        ACTION = action;
        MAX_QUIET = maxQuiet_;
        GuardPolicy memory policy = guard.policy();
        DECIDING_FEED = guard.guardian() == address(0) ? guard.uptimeFeed() : address(0);
        SETTLED_AFTER = uint256(policy.visibilityLag) + policy.maxGrace + policy.ramp;
    }

    /// @inheritdoc IAggregatorV3
    function latestRoundData()
        external
        view
        returns (uint80 id, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound)
    {
        return _latest();
    }

    /// @inheritdoc IAggregatorV2V3
    function latestAnswer() external view returns (int256 answer) {
        (, answer, , , ) = _latest();
    }

    /// @inheritdoc IAggregatorV2V3
    function latestTimestamp() external view returns (uint256 updatedAt) {
        (, , , updatedAt, ) = _latest();
    }

    /// @inheritdoc IAggregatorV2V3
    function latestRound() external view returns (uint256 roundId) {
        (roundId, , , , ) = _latest();
    }

    /// @inheritdoc IAggregatorV3
    function getRoundData(
        uint80 roundId
    ) external view returns (uint80 id, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound) {
        return _round(roundId);
    }

    /// @inheritdoc IAggregatorV2V3
    function getAnswer(uint256 roundId) external view returns (int256 answer) {
        if (roundId > type(uint80).max) return 0;
        (, answer, , , ) = _round(uint80(roundId));
    }

    /// @inheritdoc IAggregatorV2V3
    function getTimestamp(uint256 roundId) external view returns (uint256 updatedAt) {
        if (roundId > type(uint80).max) return 0;
        (, , , updatedAt, ) = _round(uint80(roundId));
    }

    /// @inheritdoc IAggregatorV3
    function decimals() external view returns (uint8) {
        return FEED.decimals();
    }

    /// @inheritdoc IAggregatorV3
    function description() external view returns (string memory) {
        return FEED.description();
    }

    /// @inheritdoc IAggregatorV3
    function version() external view returns (uint256) {
        return FEED.version();
    }

    /// @inheritdoc IGuardedPriceFeed
    function priceFeed() external view returns (address feed) {
        return address(FEED);
    }

    /// @inheritdoc IGuardedPriceFeed
    function guardedAction() external view returns (Action action) {
        return ACTION;
    }

    /// @inheritdoc IGuardedPriceFeed
    function maxQuiet() external view returns (uint40 seconds_) {
        return MAX_QUIET;
    }

    function _latest()
        private
        view
        returns (uint80 id, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound)
    {
        (id, answer, startedAt, updatedAt, answeredInRound) = FEED.latestRoundData();
        _requireUsable(startedAt, updatedAt);
    }

    /// @dev The newest round by its id is guarded like the newest round; what lies before it is not.
    function _round(
        uint80 roundId
    ) private view returns (uint80 id, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound) {
        (uint80 newest, , , , ) = FEED.latestRoundData();
        (id, answer, startedAt, updatedAt, answeredInRound) = FEED.getRoundData(roundId);
        if (roundId >= newest) _requireUsable(startedAt, updatedAt);
    }

    /// @dev The path of a healthy day first: with no guardian the guard would say no more than its feed does, see
    /// {ISequencerGuard-policy}, and asking it would cost a cold account. Whatever is not plainly usable is looked at in full.
    function _requireUsable(uint256 startedAt, uint256 updatedAt) private view {
        if (DECIDING_FEED != address(0) && startedAt <= block.timestamp) {
            uint256 upSince = UptimeFeed.upSince(DECIDING_FEED);
            unchecked {
                if (upSince <= block.timestamp - SETTLED_AFTER) {
                    if (updatedAt >= upSince || upSince + MAX_QUIET <= block.timestamp) return;
                }
            }
        }
        _requireUsableInFull(startedAt, updatedAt);
    }

    function _requireUsableInFull(uint256 startedAt, uint256 updatedAt) private view {
        GuardState memory state = SEQUENCER_GUARD.status();
        if (state.status < SequencerStatus.Ramping) _requireAllowedWithout(state, updatedAt);
        if (startedAt > block.timestamp) revert ChainCatchingUp(_time(startedAt).sub(_now()));
        // In Ramping `since` is the end of the grace, so later than the recovery: what passes here passes there.
        if (updatedAt < state.since && _now() < state.since.add(MAX_QUIET)) _requireFromAfterRecovery(state, updatedAt);
    }

    /// @dev Stops, unless the guard lets liquidations run without an answer from the uptime feed. Then nobody knows of a
    /// recovery, and the price has to be young instead.
    function _requireAllowedWithout(GuardState memory state, uint256 updatedAt) private view {
        if (state.status == SequencerStatus.Down) revert SequencerDown(state.since);
        if (state.status == SequencerStatus.Recovering) revert SequencerRecovering(state.until);
        if (!SEQUENCER_GUARD.isAllowed(ACTION)) revert UptimeFeedUnavailable(SEQUENCER_GUARD.uptimeFeed());
        if (_now().sub(_time(updatedAt)) > MAX_QUIET) {
            revert IPriceFeedErrors.PriceStale(address(FEED), updatedAt, MAX_QUIET);
        }
    }

    function _requireFromAfterRecovery(GuardState memory state, uint256 updatedAt) private view {
        uint40 recoveredAt = _recoveredAt(state);
        uint40 until = recoveredAt.add(MAX_QUIET);
        if (updatedAt < recoveredAt && _now() < until) revert PricePredatesRecovery(updatedAt, recoveredAt, until);
    }

    /// @dev End of the last outage. The ledger tells it from a change that ended none, such as a new aggregator's first
    /// round; where it cannot answer, or the guardian has the say, the change counts as a recovery.
    function _recoveredAt(GuardState memory state) private view returns (uint40 recoveredAt) {
        // Only an override gives an "up" an end.
        if (state.status == SequencerStatus.Up && state.until != 0) return state.since;
        try IOutageLedger(SEQUENCER_GUARD.outageLedger()).lastOutage() returns (bool exists, Outage memory outage) {
            return exists ? outage.end : 0;
        } catch {
            (FeedStatus status, uint40 startedAt, ) = UptimeFeed.latest(SEQUENCER_GUARD.uptimeFeed());
            return status == FeedStatus.Up ? startedAt : state.since;
        }
    }

    function _now() private view returns (uint40 time) {
        return uint40(block.timestamp);
    }

    function _time(uint256 value) private pure returns (uint40 time) {
        return uint40(Math.min(value, type(uint40).max));
    }
}
