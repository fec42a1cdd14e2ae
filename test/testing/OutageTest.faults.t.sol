// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAggregatorV3} from "../../contracts/interfaces/IAggregatorV3.sol";
import {OutageTest} from "../../contracts/testing/OutageTest.sol";
import {ClockProfile} from "../../contracts/types/ClockTypes.sol";
import {FeedFault} from "../../contracts/types/FaultTypes.sol";
import {TestBase} from "../helpers/Vm.sol";

/// @notice Each fault of the vocabulary, brought about and mended by {OutageTest}.
contract OutageTestFaultsTest is OutageTest, TestBase {
    function test_GivenEachFaultOfTheVocabulary_WhenTheFeedBreaksAndIsMended_TheRealFeedAnswersAgain() external {
        for (uint8 clock = uint8(ClockProfile.Nitro); clock <= uint8(ClockProfile.OpStack); ++clock) {
            setUpOutage(ClockProfile(clock));
            flap(6, 1 hours);
            advance(1 days);
            for (uint8 fault = 0; fault <= uint8(type(FeedFault).max); ++fault) {
                breakFeed(FeedFault(fault));
                _checkFault(FeedFault(fault));
                mendFeed();
                (, int256 answer, , , ) = IAggregatorV3(uptimeFeed).latestRoundData();
                _check(answer == 0, "the real feed answers again, and says up");
            }
        }
    }

    /// @dev What a reader meets, fault by fault.
    function _checkFault(FeedFault fault) private view {
        (bool success, bytes memory result) = uptimeFeed.staticcall{gas: 1_000_000}(
            abi.encodeCall(IAggregatorV3.latestRoundData, ())
        );
        if (fault == FeedFault.reverts || fault == FeedFault.burnsGas) {
            _check(!success, "no answer");
            return;
        }
        _check(success, "an answer");
        if (fault == FeedFault.noCode) _checkEqual(result.length, 0, "no data");
        if (fault == FeedFault.shortReturn) _checkEqual(result.length, 159, "a byte too few");
        if (fault == FeedFault.hugeReturn) _check(result.length > 10_000, "far too much");
        if (result.length != 160) return;
        _checkRound(fault, result);
    }

    /// @dev Of faults in the newest round itself.
    function _checkRound(FeedFault fault, bytes memory result) private view {
        (uint80 id, int256 answer, uint256 startedAt, , ) = abi.decode(
            result,
            (uint80, int256, uint256, uint256, uint80)
        );
        if (fault == FeedFault.zeroRound) _checkEqual(id + startedAt, 0, "zeros");
        if (fault == FeedFault.negative) _check(answer == -1, "-1");
        if (fault == FeedFault.two) _check(answer == 2, "2");
        if (fault == FeedFault.futureStart) _check(startedAt > block.timestamp, "ahead of the clock");
        if (fault == FeedFault.neverStarted) _checkEqual(startedAt, 0, "never started");
        if (fault == FeedFault.stuckDown) _check(answer == 1, "down");
        if (fault == FeedFault.newPhase) _checkEqual(uint64(id), 1, "round 1 of a new phase");
        if (fault == FeedFault.none || fault == FeedFault.flapping) _check(answer == 0, "up");
        if (fault == FeedFault.oneRound || fault == FeedFault.frozen) _checkHistory(fault, id);
    }

    function _checkHistory(FeedFault fault, uint80 id) private view {
        (bool found, bytes memory past) = uptimeFeed.staticcall(abi.encodeCall(IAggregatorV3.getRoundData, (id - 1)));
        bool known = found && keccak256(past) != keccak256(abi.encode(id - 1, 0, 0, 0, id - 1));
        _check(known == (fault == FeedFault.frozen), "older rounds are known unless there is only one");
    }
}
