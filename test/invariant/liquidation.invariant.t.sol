// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {LiquidationHarness} from "../../contracts/mocks/LiquidationHarness.sol";
import {Allowance, Position, PriceRound} from "../../contracts/types/LiquidationTypes.sol";
import {SequencerStatus} from "../../contracts/types/SequencerTypes.sol";
import {LiquidationActor} from "./liquidation.actor.t.sol";
import {TestBase} from "../helpers/Vm.sol";

/// @notice Liquidations under any sequence of outages, pauses, dead feeds and liquidators. The ids stand in docs/invariants.md.
contract LiquidationInvariantTest is TestBase {
    LiquidationActor private _actor;

    function setUp() external {
        _actor = new LiquidationActor();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_actor);
    }

    function invariant_Q1_Q3_Q5_WhatAFreshPriceMayExpect() external {
        _actor.restoreClock();
        uint40 now_ = uint40(_actor.clock());
        Position memory unhealthy = Position(850e18, 1_000e18, 8_000, 500);
        Position memory severe = Position(980e18, 1_000e18, 8_000, 500);
        Allowance memory said = _ask(unhealthy, now_);
        _check(
            said.closeFactorBps <= 5_000 && said.bonusBps <= 500 && said.maxDebtValue <= 425e18,
            "Q-1: never more than on a normal day"
        );
        bool empty = _actor.harness().throttleLeft(_actor.ASSET()) == 0;
        if (!_actor.mayWithhold() && !empty) {
            _check(said.maxDebtValue != 0, "Q-3: withheld in outages, pauses and their graces only");
        }
        SequencerStatus status = _actor.guard().status().status;
        bool isReturning = status == SequencerStatus.Recovering || status == SequencerStatus.Ramping;
        if (isReturning && !_actor.paused()) {
            Allowance memory all = _ask(severe, now_);
            _check(all.maxDebtValue == 490e18 && all.bonusBps == 500, "Q-5: what is severe is never withheld");
        }
    }

    function invariant_Q2_Q4_TheThrottleHoldsAndTheViewTellsWhatHappens() external view {
        _checkEqual(_actor.overThrottle(), 0, "Q-2: never more through the throttle than it holds and refills");
        _check(!_actor.viewDiffered(), "Q-4: the liquidation does what the view said in the same block");
    }

    function invariant_Q6_Q7_RepayingAsksNobodyAndOldPricesLiquidateNobody() external {
        _actor.restoreClock();
        LiquidationHarness harness = _actor.harness();
        harness.repay();
        uint256 recoveredAt = _actor.recoveredAt();
        bool quiet = _actor.clock() >= recoveredAt + 3 hours;
        if (recoveredAt == 0 || quiet || _actor.faulty()) return;
        Position memory severe = Position(980e18, 1_000e18, 8_000, 500);
        _check(_ask(severe, uint40(recoveredAt - 1)).maxDebtValue == 0, "Q-7: nobody is liquidated on an older price");
    }

    function _ask(Position memory position, uint40 at) private view returns (Allowance memory said) {
        return _actor.harness().liquidationAllowance(position, _actor.ASSET(), PriceRound(at, at));
    }
}
