// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IQuorumUptimeFeed} from "../../contracts/interfaces/IQuorumUptimeFeed.sol";
import {TestBase} from "../helpers/Vm.sol";
import {FeedsActor} from "./feeds.actor.t.sol";

/// @notice Feeds made of feeds under any sequence of reports, deaths, pauses and pokes. The ids stand in docs/invariants.md.
contract FeedsInvariantTest is TestBase {
    FeedsActor private _actor;

    function setUp() external {
        _actor = new FeedsActor();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_actor);
    }

    /// @dev One function, so that one campaign looks at all of them after every move.
    function invariant_F1_F2_F3_F4_RecordsHoldAndNobodyIsToldUpInAnOutage() external {
        _actor.restoreClock();
        _check(
            _actor.roundsHold(_actor.quorum()),
            "F-1: the quorum's rounds alternate, go forward and stay as recorded"
        );
        _check(_actor.roundsHold(_actor.gaps()), "F-1: the rounds of gaps alternate, go forward and stay as recorded");
        _check(!_actor.recordDiffersFromShown(), "F-2: a round shown before its poke is recorded as shown");
        _checkQuorum();
        _checkGaps();
    }

    function _checkQuorum() private view {
        (uint256 live, uint256 down) = _actor.tally();
        IQuorumUptimeFeed quorum = _actor.quorum();
        _checkEqual(quorum.liveSources(), live, "F-3: a source has a vote unless it is dead");
        try quorum.latestRoundData() returns (uint80 id, int256 answer, uint256, uint256, uint80) {
            _check(live >= _actor.QUORUM(), "F-3: no answer without a quorum of sources");
            if (down >= _actor.QUORUM()) _check(answer == 1, "F-3: never up while a quorum says down");
            else _check(answer == 0 || id == quorum.recordedRound(), "F-3: down without a quorum only as recorded");
        } catch {
            _check(live < _actor.QUORUM(), "F-3: with a quorum of sources there is an answer");
        }
    }

    function _checkGaps() private view {
        (uint80 id, int256 answer, uint256 startedAt, , ) = _actor.gaps().latestRoundData();
        uint40 touched = _actor.gaps().lastTouch();
        bool gap = block.timestamp - touched > _actor.MAX_GAP();
        _check((answer == 1) == gap, "F-4: down exactly when the last touch is more than maxGap ago");
        if (gap) _checkEqual(startedAt, touched, "F-4: since that touch");
        _checkEqual(id, _actor.roundCount(_actor.gaps()) + (gap ? 1 : 0), "F-4: in the round that comes next");
    }
}
