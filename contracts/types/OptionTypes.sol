// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice The right that a holder has: to buy the underlying (call) or to sell it (put) at the strike.
enum OptionKind {
    Call,
    Put
}

/// @notice When and how a holder is paid.
/// - `AmericanPhysical`: by exercise at any time of the window; underlying against strike
/// - `EuropeanPhysical`: the same with a window of at most {OptionBounds-MAX_EUROPEAN_WINDOW} before the expiry
/// - `EuropeanCash`: without exercise, by the settlement price, out of the collateral
enum OptionStyle {
    AmericanPhysical,
    EuropeanPhysical,
    EuropeanCash
}

/// @notice What a series is; its id is derived from all of it.
/// @param underlying ERC-20 that the option is on; the collateral of calls.
/// @param quote ERC-20 that the strike is paid in; the collateral of puts.
/// @param kind Call or put.
/// @param style Style.
/// @param exerciseStart First second in which it may be exercised, in L1 seconds; 0 for cash.
/// @param expiry Last second in which it may be exercised, unless an outage moves it.
/// @param oracle {ISettlementOracle} of the underlying in units of the quote, for cash; zero for physical.
/// @param strike Smallest units of the quote for one whole unit of the underlying; 1 to the largest `uint128`.
struct SeriesTerms {
    address underlying;
    address quote;
    OptionKind kind;
    OptionStyle style;
    uint40 exerciseStart;
    uint40 expiry;
    address oracle;
    uint256 strike;
}

/// @notice Where a series stands.
/// - `None`: no such series
/// - `Live`: up to and in the second of the expiry
/// - `Extended`: past the expiry, and holders of a physical series may still act: an outage has moved it, or may still move it
/// - `Settling`: holders may not act any more, and writers are not paid yet
/// - `Settled`: writers are paid; a physical series is only now closed to holders when the long-stop has ended an expiry that stayed open
enum SeriesStage {
    None,
    Live,
    Extended,
    Settling,
    Settled
}

/// @notice What a series holds and owes.
/// @param longs Long tokens in circulation: each is the right to one smallest unit of the underlying.
/// @param shorts Short tokens in circulation: together they own what is left of the pools.
/// @param collateral Collateral in the pool, in the smallest unit of its token.
/// @param proceeds What exercising holders paid in, in the smallest unit of the other token.
/// @param price Final settlement price with the oracle's decimals; 0 until it is taken over.
/// @param owed The part of `collateral` that belongs to the longs; 0 until the price is taken over, and for physical series.
struct SeriesPools {
    uint128 longs;
    uint128 shorts;
    uint128 collateral;
    uint128 proceeds;
    uint128 price;
    uint128 owed;
}

/// @notice A series as it is stored.
/// @dev Slot 0: underlying to style. 1: quote to priceDecimals. 2: oracle. 3: strike, price. 4: longs, shorts. 5: collateral, proceeds.
/// 6: owed. An exercise reads and writes none but 0, 1, 3, 4 and 5.
/// @param underlying See {SeriesTerms}, as for all other terms.
/// @param expiry Its expiry.
/// @param exerciseStart Its first second of exercise.
/// @param kind Its kind.
/// @param style Its style.
/// @param quote The quote.
/// @param underlyingDecimals Decimals of the underlying at creation.
/// @param quoteDecimals Decimals of the quote at creation.
/// @param priceDecimals Decimals of the oracle's price at creation; 0 for physical.
/// @param oracle The oracle; zero for physical.
/// @param strike Strike.
/// @param price See {SeriesPools}, as for all that follows.
/// @param longs Long tokens.
/// @param shorts Short tokens.
/// @param collateral Collateral.
/// @param proceeds Proceeds.
/// @param owed What belongs to the longs.
struct SeriesRecord {
    address underlying;
    uint40 expiry;
    uint40 exerciseStart;
    OptionKind kind;
    OptionStyle style;
    address quote;
    uint8 underlyingDecimals;
    uint8 quoteDecimals;
    uint8 priceDecimals;
    address oracle;
    uint128 strike;
    uint128 price;
    uint128 longs;
    uint128 shorts;
    uint128 collateral;
    uint128 proceeds;
    uint128 owed;
}
