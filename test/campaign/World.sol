// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {LendingMarket} from "../../contracts/examples/LendingMarket.sol";
import {NoGuard} from "../../contracts/examples/NoGuard.sol";
import {OutageLedger} from "../../contracts/guards/OutageLedger.sol";
import {SequencerGuard} from "../../contracts/guards/SequencerGuard.sol";
import {ISequencerGuard} from "../../contracts/interfaces/ISequencerGuard.sol";
import {FaultyFeedMock} from "../../contracts/mocks/FaultyFeedMock.sol";
import {ScriptedAggregator} from "../../contracts/mocks/ScriptedAggregator.sol";
import {TokenMock} from "../../contracts/mocks/TokenMock.sol";
import {MarketConfig} from "../../contracts/types/MarketTypes.sol";
import {GuardConfig, GuardPolicy} from "../../contracts/types/SequencerTypes.sol";
import {GuardModel} from "../helpers/GuardModel.sol";
import {TestBase} from "../helpers/Vm.sol";
import {Terms} from "./Terms.sol";

/// @title One chain with the same market twice: behind the guard, and without one
/// @notice Feeds, tokens, accounts and code are the same in both. Every account borrows all that it may before schedules begin;
/// a schedule tops each one up to where it wants it. A schedule runs within one transaction and must not ask the guard for
/// leave to borrow: what the guard answers stays until the transaction's end.
contract World is TestBase {
    uint40 public constant BORN = 1_700_000_000;
    uint256 public constant FIRST_PRICE = 2_000e8;
    uint256 private constant PLENTY = type(uint96).max;

    FaultyFeedMock public immutable UPTIME = new FaultyFeedMock();
    OutageLedger public immutable LEDGER;
    SequencerGuard public immutable GUARD;
    ScriptedAggregator public immutable PRICE;
    ScriptedAggregator public immutable DEBT_PRICE;
    TokenMock public immutable COLLATERAL = new TokenMock("Collateral", "COL", 18);
    TokenMock public immutable DEBT = new TokenMock("Debt", "DEBT", 6);

    LendingMarket public immutable GUARDED;
    LendingMarket public immutable UNGUARDED;

    /// @param visibilityLag The guard's, as deployed on such a chain.
    constructor(uint40 visibilityLag) {
        vm.warp(BORN);
        UPTIME.pushRound(0, BORN - 30 days);
        LEDGER = new OutageLedger(address(UPTIME), Terms.MERGE_GAP);
        GuardPolicy memory p = GuardModel.defaultPolicy();
        p.visibilityLag = visibilityLag;
        GUARD = new SequencerGuard(GuardConfig(address(UPTIME), address(LEDGER), address(0), false, p));
        PRICE = new ScriptedAggregator(8, "COL / USD", address(this));
        DEBT_PRICE = new ScriptedAggregator(8, "DEBT / USD", address(this));
        writePrices(FIRST_PRICE, BORN);
        GUARDED = _market(ISequencerGuard(address(GUARD)));
        UNGUARDED = _market(new NoGuard());
    }

    /// @notice Both price feeds write a round; the debt asset is worth a dollar.
    /// @param price Of the collateral.
    /// @param observedAt Real time.
    function writePrices(uint256 price, uint40 observedAt) public {
        PRICE.transmit(int192(int256(price)), uint32(observedAt));
        DEBT_PRICE.transmit(1e8, uint32(observedAt));
    }

    /// @notice Lets an account pay into both markets without end.
    /// @param account The account.
    function fund(address account) external {
        _fund(account, address(GUARDED));
        _fund(account, address(UNGUARDED));
    }

    /// @notice Lets an account pledge and borrow all that it may, in both markets.
    /// @param account The account.
    /// @param debt Whole units of the debt asset.
    function enter(address account, uint256 debt) external {
        uint256 collateral = (debt * 1e18 * Terms.BPS) / Terms.MAX_LTV_BPS / 2_000 + 1;
        _enter(GUARDED, account, collateral, debt * 1e6);
        _enter(UNGUARDED, account, collateral, debt * 1e6);
    }

    function _enter(LendingMarket market, address account, uint256 collateral, uint256 debt) private {
        market.depositCollateral(collateral, account);
        vm.prank(account);
        market.borrow(debt, account);
    }

    function _fund(address account, address market) private {
        COLLATERAL.mint(account, PLENTY);
        DEBT.mint(account, PLENTY);
        vm.prank(account);
        COLLATERAL.approve(market, type(uint256).max);
        vm.prank(account);
        DEBT.approve(market, type(uint256).max);
    }

    function _market(ISequencerGuard guard) private returns (LendingMarket market) {
        market = new LendingMarket(
            guard,
            MarketConfig({
                collateral: address(COLLATERAL),
                debt: address(DEBT),
                collateralFeed: address(PRICE),
                debtFeed: address(DEBT_PRICE),
                collateralMaxAge: 2 days,
                debtMaxAge: 2 days,
                maxLtvBps: uint16(Terms.MAX_LTV_BPS),
                liquidationThresholdBps: uint16(Terms.THRESHOLD_BPS),
                liquidationBonusBps: uint16(Terms.BONUS_BPS),
                throttleCapacity: Terms.CAPACITY,
                throttleRefill: Terms.REFILL
            }),
            Terms.interest(),
            Terms.policy()
        );
        _fund(address(this), address(market));
        market.deposit(500_000e6, address(this));
    }
}
