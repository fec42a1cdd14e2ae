// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {OutageLedger} from "../../contracts/guards/OutageLedger.sol";
import {SequencerGuard} from "../../contracts/guards/SequencerGuard.sol";
import {ISequencerGuard} from "../../contracts/interfaces/ISequencerGuard.sol";
import {FaultyFeedMock, FeedFault} from "../../contracts/mocks/FaultyFeedMock.sol";
import {LiquidationHarness} from "../../contracts/mocks/LiquidationHarness.sol";
import {
    Allowance,
    LiquidationPolicy,
    Position,
    PriceRound,
    ThrottleConfig
} from "../../contracts/types/LiquidationTypes.sol";
import {GuardConfig, GuardPolicy, SequencerStatus} from "../../contracts/types/SequencerTypes.sol";
import {GuardModel} from "../helpers/GuardModel.sol";
import {TestBase} from "../helpers/Vm.sol";

/// @title Whoever moves the world of liquidations: clock, sequencer, feed, operator, keepers, liquidators
/// @notice Each function is one move. The actor keeps a record of what the throttle let through, and what a liquidation did
/// against what the view said right before it.
contract LiquidationActor is TestBase {
    struct Taken {
        uint256 at;
        uint256 value;
    }

    uint40 private constant BORN = 1_700_000_000;
    address public constant ASSET = address(0xA55E7);
    uint128 public constant CAPACITY = 100e18;
    uint128 public constant REFILL = 1e16;

    FaultyFeedMock public feed = new FaultyFeedMock();
    OutageLedger public ledger;
    SequencerGuard public guard;
    LiquidationHarness public harness;

    bool public viewDiffered;
    bool public paused;
    uint256 public lastUnpause;
    bool public faulty;
    bool public down;
    uint256 public clock = BORN;
    uint256 public recoveredAt;

    Taken[] private _taken;
    uint256 private _rounds;
    uint256 private _downAt;

    constructor() {
        vm.warp(BORN);
        feed.pushRound(0, BORN);
        ledger = new OutageLedger(address(feed), 15 minutes);
        GuardPolicy memory p = GuardModel.defaultPolicy();
        guard = new SequencerGuard(GuardConfig(address(feed), address(ledger), address(0), false, p));
        ThrottleConfig[] memory throttles = new ThrottleConfig[](1);
        throttles[0] = ThrottleConfig(ASSET, CAPACITY, REFILL);
        LiquidationPolicy memory policy = LiquidationPolicy({
            closeFactorBps: 5_000,
            startCloseFactorBps: 1_000,
            startBonusBps: 100,
            severityMarginBps: 100,
            maxQuiet: 3 hours,
            maxWithheld: 6 hours,
            gapLimitBps: 500,
            pausable: true
        });
        harness = new LiquidationHarness(ISequencerGuard(address(guard)), policy, throttles);
    }

    /// @notice Minutes pass.
    function waitMinutes(uint256 seconds_) external {
        _pass(_bound(seconds_, 1, 40 minutes));
    }

    /// @notice Hours pass.
    function waitHours(uint256 seconds_) external {
        _pass(_bound(seconds_, 1, 8 hours));
    }

    /// @notice Time passes up to a second before, at or after the status ends by itself.
    function waitToTheEdge(uint256 offset) external {
        restoreClock();
        uint256 target = uint256(guard.status().until) + (offset % 3);
        if (target > clock + 1) _pass(target - 1 - clock);
    }

    /// @notice The sequencer stops, or comes back.
    function flip() external {
        restoreClock();
        if (faulty) return;
        down = !down;
        if (down)
            _downAt = clock;
            // An outage of no seconds took time from nobody, and is none.
        else if (clock > _downAt) recoveredAt = clock;
        feed.pushRound(down ? int256(1) : int256(0), clock);
        if (++_rounds % 6 == 0) ledger.sync(type(uint256).max);
    }

    /// @notice The feed dies, or is mended.
    function breakFeed(uint256 seed) external {
        restoreClock();
        if (!faulty && seed % 4 != 0) return;
        faulty = !faulty;
        feed.setFault(uint8(faulty ? FeedFault.reverts : FeedFault.none));
    }

    /// @notice The operator pauses, or unpauses.
    function pause(uint256 seed) external {
        restoreClock();
        if (!paused && seed % 3 != 0) return;
        paused = !paused;
        if (paused) harness.pause();
        else {
            harness.unpause();
            lastUnpause = clock;
        }
    }

    /// @notice A keeper shows a price of now.
    function noteAlive() external {
        restoreClock();
        try harness.noteAlive(PriceRound(uint40(clock), uint40(clock))) {} catch {}
    }

    /// @notice A liquidator tries any share of any position on a price of any age.
    function liquidate(uint256 debt, uint256 cover, uint256 age, uint256 wanted) external {
        restoreClock();
        Position memory p = positionOf(debt, cover);
        uint40 at = uint40(clock - _bound(age, 0, 4 hours));
        PriceRound memory round = PriceRound(at, at);
        Allowance memory said = harness.liquidationAllowance(p, ASSET, round);
        uint256 before = harness.throttleLeft(ASSET);
        wanted = _bound(wanted, 1, said.maxDebtValue + 1e18);
        try harness.grantLiquidation(p, ASSET, round, wanted) returns (uint256 granted, uint16 bonusBps) {
            uint256 expected = wanted < said.maxDebtValue ? wanted : said.maxDebtValue;
            if (granted != expected || bonusBps != said.bonusBps || said.maxDebtValue == 0) viewDiffered = true;
            uint256 used = before - harness.throttleLeft(ASSET);
            if (used != 0 && used != granted) viewDiffered = true;
            if (used != 0) _taken.push(Taken(clock, used));
        } catch {
            if (said.maxDebtValue != 0) viewDiffered = true;
        }
    }

    /// @notice Any position: its debt, and its collateral between half and one and a half of it.
    function positionOf(uint256 debt, uint256 cover) public pure returns (Position memory p) {
        debt = _bound(debt, 1, 1_000e18);
        return Position(debt, (debt * _bound(cover, 50, 150)) / 100, 8_000, 500);
    }

    /// @notice Sets the clock to where the moves left it: runners may reset it between calls.
    function restoreClock() public {
        vm.warp(clock);
    }

    /// @notice By how much the throttle let more through than its capacity and refill, in any window that ends with the newest.
    function overThrottle() external view returns (uint256 excess) {
        uint256 sum = 0;
        uint256 count = _taken.length;
        for (uint256 i = count; i > 0; --i) {
            sum += _taken[i - 1].value;
            uint256 limit = CAPACITY + (_taken[count - 1].at - _taken[i - 1].at) * REFILL;
            if (sum > limit + excess) excess = sum - limit;
        }
    }

    /// @notice Whether the fresh price of an unhealthy position may find itself withheld now: an outage, its grace, or those of
    /// a pause.
    function mayWithhold() external view returns (bool may) {
        SequencerStatus status = guard.status().status;
        bool byStatus = status == SequencerStatus.Down || status == SequencerStatus.Recovering;
        return byStatus || paused || (lastUnpause != 0 && clock < lastUnpause + guard.policy().maxGrace);
    }

    function _pass(uint256 seconds_) private {
        clock += seconds_;
        restoreClock();
    }
}
