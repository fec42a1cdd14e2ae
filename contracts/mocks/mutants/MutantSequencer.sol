// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAggregatorV3} from "../../interfaces/IAggregatorV3.sol";
import {ISequencerGuard} from "../../interfaces/ISequencerGuard.sol";
import {GuardState, SequencerStatus} from "../../types/SequencerTypes.sol";

/// @title What can be wrong with the protocol that the lab is tried on; one fault at a time
/// @dev The order is that of `mutantFaults` in the tests.
enum MutantFault {
    None,
    GraceByUpdatedAt,
    OnlyOneIsDown,
    StartedAtZero,
    UnderflowPanic,
    NoCodeCheck,
    GraceRestarts,
    NoGrace,
    MaxAge,
    DownMustBeSeen,
    SiblingUnguarded,
    RepayBlocked,
    FullBrick,
    HeldForGood,
    SeverityByOldPrice,
    BorrowOnOldPrice,
    BackDated,
    ViewDisagrees,
    NoRetryTime,
    AuctionDecays,
    ExpiryLapses,
    ExtendedTwice,
    ExerciseStopped,
    SettledByCaller,
    SettledTooEarly
}

/// @title How the mutant protocol learns about the sequencer
/// @notice The sound twin asks the guard. Some faults read the feed themselves, the way that audits found it in the wild.
abstract contract MutantSequencer {
    /// @dev Grace of those who read the feed themselves.
    uint256 internal constant GRACE = 2400;
    uint256 private constant _MAX_AGE = 12 hours;

    ISequencerGuard public immutable guard;
    IAggregatorV3 public immutable uptimeFeed;
    MutantFault public immutable fault;
    /// @dev Of {MutantFault-DownMustBeSeen}: whether a transaction ever met the answer 1.
    bool public downSeen;

    error SequencerDown(uint40 since);
    error SequencerRecovering(uint40 until);
    error UptimeFeedUnavailable(address feed);
    error GraceNotOver();

    constructor(ISequencerGuard guard_, MutantFault fault_) {
        guard = guard_;
        uptimeFeed = IAggregatorV3(guard_.uptimeFeed());
        fault = fault_;
    }

    /// @notice Notes what the feed says; anybody may.
    function poke() external {
        if (_state().status == SequencerStatus.Down) downSeen = true;
    }

    function _state() internal view returns (GuardState memory state) {
        return _readsItself() ? _naiveState() : guard.status();
    }

    function _isOpen(GuardState memory state) internal pure returns (bool open) {
        return state.status == SequencerStatus.Up || state.status == SequencerStatus.Ramping;
    }

    function _requireOpen(GuardState memory state) internal view {
        if (_isOpen(state)) return;
        if (state.status == SequencerStatus.Down) revert SequencerDown(state.since);
        if (state.status == SequencerStatus.Unknown) revert UptimeFeedUnavailable(address(uptimeFeed));
        if (fault == MutantFault.NoRetryTime) revert GraceNotOver();
        revert SequencerRecovering(state.until);
    }

    function _readsItself() private view returns (bool itself) {
        return fault >= MutantFault.GraceByUpdatedAt && fault <= MutantFault.DownMustBeSeen;
    }

    function _naiveState() private view returns (GuardState memory state) {
        (bool ok, int256 answer, uint256 startedAt, uint256 updatedAt) = _read();
        if (!ok) return state;
        if (answer == 1) return GuardState(SequencerStatus.Down, uint40(startedAt), 0);
        if (answer != 0 && fault != MutantFault.OnlyOneIsDown) return state;
        if (startedAt == 0 && fault != MutantFault.StartedAtZero && fault != MutantFault.NoCodeCheck) return state;
        if (fault == MutantFault.MaxAge && block.timestamp > updatedAt + _MAX_AGE) return state;
        if (startedAt > block.timestamp && fault != MutantFault.UnderflowPanic) return state;
        uint256 from = fault == MutantFault.GraceByUpdatedAt ? updatedAt : startedAt;
        uint256 age = block.timestamp - from;
        return
            age < _grace()
                ? GuardState(SequencerStatus.Recovering, uint40(startedAt), uint40(from + GRACE))
                : GuardState(SequencerStatus.Up, uint40(startedAt), 0);
    }

    function _grace() private view returns (uint256 grace) {
        bool none = fault == MutantFault.NoGrace || (fault == MutantFault.DownMustBeSeen && !downSeen);
        return none ? 0 : GRACE;
    }

    function _read() private view returns (bool ok, int256 answer, uint256 startedAt, uint256 updatedAt) {
        bytes memory data;
        (ok, data) = address(uptimeFeed).staticcall{gas: 200_000}(abi.encodeCall(IAggregatorV3.latestRoundData, ()));
        if (ok && data.length >= 160) {
            (, answer, startedAt, updatedAt, ) = abi.decode(data, (uint80, int256, uint256, uint256, uint80));
        } else if (fault != MutantFault.NoCodeCheck) {
            ok = false;
        }
    }
}
