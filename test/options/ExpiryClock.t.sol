// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SequencerGuard} from "../../contracts/guards/SequencerGuard.sol";
import {ExpiryBounds} from "../../contracts/libraries/ExpiryBounds.sol";
import {ExpiryClockHarness} from "../../contracts/mocks/ExpiryClockHarness.sol";
import {Expiry, ExpiryPolicy, ExpiryStatus, SettlementStage} from "../../contracts/types/ExpiryTypes.sol";
import {GuardConfig, GuardPolicy, Outage} from "../../contracts/types/SequencerTypes.sol";
import {ExpiryModel} from "../helpers/ExpiryModel.sol";
import {GuardModel} from "../helpers/GuardModel.sol";
import {LedgerHistory} from "../helpers/LedgerHistory.sol";

/// @notice What an expiry clock owes holders and writers, over random histories in a real ledger. The ids stand in docs/invariants.md.
contract ExpiryClockTest is LedgerHistory {
    uint256 private constant COUNT = 12;
    uint256 private constant ID = 7;

    ExpiryClockHarness private _clock;
    ExpiryPolicy private _p;
    uint40 private _lag;

    /// @notice E-1: the clock and the slow model tell the same of any expiry, whatever is synced.
    function testFuzz_E1_GivenAnyHistory_WhenAsked_TheExpiryIsTheModels(
        uint256[COUNT] memory seeds,
        uint256[6] memory picks,
        uint256 policySeed,
        uint8 portion
    ) external {
        _deploy(policySeed);
        for (uint256 i = 0; i < COUNT; ++i) _play(seeds[i]);
        ledger.sync(portion % 20);
        vm.warp(newest + (picks[0] % 3 == 0 ? picks[0] % 3 : picks[0] % 6 hours));
        for (uint256 i = 0; i < picks.length; ++i) {
            uint40 expiry = _near(picks[i]);
            Expiry memory said = _clock.expiryOf(expiry);
            Expiry memory model = _model(expiry);
            _checkEqual(uint256(said.status), uint256(model.status), "E-1: status");
            _checkEqual(said.effectiveAt, model.effectiveAt, "E-1: effective expiry");
            _checkEqual(said.recoveredAt, model.recoveredAt, "E-1: recovery");
            _checkEqual(said.disruptedAt, model.disruptedAt, "E-1: disruption");
            _checkEqual(said.reextensions, model.reextensions, "E-1: re-extensions");
            _check(_clock.isExpired(ID, expiry) == (block.timestamp > model.effectiveAt), "E-1: expired past it only");
        }
    }

    /// @notice E-2 and E-3: as time passes and rounds arrive, a known expiry moves to later times only, and one that has passed,
    /// with the detection lag, stays where it was.
    function testFuzz_E2_GivenAKnownExpiry_WhenTimePasses_ItNeverMovesBackNorOpensAgain(
        uint256[COUNT] memory seeds,
        uint256 expirySeed,
        uint256 policySeed
    ) external {
        _deploy(policySeed);
        uint40 expiry = uint40(BORN + _bound(expirySeed, 1 hours, 2 days));
        uint40 known = expiry;
        bool final_ = false;
        for (uint256 i = 0; i < COUNT; ++i) {
            _play(seeds[i]);
            for (uint256 look = 0; look < 2; ++look) {
                if (look == 1) vm.warp(newest + ((seeds[i] >> 128) % 20 minutes));
                if (look == 1) newest = uint40(block.timestamp);
                Expiry memory e = _clock.expiryOf(expiry);
                _check(e.effectiveAt >= known && known >= expiry, "E-2: never before the expiry, never back");
                if (final_)
                    _check(e.status == ExpiryStatus.Known && e.effectiveAt == known, "E-3: what has passed stays so");
                if (e.status != ExpiryStatus.Known) continue;
                known = e.effectiveAt;
                final_ = block.timestamp > uint256(known) + _p.detectionLag;
            }
            if (seeds[i] % 3 == 0) ledger.sync(seeds[i] % 7);
        }
    }

    /// @notice E-4: an outage that took time from the window leaves holders at least the least extension after it can be seen
    /// to be over, and one that took none moves nothing.
    function testFuzz_E4_GivenAnyHistory_WhenAnOutageTookTime_HoldersGetTheirExtension(
        uint256[COUNT] memory seeds,
        uint256 pick,
        uint256 policySeed
    ) external {
        _deploy(policySeed);
        for (uint256 i = 0; i < COUNT; ++i) _play(seeds[i]);
        uint40 expiry = _near(pick);
        vm.warp(expiry > newest ? expiry : newest);
        Expiry memory e = _clock.expiryOf(expiry);
        bool touched = ledger.openSince() != 0 && ledger.openSince() <= expiry + _p.detectionLag;
        uint256 count = ledger.outageCount();
        for (uint256 i = 0; i < count; ++i) {
            Outage memory o = ledger.outageAt(i);
            if (o.end <= expiry - _p.window || o.start > expiry + _p.detectionLag) continue;
            touched = true;
            uint256 length = o.end - o.start;
            uint256 least = length < _p.minExtension ? _p.minExtension : length;
            least = least < _p.maxExtension ? least : _p.maxExtension;
            _check(e.effectiveAt >= o.end + _lag + least, "E-4: as long as it was down, within the bounds");
        }
        if (!touched) _check(e.effectiveAt == expiry && e.disruptedAt == 0, "E-4: outages elsewhere move nothing");
    }

    /// @notice E-5 and E-6: whoever acts in whatever order, a writer is paid only when holders may not act any more or the
    /// long-stop has passed, never within the delay, and then holders may not act ever after.
    function testFuzz_E5_GivenAnyActs_WhenAWriterIsPaid_NoHolderCouldStillAct(
        uint256[COUNT] memory seeds,
        uint256[COUNT] memory acts,
        uint256 expirySeed,
        uint256 policySeed
    ) external {
        _deploy(policySeed);
        uint40 expiry = uint40(BORN + _bound(expirySeed, 1 hours, 1 days));
        uint256 firstStart = type(uint256).max;
        bool paid = false;
        for (uint256 i = 0; i < COUNT; ++i) {
            _play(seeds[i]);
            for (uint256 j = 0; j < 3; ++j) {
                uint256 act = acts[i] >> (80 * j);
                newest += uint40(act % 3 == 0 ? act % 7 days : act % 50 minutes);
                vm.warp(newest);
                bool started = _try(abi.encodeCall(ExpiryClockHarness.start, (ID, expiry)));
                if (started && firstStart > newest) firstStart = newest;
                bool over = _clock.isExpired(ID, expiry);
                bool known = _clock.expiryOf(expiry).status == ExpiryStatus.Known;
                SettlementStage stage = _clock.settlementStateOf(ID, expiry).stage;
                bool pays = _try(abi.encodeCall(ExpiryClockHarness.pay, (ID, expiry)));
                _check(pays == (stage >= SettlementStage.Payable), "E-8: the view tells what happens");
                if (pays && !paid) {
                    _check(over || newest >= firstStart + _p.longStop, "E-5: nobody is paid while a holder may act");
                    _check(!known || over, "E-5: a known expiry is waited for");
                    _check(newest >= firstStart + _p.settlementDelay, "E-5: never within the delay");
                }
                paid = paid || pays;
                bool acted = _try(abi.encodeCall(ExpiryClockHarness.act, (ID, expiry)));
                _check(!(paid && acted), "E-6: the first payment ends the holders' time for good");
                _check(acted || newest > expiry, "E-7: up to the expiry nothing stops a holder");
            }
        }
    }

    function _try(bytes memory data) private returns (bool success) {
        (success, ) = address(_clock).call(data);
    }

    function _deploy(uint256 seed) private {
        _begin(seed % 2 == 0);
        GuardPolicy memory g = GuardModel.defaultPolicy();
        g.visibilityLag = uint40((seed >> 8) % 30 minutes);
        _lag = g.visibilityLag;
        _p.window = uint40(_bound(seed >> 16, ExpiryBounds.MIN_WINDOW, 3 hours));
        _p.minExtension = uint40(_bound(seed >> 40, ExpiryBounds.MIN_EXTENSION_FLOOR, 1 hours));
        _p.maxExtension = uint40(_bound(seed >> 64, _p.minExtension, 5 hours));
        _p.lastCall = uint40(_bound(seed >> 88, 1 minutes, _p.minExtension));
        _p.maxReextensions = uint8((seed >> 112) % 4);
        _p.detectionLag = uint40(_bound(seed >> 120, ExpiryBounds.MIN_DETECTION_LAG, ExpiryBounds.MAX_DETECTION_LAG));
        _p.settlementDelay = uint40(_bound(seed >> 144, _p.detectionLag + _lag, 1 hours));
        _p.longStop = uint40(_bound(seed >> 168, ExpiryBounds.MIN_LONG_STOP, 4 days));
        GuardConfig memory config = GuardConfig(address(feed), address(ledger), address(0), false, g);
        _clock = new ExpiryClockHarness(new SequencerGuard(config), _p);
    }

    /// @dev An expiry whose window, detection lag or extension has an edge where an outage has one, give or take a second.
    function _near(uint256 seed) private view returns (uint40) {
        uint40[6] memory offsets = [0, _p.window, 0, _p.minExtension, _p.maxExtension, uint40(seed >> 220) % 2 hours];
        uint40 edge = _pick(seed) + offsets[(seed >> 64) % 6];
        if ((seed >> 64) % 6 == 2) edge -= _p.detectionLag;
        return edge + uint40((seed >> 72) % 3) - 1;
    }

    function _model(uint40 expiry) private view returns (Expiry memory) {
        Outage[] memory ended = new Outage[](ledger.outageCount());
        for (uint256 i = 0; i < ended.length; ++i) ended[i] = ledger.outageAt(i);
        return ExpiryModel.expiryOf(expiry, ended, ledger.openSince(), block.timestamp, _lag, _p);
    }
}
