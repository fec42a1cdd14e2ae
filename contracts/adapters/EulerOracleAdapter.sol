// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {SequencerGuarded} from "../guards/SequencerGuarded.sol";
import {IAdapterErrors} from "../interfaces/IAdapterErrors.sol";
import {IAggregatorV3} from "../interfaces/IAggregatorV3.sol";
import {IPriceFeedErrors} from "../interfaces/IPriceFeedErrors.sol";
import {ISequencerGuard} from "../interfaces/ISequencerGuard.sol";
import {IPriceOracle} from "../interfaces/external/IPriceOracle.sol";
import {Bounds} from "../libraries/Bounds.sol";
import {GuardWiring} from "../libraries/GuardWiring.sol";
import {PriceFeed} from "../libraries/PriceFeed.sol";
import {QuotePair} from "../types/AdapterTypes.sol";
import {Action, GuardState, SequencerStatus} from "../types/SequencerTypes.sol";

/// @title A guarded pair of Chainlink prices as Euler's price oracle, and as ERC-7726
/// @notice Prices two assets in each other. {getQuote} is answered while the guard allows `Liquidate`, {getQuotes} while it
/// allows `IncreaseRisk`, which is what Euler uses them for; otherwise both revert with the guard's typed error. Only where
/// the guard's policy sets `liquidateWhenUnknown` do the two differ: an ERC-7726 consumer that takes debt on {getQuote}
/// wants a guard without it.
///
/// Rounding: {getQuote} and the bid go down, the ask goes up; each is off by less than one smallest unit.
/// @dev Checks: the guard; both prices above zero and no older than their greatest age; that the result fits. Does not
/// check: that a price postdates the last recovery, for which {GuardedPriceFeed}s are passed as feeds; the addresses of the
/// feeds; a spread between bid and ask. Trust: the guard, and the feeds for their answers. Fail-closed.
contract EulerOracleAdapter is SequencerGuarded, IPriceOracle, IAdapterErrors, IPriceFeedErrors {
    /// @notice Shortest greatest age that a price may be given.
    uint256 public constant MIN_PRICE_AGE = 1 minutes;
    /// @notice Longest greatest age that a price may be given: Chainlink's longest heartbeat is a day.
    uint256 public constant MAX_PRICE_AGE = 3 days;
    /// @notice The US dollar, by its ISO 4217 code as an address; 18 decimals.
    address public constant DOLLAR = address(840);
    /// @dev Value of the dollar's smallest unit, with {PriceFeed-VALUE_DECIMALS}.
    uint256 private constant DOLLAR_UNIT_VALUE = 1e18;

    /// @notice One of the two assets.
    address public immutable BASE;
    /// @notice The other one, or {DOLLAR}.
    address public immutable QUOTE;
    /// @notice Price of {BASE}.
    IAggregatorV3 public immutable BASE_FEED;
    /// @notice Price of {QUOTE}; zero for {DOLLAR}.
    IAggregatorV3 public immutable QUOTE_FEED;
    /// @notice Greatest age accepted of the price of {BASE}, in seconds.
    uint256 public immutable BASE_MAX_AGE;
    /// @notice Greatest age accepted of the price of {QUOTE}, in seconds.
    uint256 public immutable QUOTE_MAX_AGE;
    uint256 private immutable BASE_FACTOR;
    uint256 private immutable QUOTE_FACTOR;

    /// @param guard A deployed guard; reverts as {SequencerGuarded} says.
    /// @param pair Assets, feeds and ages: {IAdapterErrors-SameAsset}, {IAdapterErrors-AssetWithoutFeed},
    /// {IGuardErrors-ZeroAddress}, {IGuardErrors-NoCode}, {IGuardErrors-ParameterOutOfBounds} or
    /// {IPriceFeedErrors-TooManyDecimals} otherwise.
    constructor(ISequencerGuard guard, QuotePair memory pair) SequencerGuarded(guard) {
        if (pair.base == pair.quote) revert SameAsset(pair.base);
        bool inDollars = pair.quoteFeed == address(0);
        if (inDollars && pair.quote != DOLLAR) revert AssetWithoutFeed(pair.quote, DOLLAR);
        BASE_FACTOR = _factor("base", pair.base, "baseFeed", pair.baseFeed, "baseMaxAge", pair.baseMaxAge);
        QUOTE_FACTOR =
            inDollars
                ? DOLLAR_UNIT_VALUE
                : _factor("quote", pair.quote, "quoteFeed", pair.quoteFeed, "quoteMaxAge", pair.quoteMaxAge);
        (BASE, QUOTE) = (pair.base, pair.quote);
        (BASE_FEED, QUOTE_FEED) = (IAggregatorV3(pair.baseFeed), IAggregatorV3(pair.quoteFeed));
        (BASE_MAX_AGE, QUOTE_MAX_AGE) = (pair.baseMaxAge, pair.quoteMaxAge);
    }

    /// @inheritdoc IPriceOracle
    function getQuote(uint256 inAmount, address base, address quote) external view returns (uint256 outAmount) {
        _requireAllowedNow(Action.Liquidate);
        (outAmount, ) = _quote(inAmount, base, quote);
    }

    /// @inheritdoc IPriceOracle
    function getQuotes(
        uint256 inAmount,
        address base,
        address quote
    ) external view returns (uint256 bidOutAmount, uint256 askOutAmount) {
        _requireAllowedNow(Action.IncreaseRisk);
        return _quote(inAmount, base, quote);
    }

    /// @inheritdoc IPriceOracle
    function name() external pure returns (string memory text) {
        return "Holdfast EulerOracleAdapter";
    }

    function _quote(uint256 inAmount, address base, address quote) private view returns (uint256 down, uint256 up) {
        bool forward = base == BASE && quote == QUOTE;
        if (!forward && (base != QUOTE || quote != BASE)) revert PairNotSupported(base, quote);
        uint256 baseValue = _unitValue(inAmount, BASE_FEED, BASE_MAX_AGE, BASE_FACTOR);
        uint256 quoteValue = _unitValue(inAmount, QUOTE_FEED, QUOTE_MAX_AGE, QUOTE_FACTOR);
        (uint256 soldValue, uint256 boughtValue) = forward ? (baseValue, quoteValue) : (quoteValue, baseValue);
        (uint256 high, ) = Math.mul512(inAmount, soldValue);
        if (high >= boughtValue) revert QuoteOverflow(inAmount);
        down = Math.mulDiv(inAmount, soldValue, boughtValue);
        up = mulmod(inAmount, soldValue, boughtValue) == 0 ? down : down + 1;
    }

    function _unitValue(
        uint256 inAmount,
        IAggregatorV3 feed,
        uint256 maxAge,
        uint256 factor
    ) private view returns (uint256 value) {
        if (address(feed) == address(0)) return factor;
        bool fits;
        (fits, value) = Math.tryMul(PriceFeed.read(feed, maxAge), factor);
        if (!fits) revert QuoteOverflow(inAmount);
    }

    /// @dev {ISequencerGuard-requireAllowed} writes its cache and so cannot be called from a view; this says the same.
    function _requireAllowedNow(Action action) private view {
        if (SEQUENCER_GUARD.isAllowed(action)) return;
        GuardState memory state = SEQUENCER_GUARD.status();
        if (state.status == SequencerStatus.Down) revert SequencerDown(state.since);
        if (state.status == SequencerStatus.Recovering) revert SequencerRecovering(state.until);
        revert UptimeFeedUnavailable(SEQUENCER_GUARD.uptimeFeed());
    }

    function _factor(
        bytes32 assetName,
        address asset,
        bytes32 feedName,
        address feed,
        bytes32 ageName,
        uint256 maxAge
    ) private view returns (uint256 factor) {
        GuardWiring.requireCode(assetName, asset);
        GuardWiring.requireCode(feedName, feed);
        Bounds.within(ageName, maxAge, MIN_PRICE_AGE, MAX_PRICE_AGE);
        return PriceFeed.unitFactor(asset, IAggregatorV3(feed));
    }
}
