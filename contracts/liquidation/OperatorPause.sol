// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ILiquidationGuard} from "../interfaces/ILiquidationGuard.sol";
import {ISequencerGuard} from "../interfaces/ISequencerGuard.sol";
import {TimeMath} from "../libraries/TimeMath.sol";
import {GuardPolicy} from "../types/SequencerTypes.sol";

/// @title An operator's pause counts as an outage
/// @notice Users cannot act while their protocol is paused, so they go first afterwards: for as long as the pause was, within the
/// grace bounds of the sequencer guard; a pause shorter than its `ignoreBelow` earns nothing. No `visibilityLag`, because an
/// unpause is seen in its own block. Call {_onPause} and {_onUnpause} from the protocol's own pause.
/// @dev Bounded: graces after pauses take at most the guard's `graceBudget` from each `budgetWindow`. The windows are counted
/// from the first pause and follow each other, so that a rolling window can see up to twice the budget; an operator who can
/// pause can withhold liquidations anyway. Does not check: who pauses, and for how long.
abstract contract OperatorPause {
    using TimeMath for uint40;

    uint40 private immutable MIN_GRACE;
    uint40 private immutable MAX_GRACE;
    uint16 private immutable GRACE_SCALE_BPS;
    uint40 private immutable IGNORE_BELOW;
    uint40 private immutable GRACE_BUDGET;
    uint40 private immutable BUDGET_WINDOW;
    bool private immutable PAUSABLE;

    /// @dev One slot.
    struct PauseState {
        uint40 pausedSince; // 0 while not paused
        uint40 endedAt; // end of the last pause
        uint40 graceEnd; // of the last pause that earned a grace
        uint40 windowStart;
        uint40 spent; // of the budget, in this window
    }

    PauseState private _pause;

    /// @param guard Whose grace policy applies.
    /// @param pausable Whether the protocol pauses.
    constructor(ISequencerGuard guard, bool pausable) {
        GuardPolicy memory p = guard.policy();
        MIN_GRACE = p.minGrace;
        MAX_GRACE = p.maxGrace;
        GRACE_SCALE_BPS = p.graceScaleBps;
        IGNORE_BELOW = p.ignoreBelow;
        GRACE_BUDGET = p.graceBudget;
        BUDGET_WINDOW = p.budgetWindow;
        PAUSABLE = pausable;
    }

    /// @dev The protocol was paused. Does nothing while it is; {ILiquidationGuard-NotPausable} when the policy says that it
    /// never is, because the pause would be overlooked.
    function _onPause() internal {
        if (!PAUSABLE) revert ILiquidationGuard.NotPausable();
        if (_pause.pausedSince != 0) return;
        uint40 since = uint40(block.timestamp);
        _pause.pausedSince = since;
        emit ILiquidationGuard.PauseBegan(since);
    }

    /// @dev The protocol was unpaused. Does nothing while it is not paused.
    function _onUnpause() internal {
        PauseState memory p = _pause;
        if (p.pausedSince == 0) return;
        uint40 end = uint40(block.timestamp);
        uint40 length = end.sub(p.pausedSince);
        if (length >= IGNORE_BELOW) {
            if (p.windowStart == 0 || end.sub(p.windowStart) >= BUDGET_WINDOW) (p.windowStart, p.spent) = (end, 0);
            uint40 grace = length.scaleAndClamp(GRACE_SCALE_BPS, MIN_GRACE, MAX_GRACE).min(GRACE_BUDGET.sub(p.spent));
            p.spent = p.spent.add(grace);
            // A grace that still runs from an earlier pause is not shortened.
            p.graceEnd = p.graceEnd.max(end.add(grace));
        }
        (p.pausedSince, p.endedAt) = (0, end);
        _pause = p;
        emit ILiquidationGuard.PauseEnded(end, p.graceEnd);
    }

    /// @dev Since when the protocol is paused (0 while it is not), when the last pause ended, when the last grace ends or ended.
    function _pauseState() internal view returns (uint40 pausedSince, uint40 endedAt, uint40 graceEnd) {
        PauseState memory p = _pause;
        return (p.pausedSince, p.endedAt, p.graceEnd);
    }
}
