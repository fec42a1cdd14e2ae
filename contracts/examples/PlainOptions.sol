// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IExpiryClock} from "../interfaces/IExpiryClock.sol";
import {ISeriesDescriptor} from "../interfaces/ISeriesDescriptor.sol";
import {OptionsBook} from "../options/OptionsBook.sol";
import {PlainSeriesRules} from "./PlainSeriesRules.sol";

/// @title The control of every comparison: the same options on the plain clock of the chain
/// @notice Not for use in production. Everything but the answers to "when" and "at which price" is the book of the options that survive an
/// outage, so that a replayed outage, and a gas figure, shows what the clock changes and nothing else. Its rules are those that
/// most protocols have: a right ends in the second of the expiry whatever happened before it, writers are paid from the next one on, and the
/// settlement price is the newest answer of a price feed in the moment of whoever calls. The oracle of a cash series is that feed.
/// @dev Checks: `block.timestamp`. Does not check: the sequencer.
contract PlainOptions is OptionsBook {
    /// @param descriptor_ Describes tokens for `uri`.
    constructor(ISeriesDescriptor descriptor_) OptionsBook(descriptor_, new PlainSeriesRules()) {}

    function _requireMayWrite() internal virtual override {}

    function _requireMayExercise(uint256, uint40 expiry) internal view override {
        if (block.timestamp > expiry) revert IExpiryClock.ExpiryPassed(expiry);
    }

    function _requireWritersArePaid(uint256, uint40 expiry) internal view override {
        if (block.timestamp <= expiry) revert IExpiryClock.ExpiryNotPassed(expiry + 1);
    }

    function _mayExercise(uint256, uint40 expiry) internal view override returns (bool may) {
        return block.timestamp <= expiry;
    }

    function _writersArePaid(uint256, uint40 expiry) internal view override returns (bool paid) {
        return block.timestamp > expiry;
    }

    function _effectiveExpiryOf(uint40 expiry) internal pure override returns (uint40 at) {
        return expiry;
    }
}
