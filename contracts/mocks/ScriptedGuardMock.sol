// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISequencerGuard} from "../interfaces/ISequencerGuard.sol";
import {Action, GuardPolicy, GuardState, Outage, SequencerStatus} from "../types/SequencerTypes.sol";

/// @title A guard, and its ledger, that says what a test tells it to
/// @notice For unit tests of what asks a guard; what a real guard says is tested with real ones.
contract ScriptedGuardMock is ISequencerGuard {
    /// @notice What is wrong with the answer to `status()`: nothing, it reverts, is too short, is no status, or is no time.
    enum Fault {
        None,
        Reverts,
        Short,
        NoStatus,
        NoTime,
        BurnsGas
    }

    GuardPolicy private _policy;
    GuardState private _state;
    Fault private _fault;
    Outage private _lastOutage;
    bool private _ledgerBroken;

    /// @notice The ledger cannot answer.
    error LedgerBroken();

    /// @param p What {policy} says.
    constructor(GuardPolicy memory p) {
        _policy = p;
        _state.status = SequencerStatus.Up;
    }

    /// @notice Sets the state.
    /// @param state What {status} says.
    function setState(GuardState calldata state) external {
        _state = state;
    }

    /// @notice Sets the newest outage that has ended.
    /// @param outage The outage; none while its end is 0.
    function setLastOutage(Outage calldata outage) external {
        _lastOutage = outage;
    }

    /// @notice Lets the ledger fail.
    /// @param broken Whether it does.
    function setLedgerBroken(bool broken) external {
        _ledgerBroken = broken;
    }

    /// @notice Lets {status} fail.
    /// @param fault How.
    function setFault(Fault fault) external {
        _fault = fault;
    }

    /// @inheritdoc ISequencerGuard
    function requireAllowed(Action action) external view {
        if (action != Action.ReduceRisk && !isOpen()) revert SequencerDown(_state.since);
    }

    /// @inheritdoc ISequencerGuard
    function overrideStatus(SequencerStatus, uint40, string calldata) external view {
        revert NotGuardian(msg.sender, address(0));
    }

    /// @inheritdoc ISequencerGuard
    function status() external view returns (GuardState memory state) {
        if (_fault == Fault.None) return _state;
        if (_fault == Fault.Reverts) revert SequencerDown(0);
        if (_fault == Fault.BurnsGas) {
            for (uint256 i = 0; ; ++i) state.since = uint40(i);
        }
        uint256 size = _fault == Fault.Short ? 95 : 96;
        uint256 word = _fault == Fault.NoStatus ? 5 : 4;
        uint256 time = _fault == Fault.NoTime ? 1 << 40 : 1;
        assembly ("memory-safe") {
            let pointer := mload(0x40)
            mstore(pointer, word)
            mstore(add(pointer, 32), time)
            mstore(add(pointer, 64), 0)
            return(pointer, size)
        }
    }

    /// @inheritdoc ISequencerGuard
    function isAllowed(Action) external view returns (bool allowed) {
        return isOpen();
    }

    /// @inheritdoc ISequencerGuard
    function isOpen() public view returns (bool open) {
        return _state.status >= SequencerStatus.Ramping;
    }

    /// @inheritdoc ISequencerGuard
    function downtimeBetween(uint40, uint40) external pure returns (uint40 downtime) {
        return 0;
    }

    /// @inheritdoc ISequencerGuard
    function adjustedDeadline(uint40 deadline, uint40, uint40) external pure returns (uint40 adjusted) {
        return deadline;
    }

    /// @inheritdoc ISequencerGuard
    function lastOverride() external pure returns (SequencerStatus overridden, uint40 since, uint40 until) {
        return (SequencerStatus.Unknown, 0, 0);
    }

    /// @inheritdoc ISequencerGuard
    function policy() external view returns (GuardPolicy memory parameters) {
        return _policy;
    }

    /// @inheritdoc ISequencerGuard
    function uptimeFeed() external view returns (address feed) {
        return address(this);
    }

    /// @inheritdoc ISequencerGuard
    function outageLedger() external view returns (address ledger) {
        return address(this);
    }

    /// @inheritdoc ISequencerGuard
    function guardian() external pure returns (address account) {
        return address(0);
    }

    /// @notice See {IOutageLedger-lastOutage}.
    /// @return exists False while none is set.
    /// @return outage The outage that is set.
    function lastOutage() external view returns (bool exists, Outage memory outage) {
        if (_ledgerBroken) revert LedgerBroken();
        return (_lastOutage.end != 0, _lastOutage);
    }

    /// @notice Says that it is a guard.
    /// @return supported For every interface but the one that means "none".
    function supportsInterface(bytes4 interfaceId) external pure returns (bool supported) {
        return interfaceId != 0xffffffff;
    }
}
