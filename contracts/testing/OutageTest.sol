// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IGuardErrors} from "../interfaces/IGuardErrors.sol";
import {IGuardedPriceFeed} from "../interfaces/IGuardedPriceFeed.sol";
import {ILiquidationGuard} from "../interfaces/ILiquidationGuard.sol";
import {ClockProfile, MomentKind, OutageMoment} from "../types/ClockTypes.sol";
import {OutagePlan} from "./OutagePlan.sol";
import {OutageVerbs} from "./OutageVerbs.sol";

/// @title Base of a Solidity test that takes a protocol through an outage
/// @notice Works under Hardhat's and under forge's test runner, and needs no other library:
///
/// - call {setUpOutage} first, then deploy the protocol with {uptimeFeed} and the feeds of {addPriceFeed}
/// - name the guard and what inherits one with {registerGuarded}: a Solidity test is one transaction, and they remember a status as
///   long as one lasts
/// - either use the verbs, or override {onMoment} and call {playOutage}
/// - say what must hold with {assertStoppedByOutage} and {assertAllowedInOutage}
///
/// The uptime feed is Arbitrum's on `Nitro` and `Plain`, and the OP stack's on every other clock: `FinalizedL1` and `Linea` have no feed of
/// their own here. Theirs leaves the same rounds; it differs in who may report, so a test of that authority proves nothing on these two.
///
/// Not modelled: the blocks between two moments, block numbers, L1 fees, the predeploys and precompiles of a rollup (`L1Block`, `ArbSys`),
/// whether the sequencer includes a transaction, and prices, which move only when the test says so. A test EVM has one clock:
/// what happens on L1 during the halt is known by its times only.
abstract contract OutageTest is OutageVerbs {
    /// @notice A call passed that the outage should have stopped.
    /// @param target Who was called.
    /// @param selector Function.
    error NotStopped(address target, bytes4 selector);
    /// @notice A call was stopped by something else than the outage.
    /// @param target Who was called.
    /// @param selector Function.
    /// @param reason What it reverted with.
    error StoppedBySomethingElse(address target, bytes4 selector, bytes reason);
    /// @notice A call failed that must pass during an outage.
    /// @param target Who was called.
    /// @param selector Function.
    /// @param reason What it reverted with.
    error NotAllowed(address target, bytes4 selector, bytes reason);
    /// @notice An outage must last at least a second.
    error NoDuration();
    /// @notice What became of a call that is undone.
    /// @param success Whether it passed.
    /// @param result What it returned, or reverted with.
    error Tried(bool success, bytes result);

    uint256 private constant SELECTOR = 4;

    /// @notice Deploys the uptime feed. The clock is set to November 2023 unless it stands later.
    /// @param clock How the rollup's clock behaves.
    function setUpOutage(ClockProfile clock) internal {
        _openSite(clock);
    }

    /// @notice Plays a whole outage that begins with the newest block: moves the clock from moment to moment, lets the feed's reports arrive
    /// as late as on that rollup, and calls {onMoment} after each.
    /// @param duration Seconds from the last block until the sequencer is back, at least 1.
    function playOutage(uint40 duration) internal {
        if (duration == 0) revert NoDuration();
        uint40 startedAt = uint40(block.timestamp);
        OutageMoment[] memory moments = OutagePlan.momentsOf(
            clockProfile,
            startedAt,
            startedAt + duration,
            OutagePlan.lagOf(clockProfile)
        );
        for (uint256 i = 0; i < moments.length; ++i) {
            OutageMoment memory moment = moments[i];
            _moveTo(moment.chainTime);
            if (moment.downReportedAt != 0) goDown(moment.downReportedAt);
            if (moment.reportedAt != 0 && moment.kind == MomentKind.FlipDown) goDown(moment.reportedAt);
            if (moment.reportedAt != 0 && moment.kind == MomentKind.FlipUp) recover(moment.reportedAt);
            onMoment(moment);
        }
    }

    /// @notice Called by {playOutage} at each moment; override it to say what must hold there.
    /// @param moment What has just happened.
    function onMoment(OutageMoment memory moment) internal virtual {}

    /// @notice Demands that a call would be stopped by the outage: it reverts with an error that {isOutageError} knows.
    /// @param from Who calls.
    /// @param target Contract.
    /// @param data Encoded call.
    /// @return until When the action opens, where the error says so; 0 otherwise.
    function assertStoppedByOutage(address from, address target, bytes memory data) internal returns (uint40 until) {
        (bool success, bytes memory reason) = _try(from, target, data);
        bytes4 selector = _selectorOf(data);
        if (success) revert NotStopped(target, selector);
        bytes4 stop = _selectorOf(reason);
        if (!isOutageError(stop)) revert StoppedBySomethingElse(target, selector, reason);
        if (stop != IGuardErrors.SequencerRecovering.selector) return 0;
        assembly ("memory-safe") {
            until := mload(add(reason, 36))
        }
    }

    /// @notice Demands that a call would pass. It is undone: call the contract yourself for its effects.
    /// @param from Who calls.
    /// @param target Contract.
    /// @param data Encoded call.
    /// @return result What it returned.
    function assertAllowedInOutage(
        address from,
        address target,
        bytes memory data
    ) internal returns (bytes memory result) {
        bool success;
        (success, result) = _try(from, target, data);
        if (!success) revert NotAllowed(target, _selectorOf(data), result);
    }

    /// @notice Makes a call and undoes it; called by the assertions, of no use to anybody else.
    /// @param from Who calls.
    /// @param target Contract.
    /// @param data Encoded call.
    function tryAndUndo(address from, address target, bytes calldata data) external {
        _cheats().prank(from);
        (bool success, bytes memory result) = target.call(data);
        revert Tried(success, result);
    }

    /// @notice Whether an error says that an outage is in the way. Holdfast's guards and guarded feeds are known; override it to add errors of
    /// your own.
    /// @param selector The error's.
    /// @return isStop True when it does.
    function isOutageError(bytes4 selector) internal view virtual returns (bool isStop) {
        return
            selector == IGuardErrors.SequencerDown.selector ||
            selector == IGuardErrors.SequencerRecovering.selector ||
            selector == IGuardErrors.UptimeFeedUnavailable.selector ||
            selector == IGuardedPriceFeed.ChainCatchingUp.selector ||
            selector == IGuardedPriceFeed.PricePredatesRecovery.selector ||
            selector == ILiquidationGuard.PricePredatesRecovery.selector ||
            selector == ILiquidationGuard.AllowanceExceeded.selector ||
            selector == ILiquidationGuard.GuardUnreadable.selector;
    }

    /// @dev Undone with all it did, what the guard remembers of this transaction included.
    function _try(address from, address target, bytes memory data) private returns (bool success, bytes memory result) {
        try this.tryAndUndo(from, target, data) {} catch (bytes memory tried) {
            assembly ("memory-safe") {
                // Without the selector, what is left are the arguments.
                let length := sub(mload(tried), 4)
                tried := add(tried, 4)
                mstore(tried, length)
            }
            return abi.decode(tried, (bool, bytes));
        }
    }

    function _selectorOf(bytes memory data) private pure returns (bytes4 selector) {
        if (data.length < SELECTOR) return 0;
        assembly ("memory-safe") {
            selector := mload(add(data, 32))
        }
    }
}
