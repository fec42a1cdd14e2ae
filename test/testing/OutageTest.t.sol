// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {GuardedByInheritance} from "../../contracts/examples/GuardedByInheritance.sol";
import {OutageLedger} from "../../contracts/guards/OutageLedger.sol";
import {SequencerGuard} from "../../contracts/guards/SequencerGuard.sol";
import {IAggregatorV3} from "../../contracts/interfaces/IAggregatorV3.sol";
import {IGuardErrors} from "../../contracts/interfaces/IGuardErrors.sol";
import {FeedSite} from "../../contracts/testing/FeedSite.sol";
import {OutageTest} from "../../contracts/testing/OutageTest.sol";
import {OutageVerbs} from "../../contracts/testing/OutageVerbs.sol";
import {ClockProfile, MomentKind, OutageMoment} from "../../contracts/types/ClockTypes.sol";
import {FeedFault} from "../../contracts/types/FaultTypes.sol";
import {GuardConfig, SequencerStatus} from "../../contracts/types/SequencerTypes.sol";
import {GuardModel} from "../helpers/GuardModel.sol";
import {TestBase} from "../helpers/Vm.sol";
import {ExpectedRounds} from "./ExpectedRounds.sol";

/// @notice The verbs against Chainlink's own feeds, whole outages, and what a protocol's test says with them.
contract OutageTestTest is OutageTest, TestBase {
    address private constant USER = address(0xa11ce);

    GuardedByInheritance private _protocol;
    SequencerGuard private _guard;
    uint40 private _haltedAt;
    MomentKind[] private _seen;
    uint40[] private _times;

    /// @dev Demands nothing unless a protocol is deployed; then what a guard owes its users.
    function onMoment(OutageMoment memory moment) internal override {
        _seen.push(moment.kind);
        _times.push(uint40(block.timestamp) - _haltedAt);
        _checkEqual(block.timestamp, moment.chainTime, "each moment stands at its own chain time");
        if (address(_protocol) == address(0)) return;
        bytes memory borrow = abi.encodeCall(GuardedByInheritance.borrow, (1));
        bool down = _guard.status().status == SequencerStatus.Down;
        if (moment.kind == MomentKind.Halt) {
            assertAllowedInOutage(USER, address(_protocol), borrow);
            // With its effects: both contracts remember that they are open until the transaction ends.
            vm.prank(USER);
            _protocol.borrow(1);
        }
        if (moment.kind == MomentKind.FlipDown) {
            _check(down, "the guard says Down once the feed does");
            _checkEqual(assertStoppedByOutage(USER, address(_protocol), borrow), 0, "nobody knows until when");
        }
        if (moment.kind == MomentKind.FlipUp) {
            uint40 until = assertStoppedByOutage(USER, address(_protocol), borrow);
            _check(until > block.timestamp, "the stop says when it ends");
            vm.warp(until - 1);
            assertStoppedByOutage(USER, address(_protocol), borrow);
            vm.warp(until);
            assertAllowedInOutage(USER, address(_protocol), borrow);
        }
        assertAllowedInOutage(USER, address(_protocol), abi.encodeCall(GuardedByInheritance.repay, (0)));
    }

    function test_GivenAProtocolWithAGuard_WhenAnOutageIsPlayedOnNitro_UsersAreStoppedUntilTheErrorsSecond() external {
        _openWithProtocol(ClockProfile.Nitro);
        playOutage(88 minutes);
        _checkEqual(_seen.length, 4, "halt, down, reopened, up");
    }

    function test_GivenEachClock_WhenAnOutageIsPlayed_ItsRoundsAreThoseOfTheTypeScriptLab() external {
        for (uint8 clock = 0; clock <= uint8(type(ClockProfile).max); ++clock) {
            ExpectedRounds.Row memory row = ExpectedRounds.rowOf(ClockProfile(clock));
            _open(ClockProfile(clock));
            (uint80 first, , , , ) = IAggregatorV3(uptimeFeed).latestRoundData();
            playOutage(ExpectedRounds.DURATION);
            _compareRound(first + 1, 1, row.downStartedAt, row.downUpdatedAt);
            _compareRound(first + 2, 0, row.upStartedAt, row.upUpdatedAt);
            (uint80 newest, , , , ) = IAggregatorV3(uptimeFeed).latestRoundData();
            _checkEqual(newest, first + 2, "one outage, two rounds");
            for (uint256 i = 0; i < _seen.length; ++i) {
                if (_seen[i] == MomentKind.Reopened) _checkEqual(_times[i], row.reopenedAt, "reopened");
                if (_seen[i] == MomentKind.FlipDown) _checkEqual(_times[i], row.downSeenAt, "down is seen");
                if (_seen[i] == MomentKind.FlipUp) _checkEqual(_times[i], row.upSeenAt, "up is seen");
            }
            for (uint256 i = 1; i < _times.length; ++i) _check(_times[i] >= _times[i - 1], "no time goes back");
        }
    }

    function test_GivenAHaltThatTheFeedDoesNotNotice_WhenPlayed_ThereIsNoRound() external {
        for (uint40 more = 0; more < 2; ++more) {
            _open(ClockProfile.Nitro);
            (uint80 before, , , , ) = IAggregatorV3(uptimeFeed).latestRoundData();
            playOutage(162 + more);
            (uint80 afterwards, , , , ) = IAggregatorV3(uptimeFeed).latestRoundData();
            _checkEqual(afterwards, before + 2 * more, "reported from the 163rd second on");
        }
    }

    function test_GivenADownFeed_WhenItRepeats_ArbitrumIgnoresItAndTheOpStackRefreshes() external {
        for (uint8 clock = uint8(ClockProfile.Nitro); clock <= uint8(ClockProfile.OpStack); ++clock) {
            _open(ClockProfile(clock));
            goDown();
            (uint80 id, , uint256 startedAt, uint256 updatedAt, ) = IAggregatorV3(uptimeFeed).latestRoundData();
            advance(1 hours);
            heartbeat();
            (uint80 sameId, , uint256 sameStart, uint256 refreshed, ) = IAggregatorV3(uptimeFeed).latestRoundData();
            _checkEqual(sameId, id, "no new round");
            _checkEqual(sameStart, startedAt, "the same beginning");
            uint256 moved = ClockProfile(clock) == ClockProfile.OpStack ? 1 hours : 0;
            _checkEqual(refreshed - updatedAt, moved, "only the OP stack's feed is refreshed");
            recover(uint40(startedAt) - 1);
            _checkAnswer(1, "a report from before the newest round is ignored");
            recover();
            _checkAnswer(0, "up again");
        }
    }

    function test_GivenAFeed_WhenItFlaps_EachStatusIsARound() external {
        _open(ClockProfile.OpStack);
        (uint80 before, , , , ) = IAggregatorV3(uptimeFeed).latestRoundData();
        uint256 begun = block.timestamp;
        flap(2, 5 minutes);
        (uint80 afterwards, , , , ) = IAggregatorV3(uptimeFeed).latestRoundData();
        _checkEqual(afterwards - before, 4, "two pairs, four rounds");
        _checkEqual(block.timestamp - begun, 20 minutes, "each status lasts as long");
    }

    function test_GivenAPriceFeed_WhenAPriceIsSet_ItsRoundCarriesBothClocks() external {
        _open(ClockProfile.OpStack);
        address feed = addPriceFeed("ETH / USD", 8, 2_240e8);
        setPrice(feed, 1_971e8, uint32(block.timestamp + 600));
        (, int256 price, uint256 startedAt, uint256 updatedAt, ) = IAggregatorV3(feed).latestRoundData();
        _check(price == 1_971e8, "the newest price");
        _checkEqual(startedAt, block.timestamp + 600, "the wall clock of the observation");
        _checkEqual(updatedAt, block.timestamp, "the clock of the chain");
        _checkEqual(IAggregatorV3(feed).decimals(), 8, "as asked for");
    }

    function test_GivenAStalledFeed_WhenSomebodyReports_ItRevertsUntilItResumes() external {
        _open(ClockProfile.Nitro);
        address feed = addPriceFeed("ETH / USD", 8, 2_240e8);
        stallFeed(feed);
        stallFeed(uptimeFeed);
        vm.expectRevert(abi.encodeWithSelector(OutageVerbs.FeedStalled.selector, feed));
        this.callSetPrice(feed);
        vm.expectRevert(abi.encodeWithSelector(OutageVerbs.FeedStalled.selector, uptimeFeed));
        this.callGoDown();
        resumeFeed(feed);
        resumeFeed(uptimeFeed);
        setPrice(feed, 1);
        goDown();
        _checkAnswer(1, "it reports again");
    }

    function test_GivenABrokenFeed_WhenSomebodyReports_ItSaysWhichFault() external {
        _open(ClockProfile.Nitro);
        breakFeed(FeedFault.frozen);
        vm.expectRevert(abi.encodeWithSelector(OutageVerbs.FeedIsBroken.selector, FeedFault.frozen));
        this.callGoDown();
    }

    function test_GivenAnUndeliveredDown_WhenItIsRelayedLate_TheFeedSaysDownOnALiveChain() external {
        for (uint8 clock = 0; clock <= uint8(type(ClockProfile).max); ++clock) {
            _open(ClockProfile(clock));
            uint40 reportedAt = uint40(block.timestamp);
            advance(1 hours);
            if (ClockProfile(clock) == ClockProfile.FinalizedL1 || ClockProfile(clock) == ClockProfile.Linea) {
                vm.expectRevert(abi.encodeWithSelector(OutageVerbs.NotOnThisClock.selector, ClockProfile(clock)));
                this.callReplayLateDown(reportedAt);
                continue;
            }
            replayLateDown(reportedAt, USER);
            (, int256 answer, uint256 startedAt, , ) = IAggregatorV3(uptimeFeed).latestRoundData();
            _check(answer == 1, "down");
            _checkEqual(startedAt, reportedAt, "since the report's own time");
        }
    }

    function test_GivenACallThroughTheInbox_WhenIncluded_ItIsStampedAsTheClockHasIt() external {
        uint16[4] memory late = [0, 0, 48, 960];
        for (uint8 clock = 0; clock < late.length; ++clock) {
            _open(ClockProfile(clock));
            uint40 sentAt = uint40(block.timestamp) + 1_000;
            (bool success, bytes memory result) = forceInclude(
                sentAt,
                USER,
                address(this),
                abi.encodeCall(this.who, ())
            );
            _check(success, "it runs");
            (address sender, uint256 time) = abi.decode(result, (address, uint256));
            _check(sender == USER, "in its sender's name");
            _checkEqual(time, sentAt + late[clock], "at its own time, or as late as the feed");
            (, result) = forceInclude(sentAt - 1_000, aliasOf(USER), address(this), abi.encodeCall(this.who, ()));
            (sender, time) = abi.decode(result, (address, uint256));
            _checkEqual(time, sentAt + late[clock], "never before the newest block");
            _check(sender == aliasOf(USER), "a contract on L1 under its alias");
        }
        _open(ClockProfile.Linea);
        vm.expectRevert(abi.encodeWithSelector(OutageVerbs.NotOnThisClock.selector, ClockProfile.Linea));
        this.callForceInclude();
    }

    function test_GivenACallThatPasses_WhenAStopIsDemanded_ItIsReported() external {
        _openWithProtocol(ClockProfile.Nitro);
        bytes4 borrow = GuardedByInheritance.borrow.selector;
        vm.expectRevert(abi.encodeWithSelector(OutageTest.NotStopped.selector, address(_protocol), borrow));
        this.demandStop(address(_protocol), abi.encodeCall(GuardedByInheritance.borrow, (1)));
    }

    function test_GivenACallThatFailsForAnotherReason_WhenAStopIsDemanded_ItIsReported() external {
        _openWithProtocol(ClockProfile.Nitro);
        bytes memory panic = abi.encodeWithSignature("Panic(uint256)", 0x11);
        bytes4 repay = GuardedByInheritance.repay.selector;
        vm.expectRevert(
            abi.encodeWithSelector(OutageTest.StoppedBySomethingElse.selector, address(_protocol), repay, panic)
        );
        this.demandStop(address(_protocol), abi.encodeCall(GuardedByInheritance.repay, (1)));
        // No function, no reason: both are shorter than a selector.
        vm.expectRevert(
            abi.encodeWithSelector(OutageTest.StoppedBySomethingElse.selector, address(_protocol), bytes4(0), "")
        );
        this.demandStop(address(_protocol), "");
    }

    function test_GivenAStoppedCall_WhenPassingIsDemanded_ItsReasonIsReported() external {
        _openWithProtocol(ClockProfile.Nitro);
        advance(1);
        goDown();
        bytes memory reason = abi.encodeWithSelector(IGuardErrors.SequencerDown.selector, block.timestamp);
        bytes4 borrow = GuardedByInheritance.borrow.selector;
        vm.expectRevert(abi.encodeWithSelector(OutageTest.NotAllowed.selector, address(_protocol), borrow, reason));
        this.demandPass(address(_protocol), abi.encodeCall(GuardedByInheritance.borrow, (1)));
    }

    function test_GivenABrokenFeed_WhenAStopIsDemanded_AnUnreadableFeedIsAnOutage() external {
        _openWithProtocol(ClockProfile.Nitro);
        breakFeed(FeedFault.reverts);
        uint40 until = assertStoppedByOutage(
            USER,
            address(_protocol),
            abi.encodeCall(GuardedByInheritance.borrow, (1))
        );
        _checkEqual(until, 0, "nobody knows until when");
    }

    function test_GivenNothingSetUp_WhenAFeedIsAskedFor_ItIsRefused() external {
        vm.expectRevert(FeedSite.NotSetUp.selector);
        this.callGoDown();
        vm.expectRevert(OutageTest.NoDuration.selector);
        this.callPlay(0);
    }

    function callGoDown() external {
        goDown();
    }

    function callSetPrice(address feed) external {
        setPrice(feed, 1);
    }

    function callReplayLateDown(uint40 reportedAt) external {
        replayLateDown(reportedAt, USER);
    }

    function callForceInclude() external {
        forceInclude(uint40(block.timestamp), USER, address(this), "");
    }

    function callPlay(uint40 duration) external {
        playOutage(duration);
    }

    function demandStop(address target, bytes memory data) external {
        assertStoppedByOutage(USER, target, data);
    }

    function demandPass(address target, bytes memory data) external {
        assertAllowedInOutage(USER, target, data);
    }

    function who() external view returns (address sender, uint256 time) {
        return (msg.sender, block.timestamp);
    }

    function _open(ClockProfile clock) private {
        setUpOutage(clock);
        advance(1 hours);
        _haltedAt = uint40(block.timestamp);
        delete _seen;
        delete _times;
    }

    function _openWithProtocol(ClockProfile clock) private {
        _open(clock);
        advance(10 days);
        _haltedAt = uint40(block.timestamp);
        OutageLedger ledger = new OutageLedger(uptimeFeed, 15 minutes);
        _guard = new SequencerGuard(
            GuardConfig(uptimeFeed, address(ledger), address(0), false, GuardModel.defaultPolicy())
        );
        _protocol = new GuardedByInheritance(_guard);
        registerGuarded(address(_guard));
        registerGuarded(address(_protocol));
    }

    function _compareRound(uint80 id, int256 status, uint40 startedAt, uint40 updatedAt) private view {
        (, int256 answer, uint256 started, uint256 updated, ) = IAggregatorV3(uptimeFeed).getRoundData(id);
        _check(answer == status, "the round's status");
        _checkEqual(started - _haltedAt, startedAt, "startedAt after the halt");
        _checkEqual(updated - _haltedAt, updatedAt, "updatedAt after the halt");
    }

    function _checkAnswer(int256 expected, string memory fact) private view {
        (, int256 answer, , , ) = IAggregatorV3(uptimeFeed).latestRoundData();
        _check(answer == expected, fact);
    }
}
