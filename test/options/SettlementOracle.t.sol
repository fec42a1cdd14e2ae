// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {OutageLedger} from "../../contracts/guards/OutageLedger.sol";
import {SequencerGuard} from "../../contracts/guards/SequencerGuard.sol";
import {FaultyFeedMock} from "../../contracts/mocks/FaultyFeedMock.sol";
import {SettlementOracle} from "../../contracts/options/SettlementOracle.sol";
import {GuardConfig, GuardPolicy} from "../../contracts/types/SequencerTypes.sol";
import {RoundProof, Settlement, SettlementPolicy, SettlementStep} from "../../contracts/types/SettlementTypes.sol";
import {GuardModel} from "../helpers/GuardModel.sol";
import {TestBase} from "../helpers/Vm.sol";

/// @notice Two callers settle the same expiry at different times, through the same halts, prices and observations. The chain stands
/// still in a halt; its reports arrive late, and are dated late, by anything the policy allows for.
contract SettlementOracleTest is TestBase {
    uint40 private constant BORN = 1_700_000_000;
    uint40 private constant EXPIRY = BORN + 10 days;
    uint40 private constant DETECTION_LAG = 4 minutes;
    uint40 private constant SETTLEMENT_DELAY = 30 minutes;
    uint40 private constant LONG_STOP = 3 days;
    uint256 private constant AVERAGE_ID = 1 << 40;

    FaultyFeedMock private immutable UPTIME = new FaultyFeedMock();
    FaultyFeedMock private immutable PRICE = new FaultyFeedMock();
    OutageLedger private immutable LEDGER;
    SettlementOracle private immutable FIRST;
    SettlementOracle private immutable SECOND;
    uint40 private immutable VISIBILITY_LAG;

    uint256 private _seed;
    uint40 private _now;
    uint80[] private _ids;
    uint40[] private _times;
    uint40 private _downAt;
    uint40 private _upAt;
    uint40 private _reportAt;
    bool private _haltedOverExpiry;

    constructor() {
        vm.warp(BORN);
        UPTIME.pushRound(0, BORN);
        PRICE.setDecimals(8);
        PRICE.setRound(_id(1, 1), 2_000e8, BORN, BORN);
        LEDGER = new OutageLedger(address(UPTIME), 15 minutes);
        GuardPolicy memory policy = GuardModel.defaultPolicy();
        VISIBILITY_LAG = policy.visibilityLag;
        SequencerGuard guard = new SequencerGuard(
            GuardConfig(address(UPTIME), address(LEDGER), address(0), false, policy)
        );
        SettlementPolicy memory p = SettlementPolicy({
            priceFeed: address(PRICE),
            guardian: address(0),
            heartbeat: 30 minutes,
            averageDelay: 5 minutes,
            averageLength: 30 minutes,
            observationSpacing: 3 minutes,
            minObservations: 4,
            disputeWindow: 0,
            window: 1 hours,
            maxReextensions: 2,
            detectionLag: DETECTION_LAG,
            settlementDelay: SETTLEMENT_DELAY,
            longStop: LONG_STOP
        });
        FIRST = new SettlementOracle(guard, p);
        SECOND = new SettlementOracle(guard, p);
    }

    function testFuzz_S1_GivenAnyHalts_WhenTwoCallersSettleAtTheirTimes_TheyGetOnePrice(uint256 seed) external {
        _seed = seed;
        _ids.push(_id(1, 1));
        _times.push(BORN);
        _now = EXPIRY - 90 minutes;
        uint256 haltsLeft = _random(4);
        uint256 quiet = _random(4) == 0 ? 80 : 25;
        while (_now < EXPIRY + 4 hours) {
            _now += uint40(1 minutes + _random(9 minutes));
            if (_reportAt == 0 && haltsLeft != 0 && _random(100) < 12) {
                --haltsLeft;
                _halt();
            }
            _live(quiet);
        }
        if (_reportAt != 0) _report();
        _act(FIRST);
        for (uint40 wait = 0; wait < 4; ++wait) {
            vm.warp(EXPIRY + LONG_STOP + wait * 1 hours);
            _act(SECOND);
            if (wait != 0) _act(FIRST);
        }

        _compare();
    }

    /// @dev One block in which anybody may do anything.
    function _live(uint256 quiet) private {
        vm.warp(_now);
        if (_reportAt != 0 && _now >= _reportAt) _report();
        if (_random(100) >= quiet) _writePrice();
        if (_random(100) < 70) _observe();
        if (_random(100) < 25) _act(FIRST);
        if (_random(100) < 25) _act(SECOND);
    }

    function _compare() private view {
        Settlement memory first = FIRST.settlementOf(EXPIRY);
        Settlement memory second = SECOND.settlementOf(EXPIRY);
        _check(first.step != SettlementStep.None, "S-1: whoever waits for the long-stop has a price");
        _checkEqual(uint256(first.step), uint256(second.step), "S-1: two callers take the same step");
        _checkEqual(first.price, second.price, "S-1: two callers get the same price");
        _checkEqual(FIRST.priceAt(EXPIRY), first.price, "S-1: and it is what everybody reads");
        _checkWaited(FIRST, first);
        _checkWaited(SECOND, second);
        if (_haltedOverExpiry) {
            _check(
                first.step != SettlementStep.LastRound,
                "S-5: no last round settles an expiry in which the chain stood still"
            );
        }
    }

    function _checkWaited(SettlementOracle oracle, Settlement memory s) private view {
        bool last = s.step == SettlementStep.LastRound;
        (, uint40 averageEnd, ) = oracle.observationsOf(EXPIRY);
        uint40 startedAt = oracle.settlementStartOf(last ? EXPIRY : AVERAGE_ID + EXPIRY).startedAt;
        uint40 waitedFor = last ? EXPIRY : averageEnd;
        _check(startedAt > waitedFor + DETECTION_LAG, "S-3: a settlement starts after the time it waits for");
        _check(s.fixedAt >= startedAt + SETTLEMENT_DELAY, "S-3: nothing is fixed before the delay has passed");
    }

    /// @dev The chain stands still. The feed dates the halt as late as it may, and tells of it as late as it may.
    function _halt() private {
        uint40 length = uint40(5 minutes + _random(85 minutes));
        if (_now <= EXPIRY && _now + length > EXPIRY) _haltedOverExpiry = true;
        _downAt = _now + uint40(_random(DETECTION_LAG + 1));
        _now += length;
        _upAt = _now;
        _reportAt = _now + uint40(_random(VISIBILITY_LAG + 1));
    }

    function _report() private {
        UPTIME.pushRound(1, _downAt);
        UPTIME.pushRound(0, _upAt);
        _reportAt = 0;
    }

    /// @dev Sometimes to a new aggregator, sometimes nonsense.
    function _writePrice() private {
        uint80 id = _ids[_ids.length - 1] + 1;
        if (_random(100) < 8) id = _id(uint16(id >> 64) + 1, 1);
        bool nonsense = uint64(id) > 1 && _times[_times.length - 1] != 0 && _random(100) < 8;
        PRICE.setRound(id, nonsense ? int256(0) : int256(1_000e8 + _random(2_000e8)), _now, _now);
        _ids.push(id);
        _times.push(nonsense ? 0 : _now);
    }

    function _observe() private {
        bool[2] memory taken;
        SettlementOracle[2] memory both = [FIRST, SECOND];
        for (uint256 i = 0; i < 2; ++i) {
            try both[i].observe(EXPIRY) {
                taken[i] = true;
            } catch {}
        }
        _check(taken[0] == taken[1], "S-1: an observation does not depend on who else acted");
    }

    /// @dev What a keeper does: starts what can be started, and brings the one proof.
    function _act(SettlementOracle oracle) private {
        try oracle.startSettlement(EXPIRY) {} catch {}
        uint40 time = oracle.roundTimeOf(EXPIRY);
        RoundProof memory proof = _proofAt(time, oracle.settlementOf(EXPIRY).phase);
        try oracle.fixPrice(EXPIRY, proof) {} catch {}
    }

    /// @dev The last usable round at or before `time`, of phases up to `newest`, and the next one of its phase.
    function _proofAt(uint40 time, uint16 newest) private view returns (RoundProof memory proof) {
        for (uint256 i = _ids.length; i > 0; --i) {
            uint80 id = _ids[i - 1];
            if (uint16(id >> 64) > newest) continue;
            (, , , uint256 updatedAt, ) = PRICE.getRoundData(id);
            if (updatedAt > time) {
                proof.nextRoundId = id;
            } else if (_times[i - 1] != 0) {
                proof.roundId = id;
                break;
            }
        }
        if (proof.nextRoundId >> 64 != proof.roundId >> 64) proof.nextRoundId = 0;
    }

    function _random(uint256 below) private returns (uint256 value) {
        _seed = uint256(keccak256(abi.encode(_seed)));
        return _seed % below;
    }

    function _id(uint16 phase, uint80 round) private pure returns (uint80 id) {
        return (uint80(phase) << 64) | round;
    }
}
