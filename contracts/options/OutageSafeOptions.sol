// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IOutageSafeOptions} from "../interfaces/IOutageSafeOptions.sol";
import {ISequencerGuard} from "../interfaces/ISequencerGuard.sol";
import {ISeriesDescriptor} from "../interfaces/ISeriesDescriptor.sol";
import {ExpiryPolicy, SettlementStage} from "../types/ExpiryTypes.sol";
import {SeriesRecord} from "../types/OptionTypes.sol";
import {Action} from "../types/SequencerTypes.sol";
import {ExpiryClock} from "./ExpiryClock.sol";
import {OptionsBook} from "./OptionsBook.sol";
import {SettledSeriesRules} from "./SettledSeriesRules.sol";

/// @title Options that survive an outage fairly
/// @notice {OptionsBook} with {ExpiryClock} for its times, the guard for its writing, and settlement oracles for its prices.
/// @dev Checks: see {IOutageSafeOptions}. Does not check: what an oracle of a series is beyond its looks; it answers for that series alone.
/// Fail-open for holders, fail-closed for writing, and for writers up to the long-stop.
contract OutageSafeOptions is IOutageSafeOptions, OptionsBook, ExpiryClock {
    /// @param guard The sequencer guard.
    /// @param policy Parameters of the clock.
    /// @param descriptor_ Describes tokens for `uri`.
    constructor(
        ISequencerGuard guard,
        ExpiryPolicy memory policy,
        ISeriesDescriptor descriptor_
    ) OptionsBook(descriptor_, new SettledSeriesRules()) ExpiryClock(guard, policy) {}

    /// @inheritdoc IOutageSafeOptions
    function startSettlement(uint256 id) external {
        SeriesRecord storage s = _toActOn(id);
        _requireStyle(s, false);
        _startSettlement(id, s.expiry);
    }

    function _requireMayWrite() internal override {
        _requireAllowed(Action.IncreaseRisk);
    }

    function _requireMayExercise(uint256 id, uint40 expiry) internal override {
        _requireNotExpired(id, expiry);
    }

    function _requireWritersArePaid(uint256 id, uint40 expiry) internal override {
        _requireSettled(id, expiry);
    }

    function _mayExercise(uint256 id, uint40 expiry) internal view override returns (bool may) {
        return !_isExpired(id, expiry);
    }

    function _writersArePaid(uint256 id, uint40 expiry) internal view override returns (bool paid) {
        SettlementStage stage = _settlementStateOf(id, expiry).stage;
        return stage == SettlementStage.Payable || stage == SettlementStage.Settled;
    }

    function _effectiveExpiryOf(uint40 expiry) internal view override returns (uint40 at) {
        return _expiryOf(expiry).effectiveAt;
    }
}
