// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedSource, SourceFeed} from "../../contracts/libraries/SourceFeed.sol";
import {FeedStatus} from "../../contracts/libraries/UptimeFeed.sol";
import {QuorumSource, UptimeFamily} from "../../contracts/types/FeedTypes.sol";
import {TestBase} from "../helpers/Vm.sol";

/// @notice Answers any bytes to any call.
contract AnySource {
    bytes private _answer;

    function set(bytes memory answer) external {
        _answer = answer;
    }

    fallback(bytes calldata) external returns (bytes memory) {
        return _answer;
    }
}

contract SourceFeedTest is TestBase {
    uint256 private constant NOW = 1_800_000_000;
    uint80 private constant PHASE = 1 << 64;

    AnySource private immutable FEED = new AnySource();

    function setUp() external {
        vm.warp(NOW);
    }

    function testFuzz_GivenAnySource_WhenPacked_ItComesOutAsItWas(
        address feed,
        uint40 maxSilence,
        bool beats
    ) external pure {
        QuorumSource memory source = QuorumSource(feed, maxSilence, UptimeFamily(beats ? 1 : 0));
        QuorumSource memory unpacked = SourceFeed.pack(source).unpack();
        _check(unpacked.feed == feed && unpacked.family == source.family, "feed and family come through");
        _checkEqual(unpacked.maxSilence, maxSilence, "the longest silence comes through");
    }

    function testFuzz_A2_A4_A11_GivenAnyWords_WhenRead_OnlyAWellFormedRoundThatIsNotSilentHasAVote(
        uint256[4] memory words,
        uint40 maxSilence,
        uint16 shape
    ) external {
        (uint256 id, uint256 answer, uint256 start, uint256 updatedAt) = (words[0], words[1], words[2], words[3]);
        if (shape % 4 != 0) id = id & type(uint80).max;
        if ((shape >> 2) % 4 != 0) answer = answer % 3;
        if ((shape >> 4) % 4 != 0) start = NOW + 2 hours - (start % 4 hours);
        if ((shape >> 6) % 4 != 0) updatedAt = NOW + 2 hours - (updatedAt % 6 hours);
        maxSilence = (shape >> 8) % 4 == 0 ? 0 : uint40(_bound(maxSilence, 1 hours, 4 hours));
        FEED.set(abi.encode(id, answer, start, updatedAt, id));

        (FeedStatus status, uint40 startedAt, uint80 roundId) = _source(maxSilence).latest();
        bool wellFormed = id != 0 && id < 2 ** 80 && answer < 2 && start != 0 && start <= NOW + 1 hours;
        bool heard = maxSilence == 0 || (updatedAt <= NOW + 1 hours && updatedAt + maxSilence >= NOW);
        if (!wellFormed || !heard) {
            _check(status == FeedStatus.Invalid && startedAt == 0 && roundId == 0, "anything else has no vote");
            return;
        }
        _check(status == (answer == 0 ? FeedStatus.Up : FeedStatus.Down), "0 is up, 1 is down");
        _checkEqual(startedAt, start, "the start comes through");
        _checkEqual(roundId, id, "the round comes through");
    }

    function testFuzz_GivenAnyRoundBefore_WhenAskedForTheOutage_OnlyADownOfThatRoundTellsItsStart(
        uint256[3] memory words,
        uint40 startedAt,
        uint16 shape
    ) external {
        startedAt = uint40(_bound(startedAt, NOW - 10 hours, NOW));
        uint80 roundId = PHASE + 1 + uint80(shape % 4);
        uint256 id = (shape >> 2) % 4 == 0 ? words[0] : roundId - 1;
        uint256 answer = (shape >> 4) % 4 == 0 ? words[1] % 3 : 1;
        uint256 began = (shape >> 6) % 4 == 0 ? words[2] : _bound(words[2], NOW - 11 hours, NOW + 2 hours);
        FEED.set(abi.encode(id, answer, began, began, id));

        uint40 start = _source(0).outageStart(roundId, startedAt);
        if (uint64(roundId) == 1) {
            _checkEqual(start, startedAt, "the first round of a phase ends no outage");
            return;
        }
        bool told = id == roundId - 1 && answer == 1 && began != 0 && began <= startedAt;
        _checkEqual(start, told ? began : startedAt - 2 hours, "the start that is told, or two hours");
    }

    function test_GivenNoRoundBefore_WhenAskedForTheOutage_TwoHoursAreAssumed() external {
        FEED.set("");
        _checkEqual(_source(0).outageStart(PHASE + 2, uint40(NOW)), NOW - 2 hours, "no answer tells nothing");
        _checkEqual(_source(0).outageStart(PHASE, uint40(NOW)), NOW, "nor does a phase without a round");
    }

    function _source(uint40 maxSilence) private view returns (PackedSource source) {
        return SourceFeed.pack(QuorumSource(address(FEED), maxSilence, UptimeFamily.Heartbeat));
    }
}
