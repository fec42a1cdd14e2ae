// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {OutageLedger} from "../../contracts/guards/OutageLedger.sol";
import {SequencerGuard} from "../../contracts/guards/SequencerGuard.sol";
import {ISequencerGuard} from "../../contracts/interfaces/ISequencerGuard.sol";
import {ISeriesDescriptor} from "../../contracts/interfaces/ISeriesDescriptor.sol";
import {FaultyFeedMock, FeedFault} from "../../contracts/mocks/FaultyFeedMock.sol";
import {TokenMock} from "../../contracts/mocks/TokenMock.sol";
import {OutageSafeOptions} from "../../contracts/options/OutageSafeOptions.sol";
import {SettlementOracle} from "../../contracts/options/SettlementOracle.sol";
import {ExpiryPolicy} from "../../contracts/types/ExpiryTypes.sol";
import {OptionKind, OptionStyle, SeriesTerms} from "../../contracts/types/OptionTypes.sol";
import {GuardConfig} from "../../contracts/types/SequencerTypes.sol";
import {RoundProof, SettlementPolicy} from "../../contracts/types/SettlementTypes.sol";
import {GuardModel} from "./GuardModel.sol";
import {TestBase} from "./Vm.sol";

/// @title The contracts and the truth of the options' campaign
/// @notice The truth is what happened on the chain: halts, and prices by time. What the uptime feed says of a halt is dated as on L1
/// and arrives late; a halt shorter than the detection never shows.
abstract contract OptionsWorld is TestBase {
    struct Halt {
        uint256 start;
        uint256 end;
        bool told; // by reports in time
    }

    struct Report {
        int256 answer;
        uint256 startedAt;
        uint256 visibleAt;
    }

    uint256 public constant SERIES = 3;
    uint40 internal constant BORN = 1_700_000_000;
    uint40 internal constant LAG = 200;
    uint40 internal constant VISIBILITY = 15 minutes;
    uint40 internal constant DELAY = 30 minutes;
    uint40 internal constant LONG_STOP = 24 hours;
    uint40 internal constant WINDOW = 1 hours;
    uint40 internal constant MIN_EXTENSION = 30 minutes;
    address internal constant WRITER = address(0xAAA1);
    address internal constant WRITER2 = address(0xAAA2);
    address internal constant HOLDER = address(0xBBB1);
    address internal constant KEEPER = address(0xCCC1);
    address internal constant GUARDIAN = address(0xDDD1);

    FaultyFeedMock public uptime = new FaultyFeedMock();
    FaultyFeedMock public prices = new FaultyFeedMock();
    TokenMock public weth = new TokenMock("Wrapped Ether", "WETH", 18);
    TokenMock public usdc = new TokenMock("USD Coin", "USDC", 6);
    OutageLedger public ledger;
    SequencerGuard public guard;
    OutageSafeOptions public options;
    SettlementOracle public oracle;

    uint256 public clock = BORN;
    bool public broken;
    bool public silent;
    /// @notice Every series ever created, oldest first; the newest {SERIES} are played with.
    uint256[] public all;
    mapping(uint256 id => uint40 expiry) public expiryOfSeries;
    mapping(uint256 id => bool cash) public isCash;

    Halt[] private _halts;
    Report[] private _pending;
    uint256 private _delivered;
    uint256 private _lastDated = BORN;
    uint256 private _rounds;
    uint80 private _newestPrice;
    uint256 private _price;
    uint256 private _pricedAt;

    constructor() {
        vm.warp(BORN);
        uptime.pushRound(0, BORN - 30 days);
        prices.setDecimals(8);
        prices.setZerosForUnknown(true);
        ledger = new OutageLedger(address(uptime), 15 minutes);
        guard = new SequencerGuard(
            GuardConfig(address(uptime), address(ledger), address(0), false, GuardModel.defaultPolicy())
        );
        ISequencerGuard shared = ISequencerGuard(address(guard));
        // Nobody asks for a description here; any contract will do.
        options = new OutageSafeOptions(shared, _clockPolicy(), ISeriesDescriptor(address(weth)));
        _report(2_000e8);
        oracle = new SettlementOracle(shared, _oraclePolicy());
        address[4] memory players = [WRITER, WRITER2, HOLDER, KEEPER];
        for (uint256 i = 0; i < players.length; ++i) {
            weth.mint(players[i], 1e30);
            usdc.mint(players[i], 1e30);
            vm.prank(players[i]);
            weth.approve(address(options), type(uint256).max);
            vm.prank(players[i]);
            usdc.approve(address(options), type(uint256).max);
        }
        vm.prank(HOLDER);
        options.setApprovalForAll(KEEPER, true);
        _createSeries();
    }

    /// @notice Sets the clock to where the moves left it: runners may reset it between calls.
    function restoreClock() public {
        vm.warp(clock);
    }

    /// @notice How many series there are.
    function seriesCount() external view returns (uint256 count) {
        return all.length;
    }

    /// @notice The price that the feed had at a time.
    function priceAt(uint40 time) public view returns (uint256 price) {
        uint80 id = proofOf(time).roundId;
        (, int256 answer, , , ) = prices.getRoundData(id);
        return uint256(answer);
    }

    /// @notice The round that was the last at or before a time, and the next one.
    function proofOf(uint40 time) public view returns (RoundProof memory proof) {
        for (uint80 id = _newestPrice; ; --id) {
            (, , , uint256 updatedAt, ) = prices.getRoundData(id);
            if (updatedAt <= time || uint64(id) == 1) return RoundProof(id, id == _newestPrice ? 0 : id + 1);
        }
    }

    /// @notice Until when holders of an expiry had to have time, by what really happened: after each halt that the feed told of in time and
    /// that took time from the window, at least the least extension.
    function holdersHadTimeUntil(uint40 expiry) public view returns (uint256 until) {
        until = expiry;
        for (uint256 i = 0; i < _halts.length; ++i) {
            Halt memory h = _halts[i];
            bool took = h.told && h.start <= expiry && h.end > expiry - WINDOW;
            if (took && h.end + MIN_EXTENSION > until) until = h.end + MIN_EXTENSION;
        }
    }

    function _pick(uint256 which) internal view returns (uint256 id) {
        return all[all.length - 1 - (which % SERIES)];
    }

    /// @dev A call to exercise at any time, a European put with an awkward strike, and a call in cash; all end within hours.
    function _createSeries() internal {
        uint40 now_ = uint40(clock);
        _create(OptionKind.Call, OptionStyle.AmericanPhysical, now_, now_ + 3 hours, 2_000e6);
        _create(OptionKind.Put, OptionStyle.EuropeanPhysical, now_ + 1 hours, now_ + 4 hours, 1_999_999_999);
        _create(OptionKind.Call, OptionStyle.EuropeanCash, 0, now_ + 2 hours, 1_777e6);
    }

    function _create(OptionKind kind, OptionStyle style, uint40 start, uint40 expiry, uint256 strike) private {
        bool cash = style == OptionStyle.EuropeanCash;
        SeriesTerms memory terms = SeriesTerms({
            underlying: address(weth),
            quote: address(usdc),
            kind: kind,
            style: style,
            exerciseStart: start,
            expiry: expiry,
            oracle: cash ? address(oracle) : address(0),
            strike: strike
        });
        uint256 id = options.idOf(terms);
        if (expiryOfSeries[id] != 0) return;
        options.createSeries(terms);
        all.push(id);
        expiryOfSeries[id] = expiry;
        isCash[id] = cash;
        vm.prank(WRITER);
        try options.write(id, 3e18 + 7, 0, HOLDER, WRITER) {} catch {}
    }

    /// @dev Time passes; the feed says on the way what it has to say.
    function _pass(uint256 seconds_) internal {
        uint256 until = clock + seconds_;
        while (!broken && _delivered < _pending.length && _pending[_delivered].visibleAt <= until) {
            Report memory next = _pending[_delivered++];
            if (next.visibleAt > clock) clock = next.visibleAt;
            restoreClock();
            uptime.pushRound(next.answer, next.startedAt);
            if (++_rounds % 6 == 0) ledger.sync(32);
        }
        while (!silent && _pricedAt + 30 minutes <= until) {
            if (_pricedAt + 30 minutes > clock) clock = _pricedAt + 30 minutes;
            restoreClock();
            _report(_price);
        }
        clock = until;
        restoreClock();
    }

    /// @dev The chain stands still for `length` seconds.
    function _halt(uint256 length, uint256 detection, uint256 visibility) internal {
        uint256 start = clock;
        uint256 end = start + length;
        uint256 downAt = start + detection;
        // The feed never dates a report before the one that it made last; a halt that is dated later is not told in time.
        bool told = downAt < end && downAt >= _lastDated;
        if (downAt < end) {
            uint256 dated = downAt > _lastDated ? downAt : _lastDated;
            uint256 up = end + 40 > dated ? end + 40 : dated;
            _push(Report(1, dated, dated + visibility > end ? dated + visibility : end));
            _push(Report(0, up, up + visibility));
            _lastDated = up;
        }
        _halts.push(Halt(start, end, told));
        clock = end;
        _pass(0);
    }

    function _setBroken(bool value) internal {
        broken = value;
        uptime.setFault(uint8(value ? FeedFault.reverts : FeedFault.none));
        // What a dead feed had to say arrives late.
        if (value) for (uint256 i = 0; i < _halts.length; ++i) if (_delivered < _pending.length) _halts[i].told = false;
        if (!value) _pass(0);
    }

    function _report(uint256 price) internal {
        _newestPrice = prices.pushRound(int256(price), clock);
        (_price, _pricedAt) = (price, clock);
    }

    function _push(Report memory report) private {
        // Reports arrive in the order of their dates.
        uint256 count = _pending.length;
        if (count > _delivered && _pending[count - 1].visibleAt > report.visibleAt) {
            report.visibleAt = _pending[count - 1].visibleAt;
        }
        _pending.push(report);
    }

    function _clockPolicy() private pure returns (ExpiryPolicy memory p) {
        return
            ExpiryPolicy({
                window: WINDOW,
                minExtension: MIN_EXTENSION,
                maxExtension: 4 hours,
                lastCall: 15 minutes,
                maxReextensions: 3,
                detectionLag: LAG,
                settlementDelay: DELAY,
                longStop: LONG_STOP
            });
    }

    function _oraclePolicy() private view returns (SettlementPolicy memory p) {
        return
            SettlementPolicy({
                priceFeed: address(prices),
                guardian: GUARDIAN,
                heartbeat: 1 hours,
                averageDelay: 5 minutes,
                averageLength: 30 minutes,
                observationSpacing: 5 minutes,
                minObservations: 3,
                disputeWindow: 1 hours,
                window: WINDOW,
                maxReextensions: 3,
                detectionLag: LAG,
                settlementDelay: DELAY,
                longStop: LONG_STOP
            });
    }
}
