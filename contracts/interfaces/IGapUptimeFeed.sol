// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IUptimeRounds} from "./IUptimeRounds.sol";

/// @title An uptime feed made of the chain's own clock
/// @notice Somebody touches it by {IUptimeRounds-poke}; a gap of more than {maxGap} since the last touch counts as an outage
/// from that touch to the next. Whoever reads in between is told "down since the last touch", in the very round that the poke
/// will record: view and record cannot disagree.
///
/// It answers while the feed of the oracle network is still silent: in the first transactions after a halt, before the
/// "down" has been delivered. It is blind to halts of up to {maxGap}, to halts during which delayed messages touched it, and
/// on chains that fill a halt with back-dated blocks, where it refuses to be deployed.
/// A small gap never disproves a halt; a large one may just mean that nobody called. So it wants a touch at least every
/// {maxGap}: by guarded calls (also those that reduce risk, because a call that reverts takes its touch back) or by a keeper.
interface IGapUptimeFeed is IUptimeRounds {
    /// @notice This chain's timestamps never show a gap, so the feed would always say "up".
    /// @param chainId This chain.
    error ClockShowsNoGaps(uint256 chainId);

    /// @notice Longest time between two touches that is not an outage; exactly so much is none yet.
    /// @return seconds_ Seconds.
    function maxGap() external view returns (uint40 seconds_);

    /// @notice Time of the last touch.
    /// @return time Seconds of the chain's clock.
    function lastTouch() external view returns (uint40 time);
}
