// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IGuardErrors} from "../interfaces/IGuardErrors.sol";
import {IOutageLedger} from "../interfaces/IOutageLedger.sol";
import {ISequencerGuard} from "../interfaces/ISequencerGuard.sol";
import {ActionRules} from "../libraries/ActionRules.sol";
import {Bounds} from "../libraries/Bounds.sol";
import {GracePolicy} from "../libraries/GracePolicy.sol";
import {GuardWiring} from "../libraries/GuardWiring.sol";
import {PackedState, StatusCache} from "../libraries/StatusCache.sol";
import {TimeMath} from "../libraries/TimeMath.sol";
import {FeedStatus, UptimeFeed} from "../libraries/UptimeFeed.sol";
import {Action, GuardConfig, GuardPolicy, GuardState, Outage, SequencerStatus} from "../types/SequencerTypes.sol";

/// @title The status machine, to inherit
/// @notice Inherit it to check without a call to another contract; deploy {SequencerGuard} to serve several contracts.
///
/// Fail-closed for what raises risk, takes a position or fixes a price: without a usable answer the status is Unknown, and
/// Unknown stops them (`Liquidate` by the policy). Fail-open for what lowers risk or exercises a right: nothing is read.
/// Bounded: Recovering lasts at most `graceBudget` in any `budgetWindow`, and an override at most `maxOverride`.
///
/// Checks: see {UptimeFeed}, {GuardWiring} and {GracePolicy}.
/// Does not check: the ledger's code, which is trusted to be {OutageLedger}; a feed that says "down" for ever on a live chain
/// (that is for the liquidation policy to judge, by prices); a new aggregator whose first "up" is older than an outage before
/// the switch: its age is believed.
abstract contract SequencerGuardBase is IGuardErrors {
    using TimeMath for uint40;

    address private immutable FEED;
    address private immutable LEDGER;
    address private immutable GUARDIAN;
    bool private immutable NO_SEQUENCER;
    /// @dev There is a guardian or no sequencer, so that the feed may not have the say.
    bool private immutable MAY_PASS_OVER_FEED;
    /// @dev An "up" that is older needs no look at the ledger: every grace and ramp is over.
    uint256 private immutable SETTLED_AFTER;

    uint40 private immutable MIN_GRACE;
    uint40 private immutable MAX_GRACE;
    uint16 private immutable GRACE_SCALE_BPS;
    uint40 private immutable IGNORE_BELOW;
    uint40 private immutable RAMP;
    uint40 private immutable GRACE_BUDGET;
    uint40 private immutable BUDGET_WINDOW;
    uint40 private immutable VISIBILITY_LAG;
    uint40 private immutable MAX_OVERRIDE;
    uint40 private immutable OVERRIDE_COOLDOWN;
    bool private immutable LIQUIDATE_WHEN_UNKNOWN;

    struct Override {
        SequencerStatus status;
        uint40 since;
        uint40 until;
    }

    /// @custom:storage-location erc7201:holdfast.storage.SequencerGuardBase
    struct GuardStorage {
        Override lastOverride;
    }

    bytes32 private constant STORAGE_SLOT = 0x74e333cd9ac779780fdc9f18624b85caa99aea7b40f25f61499ef55e2f51b500;

    /// @notice Runs the function only where `action` is allowed.
    /// @param action What the function does.
    modifier whenAllowed(Action action) {
        _requireAllowed(action);
        _;
    }

    /// @param config Feed, ledger, guardian and parameters; see {GuardWiring-check} for what is refused.
    constructor(GuardConfig memory config) {
        GuardWiring.check(config);
        FEED = config.feed;
        LEDGER = config.ledger;
        GUARDIAN = config.guardian;
        NO_SEQUENCER = config.noSequencer;
        MAY_PASS_OVER_FEED = config.noSequencer || config.guardian != address(0);

        GuardPolicy memory p = config.policy;
        MIN_GRACE = p.minGrace;
        MAX_GRACE = p.maxGrace;
        GRACE_SCALE_BPS = p.graceScaleBps;
        IGNORE_BELOW = p.ignoreBelow;
        RAMP = p.ramp;
        GRACE_BUDGET = p.graceBudget;
        BUDGET_WINDOW = p.budgetWindow;
        VISIBILITY_LAG = p.visibilityLag;
        MAX_OVERRIDE = p.maxOverride;
        OVERRIDE_COOLDOWN = p.overrideCooldown;
        LIQUIDATE_WHEN_UNKNOWN = p.liquidateWhenUnknown;
        uint256 settledAfter = uint256(p.visibilityLag) + p.maxGrace + p.ramp;
        // Later times are counted back from the clock. Only a test chain whose clock begins near 0 is refused.
        Bounds.within("block.timestamp", block.timestamp, settledAfter, type(uint40).max);
        SETTLED_AFTER = settledAfter;
    }

    /// @dev See {ISequencerGuard-requireAllowed}.
    function _requireAllowed(Action action) internal {
        if (ActionRules.ALWAYS_ALLOWED & (1 << uint256(action)) != 0) return;
        PackedState state = StatusCache.load();
        if (state.isNone()) {
            state = _readState();
            StatusCache.store(state);
        }
        if (state.isOpen()) return;
        if (!ActionRules.isAllowed(action, state.statusOf(), LIQUIDATE_WHEN_UNKNOWN)) _stop(state);
    }

    /// @dev See {ISequencerGuard-isAllowed}.
    function _isAllowed(Action action) internal view returns (bool allowed) {
        if (ActionRules.isAlwaysAllowed(action)) return true;
        return ActionRules.isAllowed(action, _currentState().statusOf(), LIQUIDATE_WHEN_UNKNOWN);
    }

    /// @dev See {ISequencerGuard-isOpen}.
    function _isOpen() internal view returns (bool open) {
        return _currentState().isOpen();
    }

    /// @dev See {ISequencerGuard-status}.
    function _guardState() internal view returns (GuardState memory state) {
        return _currentState().unpack();
    }

    /// @dev See {ISequencerGuard-downtimeBetween}.
    function _downtimeBetween(uint40 from, uint40 to) internal view returns (uint40 downtime) {
        return NO_SEQUENCER ? 0 : IOutageLedger(LEDGER).downtimeBetween(from, to);
    }

    /// @dev See {ISequencerGuard-adjustedDeadline}.
    function _adjustedDeadline(uint40 deadline, uint40 window, uint40 cap) internal view returns (uint40 adjusted) {
        if (NO_SEQUENCER) return deadline;
        Outage[] memory outages = IOutageLedger(LEDGER).mergedOutagesBetween(deadline.sub(window), deadline.add(cap));
        return TimeMath.adjustDeadline(outages, deadline, window, cap);
    }

    /// @dev See {ISequencerGuard-overrideStatus}. Not exposed by the base: inherit and expose it to have a guardian.
    function _overrideStatus(SequencerStatus newStatus, uint40 duration, string calldata reason) internal {
        if (msg.sender != GUARDIAN) revert NotGuardian(msg.sender, GUARDIAN);
        if (newStatus != SequencerStatus.Up && newStatus != SequencerStatus.Down) {
            revert OverrideStatusNotAllowed(newStatus);
        }
        Bounds.within("duration", duration, 1, MAX_OVERRIDE);
        Override storage last = _guardStorage().lastOverride;
        uint40 next = last.until == 0 ? 0 : last.until.add(OVERRIDE_COOLDOWN);
        uint40 since = uint40(block.timestamp);
        if (since < next) revert OverrideCoolingDown(next);

        uint40 until = since.add(duration);
        _guardStorage().lastOverride = Override(newStatus, since, until);
        StatusCache.store(StatusCache.NONE);
        emit ISequencerGuard.StatusOverridden(msg.sender, newStatus, until, reason);
    }

    /// @dev See {ISequencerGuard-lastOverride}.
    function _lastOverride() internal view returns (SequencerStatus overridden, uint40 since, uint40 until) {
        Override memory last = _guardStorage().lastOverride;
        return (last.status, last.since, last.until);
    }

    /// @dev See {ISequencerGuard-policy}.
    function _policy() internal view returns (GuardPolicy memory parameters) {
        return
            GuardPolicy({
                minGrace: MIN_GRACE,
                maxGrace: MAX_GRACE,
                graceScaleBps: GRACE_SCALE_BPS,
                ignoreBelow: IGNORE_BELOW,
                ramp: RAMP,
                graceBudget: GRACE_BUDGET,
                budgetWindow: BUDGET_WINDOW,
                visibilityLag: VISIBILITY_LAG,
                maxOverride: MAX_OVERRIDE,
                overrideCooldown: OVERRIDE_COOLDOWN,
                liquidateWhenUnknown: LIQUIDATE_WHEN_UNKNOWN
            });
    }

    /// @dev See {ISequencerGuard-uptimeFeed}, {ISequencerGuard-outageLedger} and {ISequencerGuard-guardian}.
    function _wiring() internal view returns (address feed, address ledger, address account) {
        return (FEED, LEDGER, GUARDIAN);
    }

    function _currentState() private view returns (PackedState state) {
        state = StatusCache.load();
        if (state.isNone()) state = _readState();
    }

    /// @dev The first lines are the path of a healthy day: one feed call, no ledger.
    function _readState() private view returns (PackedState state) {
        if (MAY_PASS_OVER_FEED) {
            if (NO_SEQUENCER || block.timestamp < _guardStorage().lastOverride.until) return _readUnsettled();
        }
        uint256 startedAt = UptimeFeed.upSince(FEED);
        unchecked {
            // Every grace and ramp after an older start is over.
            if (startedAt <= block.timestamp - SETTLED_AFTER) return StatusCache.packUp(startedAt);
        }
        return _readUnsettled();
    }

    function _readUnsettled() private view returns (PackedState state) {
        Override memory last = _guardStorage().lastOverride;
        if (block.timestamp < last.until) return StatusCache.pack(last.status, last.since, last.until);
        if (NO_SEQUENCER) return StatusCache.packUp(0);

        (FeedStatus reported, uint40 startedAt, ) = UptimeFeed.latest(FEED);
        if (reported == FeedStatus.Invalid) return StatusCache.pack(SequencerStatus.Unknown, 0, 0);
        if (reported == FeedStatus.Down) return StatusCache.pack(SequencerStatus.Down, startedAt, 0);
        return _recoveryState(startedAt);
    }

    /// @dev The feed went up a short while ago. Fail-closed for a bounded time: without history the longest grace is given.
    function _recoveryState(uint40 startedAt) private view returns (PackedState state) {
        GuardPolicy memory p = _policy();
        uint40 recoveredAt = startedAt;
        uint40 graceEnd = startedAt.add(VISIBILITY_LAG).add(MAX_GRACE);
        try IOutageLedger(LEDGER).recentOutages(GracePolicy.quietGap(p), GracePolicy.MAX_LOOKBACK) returns (
            Outage[] memory outages,
            bool complete
        ) {
            graceEnd = GracePolicy.graceEndOf(outages, complete, p);
            if (outages.length != 0) recoveredAt = outages[outages.length - 1].end;
        } catch {}

        if (block.timestamp < graceEnd) return StatusCache.pack(SequencerStatus.Recovering, recoveredAt, graceEnd);
        uint40 rampEnd = graceEnd == 0 ? 0 : graceEnd.add(RAMP);
        if (block.timestamp < rampEnd) return StatusCache.pack(SequencerStatus.Ramping, graceEnd, rampEnd);
        return StatusCache.pack(SequencerStatus.Up, startedAt, 0);
    }

    function _stop(PackedState state) private view {
        GuardState memory stopped = state.unpack();
        if (stopped.status == SequencerStatus.Down) revert SequencerDown(stopped.since);
        if (stopped.status == SequencerStatus.Recovering) revert SequencerRecovering(stopped.until);
        revert UptimeFeedUnavailable(FEED);
    }

    function _guardStorage() private pure returns (GuardStorage storage $) {
        assembly ("memory-safe") {
            $.slot := STORAGE_SLOT
        }
    }
}
