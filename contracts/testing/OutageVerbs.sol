// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAggregatorV3} from "../interfaces/IAggregatorV3.sol";
import {ClockProfile} from "../types/ClockTypes.sol";
import {FeedFault} from "../types/FaultTypes.sol";
import {FeedCodes} from "./FeedCodes.sol";
import {FeedSite} from "./FeedSite.sol";
import {IFeedParts} from "./IFeedParts.sol";
import {OutagePlan} from "./OutagePlan.sol";

/// @title What a Solidity test can do to its feeds
/// @notice The verbs of the outage lab, with the same meaning. A time given is an L1 time in seconds; without one a report carries the
/// time of its block. No verb takes the clock back.
/// @dev Do not let a frame revert in which a verb ran: test runners then leave accounts without code whose code was replaced.
abstract contract OutageVerbs is FeedSite {
    /// @notice The feed keeps silent since {stallFeed}.
    /// @param feed Its proxy.
    error FeedStalled(address feed);
    /// @notice Another contract stands in the feed's place since {breakFeed}.
    /// @param fault The fault.
    error FeedIsBroken(FeedFault fault);
    /// @notice This rollup knows no such thing.
    /// @param clock Its clock.
    error NotOnThisClock(ClockProfile clock);

    /// @dev Rounds before the newest that a broken feed still knows.
    uint80 private constant REMEMBERED_ROUNDS = 8;
    uint256 private constant FLAPS = 3;
    uint40 private constant FLAP_PERIOD = 10 minutes;

    /// @dev Clears both words of {StatusCache} in the account whose code it stands in for: TSTORE of zero at each slot.
    bytes private constant FORGETS =
        hex"5f7ff576229cffd24cce88c28f74383925358f046c0eb68e3f56660cef11e1e7be005d5f7f515c529137f2a61c4e11b22f0b096b06772b2d19fcc543b72b67d9bc0ac716005d00";

    mapping(address feed => bool silent) private _silent;
    address[] private _guarded;
    FeedFault private _fault;
    bytes private _codeBefore;

    /// @notice The uptime feed hears "down" now.
    function goDown() internal {
        goDown(uint40(block.timestamp));
    }

    /// @notice The uptime feed hears "down" now. While it already says so Arbitrum's feed ignores the report and the OP stack's refreshes
    /// `updatedAt`; a report older than the newest round is ignored by both.
    /// @param reportedAt L1 time of the report; the round's `startedAt`.
    function goDown(uint40 reportedAt) internal {
        _report(true, reportedAt);
    }

    /// @notice The uptime feed hears "up" now.
    function recover() internal {
        recover(uint40(block.timestamp));
    }

    /// @notice The uptime feed hears "up" now; see {goDown} for repeats and old reports.
    /// @param reportedAt L1 time of the report; the round's `startedAt`.
    function recover(uint40 reportedAt) internal {
        _report(false, reportedAt);
    }

    /// @notice The uptime feed turns down and up again, several times.
    /// @param times Pairs of "down" and "up".
    /// @param every Seconds that each status lasts; the clock moves by twice that per pair.
    function flap(uint256 times, uint40 every) internal {
        for (uint256 i = 0; i < times; ++i) {
            advance(every);
            goDown();
            advance(every);
            recover();
        }
    }

    /// @notice The uptime feed hears its own status once more: `updatedAt` moves on the OP stack, nothing changes on Arbitrum.
    function heartbeat() internal {
        (, int256 answer, , , ) = IAggregatorV3(uptimeFeed).latestRoundData();
        _report(answer == 1, uint40(block.timestamp));
    }

    /// @notice Deploys a price feed and reports its first price.
    /// @param pair For example "ETH / USD".
    /// @param decimals Decimals of its prices.
    /// @param price First price.
    /// @return feed Its proxy.
    function addPriceFeed(string memory pair, uint8 decimals, int192 price) internal returns (address feed) {
        feed = _newPriceFeed(pair, decimals);
        setPrice(feed, price);
    }

    /// @notice Reports a price now.
    /// @param feed Proxy of a feed that {addPriceFeed} made.
    /// @param price In the feed's decimals.
    function setPrice(address feed, int192 price) internal {
        setPrice(feed, price, uint32(block.timestamp));
    }

    /// @notice Reports a price now; `updatedAt` is the time of the block.
    /// @param feed Proxy of a feed that {addPriceFeed} made.
    /// @param price In the feed's decimals.
    /// @param observedAt Wall clock of the observation, the round's `startedAt`; ahead of the block while a chain catches up.
    function setPrice(address feed, int192 price, uint32 observedAt) internal {
        if (_silent[feed]) revert FeedStalled(feed);
        newTransaction();
        IFeedParts(IFeedParts(feed).aggregator()).transmit(price, observedAt);
    }

    /// @notice A feed stops reporting: its newest round grows old, and verbs that would report for it revert.
    /// @param feed Proxy of the uptime feed or of a price feed.
    function stallFeed(address feed) internal {
        _silent[feed] = true;
    }

    /// @notice A feed may report again.
    /// @param feed Proxy of the uptime feed or of a price feed.
    function resumeFeed(address feed) internal {
        _silent[feed] = false;
    }

    /// @notice Brings a fault of the vocabulary about at the uptime feed. A fault in force is mended first. `stuckDown`, `flapping` and
    /// `newPhase` happen to the real feed; `flapping` takes an hour of the clock. For all others a broken feed, or none, stands at
    /// the proxy's address and remembers the newest rounds.
    /// @param fault What is wrong with it.
    function breakFeed(FeedFault fault) internal {
        mendFeed();
        if (fault == FeedFault.none) return;
        if (fault == FeedFault.stuckDown) goDown();
        else if (fault == FeedFault.flapping) flap(FLAPS, FLAP_PERIOD);
        else if (fault == FeedFault.newPhase) _startPhase();
        else _replaceFeed(fault);
        _fault = fault;
    }

    /// @notice Ends the fault in force: the real feed stands in its place again, and one stuck at "down" hears "up".
    function mendFeed() internal {
        newTransaction();
        if (_codeBefore.length > 0) {
            _cheats().etch(uptimeFeed, _codeBefore);
            delete _codeBefore;
        } else if (_fault == FeedFault.stuckDown) {
            recover();
        }
        _fault = FeedFault.none;
    }

    /// @notice A "down" whose delivery had failed arrives late, on a chain that is up; the feed then says "down" until it hears "up".
    /// On the OP stack anybody may relay it. Reverts with {NotOnThisClock} on `FinalizedL1` and `Linea`.
    /// @param reportedAt L1 time of the report; the feed ignores one older than its newest round.
    /// @param relayer Who relays it, where that may be anybody.
    function replayLateDown(uint40 reportedAt, address relayer) internal {
        if (clockProfile == ClockProfile.FinalizedL1 || clockProfile == ClockProfile.Linea) {
            revert NotOnThisClock(clockProfile);
        }
        newTransaction();
        _requireReporting();
        _deliverLate(true, reportedAt, relayer);
    }

    /// @notice Executes a call that came through the L1 inbox: on `Nitro` and `Plain` stamped with its L1 time, elsewhere as much later as the
    /// feed's reports are. The block never lies before the newest one. Reverts with {NotOnThisClock} on `Linea`.
    /// @param sentAt When it entered the inbox, in L1 seconds.
    /// @param from Its sender on the rollup; for a contract on L1 give {aliasOf} its address.
    /// @param to Contract.
    /// @param data Encoded call.
    /// @return success Whether it succeeded.
    /// @return result What it returned, or reverted with.
    function forceInclude(
        uint40 sentAt,
        address from,
        address to,
        bytes memory data
    ) internal returns (bool success, bytes memory result) {
        if (clockProfile == ClockProfile.Linea) revert NotOnThisClock(clockProfile);
        uint40 due = sentAt + (_isArbitrums() ? 0 : OutagePlan.lagOf(clockProfile).visibility);
        _moveTo(due);
        _cheats().prank(from);
        return to.call(data);
    }

    /// @notice The clock moves on; nobody reports meanwhile.
    /// @param seconds_ Seconds.
    function advance(uint40 seconds_) internal {
        _moveTo(block.timestamp + seconds_);
    }

    /// @notice Names a contract that remembers the guard's answer until its transaction ends: a guard, and each contract that
    /// inherits one of Holdfast's bases. A Solidity test is one transaction, so without this a contract that was open once
    /// stays open for the rest of the test, unless the test runner isolates calls.
    /// @param account The contract.
    function registerGuarded(address account) internal {
        _guarded.push(account);
    }

    /// @notice Whatever comes is another transaction to the contracts of {registerGuarded}. Every verb does this first.
    function newTransaction() internal {
        for (uint256 i = 0; i < _guarded.length; ++i) {
            bytes memory code = _guarded[i].code;
            _cheats().etch(_guarded[i], FORGETS);
            (bool cleared, ) = _guarded[i].call("");
            assert(cleared);
            _cheats().etch(_guarded[i], code);
        }
    }

    /// @dev Time never goes back.
    function _moveTo(uint256 time) internal {
        newTransaction();
        if (time > block.timestamp) _cheats().warp(time);
    }

    function _report(bool down, uint40 reportedAt) private {
        newTransaction();
        _requireReporting();
        _deliver(down, reportedAt);
    }

    function _requireReporting() private view {
        if (uptimeFeed == address(0)) revert NotSetUp();
        if (_codeBefore.length > 0) revert FeedIsBroken(_fault);
        if (_silent[uptimeFeed]) revert FeedStalled(uptimeFeed);
    }

    /// @dev Puts a broken feed at the proxy's address, with the newest rounds of the running phase.
    function _replaceFeed(FeedFault fault) private {
        IAggregatorV3 feed = IAggregatorV3(uptimeFeed);
        _codeBefore = uptimeFeed.code;
        if (fault == FeedFault.noCode) {
            _cheats().etch(uptimeFeed, "");
            return;
        }
        (uint80 newest, , , , ) = feed.latestRoundData();
        uint80 known = uint64(newest);
        uint80 oldest = known > REMEMBERED_ROUNDS ? newest - REMEMBERED_ROUNDS : newest - known + 1;
        int256[] memory answers = new int256[](newest - oldest + 1);
        uint256[2][] memory times = new uint256[2][](answers.length);
        for (uint80 i = 0; i < answers.length; ++i) {
            (, answers[i], times[i][0], times[i][1], ) = feed.getRoundData(oldest + i);
        }
        _cheats().etch(uptimeFeed, FeedCodes.BROKEN_FEED);
        for (uint80 i = 0; i < answers.length; ++i) {
            IFeedParts(uptimeFeed).setRound(oldest + i, answers[i], times[i][0], times[i][1]);
        }
        IFeedParts(uptimeFeed).setZerosForUnknown(_isArbitrums());
        IFeedParts(uptimeFeed).setFault(uint8(fault));
    }
}
