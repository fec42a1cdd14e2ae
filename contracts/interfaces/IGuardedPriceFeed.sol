// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Action} from "../types/SequencerTypes.sol";
import {IAggregatorV2V3} from "./IAggregatorV2V3.sol";

/// @title A price feed that is silent while its price must not be used
/// @notice Answers as the feed behind it does while the guard allows {guardedAction} and the price can be from after the last
/// recovery; reverts otherwise. Put it where a protocol that knows no guard expects a Chainlink price feed.
///
/// | read | guarded |
/// |---|---|
/// | `latestRoundData`, `latestAnswer`, `latestTimestamp`, `latestRound` | yes |
/// | `getRoundData`, `getAnswer`, `getTimestamp` of the newest round | yes: it is the price of now by another name |
/// | the same of an older round | no: history is evidence, not a price to act on |
/// | `decimals`, `description`, `version` | no |
///
/// Reverts with the guard's own errors ({IGuardErrors-SequencerDown}, {IGuardErrors-SequencerRecovering},
/// {IGuardErrors-UptimeFeedUnavailable}), with the two below, with {IPriceFeedErrors-PriceStale} where the guard lets
/// liquidations run without an answer, or with what the feed behind reverts with.
interface IGuardedPriceFeed is IAggregatorV2V3 {
    /// @notice The nodes observed the price at a time that the chain's clock has not reached: the chain produces back-dated
    /// blocks, although the uptime feed says "up".
    /// @param by Seconds by which the clock is behind, at least.
    error ChainCatchingUp(uint40 by);

    /// @notice The newest price is from before the recovery.
    /// @param updatedAt When it was written, in seconds of the chain's clock.
    /// @param recoveredAt End of the last outage, in seconds; a price written then is accepted.
    /// @param until When it is accepted all the same, because the feed had time enough to speak.
    error PricePredatesRecovery(uint256 updatedAt, uint40 recoveredAt, uint40 until);

    /// @notice An action that no guard ever stops guards nothing.
    /// @param action The action given.
    error ActionNeverStopped(Action action);

    /// @notice The address given as price feed has no decimals, cannot be read by a contract, or has no positive answer.
    /// @param feed The address given.
    error NotAPriceFeed(address feed);

    /// @notice The feed behind.
    /// @return feed Its address.
    function priceFeed() external view returns (address feed);

    /// @notice The action that must be allowed for a price to pass.
    /// @return action `IncreaseRisk`, `Liquidate` or `Settle`.
    function guardedAction() external view returns (Action action);

    /// @notice How long after a recovery a price from before it is refused; also the oldest price that passes while the
    /// uptime feed gives no answer. At least the price feed's heartbeat is sensible.
    /// @return seconds_ Seconds.
    function maxQuiet() external view returns (uint40 seconds_);
}
