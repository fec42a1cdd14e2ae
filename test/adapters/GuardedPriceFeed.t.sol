// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {GuardedPriceFeed} from "../../contracts/adapters/GuardedPriceFeed.sol";
import {OutageLedger} from "../../contracts/guards/OutageLedger.sol";
import {SequencerGuard} from "../../contracts/guards/SequencerGuard.sol";
import {FaultyFeedMock} from "../../contracts/mocks/FaultyFeedMock.sol";
import {
    Action,
    GuardConfig,
    GuardPolicy,
    GuardState,
    Outage,
    SequencerStatus
} from "../../contracts/types/SequencerTypes.sol";
import {GuardModel} from "../helpers/GuardModel.sol";
import {TestBase} from "../helpers/Vm.sol";

/// @notice The guarded price against its rule, written down a second time and without the short way of a healthy day.
contract GuardedPriceFeedTest is TestBase {
    uint40 private constant BORN = 1_700_000_000;
    uint40 private constant MAX_QUIET = 3 hours;
    uint80 private constant FIRST = (1 << 64) | 1;

    FaultyFeedMock private immutable UPTIME = new FaultyFeedMock();
    FaultyFeedMock private immutable PRICE = new FaultyFeedMock();
    OutageLedger private immutable LEDGER;
    SequencerGuard private immutable GUARD;
    GuardedPriceFeed private immutable GUARDED;

    constructor() {
        vm.warp(BORN);
        UPTIME.pushRound(0, BORN);
        PRICE.setDecimals(8);
        PRICE.setRound(FIRST, 1, BORN, BORN);
        LEDGER = new OutageLedger(address(UPTIME), 15 minutes);
        GuardPolicy memory policy = GuardModel.defaultPolicy();
        GUARD = new SequencerGuard(GuardConfig(address(UPTIME), address(LEDGER), address(0), false, policy));
        GUARDED = new GuardedPriceFeed(GUARD, PRICE, Action.Liquidate, MAX_QUIET);
    }

    function testFuzz_F6_GivenAnyHistory_WhenRead_APricePassesExactlyByTheRule(
        uint40 start,
        uint40 length,
        uint40 wait,
        uint40 writtenAgo,
        int40 observed
    ) external {
        start = uint40(_bound(start, BORN + 1, BORN + 30 days));
        length = uint40(_bound(length, 0, 4 hours));
        uint256 now_ = start + length + _bound(wait, 0, 8 hours);
        UPTIME.pushRound(1, start);
        if (length % 8 != 0) UPTIME.pushRound(0, start + length);
        uint256 updatedAt = now_ - _bound(writtenAgo, 0, 10 hours);
        uint256 startedAt = observed % 4 == 0 ? now_ + (uint40(observed) % 3) : updatedAt;
        PRICE.setRound(FIRST, 1, startedAt, updatedAt);
        vm.warp(now_);

        bool passed;
        try GUARDED.latestAnswer() {
            passed = true;
        } catch {}
        _check(passed == _byTheRule(startedAt, updatedAt), "F-6: a price passes exactly by the rule");
        try GUARDED.getAnswer(FIRST) {
            _check(passed, "F-6: no other read shows what this one does not");
        } catch {
            _check(!passed, "F-6: and none hides what it shows");
        }
    }

    function _byTheRule(uint256 startedAt, uint256 updatedAt) private view returns (bool passes) {
        GuardState memory state = GUARD.status();
        if (state.status != SequencerStatus.Ramping && state.status != SequencerStatus.Up) return false;
        if (startedAt > block.timestamp) return false;
        (bool exists, Outage memory outage) = LEDGER.lastOutage();
        return !exists || updatedAt >= outage.end || block.timestamp >= outage.end + MAX_QUIET;
    }
}
