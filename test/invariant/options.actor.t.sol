// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SeriesPools, SeriesStage} from "../../contracts/types/OptionTypes.sol";
import {
    Expiry,
    ExpiryStatus,
    SettlementStage,
    SettlementStart,
    SettlementState
} from "../../contracts/types/ExpiryTypes.sol";
import {RoundProof, SettlementStep} from "../../contracts/types/SettlementTypes.sol";
import {OptionsWorld} from "../helpers/OptionsWorld.sol";

/// @title Whoever moves the world of the options: holder, writers, keeper, guardian, the clock, the sequencer
/// @notice Each function is one move. The actor keeps what was seen before, so that what may never happen is noticed when it does.
contract OptionsActor is OptionsWorld {
    bool public writerPaidTooEarly;
    bool public holderCutShort;
    bool public expiryWentBack;
    bool public exercisedAfterSettled;
    bool public settledWasLeft;
    bool public callersDiffer;
    bool public pricedAfterExpiry;

    /// @notice What the campaign has come to: exercises in an extension, first payments of writers, prices by step, redemptions of longs.
    uint256 public exercisedInExtension;
    uint256 public writersPaid;
    uint256[4] public pricesFixed;
    uint256 public longsRedeemed;

    mapping(uint256 id => uint40 at) private _seenAt;
    mapping(uint256 id => bool settled) private _seenSettled;
    mapping(uint40 expiry => mapping(SettlementStep step => uint256 price)) private _fixable;

    error Outcome(uint256 value, SettlementStep step);

    /// @notice Seconds to minutes pass.
    function waitMinutes(uint256 seconds_) external {
        _pass(_bound(seconds_, 1, 20 minutes));
        _look();
    }

    /// @notice Hours pass.
    function waitHours(uint256 seconds_) external {
        _pass(_bound(seconds_, 1, 3 hours));
        _look();
    }

    /// @notice Time passes up to a second before, at or after a time at which something changes for a series.
    function waitToTheEdge(uint256 which, uint256 edge, uint256 offset) external {
        restoreClock();
        uint256 id = _pick(which);
        uint40 expiry = expiryOfSeries[id];
        uint256 target = expiry;
        SettlementStart memory start = options.settlementStartOf(id);
        uint40 at = options.expiryOf(expiry).at;
        if (edge % 5 == 1) target = uint256(at) + LAG + 1;
        if (edge % 5 == 2) target = at;
        if (edge % 5 == 3) target = uint256(start.startedAt) + DELAY;
        if (edge % 5 == 4) target = uint256(expiry) + LONG_STOP;
        if (target > clock && target < clock + 40 hours) _pass(target - clock + (offset % 3) - 1);
        _look();
    }

    /// @notice The chain stands still; what the feed says of it arrives late.
    function halt(uint256 length, uint256 detection, uint256 visibility) external {
        restoreClock();
        if (broken || length % 5 < 2) return;
        uint256[3] memory longest = [uint256(15 minutes), 2 hours, 6 hours];
        _halt(
            _bound(length, 1 minutes, longest[length % 3]),
            _bound(detection, 135, LAG),
            _bound(visibility, 0, VISIBILITY)
        );
        _look();
    }

    /// @notice The uptime feed dies, or is mended.
    function breakFeed(uint256 seed) external {
        restoreClock();
        if (!broken && seed % 6 != 0) return;
        _setBroken(!broken);
        _look();
    }

    /// @notice The price feed falls silent, or reports again at every half hour.
    function silence(uint256 seed) external {
        silent = seed % 4 == 0;
    }

    /// @notice The price feed reports.
    function report(uint256 dollars) external {
        restoreClock();
        _report(_bound(dollars, 500, 6_000) * 1e8);
    }

    /// @notice A writer writes to the holder.
    function write(uint256 which, uint256 amount, bool second) external {
        restoreClock();
        uint256 id = _pick(which);
        vm.prank(second ? WRITER2 : WRITER);
        try options.write(id, _bound(amount, 1, 5e18), type(uint128).max, HOLDER, second ? WRITER2 : WRITER) {} catch {}
    }

    /// @notice The holder gives some of his longs to a writer, so that there are pairs to close.
    function transfer(uint256 which, uint256 amount) external {
        restoreClock();
        uint256 id = _pick(which);
        uint256 longs = options.balanceOf(HOLDER, id);
        if (longs == 0) return;
        vm.prank(HOLDER);
        options.safeTransferFrom(HOLDER, WRITER, id, _bound(amount, 1, longs), "");
    }

    /// @notice A writer closes pairs; always open.
    function close(uint256 which, uint256 amount) external {
        restoreClock();
        uint256 id = _pick(which);
        uint256 shorts = options.balanceOf(WRITER, id | 1);
        if (shorts == 0) return;
        vm.prank(WRITER);
        try options.close(id, _bound(amount, 1, shorts), WRITER) {} catch {}
    }

    /// @notice The holder exercises, himself or by his keeper.
    function exercise(uint256 which, uint256 amount, bool byKeeper) external {
        restoreClock();
        uint256 id = _pick(which);
        uint256 longs = options.balanceOf(HOLDER, id);
        if (longs == 0) return;
        bool settled = options.settlementStartOf(id).settled;
        vm.prank(byKeeper ? KEEPER : HOLDER);
        try options.exercise(id, _bound(amount, 1, longs), HOLDER, HOLDER) {
            if (settled) exercisedAfterSettled = true;
            if (clock > expiryOfSeries[id]) ++exercisedInExtension;
        } catch {}
    }

    /// @notice Anybody shows that he acts, to the options or to the oracle.
    function startSettlement(uint256 which) external {
        restoreClock();
        uint256 id = _pick(which);
        if (isCash[id]) {
            try oracle.startSettlement(expiryOfSeries[id]) {} catch {}
        } else {
            try options.startSettlement(id) {} catch {}
        }
        _look();
    }

    /// @notice A writer redeems.
    function redeemShort(uint256 which, uint256 amount, bool second) external {
        restoreClock();
        uint256 id = _pick(which);
        address writer = second ? WRITER2 : WRITER;
        uint256 shorts = options.balanceOf(writer, id | 1);
        if (shorts == 0) return;
        bool first = !isCash[id] && !options.settlementStartOf(id).settled;
        vm.prank(writer);
        try options.redeemShort(id, _bound(amount, 1, shorts), writer, writer) {
            if (first) _checkPayment(id);
            ++writersPaid;
        } catch {}
        _look();
    }

    /// @notice The holder of a cash series redeems.
    function redeemLong(uint256 which, uint256 amount) external {
        restoreClock();
        uint256 id = _pick(which);
        uint256 longs = options.balanceOf(HOLDER, id);
        if (longs == 0) return;
        vm.prank(HOLDER);
        try options.redeemLong(id, _bound(amount, 1, longs), HOLDER, HOLDER) {
            ++longsRedeemed;
        } catch {}
    }

    /// @notice Anybody takes an observation.
    function observe(uint256 which) external {
        restoreClock();
        try oracle.observe(expiryOfSeries[_pick(which)]) {} catch {}
    }

    /// @notice Two callers could fix the price of a cash series, now or later; one of them does, now and then.
    function fixPrice(uint256 which, uint256 commit) external {
        restoreClock();
        uint256 id = _pick(which);
        if (!isCash[id]) return;
        uint40 expiry = expiryOfSeries[id];
        RoundProof memory proof = proofOf(oracle.roundTimeOf(expiry));
        (bool asHolder, uint256 one, SettlementStep step) = _triedBy(HOLDER, expiry, proof);
        (bool asWriter, uint256 other, ) = _triedBy(WRITER, expiry, proof);
        if (asHolder != asWriter || one != other) callersDiffer = true;
        if (asHolder) {
            uint256 before = _fixable[expiry][step];
            if (before != 0 && before != one) callersDiffer = true;
            _fixable[expiry][step] = one;
            if (step == SettlementStep.LastRound && one != priceAt(expiry)) pricedAfterExpiry = true;
        }
        if (commit % 3 == 0) return;
        try options.fixPrice(id, proof) {
            ++pricesFixed[uint256(oracle.settlementOf(expiry).step)];
        } catch {}
        _look();
    }

    /// @notice The guardian of the oracle sends it on.
    function veto(uint256 which, uint256 seed) external {
        restoreClock();
        if (seed % 4 != 0) return;
        vm.prank(GUARDIAN);
        try oracle.veto(expiryOfSeries[_pick(which)], "campaign") {} catch {}
    }

    /// @notice Somebody follows a settlement: waits for what it waits for, or does what is due.
    function follow(uint256 which, uint256 edge) external {
        restoreClock();
        uint256 id = _pick(which);
        uint40 expiry = expiryOfSeries[id];
        SettlementState memory state =
            isCash[id]
                ? oracle.settlementStateOf(
                    _oracleId(expiry),
                    oracle.nextStepOf(expiry) == SettlementStep.LastRound ? expiry : expiry + 35 minutes
                )
                : options.settlementStateOf(id, expiry);
        if (state.stage == SettlementStage.Startable) {
            if (isCash[id]) try oracle.startSettlement(expiry) {} catch {}
            else try options.startSettlement(id) {} catch {}
        } else if (state.time > clock && state.time < clock + 40 hours) {
            _pass(state.time - clock - (edge % 2));
        }
        _look();
    }

    /// @notice Somebody observes the price for half an hour, as often as he may, while it moves.
    function observeAll(uint256 which, uint256 dollars) external {
        restoreClock();
        uint40 expiry = expiryOfSeries[_pick(which)];
        (uint40 from, uint40 to, ) = oracle.observationsOf(expiry);
        if (from > clock + 6 hours || clock > to) return;
        if (from > clock) _pass(from - clock);
        for (uint256 i = 0; i < 6; ++i) {
            _report(_bound(dollars + i * 37, 500, 6_000) * 1e8);
            try oracle.observe(expiry) {} catch {}
            _pass(5 minutes);
        }
        _look();
    }

    /// @notice When everything is over, new series are begun.
    function renew() external {
        restoreClock();
        for (uint256 i = 0; i < SERIES; ++i) if (options.stageOf(_pick(i)) < SeriesStage.Settling) return;
        _createSeries();
    }

    /// @notice Fixes the price as `caller` and takes it back again by a revert that tells the price.
    function tryFix(address caller, uint40 expiry, RoundProof calldata proof) external {
        vm.prank(caller);
        uint256 price = oracle.fixPrice(expiry, proof);
        revert Outcome(price, oracle.settlementOf(expiry).step);
    }

    /// @notice Exercises one unit for the holder and takes it back again.
    function tryExercise(uint256 id, uint256 longs) external {
        vm.prank(HOLDER);
        options.exercise(id, longs, HOLDER, HOLDER);
        revert Outcome(1, SettlementStep.None);
    }

    /// @notice Whether the holder could exercise all of his longs now.
    function holderMayExercise(uint256 id) public returns (bool may) {
        uint256 longs = options.balanceOf(HOLDER, id);
        if (longs == 0) return false;
        (bool ok, , ) = _outcome(abi.encodeCall(this.tryExercise, (id, longs)));
        return ok;
    }

    /// @dev The clock's id of the time that the oracle waits for: the expiry, or the end of the averaging time.
    function _oracleId(uint40 expiry) private view returns (uint256 id) {
        return oracle.nextStepOf(expiry) == SettlementStep.LastRound ? expiry : uint256(expiry) + 2 ** 40;
    }

    function _triedBy(
        address caller,
        uint40 expiry,
        RoundProof memory proof
    ) private returns (bool ok, uint256 price, SettlementStep step) {
        return _outcome(abi.encodeCall(this.tryFix, (caller, expiry, proof)));
    }

    function _outcome(bytes memory call) private returns (bool ok, uint256 value, SettlementStep step) {
        (, bytes memory reason) = address(this).call(call);
        if (bytes4(reason) != Outcome.selector) return (false, 0, SettlementStep.None);
        assembly ("memory-safe") {
            value := mload(add(reason, 36))
            step := mload(add(reason, 68))
        }
        return (true, value, step);
    }

    /// @dev A writer was paid for the first time: no holder may act any more, and each reported halt gave them their time.
    function _checkPayment(uint256 id) private {
        uint40 expiry = expiryOfSeries[id];
        Expiry memory e = options.expiryOf(expiry);
        SettlementStart memory start = options.settlementStartOf(id);
        bool longStopped = clock >= uint256(start.firstAt) + LONG_STOP;
        bool open = e.status != ExpiryStatus.Known || clock <= e.at;
        if (open && !longStopped) writerPaidTooEarly = true;
        if (clock <= expiry) writerPaidTooEarly = true;
        if (!longStopped && clock < holdersHadTimeUntil(expiry)) holderCutShort = true;
        if (holderMayExercise(id)) writerPaidTooEarly = true;
    }

    /// @dev What may never go back is compared with what was seen before.
    function _look() private {
        restoreClock();
        for (uint256 i = 0; i < SERIES; ++i) {
            uint256 id = _pick(i);
            Expiry memory e = options.expiryOf(expiryOfSeries[id]);
            if (e.at < expiryOfSeries[id]) expiryWentBack = true;
            if (e.status == ExpiryStatus.Known) {
                if (e.at < _seenAt[id]) expiryWentBack = true;
                _seenAt[id] = e.at;
            }
            SeriesPools memory pools = options.poolsOf(id);
            bool settled = isCash[id] ? pools.price != 0 : options.settlementStartOf(id).settled;
            if (_seenSettled[id] && (!settled || options.stageOf(id) != SeriesStage.Settled)) settledWasLeft = true;
            _seenSettled[id] = settled;
        }
    }
}
