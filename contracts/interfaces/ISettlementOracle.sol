// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IExpiryClock} from "./IExpiryClock.sol";
import {RoundProof, Settlement, SettlementPolicy, SettlementStep} from "../types/SettlementTypes.sol";

/// @title The price at which everything that expires at a time is settled
/// @notice One oracle per price feed and policy, one price per expiry, whoever asks for it and whenever:
///
/// | step | when | price |
/// |---|---|---|
/// | `LastRound` | no outage was near the expiry | the last round with `updatedAt <= expiry`, shown by the next one, not older than 110 % of the heartbeat, and not from before an outage |
/// | `Average` | otherwise, or after a veto | time-weighted mean of at least `minObservations` observations in `averageLength` after the expiry and the recovery |
/// | `LongStop` | `longStop` after the expiry, when there is no average, or after a veto | the last round before the disruption (at or before the expiry, when nothing disrupted it), however old |
///
/// The averaging time is the last `averageLength` of `max(expiry, recoveredAt + visibilityLag) + averageDelay + averageLength`. It has the
/// same place in an undisturbed settlement, where it serves when the last round is too old or vetoed: observations may
/// always be taken. An outage in it begins it anew, at most `maxReextensions` times; one that is still cut by an outage then makes no average.
///
/// An outage is near the expiry when an averaging time after its recovery would not have been over at the expiry.
///
/// Nothing is fixed before somebody was seen to act after the time that the step waits for ({startSettlement}) and the settlement
/// delay has passed since, with a sync of the ledger in the same call, and while the guard allows `Settle`. There are two such times, with
/// ids of their own in {IExpiryClock}: the expiry itself (`LastRound`), and the end of the averaging time (the other steps), whose id is
/// the expiry plus 2^40. Observing asks the guard nothing: the averaging time falls into the users-first time after a recovery, and an
/// observation takes nothing from anybody.
///
/// Fail-closed up to the long-stop: a feed that does not answer, or no proof, fixes nothing and loses nothing. When even the ledger cannot tell what
/// disturbed the expiry, the last step uses what is known.
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

    /// @notice The feed did not answer.
    /// @param feed The feed.
    error PriceFeedUnavailable(address feed);

    /// @notice There is no such round, or its answer is no price: zero, less, or beyond 128 bits.
    /// @param roundId The round.
    /// @param answer Its answer; 0 when there is no such round.
    /// @param updatedAt Its time; 0 when there is no such round.
    error RoundUnusable(uint80 roundId, int256 answer, uint256 updatedAt);

    /// @notice The newest round is not a price of now: ahead of the clock, or from before it counts.
    /// @param roundId The round.
    /// @param startedAt When it was observed, by the nodes' clock; at most the block's time is expected, and at least `earliest`.
    /// @param updatedAt When it was written; the same is expected.
    /// @param earliest The second after the expiry, the recovery, or 110 % of the heartbeat ago, whichever is latest.
    error RoundNotCurrent(uint80 roundId, uint256 startedAt, uint256 updatedAt, uint40 earliest);

    /// @notice The round is not the last one at or before the time.
    /// @param roundId The round given.
    /// @param updatedAt Its time; at most `time` is expected.
    /// @param nextUpdatedAt Time of the round that follows; above `time` is expected. 0 when it was not looked at, or does not exist.
    /// @param time The time asked for.
    error NotTheLastRound(uint80 roundId, uint256 updatedAt, uint256 nextUpdatedAt, uint40 time);

    /// @notice The second round is not the next one of the phase that was written after the time; or none was given, and there is one.
    /// @param roundId The round given.
    /// @param nextRoundId The next round given.
    error NotNeighbours(uint80 roundId, uint80 nextRoundId);

    /// @notice The round belongs to a phase that does not tell the price: a later one does, or this one came after the witness.
    /// @param phase The phase given; 0 for none.
    /// @param expected The phase that does, or the highest that counts.
    error WrongPhase(uint16 phase, uint16 expected);

    /// @notice Neither the last round nor an average makes a price, and it is too early for the last step.
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

    /// @notice Records that somebody acts after an expiry, and which phase of the feed answers. Anybody may call it: once for the last
    /// round; and after the averaging time once more, for the other steps. When the expiry was disturbed, only the latter.
    /// @dev Reverts as {IExpiryClock} says, with {PriceFeedUnavailable}, and with {IGuardErrors-ParameterOutOfBounds} for the expiry 0.
    /// @param expiry The expiry, in L1 seconds.
    function startSettlement(uint40 expiry) external;

    /// @notice Takes an observation of the feed for the average of an expiry. Anybody may, between the times of {observationsOf}, both
    /// inclusive. Observations before a further outage no longer count.
    /// @dev Reverts with {ObservationNotDue}, {ObservationTooSoon}, {PriceFeedUnavailable}, {RoundUnusable} or {RoundNotCurrent}.
    /// @param expiry The expiry.
    function observe(uint40 expiry) external;

    /// @notice Fixes the price of an expiry. Anybody may; the result does not depend on who does, nor on when.
    /// @dev Reverts with {PriceAlreadyFixed}, as {IExpiryClock} says, with {WrongPhase}, {RoundUnusable}, {NotTheLastRound} or
    /// {NotNeighbours} for a wrong proof, and with {PriceNotAvailable}.
    /// @param expiry The expiry.
    /// @param proof The last round at or before the time of {roundTimeOf}. Also where it shows that the last round is too old, and an
    /// average is to be fixed; not read for the average of a disturbed expiry, nor after a veto.
    /// @return price With the feed's decimals.
    function fixPrice(uint40 expiry, RoundProof calldata proof) external returns (uint256 price);

    /// @notice Sends a settlement on to the next step. Only the guardian, before `finalAt`, and never from the last step.
    /// @dev Reverts with {NotSettlementGuardian} or {NothingToVeto}. A guardian who wants to have an average to send it on to sees to it that
    /// observations are taken, of every expiry: after a veto it is too late.
    /// @param expiry The expiry.
    /// @param reason Said in the event.
    function veto(uint40 expiry, string calldata reason) external;

    /// @notice The final price of an expiry; {PriceNotFinal} while there is none.
    /// @param expiry The expiry.
    /// @return price With the feed's decimals.
    function priceAt(uint40 expiry) external view returns (uint256 price);

    /// @notice How the settlement of an expiry stands. Never reverts.
    /// @param expiry The expiry.
    /// @return settlement Zeros while nothing is fixed or started.
    function settlementOf(uint40 expiry) external view returns (Settlement memory settlement);

    /// @notice Which step {fixPrice} would take in this block, were the settlement started and its delay over. Reverts for want
    /// of gas, and with the ledger's error while the ledger cannot tell whether an outage cut an averaging time that was moved as
    /// often as it may be; anybody's sync of the ledger ends that.
    /// @param expiry The expiry.
    /// @return step None while none can, and when a price is fixed. `LastRound` gives way to the later steps when its round proves too old.
    function nextStepOf(uint40 expiry) external view returns (SettlementStep step);

    /// @notice The time whose last round {fixPrice} asks for. Never reverts, but for want of gas.
    /// @param expiry The expiry.
    /// @return time The expiry; the second before the disruption when something disturbed it.
    function roundTimeOf(uint40 expiry) external view returns (uint40 time);

    /// @notice When observations of an expiry are due, and how many there are.
    /// @param expiry The expiry.
    /// @return from First second; the largest time while an outage that moves it runs, or the ledger cannot tell.
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
