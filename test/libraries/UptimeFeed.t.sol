// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {BoundedRead} from "../../contracts/libraries/BoundedRead.sol";
import {FeedStatus, UptimeFeed} from "../../contracts/libraries/UptimeFeed.sol";
import {UptimeFeedHarness} from "../../contracts/mocks/UptimeFeedHarness.sol";
import {TestBase} from "../helpers/Vm.sol";

/// @notice Answers any bytes to any call.
contract AnyAnswer {
    bytes private _answer;

    function set(bytes memory answer) external {
        _answer = answer;
    }

    fallback(bytes calldata) external returns (bytes memory) {
        return _answer;
    }
}

contract UptimeFeedTest is TestBase {
    uint256 private constant NOW = 1_800_000_000;

    AnyAnswer private immutable FEED = new AnyAnswer();
    UptimeFeedHarness private immutable HARNESS = new UptimeFeedHarness();

    function setUp() external {
        vm.warp(NOW);
    }

    function testFuzz_A2_A4_GivenAnyWords_WhenRead_OnlyAWellFormedRoundCounts(
        uint256 id,
        uint256 answer,
        uint256 startedAt,
        uint256 shape
    ) external {
        // Most draws would be nonsense: three in four of each word are made plausible.
        if (shape % 4 != 0) id = id & type(uint80).max;
        if ((shape >> 2) % 4 != 0) answer = answer % 3;
        if ((shape >> 4) % 4 != 0) startedAt = NOW + 2 hours - (startedAt % 4 hours);
        FEED.set(abi.encode(id, answer, startedAt, shape, shape));

        (FeedStatus status, uint40 start, uint80 roundId) = UptimeFeed.latest(address(FEED));
        bool wellFormed = id != 0 && id < 2 ** 80 && answer < 2 && startedAt != 0 && startedAt <= NOW + 1 hours;
        if (!wellFormed) {
            _check(
                status == FeedStatus.Invalid && start == 0 && roundId == 0,
                "anything else is invalid and gives zeros"
            );
            return;
        }
        _check(status == (answer == 0 ? FeedStatus.Up : FeedStatus.Down), "0 is up, 1 is down");
        _checkEqual(start, startedAt, "the start comes through uncut");
        _checkEqual(roundId, id, "the round comes through uncut");
    }

    function testFuzz_A2_A4_GivenAnyWords_WhenAskedSinceWhenUp_OnlyAWellFormedUpHasAStart(
        uint256 id,
        uint256 answer,
        uint256 startedAt,
        uint256 shape
    ) external {
        if (shape % 4 != 0) id = id & type(uint80).max;
        if ((shape >> 2) % 4 != 0) answer = answer % 2;
        if ((shape >> 4) % 8 == 0) id = 0;
        if ((shape >> 7) % 8 == 0) startedAt = 0;
        FEED.set(abi.encode(id, answer, startedAt, shape, shape));
        bool up = id != 0 && id < 2 ** 80 && answer == 0 && startedAt != 0;
        _checkEqual(
            UptimeFeed.upSince(address(FEED)),
            up ? startedAt : type(uint256).max,
            "the start of an up, or the end of time"
        );
    }

    function testFuzz_A6_GivenTooFewBytes_WhenAskedSinceWhenUp_ThereIsNoStart(uint256 length) external {
        bytes memory full = abi.encode(uint256(1), uint256(0), NOW, NOW, uint256(1));
        bytes memory cut = new bytes(_bound(length, 0, full.length - 1));
        for (uint256 i = 0; i < cut.length; ++i) cut[i] = full[i];
        FEED.set(cut);
        _checkEqual(UptimeFeed.upSince(address(FEED)), type(uint256).max, "fewer than five words are no round");
        _checkEqual(UptimeFeed.upSince(address(0xdead)), type(uint256).max, "nor is an account without code");
    }

    function testFuzz_GivenAnyBytes_WhenRead_NothingReverts(bytes calldata answer) external {
        FEED.set(answer);
        (FeedStatus status, , ) = UptimeFeed.latest(address(FEED));
        if (answer.length < 160) _check(status == FeedStatus.Invalid, "fewer than five words are no round");
        UptimeFeed.round(address(FEED), 7);
    }

    function testFuzz_A6_GivenAnyGas_WhenAHealthyFeedIsRead_ItIsUpOrTheCallReverts(uint256 gas) external {
        FEED.set(abi.encode(1, 0, NOW, NOW, 1));
        gas = _bound(gas, 0, 400_000);
        (bool ok, bytes memory result) = address(HARNESS).staticcall{gas: gas}(
            abi.encodeCall(UptimeFeedHarness.latest, (address(FEED)))
        );
        if (ok)
            _check(abi.decode(result, (FeedStatus)) == FeedStatus.Up, "the caller's gas cannot turn up into unknown");
    }

    function test_A6_GivenEachLength_WhenRead_FiveWordsAreTheLeast() external {
        bytes memory full = abi.encode(uint256(1), 0, NOW, NOW, uint256(1), uint256(0));
        for (uint256 length = 158; length <= 161; ++length) {
            bytes memory cut = new bytes(length);
            for (uint256 i = 0; i < length; ++i) cut[i] = full[i];
            FEED.set(cut);
            (FeedStatus status, , ) = UptimeFeed.latest(address(FEED));
            _check((status == FeedStatus.Up) == (length >= 160), "a round has at least 160 bytes");
        }
    }

    function test_A5_GivenAFutureStart_WhenAtTheSkew_OneHourIsTheMost() external {
        for (uint256 i = 0; i < 3; ++i) {
            FEED.set(abi.encode(1, 0, NOW + 1 hours - 1 + i, NOW, 1));
            (FeedStatus status, , ) = UptimeFeed.latest(address(FEED));
            _check((status == FeedStatus.Up) == (i < 2), "up to one hour ahead is a round, beyond is not");
        }
    }

    function test_A14_GivenAStartBeyondUint40_WhenRead_ItIsInvalidAndNotTruncated() external {
        // Truncated to 40 bits this would be a plausible time.
        FEED.set(abi.encode(1, 0, (1 << 40) | NOW, NOW, 1));
        (FeedStatus status, , ) = UptimeFeed.latest(address(FEED));
        _check(status == FeedStatus.Invalid, "a start beyond 40 bits is invalid");
    }

    function testFuzz_GivenAnotherRoundsId_WhenARoundIsRead_ItIsMalformedButThere(
        uint80 asked,
        uint80 answered
    ) external {
        FEED.set(abi.encode(answered, 1, NOW, NOW, answered));
        (bool readable, bool exists, FeedStatus status, uint40 at) = UptimeFeed.round(address(FEED), asked);
        _check(readable && exists, "a round with a start is there");
        bool matches = asked == answered && asked != 0;
        _check(status == (matches ? FeedStatus.Down : FeedStatus.Invalid), "only the round that was asked for counts");
        _checkEqual(at, matches ? NOW : 0, "a malformed round has no time");
    }

    function test_A6_GivenTooLittleGas_WhenADeadFeedIsRead_TheCallRevertsWithBothNumbers() external {
        FEED.set("");
        (bool ok, bytes memory result) = address(HARNESS).staticcall{gas: 100_000}(
            abi.encodeCall(UptimeFeedHarness.latest, (address(FEED)))
        );
        _check(!ok && bytes4(result) == BoundedRead.GasStarved.selector, "starved reads revert with GasStarved");
        (ok, result) = address(HARNESS).staticcall{gas: 300_000}(
            abi.encodeCall(UptimeFeedHarness.latest, (address(FEED)))
        );
        _check(ok && abi.decode(result, (FeedStatus)) == FeedStatus.Invalid, "with enough gas a dead feed is invalid");
    }
}
