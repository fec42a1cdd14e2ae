// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAggregatorV3} from "../interfaces/IAggregatorV3.sol";
import {IOutageAwareAuction} from "../interfaces/IOutageAwareAuction.sol";
import {ISequencerGuard} from "../interfaces/ISequencerGuard.sol";
import {AuctionBounds} from "../libraries/AuctionBounds.sol";
import {LiquidationMath} from "../libraries/LiquidationMath.sol";
import {OutageAwareAuction} from "../liquidation/OutageAwareAuction.sol";
import {Auction, AuctionQuote, AuctionTerms} from "../types/AuctionTypes.sol";
import {PriceRound} from "../types/LiquidationTypes.sol";

/// @title Auctions of collateral that stand still in outages
/// @notice The smallest house that uses {OutageAwareAuction}: lots without tokens, sold to whoever takes first.
contract CollateralAuction is IOutageAwareAuction {
    using OutageAwareAuction for Auction;

    /// @notice The guard that decides.
    ISequencerGuard public immutable SEQUENCER_GUARD;
    /// @notice Price feed of the collateral.
    IAggregatorV3 public immutable PRICE_FEED;

    AuctionTerms private _terms;
    mapping(uint256 lot => Auction auction) private _auctions;

    /// @notice A lot was sold.
    /// @param lot Which.
    /// @param taker To whom.
    /// @param price At what price.
    event Taken(uint256 indexed lot, address indexed taker, uint256 price);

    /// @param guard A deployed guard.
    /// @param priceFeed Price feed of the collateral.
    /// @param terms Terms of every auction; {IGuardErrors-ParameterOutOfBounds} when they are out of bounds.
    constructor(ISequencerGuard guard, IAggregatorV3 priceFeed, AuctionTerms memory terms) {
        AuctionBounds.check(terms);
        SEQUENCER_GUARD = guard;
        PRICE_FEED = priceFeed;
        _terms = terms;
    }

    /// @notice Puts a lot up.
    /// @param lot Any number that is not up.
    function put(uint256 lot) external {
        (uint256 price, PriceRound memory round) = _latest();
        _auctions[lot].start(SEQUENCER_GUARD, price, round);
    }

    /// @notice Begins anew with a lot that stood still for too long. Anybody may.
    /// @param lot A lot that is up.
    function restart(uint256 lot) external {
        (uint256 price, PriceRound memory round) = _latest();
        _auctions[lot].restart(SEQUENCER_GUARD, _terms, price, round);
    }

    /// @notice Takes a lot at its price of now.
    /// @param lot A lot that is up.
    /// @param maxPrice Most that the taker pays.
    /// @return price What the taker pays.
    function take(uint256 lot, uint256 maxPrice) external returns (uint256 price) {
        price = _auctions[lot].requireTake(SEQUENCER_GUARD, _terms);
        if (price > maxPrice) revert PriceUnusable(price);
        delete _auctions[lot];
        emit Taken(lot, msg.sender, price);
    }

    /// @notice What a lot costs, and whether anybody may take it.
    /// @param lot Any number.
    /// @return q Price, times, and why nobody may.
    function quote(uint256 lot) external view returns (AuctionQuote memory q) {
        return _auctions[lot].quote(SEQUENCER_GUARD, _terms);
    }

    function _latest() private view returns (uint256 price, PriceRound memory round) {
        (, int256 answer, uint256 startedAt, uint256 updatedAt, ) = PRICE_FEED.latestRoundData();
        price = answer > 0 ? uint256(answer) : 0;
        round = LiquidationMath.roundOf(startedAt, updatedAt);
    }
}
