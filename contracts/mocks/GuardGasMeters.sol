// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

// What checks cost, seen from inside the contract that makes them. Each function reads `gasleft()` right before and right after
// one check; called in a transaction of its own, it sees everything cold. The four meters differ in how they check, and repeat
// the rest, so that no dispatch between them is measured.

import {SequencerGuardBase} from "../guards/SequencerGuardBase.sol";
import {SequencerGuarded} from "../guards/SequencerGuarded.sol";
import {SequencerGuardedUpgradeable} from "../guards/SequencerGuardedUpgradeable.sol";
import {IAggregatorV3} from "../interfaces/IAggregatorV3.sol";
import {ISequencerGuard} from "../interfaces/ISequencerGuard.sol";
import {Action, GuardConfig, SequencerStatus} from "../types/SequencerTypes.sol";

/// @notice Inherits the status machine.
contract InheritedMeter is SequencerGuardBase {
    /// @param config As for a deployed guard.
    constructor(GuardConfig memory config) SequencerGuardBase(config) {}

    /// @notice See {ISequencerGuard-overrideStatus}.
    /// @param status `Up` or `Down`.
    /// @param duration Seconds.
    /// @param reason Said in the event.
    function overrideStatus(SequencerStatus status, uint40 duration, string calldata reason) external {
        _overrideStatus(status, duration, reason);
    }

    /// @notice Gas of two readings of `gasleft()` with nothing between: part of every number here.
    /// @return gasUsed Gas.
    function nothing() external view returns (uint256 gasUsed) {
        uint256 before = gasleft();
        return before - gasleft();
    }

    /// @notice Gas of one check of `IncreaseRisk`.
    /// @return gasUsed Gas.
    function first() external returns (uint256 gasUsed) {
        uint256 before = gasleft();
        _requireAllowed(Action.IncreaseRisk);
        return before - gasleft();
    }

    /// @notice Gas of a check of `IncreaseRisk` after one before.
    /// @return gasUsed Gas.
    function again() external returns (uint256 gasUsed) {
        _requireAllowed(Action.IncreaseRisk);
        uint256 before = gasleft();
        _requireAllowed(Action.IncreaseRisk);
        return before - gasleft();
    }

    /// @notice Gas of a check of `Liquidate` after one of `IncreaseRisk`.
    /// @return gasUsed Gas.
    function another() external returns (uint256 gasUsed) {
        _requireAllowed(Action.IncreaseRisk);
        uint256 before = gasleft();
        _requireAllowed(Action.Liquidate);
        return before - gasleft();
    }

    /// @notice Gas of one check of `ReduceRisk`.
    /// @return gasUsed Gas.
    function reduceRisk() external returns (uint256 gasUsed) {
        uint256 before = gasleft();
        _requireAllowed(Action.ReduceRisk);
        return before - gasleft();
    }

    /// @notice Gas of one check of `Exercise`.
    /// @return gasUsed Gas.
    function exercise() external returns (uint256 gasUsed) {
        uint256 before = gasleft();
        _requireAllowed(Action.Exercise);
        return before - gasleft();
    }
}

/// @notice Uses the mixin over a deployed guard.
contract MixinMeter is SequencerGuarded {
    /// @param guard A deployed guard.
    constructor(ISequencerGuard guard) SequencerGuarded(guard) {}

    /// @notice Gas of two readings of `gasleft()` with nothing between: part of every number here.
    /// @return gasUsed Gas.
    function nothing() external view returns (uint256 gasUsed) {
        uint256 before = gasleft();
        return before - gasleft();
    }

    /// @notice Gas of one check of `IncreaseRisk`.
    /// @return gasUsed Gas.
    function first() external returns (uint256 gasUsed) {
        uint256 before = gasleft();
        _requireAllowed(Action.IncreaseRisk);
        return before - gasleft();
    }

    /// @notice Gas of a check of `IncreaseRisk` after one before.
    /// @return gasUsed Gas.
    function again() external returns (uint256 gasUsed) {
        _requireAllowed(Action.IncreaseRisk);
        uint256 before = gasleft();
        _requireAllowed(Action.IncreaseRisk);
        return before - gasleft();
    }

    /// @notice Gas of a check of `Liquidate` after one of `IncreaseRisk`.
    /// @return gasUsed Gas.
    function another() external returns (uint256 gasUsed) {
        _requireAllowed(Action.IncreaseRisk);
        uint256 before = gasleft();
        _requireAllowed(Action.Liquidate);
        return before - gasleft();
    }

    /// @notice Gas of one check of `ReduceRisk`.
    /// @return gasUsed Gas.
    function reduceRisk() external returns (uint256 gasUsed) {
        uint256 before = gasleft();
        _requireAllowed(Action.ReduceRisk);
        return before - gasleft();
    }

    /// @notice Gas of one check of `Exercise`.
    /// @return gasUsed Gas.
    function exercise() external returns (uint256 gasUsed) {
        uint256 before = gasleft();
        _requireAllowed(Action.Exercise);
        return before - gasleft();
    }
}

/// @notice Uses the upgradeable mixin over a deployed guard.
contract UpgradeableMeter is SequencerGuardedUpgradeable {
    /// @notice Sets the guard, once.
    /// @param guard A deployed guard.
    function initialize(ISequencerGuard guard) external initializer {
        __SequencerGuarded_init(guard);
    }

    /// @notice Gas of two readings of `gasleft()` with nothing between: part of every number here.
    /// @return gasUsed Gas.
    function nothing() external view returns (uint256 gasUsed) {
        uint256 before = gasleft();
        return before - gasleft();
    }

    /// @notice Gas of one check of `IncreaseRisk`.
    /// @return gasUsed Gas.
    function first() external returns (uint256 gasUsed) {
        uint256 before = gasleft();
        _requireAllowed(Action.IncreaseRisk);
        return before - gasleft();
    }

    /// @notice Gas of a check of `IncreaseRisk` after one before.
    /// @return gasUsed Gas.
    function again() external returns (uint256 gasUsed) {
        _requireAllowed(Action.IncreaseRisk);
        uint256 before = gasleft();
        _requireAllowed(Action.IncreaseRisk);
        return before - gasleft();
    }

    /// @notice Gas of a check of `Liquidate` after one of `IncreaseRisk`.
    /// @return gasUsed Gas.
    function another() external returns (uint256 gasUsed) {
        _requireAllowed(Action.IncreaseRisk);
        uint256 before = gasleft();
        _requireAllowed(Action.Liquidate);
        return before - gasleft();
    }

    /// @notice Gas of one check of `ReduceRisk`.
    /// @return gasUsed Gas.
    function reduceRisk() external returns (uint256 gasUsed) {
        uint256 before = gasleft();
        _requireAllowed(Action.ReduceRisk);
        return before - gasleft();
    }

    /// @notice Gas of one check of `Exercise`.
    /// @return gasUsed Gas.
    function exercise() external returns (uint256 gasUsed) {
        uint256 before = gasleft();
        _requireAllowed(Action.Exercise);
        return before - gasleft();
    }
}

/// @notice Asks a deployed guard itself, without the mixin.
contract DirectMeter {
    ISequencerGuard private immutable GUARD;

    /// @param guard A deployed guard.
    constructor(ISequencerGuard guard) {
        GUARD = guard;
    }

    /// @notice Gas of two readings of `gasleft()` with nothing between: part of every number here.
    /// @return gasUsed Gas.
    function nothing() external view returns (uint256 gasUsed) {
        uint256 before = gasleft();
        return before - gasleft();
    }

    /// @notice Gas of one check of `IncreaseRisk`.
    /// @return gasUsed Gas.
    function first() external returns (uint256 gasUsed) {
        uint256 before = gasleft();
        GUARD.requireAllowed(Action.IncreaseRisk);
        return before - gasleft();
    }

    /// @notice Gas of a check of `IncreaseRisk` after one before.
    /// @return gasUsed Gas.
    function again() external returns (uint256 gasUsed) {
        GUARD.requireAllowed(Action.IncreaseRisk);
        uint256 before = gasleft();
        GUARD.requireAllowed(Action.IncreaseRisk);
        return before - gasleft();
    }

    /// @notice Gas of a check of `Liquidate` after one of `IncreaseRisk`.
    /// @return gasUsed Gas.
    function another() external returns (uint256 gasUsed) {
        GUARD.requireAllowed(Action.IncreaseRisk);
        uint256 before = gasleft();
        GUARD.requireAllowed(Action.Liquidate);
        return before - gasleft();
    }

    /// @notice Gas of one check of `ReduceRisk`.
    /// @return gasUsed Gas.
    function reduceRisk() external returns (uint256 gasUsed) {
        uint256 before = gasleft();
        GUARD.requireAllowed(Action.ReduceRisk);
        return before - gasleft();
    }

    /// @notice Gas of one check of `Exercise`.
    /// @return gasUsed Gas.
    function exercise() external returns (uint256 gasUsed) {
        uint256 before = gasleft();
        GUARD.requireAllowed(Action.Exercise);
        return before - gasleft();
    }
}

/// @notice What others do: the bare call, the pattern with a grace from `startedAt`, and any other contract's view.
contract YardstickMeter {
    error SequencerNotUp(int256 answer);
    error GraceNotOver(uint256 elapsed);

    uint256 private constant GRACE = 1 hours;

    IAggregatorV3 private immutable FEED;

    /// @param feed Uptime feed.
    constructor(IAggregatorV3 feed) {
        FEED = feed;
    }

    /// @notice Gas of `latestRoundData` as Solidity calls it, all five words decoded.
    /// @return gasUsed Gas.
    function bareCall() external view returns (uint256 gasUsed) {
        uint256 before = gasleft();
        FEED.latestRoundData();
        return before - gasleft();
    }

    /// @notice Gas of `latestRoundData` at the lowest level: nothing checked, nothing decoded.
    /// @return gasUsed Gas.
    function rawCall() external view returns (uint256 gasUsed) {
        address feed = address(FEED);
        uint256 before = gasleft();
        assembly ("memory-safe") {
            mstore(0, shl(224, 0xfeaf968c))
            pop(staticcall(gas(), feed, 0, 4, 0, 0))
        }
        return before - gasleft();
    }

    /// @notice Gas of the usual pattern: up, and up for longer than an hour by `startedAt`; no other defence.
    /// @return gasUsed Gas.
    function usualPattern() external view returns (uint256 gasUsed) {
        uint256 before = gasleft();
        (, int256 answer, uint256 startedAt, , ) = FEED.latestRoundData();
        if (answer != 0) revert SequencerNotUp(answer);
        uint256 elapsed = block.timestamp - startedAt;
        if (elapsed <= GRACE) revert GraceNotOver(elapsed);
        return before - gasleft();
    }

    /// @notice Gas of a view of any contract that answers one word.
    /// @param target Contract.
    /// @param data Encoded call.
    /// @return gasUsed Gas.
    /// @return answer The word.
    function viewOf(address target, bytes calldata data) external view returns (uint256 gasUsed, uint256 answer) {
        bytes memory question = data;
        bool ok;
        uint256 before = gasleft();
        assembly ("memory-safe") {
            ok := staticcall(gas(), target, add(question, 32), mload(question), 0, 32)
            answer := mload(0)
        }
        gasUsed = before - gasleft();
        if (!ok) revert SequencerNotUp(-1);
    }
}
