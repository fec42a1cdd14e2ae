// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {NoGuard} from "../../contracts/examples/NoGuard.sol";
import {OutageLedger} from "../../contracts/guards/OutageLedger.sol";
import {SequencerGuard} from "../../contracts/guards/SequencerGuard.sol";
import {ISequencerGuard} from "../../contracts/interfaces/ISequencerGuard.sol";
import {FaultyFeedMock} from "../../contracts/mocks/FaultyFeedMock.sol";
import {ScriptedAggregator} from "../../contracts/mocks/ScriptedAggregator.sol";
import {TokenMock} from "../../contracts/mocks/TokenMock.sol";
import {LiquidationPolicy, ThrottleConfig} from "../../contracts/types/LiquidationTypes.sol";
import {GuardConfig, GuardPolicy} from "../../contracts/types/SequencerTypes.sol";
import {GuardModel} from "../helpers/GuardModel.sol";
import {TestBase} from "../helpers/Vm.sol";
import {DraftMarket} from "./DraftMarket.sol";
import {Terms} from "./Terms.sol";

/// @title One chain with the same market twice: behind the guard, and without one
/// @notice Feeds, tokens, accounts and code are the same in both. Every account has borrowed all that it may; a schedule begins
/// by topping each one up to where it wants it, because a schedule may not ask the guard: what it asks within its one
/// transaction stays as it was first answered.
contract World is TestBase {
    uint40 public constant BORN = 1_700_000_000;

    FaultyFeedMock public immutable UPTIME = new FaultyFeedMock();
    OutageLedger public immutable LEDGER;
    SequencerGuard public immutable GUARD;
    ScriptedAggregator public immutable PRICE = new ScriptedAggregator(8, "COL / USD", msg.sender);
    ScriptedAggregator public immutable DEBT_PRICE = new ScriptedAggregator(8, "DEBT / USD", msg.sender);
    TokenMock public immutable COLLATERAL = new TokenMock("Collateral", "COL", 18);
    TokenMock public immutable DEBT = new TokenMock("Debt", "DEBT", 6);

    DraftMarket public immutable GUARDED;
    DraftMarket public immutable UNGUARDED;

    /// @param visibilityLag The guard's, as deployed on such a chain.
    constructor(uint40 visibilityLag) {
        UPTIME.pushRound(0, BORN - 30 days);
        LEDGER = new OutageLedger(address(UPTIME), Terms.MERGE_GAP);
        GuardPolicy memory p = GuardModel.defaultPolicy();
        p.visibilityLag = visibilityLag;
        GUARD = new SequencerGuard(GuardConfig(address(UPTIME), address(LEDGER), address(0), false, p));
        GUARDED = _market(ISequencerGuard(address(GUARD)));
        UNGUARDED = _market(new NoGuard());
    }

    /// @notice Lets an account pledge and borrow all that it may.
    /// @param account The account.
    /// @param debt Whole units of the debt asset.
    function enter(address account, uint256 debt) external {
        uint256 collateral = (debt * 1e18 * Terms.BPS) / Terms.MAX_LTV_BPS / 2_000 + 1;
        _enter(GUARDED, account, collateral, debt * 1e6);
        _enter(UNGUARDED, account, collateral, debt * 1e6);
    }

    function _enter(DraftMarket market, address account, uint256 collateral, uint256 debt) private {
        market.depositCollateral(collateral, account);
        vm.prank(account);
        market.borrow(debt, account);
    }

    function _market(ISequencerGuard guard) private returns (DraftMarket market) {
        ThrottleConfig[] memory throttles = new ThrottleConfig[](1);
        throttles[0] = ThrottleConfig(address(COLLATERAL), Terms.CAPACITY, Terms.REFILL);
        market = new DraftMarket(guard, Terms.policy(), throttles, PRICE);
    }
}
