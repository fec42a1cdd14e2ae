// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IExpiryClock} from "./IExpiryClock.sol";
import {IOptionsBook} from "./IOptionsBook.sol";

/// @title Options that survive an outage fairly
/// @notice The book of {IOptionsBook}, on the clock of {IExpiryClock} and behind a sequencer guard:
///
/// | call | action for the sequencer guard | when |
/// |---|---|---|
/// | {IOptionsBook-createSeries} | none: price-free, nothing is at risk yet | |
/// | {IOptionsBook-write} | IncreaseRisk | before the expiry, never in an extension |
/// | {IOptionsBook-close}, transfers | ReduceRisk: never stopped, neither guard nor ledger is asked | always |
/// | {IOptionsBook-exercise} | Exercise: never stopped; the ledger is asked only past the expiry | from `exerciseStart` to the effective expiry, both inclusive |
/// | {startSettlement} | none | physical only, past the effective expiry and the detection lag |
/// | {IOptionsBook-fixPrice} | none here; the oracle asks for Settle on its own clock | cash only, once the oracle's price is final |
/// | {IOptionsBook-redeemShort} | Settle, once for each physical series | past the settlement delay (physical), with the price (cash) |
/// | {IOptionsBook-redeemLong} | none | cash only, with the price |
///
/// The settlement price of a cash series is the oracle's, by the oracle's own clock; {IOptionsBook-effectiveExpiry} and
/// {IOptionsBook-stageOf} tell of the time before the price by this contract's clock.
interface IOutageSafeOptions is IOptionsBook, IExpiryClock {
    /// @notice The address given as oracle does not answer as an {ISettlementOracle}; a price feed is none.
    /// @param oracle The address given.
    error NotASettlementOracle(address oracle);

    /// @notice Records that somebody acts after the effective expiry of a physical series. Anybody may.
    /// @dev Reverts as {IExpiryClock} says, with {IOptionsBook-UnknownSeries}, and with {IOptionsBook-WrongStyle} for cash: there the
    /// settlement of the oracle is started.
    /// @param id The series.
    function startSettlement(uint256 id) external;
}
