// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {OutageSafeOptions} from "../../contracts/options/OutageSafeOptions.sol";
import {OptionKind, SeriesPools, SeriesStage, SeriesTerms} from "../../contracts/types/OptionTypes.sol";
import {TestBase} from "../helpers/Vm.sol";
import {OptionsActor} from "./options.actor.t.sol";

/// @notice Options under any sequence of halts, dead feeds, acts of everybody and settlements. The ids stand in docs/invariants.md.
contract OptionsInvariantTest is TestBase {
    uint256 private constant LAG = 200;

    OptionsActor private _actor;

    function setUp() external {
        _actor = new OptionsActor();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_actor);
    }

    /// @notice The moves of the campaign lead to every end: what the invariants say is not said of nothing.
    function test_TheMovesReachExercisesInAnExtensionPaymentsAndPrices() external {
        OptionsActor actor = _actor;
        // The call ends in three hours, the put in four, the one in cash in two; ids are picked from the newest on.
        uint256 cash = 0;
        uint256 call = 2;
        actor.waitHours(1 hours - 1);
        actor.waitToTheEdge(cash, 0, 1);
        actor.waitMinutes(LAG);
        actor.startSettlement(cash);
        actor.waitMinutes(10 minutes - 1);
        actor.waitToTheEdge(call, 0, 0);
        actor.fixPrice(cash, 1);
        _checkEqual(actor.pricesFixed(1), 1, "the last round's price was fixed");
        actor.halt(1 hours - 60 + 4, 25, 60);
        actor.waitMinutes(16 minutes);
        actor.exercise(call, 1e18, false);
        _checkEqual(actor.exercisedInExtension(), 1, "the holder exercised in an extension");
        for (uint256 i = 0; i < 8; ++i) actor.follow(call, 0);
        for (uint256 i = 0; i < 8; ++i) actor.redeemShort(call, 1e18, false);
        _check(actor.writersPaid() != 0, "a writer was paid");
        actor.fixPrice(cash, 1);
        actor.redeemLong(cash, 1e18);
        _checkEqual(actor.longsRedeemed(), 1, "a holder of cash was paid");
    }

    /// @dev One function, so that one campaign looks at all of them after every move.
    function invariant_OPT2_to_OPT11_EverybodyGetsWhatIsHis() external {
        _actor.restoreClock();
        _checkPools();
        _checkHistory();
    }

    function _checkPools() private {
        OutageSafeOptions options = _actor.options();
        uint256 weth = 0;
        uint256 usdc = 0;
        uint256 count = _actor.seriesCount();
        for (uint256 i = 0; i < count; ++i) {
            uint256 id = _actor.all(i);
            SeriesTerms memory terms = options.termsOf(id);
            SeriesPools memory pools = options.poolsOf(id);
            bool isCall = terms.kind == OptionKind.Call;
            weth += isCall ? pools.collateral : pools.proceeds;
            usdc += isCall ? pools.proceeds : pools.collateral;
            _checkSeries(options, id, terms, pools);
        }
        _checkEqual(_actor.weth().balanceOf(address(options)), weth, "OPT-3: what is held is what all pools say");
        _checkEqual(_actor.usdc().balanceOf(address(options)), usdc, "OPT-3: what is held is what all pools say");
    }

    function _checkSeries(
        OutageSafeOptions options,
        uint256 id,
        SeriesTerms memory terms,
        SeriesPools memory pools
    ) private {
        bool cash = _actor.isCash(id);
        bool settled = cash ? pools.price != 0 : options.settlementStartOf(id).settled;
        uint256 liability = terms.kind == OptionKind.Call ? pools.longs : (terms.strike * pools.longs) / 1e18;
        if (!settled) {
            _check(pools.collateral >= liability, "OPT-2: the collateral covers every long at any price");
            _check(pools.shorts >= pools.longs, "OPT-4: never more longs than shorts before the settlement");
            if (pools.proceeds == 0) {
                _checkEqual(pools.longs, pools.shorts, "OPT-4: as many longs as shorts while nothing was exercised");
            }
        }
        _check(pools.collateral >= pools.owed, "OPT-3: what is owed to the longs is there");
        bool inTime = block.timestamp >= terms.exerciseStart && block.timestamp <= terms.expiry;
        if (!cash && inTime && pools.longs > 1e12 && options.balanceOf(address(0xBBB1), id) > 1e12) {
            _check(_actor.holderMayExercise(id), "OPT-9: up to the expiry a holder may always exercise");
        }
        if (options.stageOf(id) == SeriesStage.Live) {
            _check(block.timestamp <= terms.expiry, "OPT-10: Live up to the expiry only");
        }
    }

    function _checkHistory() private view {
        _check(
            !_actor.expiryWentBack(),
            "OPT-5: the effective expiry never moves back, and never lies before the expiry"
        );
        _check(!_actor.writerPaidTooEarly(), "OPT-6: nobody pays a writer while a holder may still exercise");
        _check(!_actor.callersDiffer(), "OPT-7: whoever fixes the price, and whenever, gets the same one");
        _check(!_actor.pricedAfterExpiry(), "OPT-8: the last round's price is the one that stood at the expiry");
        _check(!_actor.holderCutShort(), "OPT-9: no halt that was told in time shortens a holder's time");
        _check(!_actor.settledWasLeft(), "OPT-10: Settled is never left");
        _check(!_actor.exercisedAfterSettled(), "OPT-11: nothing is exercised once a writer was paid");
    }
}
