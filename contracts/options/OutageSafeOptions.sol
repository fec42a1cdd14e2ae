// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IOutageSafeOptions} from "../interfaces/IOutageSafeOptions.sol";
import {ISequencerGuard} from "../interfaces/ISequencerGuard.sol";
import {ISeriesDescriptor} from "../interfaces/ISeriesDescriptor.sol";
import {ISettlementOracle} from "../interfaces/ISettlementOracle.sol";
import {BoundedRead} from "../libraries/BoundedRead.sol";
import {ExpiryPolicy} from "../types/ExpiryTypes.sol";
import {SeriesRecord} from "../types/OptionTypes.sol";
import {Action} from "../types/SequencerTypes.sol";
import {RoundProof, Settlement, SettlementStep} from "../types/SettlementTypes.sol";
import {ExpiryClock} from "./ExpiryClock.sol";
import {OptionsBook} from "./OptionsBook.sol";

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
    ) OptionsBook(descriptor_) ExpiryClock(guard, policy) {}

    /// @inheritdoc IOutageSafeOptions
    function startSettlement(uint256 id) external nonReentrant {
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

    /// @dev After the expiry, so that nobody writes once a price is taken, whatever the oracle says.
    function _finalPrice(
        address oracle,
        uint40 expiry,
        RoundProof calldata proof
    ) internal override returns (bool taken, uint256 price) {
        if (block.timestamp <= expiry) revert ExpiryNotPassed(expiry + 1);
        ISettlementOracle source = ISettlementOracle(oracle);
        if (source.settlementOf(expiry).step == SettlementStep.None) {
            source.fixPrice(expiry, proof);
            Settlement memory fixed_ = source.settlementOf(expiry);
            if (block.timestamp < fixed_.finalAt) return (false, 0);
        }
        return (true, source.priceAt(expiry));
    }

    function _mayExercise(uint256 id, uint40 expiry) internal view override returns (bool may) {
        return !_isExpired(id, expiry);
    }

    function _writersArePaid(uint256 id, uint40 expiry) internal view override returns (bool paid) {
        return _isSettled(id, expiry);
    }

    function _effectiveExpiryOf(uint40 expiry) internal view override returns (uint40 at) {
        return _expiryOf(expiry).at;
    }
}
