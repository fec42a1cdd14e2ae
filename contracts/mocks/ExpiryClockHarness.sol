// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISequencerGuard} from "../interfaces/ISequencerGuard.sol";
import {ExpiryClock} from "../options/ExpiryClock.sol";
import {ExpiryPolicy} from "../types/ExpiryTypes.sol";

/// @title A protocol of deadlines without anything to lose
/// @notice For tests: what {ExpiryClock} offers to its heirs, callable. It keeps no expiry; callers bring it along.
contract ExpiryClockHarness is ExpiryClock {
    /// @notice A holder acted.
    /// @param id For what.
    event Acted(uint256 indexed id);

    /// @notice A writer was paid.
    /// @param id For what.
    event Paid(uint256 indexed id);

    /// @param guard See {ExpiryClock}.
    /// @param p See {ExpiryClock}.
    constructor(ISequencerGuard guard, ExpiryPolicy memory p) ExpiryClock(guard, p) {}

    /// @notice What a holder does.
    /// @param id What expires.
    /// @param expiry When.
    function act(uint256 id, uint40 expiry) external {
        _requireNotExpired(id, expiry);
        emit Acted(id);
    }

    /// @notice See {ExpiryClock}.
    /// @param id What expires.
    /// @param expiry When.
    function start(uint256 id, uint40 expiry) external {
        _startSettlement(id, expiry);
    }

    /// @notice What a writer does.
    /// @param id What expires.
    /// @param expiry When.
    function pay(uint256 id, uint40 expiry) external {
        _requireSettled(id, expiry);
        emit Paid(id);
    }

    /// @notice See {ExpiryClock}.
    /// @param id What expires.
    /// @param expiry When.
    /// @return expired Whether holders may not act any more.
    function isExpired(uint256 id, uint40 expiry) external view returns (bool expired) {
        return _isExpired(id, expiry);
    }

    /// @notice The effective expiry alone.
    /// @param expiry Expiry.
    /// @return at The largest time unless it is known.
    function effectiveExpiry(uint40 expiry) external view returns (uint40 at) {
        return _expiryOf(expiry).effectiveAt;
    }
}
