// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IExpiryClock} from "./IExpiryClock.sol";
import {RoundProof, Settlement, SettlementPolicy, SettlementStep} from "../types/SettlementTypes.sol";

/// @title The price at which everything that expires at a time is settled
/// @notice One oracle per price feed and policy, one price per expiry, whoever asks for it and whenever:
///
/// | step | when | price |
/// |---|---|---|
/// | `LastRound` | no outage disrupted the expiry | the last round with `updatedAt <= expiry`, proven by its successor, not older than 110 % of the heartbeat |
/// | `Average` | otherwise, or after a veto | time-weighted mean of at least `minObservations` observations in `averageLength` after the recovery |
/// | `LongStop` | `longStop` after the expiry, when there is no average, or after a veto | the last round before the disruption (before the expiry, when nothing disrupted it), however old |
///
/// Nothing is fixed before a settlement has started and its delay has passed (see {IExpiryClock}), with a sync of the ledger in the same call. The oracle's own clock
/// protects the time of its observations: a further outage in it begins it anew, at most `maxReextensions` times.
interface ISettlementOracle is IExpiryClock {
    /// @notice An observation for the average of an expiry.
    /// @param expiry The expiry.
    /// @param index 0 for the first.
    /// @param price The feed's newest answer.
    event PriceObserved(uint40 indexed expiry, uint256 indexed index, uint256 price);

    /// @notice A price was fixed.
    /// @param expiry The expiry.
    /// @param step The step that fixed it.
    /// @param price With the feed's decimals.
    /// @param finalAt From when on nobody can change it any more.
    event PriceFixed(uint40 indexed expiry, SettlementStep indexed step, uint256 price, uint40 finalAt);

    /// @notice The guardian sent a settlement on to the next step.
    /// @param expiry The expiry.
    /// @param step The step that does not count.
    /// @param reason The guardian's words.
    event StepVetoed(uint40 indexed expiry, SettlementStep indexed step, string reason);

    /// @notice The feed's round is not usable.
    /// @param roundId The round.
    /// @param answer Its answer.
    /// @param updatedAt Its time.
    error RoundUnusable(uint80 roundId, int256 answer, uint256 updatedAt);

    /// @notice The round is not the last one at or before the time.
    /// @param roundId The round given.
    /// @param updatedAt Its time; at most `time` is expected.
    /// @param nextUpdatedAt Time of its successor; above `time` is expected.
    /// @param time The time asked for.
    error NotTheLastRound(uint80 roundId, uint256 updatedAt, uint256 nextUpdatedAt, uint40 time);

    /// @notice The second round does not follow the first.
    /// @param roundId The round given.
    /// @param nextRoundId The successor given.
    error NotNeighbours(uint80 roundId, uint80 nextRoundId);

    /// @notice The round belongs to a phase that did not answer at the time: a later phase did, or this one came later.
    /// @param phase The phase given.
    /// @param expected The phase that answered.
    error WrongPhase(uint16 phase, uint16 expected);

    /// @notice No step can fix the price now.
    /// @param expiry The expiry.
    /// @param longStopAt When the last step can.
    error PriceNotAvailable(uint40 expiry, uint40 longStopAt);

    /// @notice The price was fixed already.
    /// @param expiry The expiry.
    /// @param price The price.
    error PriceAlreadyFixed(uint40 expiry, uint256 price);

    /// @notice No price was fixed, or the guardian may still veto it.
    /// @param expiry The expiry.
    /// @param finalAt From when on it is final; 0 while none is fixed.
    error PriceNotFinal(uint40 expiry, uint40 finalAt);

    /// @notice Observations of this expiry are taken at another time.
    /// @param from First second.
    /// @param to Last second.
    error ObservationNotDue(uint40 from, uint40 to);

    /// @notice Another observation was taken too recently.
    /// @param nextAt When the next may be.
    error ObservationTooSoon(uint40 nextAt);

    /// @notice Only the guardian may veto.
    /// @param caller Who tried.
    /// @param guardian Who may; zero for nobody.
    error NotSettlementGuardian(address caller, address guardian);

    /// @notice There is nothing to veto: no price is fixed, it is final, or it comes from the last step.
    /// @param step The step in force.
    /// @param finalAt From when on it is final.
    error NothingToVeto(SettlementStep step, uint40 finalAt);

    /// @notice Records that somebody acts after an expiry, and which phase of the feed answers. Anybody may call it.
    /// @param expiry The expiry, in L1 seconds.
    function startSettlement(uint40 expiry) external;

    /// @notice Takes an observation of the feed for the average of an expiry. Anybody may; due only between
    /// {observationsOf}'s times.
    /// @param expiry The expiry.
    function observe(uint40 expiry) external;

    /// @notice Fixes the price of an expiry. Anybody may; the result does not depend on who does, nor on when.
    /// @param expiry The expiry.
    /// @param proof The last round at or before the expiry (`LastRound`) or before the disruption (`LongStop`); not read for an
    /// average.
    /// @return price With the feed's decimals.
    function fixPrice(uint40 expiry, RoundProof calldata proof) external returns (uint256 price);

    /// @notice Sends a settlement on to the next step. Only the guardian, within the dispute window, and never from the last step.
    /// @param expiry The expiry.
    /// @param reason Said in the event.
    function veto(uint40 expiry, string calldata reason) external;

    /// @notice The final price of an expiry; {PriceNotFinal} while there is none.
    /// @param expiry The expiry.
    /// @return price With the feed's decimals.
    function priceAt(uint40 expiry) external view returns (uint256 price);

    /// @notice How the settlement of an expiry stands. Never reverts.
    /// @param expiry The expiry.
    /// @return settlement Zeros while nothing is fixed.
    function settlementOf(uint40 expiry) external view returns (Settlement memory settlement);

    /// @notice Which step would fix the price now. Never reverts, but for want of gas.
    /// @param expiry The expiry.
    /// @return step None while none can.
    function nextStepOf(uint40 expiry) external view returns (SettlementStep step);

    /// @notice When observations of an expiry are due, and how many there are.
    /// @param expiry The expiry.
    /// @return from First second; the largest time while the expiry is open.
    /// @return to Last second.
    /// @return count Observations that count now.
    function observationsOf(uint40 expiry) external view returns (uint40 from, uint40 to, uint256 count);

    /// @notice Decimals of the price.
    /// @return count The feed's.
    function decimals() external view returns (uint8 count);

    /// @notice The price feed.
    /// @return feed Its address.
    function priceFeed() external view returns (address feed);

    /// @notice The parameters, all immutable.
    /// @return parameters As given at deployment.
    function settlementPolicy() external view returns (SettlementPolicy memory parameters);
}
