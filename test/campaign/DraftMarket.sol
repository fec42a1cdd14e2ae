// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {TokenMock} from "../../contracts/mocks/TokenMock.sol";
import {ScriptedAggregator} from "../../contracts/mocks/ScriptedAggregator.sol";
import {IAggregatorV3} from "../../contracts/interfaces/IAggregatorV3.sol";
import {ISequencerGuard} from "../../contracts/interfaces/ISequencerGuard.sol";
import {LiquidationGuard} from "../../contracts/liquidation/LiquidationGuard.sol";
import {
    LiquidationPolicy,
    Position as Judged,
    PriceRound,
    ThrottleConfig
} from "../../contracts/types/LiquidationTypes.sol";
import {Position} from "../../contracts/types/MarketTypes.sol";
import {Action} from "../../contracts/types/SequencerTypes.sol";

/// Stand-in, goes away.
contract DraftMarket is LiquidationGuard {
    address immutable COLL;
    ScriptedAggregator immutable FEED;
    uint256 public totalBadDebt;
    mapping(address => Position) _p;

    constructor(
        ISequencerGuard g,
        LiquidationPolicy memory p,
        ThrottleConfig[] memory t,
        ScriptedAggregator f
    ) LiquidationGuard(g, p, t) {
        FEED = f;
        COLL = t[0].asset;
    }
    function depositCollateral(uint256 a, address w) external {
        _p[w].collateral += a;
    }
    function borrow(uint256 a, address) external whenAllowed(Action.IncreaseRisk) {
        _p[msg.sender].debt += a;
    }
    function repay(uint256 a, address w) external returns (uint256 r) {
        r = a < _p[w].debt ? a : _p[w].debt;
        _p[w].debt -= r;
    }
    function positionOf(address w) external view returns (Position memory) {
        return _p[w];
    }
    function noteGap(uint80 a, uint80 b) external {
        _noteGap(COLL, IAggregatorV3(address(FEED)), a, b);
    }
    function noteAlive() external {
        (, , uint256 s, uint256 u, ) = FEED.latestRoundData();
        _noteAlive(PriceRound(uint40(s), uint40(u)));
    }
    struct L {
        uint256 price;
        uint256 cv;
        uint256 dv;
        uint256 granted;
        uint16 bonus;
        PriceRound round;
    }
    function liquidate(address w, uint256 amount, uint256) external returns (uint256 repaid, uint256 seized) {
        Position storage p = _p[w];
        L memory l;
        {
            (, int256 price, uint256 s, uint256 u, ) = FEED.latestRoundData();
            l.price = uint256(price);
            l.round = PriceRound(uint40(s), uint40(u));
        }
        l.cv = (p.collateral * l.price) / 1e8;
        l.dv = p.debt * 1e12;
        (l.granted, l.bonus) = _grantLiquidation(
            Judged(l.dv, l.cv, 8_000, 500),
            COLL,
            l.round,
            amount > 1e30 ? 1e60 : amount * 1e12
        );
        repaid = l.granted / 1e12;
        if (repaid == 0) repaid = 1;
        if (repaid > p.debt) repaid = p.debt;
        seized = (((repaid * 1e12 * (10_000 + l.bonus)) / 10_000) * 1e8) / l.price;
        if (seized > p.collateral) {
            seized = p.collateral;
            uint256 r = (l.cv * 10_000) / (10_000 + l.bonus) / 1e12 + 1;
            if (r < repaid) repaid = r;
        }
        p.debt -= repaid;
        p.collateral -= seized;
        if (p.collateral == 0 && p.debt != 0) {
            totalBadDebt += p.debt;
            p.debt = 0;
        }
    }
}
