// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PlainOptions} from "../../contracts/examples/PlainOptions.sol";
import {OptionBounds} from "../../contracts/libraries/OptionBounds.sol";
import {OptionMath} from "../../contracts/libraries/OptionMath.sol";
import {PriceFeedMock} from "../../contracts/mocks/PriceFeedMock.sol";
import {TokenMock} from "../../contracts/mocks/TokenMock.sol";
import {SeriesDescriptor} from "../../contracts/options/SeriesDescriptor.sol";
import {OptionKind, OptionStyle, SeriesPools, SeriesTerms} from "../../contracts/types/OptionTypes.sol";
import {RoundProof} from "../../contracts/types/SettlementTypes.sol";
import {TestBase} from "../helpers/Vm.sol";

/// @notice Random acts of three accounts in one series: what the pools hold, owe and give, whoever acts in whatever order. On the plain clock,
/// since the pools do not know the time.
contract OptionsBookTest is TestBase {
    uint40 private constant BORN = 1_700_000_000;
    uint40 private constant EXPIRY = BORN + 30 days;
    uint256 private constant ACTS = 24;
    address private constant WRITER = address(0x1001);
    address private constant OTHER = address(0x1002);
    address private constant OUTSIDER = address(0x1003);

    PlainOptions private immutable BOOK;

    uint256 private _seed;
    TokenMock private _underlying;
    TokenMock private _quote;
    SeriesTerms private _terms;
    uint8 private _decimals;
    uint256 private _id;
    /// @dev Acts that may have left a unit over in a pool.
    uint256 private _acts;

    constructor() {
        vm.warp(BORN);
        BOOK = new PlainOptions(new SeriesDescriptor());
    }

    function testFuzz_O1_O2_O3_GivenAnyActs_WhenDoneInAnyOrder_ThePoolsCoverTheLongsAndHoldWhatTheySay(
        uint256 seed
    ) external {
        _create(seed, OptionStyle.AmericanPhysical);
        for (uint256 i = 0; i < ACTS; ++i) {
            _act(_draw() % 2 == 0 ? WRITER : OTHER);
            _requireSound();
        }
        _leave();
    }

    function testFuzz_O4_GivenAnyActs_WhenAnOutsiderWritesAndCloses_HeGetsNoMoreThanHeGaveAndTheUnitsLeftOver(
        uint256 seed
    ) external {
        _create(seed, OptionStyle.AmericanPhysical);
        for (uint256 i = 0; i < ACTS / 2; ++i) _act(_draw() % 2 == 0 ? WRITER : OTHER);
        SeriesPools memory before = BOOK.poolsOf(_id);
        if (before.longs == 0) return;
        uint256 leftOver = before.collateral - _coverDown(before.longs);
        uint256 longs = _amount();
        (uint256 shorts, uint256 collateral, uint256 proceeds) = BOOK.previewWrite(_id, longs);
        vm.prank(OUTSIDER);
        BOOK.write(_id, longs, proceeds, OUTSIDER, OUTSIDER);
        SeriesPools memory joined = BOOK.poolsOf(_id);
        _check(
            uint256(joined.proceeds) * before.shorts >= uint256(before.proceeds) * joined.shorts,
            "O-4 writing does not dilute the proceeds"
        );
        // Each other short's collateral, were nobody to exercise, but for the units left over.
        _check(
            (uint256(joined.collateral) * before.shorts) / joined.shorts + leftOver + 1 >= before.collateral,
            "O-4 writing does not dilute the collateral"
        );
        (uint256 burnt, uint256 collateralBack, uint256 proceedsBack) = BOOK.previewClose(_id, shorts);
        _check(burnt <= longs, "O-4 what was written can be closed");
        _check(collateralBack <= collateral + leftOver, "O-4 no collateral is gained");
        _check(proceedsBack <= proceeds, "O-4 no proceeds are gained");
        vm.prank(OUTSIDER);
        BOOK.close(_id, shorts, OUTSIDER);
        SeriesPools memory left = BOOK.poolsOf(_id);
        _check(left.proceeds >= before.proceeds, "O-4 closing leaves the others' proceeds");
        _check(left.collateral + leftOver >= before.collateral, "O-4 closing leaves the others' collateral");
        _check(
            uint256(left.longs) * joined.shorts <= uint256(joined.longs) * left.shorts,
            "O-4 closing leaves the others no more to owe"
        );
        _requireSound();
    }

    function testFuzz_O5_GivenAnyPrice_WhenACashSeriesIsRedeemedInAnyOrder_EachGetsHisShareWithinAUnitAndNothingIsLeft(
        uint256 seed
    ) external {
        _create(seed, OptionStyle.EuropeanCash);
        _write(OTHER, _amount());
        uint256[2] memory written = [BOOK.balanceOf(WRITER, _id), BOOK.balanceOf(OTHER, _id)];
        vm.warp(EXPIRY + 1);
        PriceFeedMock(_terms.oracle).set(int256(1 + (_draw() % 10 ** 12)), 1);
        BOOK.fixPrice(_id, RoundProof(0, 0));
        SeriesPools memory p = BOOK.poolsOf(_id);
        _check(p.owed <= p.collateral, "O-5 what is owed is there");
        _check(p.longs == p.shorts, "O-5 longs and shorts are as many");
        uint256[2] memory owed = [uint256(p.owed), p.collateral - p.owed];
        uint256 order = _draw();
        uint256 parts;
        for (uint256 i = 0; i < 4; ++i) {
            uint256 which = (i + order) % 4;
            (address who, bool short) = (which % 2 == 0 ? WRITER : OTHER, which < 2);
            uint256 all = written[which % 2];
            // In two parts, where there are two.
            uint256 part = 1 + (_draw() % all);
            uint256 paid = _redeem(who, short, part);
            if (part != all) paid += _redeem(who, short, all - part);
            parts += 2;
            uint256 share = OptionMath.shareDown(owed[short ? 1 : 0], all, p.longs);
            _check(paid + parts >= share && paid <= share + parts, "O-5 the order does not matter");
        }
        p = BOOK.poolsOf(_id);
        _check(p.longs == 0 && p.shorts == 0 && p.collateral == 0 && p.owed == 0, "O-5 nothing is left");
        _requireSound();
    }

    /// @dev Tokens of any decimals, a strike and a kind by the seed.
    function _create(uint256 seed, OptionStyle style) private {
        _seed = seed;
        _decimals = uint8(_draw() % 19);
        uint8 quoteDecimals = uint8(_draw() % 19);
        _underlying = new TokenMock("U", "U", _decimals);
        _quote = new TokenMock("Q", "Q", quoteDecimals);
        address[3] memory accounts = [WRITER, OTHER, OUTSIDER];
        for (uint256 i = 0; i < 3; ++i) {
            _underlying.mint(accounts[i], type(uint192).max);
            _quote.mint(accounts[i], type(uint192).max);
            vm.prank(accounts[i]);
            _underlying.approve(address(BOOK), type(uint256).max);
            vm.prank(accounts[i]);
            _quote.approve(address(BOOK), type(uint256).max);
        }
        address oracle = style == OptionStyle.EuropeanCash ? address(new PriceFeedMock(8)) : address(0);
        _terms = SeriesTerms({
            underlying: address(_underlying),
            quote: address(_quote),
            kind: _draw() % 2 == 0 ? OptionKind.Call : OptionKind.Put,
            style: style,
            exerciseStart: 0,
            expiry: EXPIRY,
            oracle: oracle,
            strike: 1 + (_draw() % (5_000 * 10 ** quoteDecimals))
        });
        _id = BOOK.createSeries(_terms);
        _write(WRITER, _amount());
    }

    /// @dev An act that the account can do; amounts from dust to all.
    function _act(address who) private {
        uint256 choice = _draw() % 4;
        uint256 longs = BOOK.balanceOf(who, _id);
        uint256 shorts = BOOK.balanceOf(who, _id | 1);
        if (choice == 0) {
            if (BOOK.poolsOf(_id).longs != 0 || BOOK.poolsOf(_id).shorts == 0) _write(who, _amount());
        } else if (choice == 1 && longs != 0) {
            uint256 amount = 1 + (_draw() % longs);
            if (OptionMath.strikeValueDown(amount, _terms.strike, _decimals) == 0) return;
            vm.prank(who);
            BOOK.exercise(_id, amount, who, who);
        } else if (choice == 2 && shorts != 0) {
            uint256 amount = 1 + (_draw() % shorts);
            (uint256 burnt, , ) = BOOK.previewClose(_id, amount);
            if (burnt > longs) return;
            vm.prank(who);
            BOOK.close(_id, amount, who);
        } else if (longs != 0) {
            // Longs change hands, as on a market.
            vm.prank(who);
            BOOK.safeTransferFrom(who, who == WRITER ? OTHER : WRITER, _id, 1 + (_draw() % longs), "");
        }
        ++_acts;
    }

    /// @dev Writes what the series has room for.
    function _write(address who, uint256 longs) private {
        SeriesPools memory p = BOOK.poolsOf(_id);
        if (p.shorts != 0) {
            // After many exercises a long is a share of so much that it does not fit.
            uint256 largest = p.proceeds > p.shorts ? p.proceeds : p.shorts;
            if (longs > (uint256(type(uint120).max) * p.longs) / largest) return;
        }
        vm.prank(who);
        BOOK.write(_id, longs, OptionBounds.MAX_AMOUNT, who, who);
    }

    function _redeem(address who, bool short, uint256 amount) private returns (uint256 paid) {
        vm.prank(who);
        if (!short) return BOOK.redeemLong(_id, amount, who, who);
        (paid, ) = BOOK.redeemShort(_id, amount, who, who);
    }

    /// @dev After the expiry all shorts are redeemed, in parts, and nothing is left.
    function _leave() private {
        vm.warp(EXPIRY + 1);
        address[2] memory accounts = [WRITER, OTHER];
        for (uint256 i = 0; i < 4; ++i) {
            address who = accounts[i % 2];
            uint256 shorts = BOOK.balanceOf(who, _id | 1);
            if (shorts == 0) continue;
            uint256 amount = i < 2 ? 1 + (_draw() % shorts) : shorts;
            vm.prank(who);
            BOOK.redeemShort(_id, amount, who, who);
        }
        SeriesPools memory p = BOOK.poolsOf(_id);
        _check(p.shorts == 0 && p.collateral == 0 && p.proceeds == 0, "O-2 nothing is left in the pools");
        _check(BOOK.heldOf(address(_underlying)) == 0 && BOOK.heldOf(address(_quote)) == 0, "O-2 nor in the book");
    }

    function _requireSound() private view {
        SeriesPools memory p = BOOK.poolsOf(_id);
        _check(p.collateral >= _coverUp(p.longs), "O-1 the collateral covers every long");
        (uint256 underlying, uint256 quote) = _terms.kind == OptionKind.Call
            ? (p.collateral, p.proceeds)
            : (p.proceeds, p.collateral);
        _check(_underlying.balanceOf(address(BOOK)) == underlying, "O-2 the book holds the pools' underlying");
        _check(_quote.balanceOf(address(BOOK)) == quote, "O-2 the book holds the pools' quote");
        _check(BOOK.heldOf(address(_underlying)) == underlying, "O-2 and records it");
        _check(BOOK.heldOf(address(_quote)) == quote, "O-2 and records the quote");
        _check(p.shorts >= p.longs, "O-3 there are at least as many shorts as longs");
        if (p.proceeds == 0) _check(p.shorts == p.longs, "O-3 as many while nothing was exercised");
        // A unit of the collateral, and what a unit of the options is worth in it.
        uint256 most = (_acts + 1) * (1 + _coverUp(1));
        if (p.price == 0) _check(p.collateral <= _coverUp(p.longs) + most, "O-3 each act leaves over at most a unit");
    }

    function _coverUp(uint256 longs) private view returns (uint256 collateral) {
        return OptionMath.collateralUp(_terms.kind, longs, _terms.strike, _decimals);
    }

    function _coverDown(uint256 longs) private view returns (uint256 collateral) {
        if (_terms.kind == OptionKind.Call) return longs;
        return OptionMath.strikeValueDown(longs, _terms.strike, _decimals);
    }

    /// @dev From the least that has a strike value of a unit to ten whole units or a billion times that.
    function _amount() private returns (uint256 longs) {
        uint256 least = (10 ** _decimals + _terms.strike - 1) / _terms.strike;
        uint256 width = _draw() % 3;
        uint256 range =
            width == 0
                ? 10
                : width == 1
                    ? 10 * 10 ** uint256(_decimals)
                    : least * 10 ** 9;
        return least + (_draw() % range);
    }

    function _draw() private returns (uint256 word) {
        _seed = uint256(keccak256(abi.encode(_seed)));
        return _seed;
    }
}
