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
/// @param strike Smallest units of the quote for one whole unit of the underlying.
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
/// - `Live`: up to the expiry
/// - `Extended`: past the expiry, and an outage has moved it, or may still move it
/// - `Settling`: past the effective expiry, and writers are not paid yet
/// - `Settled`: writers are paid
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
struct SeriesPools {
    uint128 longs;
    uint128 shorts;
    uint128 collateral;
    uint128 proceeds;
    uint128 price;
}
