// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {QuorumSource} from "../types/FeedTypes.sol";
import {IUptimeRounds} from "./IUptimeRounds.sol";

/// @title An uptime feed made of several
/// @notice Of up to eight sources, {quorum} have to agree that the sequencer is down. A source that is dead, malformed or
/// silent leaves the quorum: it never counts as down, nor as up. With fewer than {quorum} sources left there is no answer
/// ({QuorumLost}), as from a feed without data.
///
/// | what the sources that are left say | answer |
/// |---|---|
/// | at least `quorum` of them "down" | down, since the `quorum`-th earliest of their times |
/// | fewer, but at least `quorum` are left | up |
/// | fewer than `quorum` are left | none: reverts |
///
/// A reader is shown the sources' present aggregate. What {IUptimeRounds-poke} would record now has the id it will have, but
/// `getRoundData` gives recorded rounds only: a time may still move until it is recorded, and never afterwards. So a ledger of
/// this feed stores recorded rounds alone, and says that it is behind until somebody pokes.
/// Two cases keep the recorded round on display although the sources say something else: see {IUptimeRounds-poke}.
interface IQuorumUptimeFeed is IUptimeRounds {
    /// @notice Too few sources give an answer.
    /// @param live How many do.
    /// @param quorum How many must.
    error QuorumLost(uint256 live, uint256 quorum);

    /// @notice A source is given twice, so it would have two votes.
    /// @param feed The source.
    error DuplicateSource(address feed);

    /// @notice A source of a family without heartbeat was given a longest silence: it would leave the quorum for good.
    /// @param feed The source.
    /// @param maxSilence The value given; 0 is expected.
    error FamilyWithoutHeartbeat(address feed, uint40 maxSilence);

    /// @notice A source is silent already at deployment.
    /// @param feed The source.
    /// @param maxSilence Its longest silence, in seconds.
    error SourceSilent(address feed, uint40 maxSilence);

    /// @notice How many sources must be left for an answer, and must agree for a "down".
    /// @return sources A number from 1 to {sourceCount}.
    function quorum() external view returns (uint256 sources);

    /// @notice How many sources there are.
    /// @return sources A number from 1 to 8.
    function sourceCount() external view returns (uint256 sources);

    /// @notice One source.
    /// @param index Its index, below {sourceCount}; beyond it everything is zero.
    /// @return source As given at deployment.
    function sourceAt(uint256 index) external view returns (QuorumSource memory source);

    /// @notice How many sources give an answer now. Never reverts but for a call that brings too little gas.
    /// @return sources A number up to {sourceCount}.
    function liveSources() external view returns (uint256 sources);

    /// @notice The newest recorded round; {IAggregatorV3-latestRoundData} may be up to two rounds ahead of it.
    /// @return roundId The round.
    function recordedRound() external view returns (uint80 roundId);
}
