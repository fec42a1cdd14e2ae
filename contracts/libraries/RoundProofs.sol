// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISettlementOracle} from "../interfaces/ISettlementOracle.sol";
import {RoundProof} from "../types/SettlementTypes.sol";
import {BoundedRead} from "./BoundedRead.sol";

/// @title Which round of a price feed was the last at or before a time
/// @notice A feed's phases are the aggregators that its proxy has had. The price of a time is the last usable round at or before it
/// of the highest phase that has one; phases above the one given are not looked at. A round is usable when its answer is above
/// zero and fits 128 bits. Others, and rounds that were never completed, are passed over.
///
/// | at the time | shown by |
/// |---|---|
/// | a later round of the phase exists | the two rounds, with nothing usable between them |
/// | the phase ended before it, or has not gone on yet | the round, with nothing after it in its phase: what is written later is later |
/// | a later phase had begun by then | rounds of the earlier one are refused |
/// | a later phase had not begun, or has no round | it is passed over |
///
/// Exactly one proof is accepted for each time, at any moment.
/// @dev Checks: code, success, gas and length of every answer (see {BoundedRead}); ids; that the time asked for has passed is the
/// caller's. Does not check: the nodes' clock (`startedAt`): a round belongs to the second of the block that carried it, and a halt long
/// enough to matter is in the ledger.
/// Trust: the feed is Chainlink's proxy: it keeps the rounds of old phases readable and never changes one; round ids of an aggregator
/// begin at 1; block times do not fall within a phase; of any {REACH} rounds in a row, up to the last, at least one is usable. A proxy
/// switched between the time and the witness of it is believed when the new aggregator had been running before the time.
library RoundProofs {
    /// @notice How far the next usable round may lie: so many ids without one mean that a phase has no more.
    uint80 internal constant REACH = 4;
    uint256 private constant PHASE_BITS = 64;

    /// @notice What a round is worth as a proof.
    /// @param answer As it came; 0 when the feed has no such round.
    /// @param updatedAt As it came; 0 when the feed has no such round.
    /// @param usable Whether its answer is a price.
    struct Round {
        uint256 answer;
        uint256 updatedAt;
        bool usable;
    }

    /// @notice The last usable round at or before `time`. Reverts with {ISettlementOracle-WrongPhase},
    /// {ISettlementOracle-RoundUnusable}, {ISettlementOracle-NotTheLastRound}, {ISettlementOracle-NotNeighbours} or
    /// {BoundedRead-GasStarved}.
    /// @param feed The proxy.
    /// @param proof The round and the next one.
    /// @param newestPhase The highest phase that counts.
    /// @param time A time that has passed.
    /// @return price Above zero.
    /// @return updatedAt When it was written; at most `time`.
    function lastRound(
        address feed,
        RoundProof calldata proof,
        uint16 newestPhase,
        uint40 time
    ) internal view returns (uint128 price, uint40 updatedAt) {
        uint80 id = proof.roundId;
        uint16 phase = uint16(id >> PHASE_BITS);
        if (phase == 0 || phase > newestPhase) revert ISettlementOracle.WrongPhase(phase, newestPhase);
        Round memory found = read(feed, id);
        if (!found.usable || uint64(id) > type(uint64).max - REACH) {
            revert ISettlementOracle.RoundUnusable(id, int256(found.answer), found.updatedAt);
        }
        if (found.updatedAt > time) revert ISettlementOracle.NotTheLastRound(id, found.updatedAt, 0, time);
        _requireLastOfPhase(feed, proof, found.updatedAt, time);
        for (uint16 later = newestPhase; later > phase; --later) {
            if (_hadBegun(feed, later, time)) revert ISettlementOracle.WrongPhase(phase, later);
        }
        return (uint128(found.answer), uint40(found.updatedAt));
    }

    /// @notice One round.
    /// @param feed The proxy.
    /// @param roundId The round; 0 for the newest.
    /// @return round What it is; zeros when the feed has none, by a revert or by zeros.
    function read(address feed, uint80 roundId) internal view returns (Round memory round) {
        (bool ok, uint256 id, uint256 answer, , uint256 updatedAt) = BoundedRead.roundWithin(
            feed,
            roundId,
            BoundedRead.READ_GAS
        );
        if (!ok || id != roundId || updatedAt == 0) return round;
        return Round(answer, updatedAt, isPrice(answer));
    }

    /// @notice Whether an answer is a price.
    /// @param answer As it came.
    /// @return usable True when it is above zero and fits 128 bits.
    function isPrice(uint256 answer) internal pure returns (bool usable) {
        return answer != 0 && answer <= type(uint128).max;
    }

    function _requireLastOfPhase(address feed, RoundProof calldata proof, uint256 updatedAt, uint40 time) private view {
        uint80 id = proof.roundId;
        uint80 end = proof.nextRoundId == 0 ? id + REACH : proof.nextRoundId;
        if (end <= id || end > id + REACH) revert ISettlementOracle.NotNeighbours(id, proof.nextRoundId);
        for (uint80 next = id + 1; next <= end; ++next) {
            Round memory after_ = read(feed, next);
            bool later = after_.updatedAt > time;
            if (next == proof.nextRoundId) {
                if (later) return;
                revert ISettlementOracle.NotTheLastRound(id, updatedAt, after_.updatedAt, time);
            }
            if (later) revert ISettlementOracle.NotNeighbours(id, proof.nextRoundId);
            if (after_.usable) revert ISettlementOracle.NotTheLastRound(id, updatedAt, after_.updatedAt, time);
        }
    }

    /// @dev The first usable round of a phase tells.
    function _hadBegun(address feed, uint16 phase, uint40 time) private view returns (bool begun) {
        uint80 first = (uint80(phase) << uint80(PHASE_BITS)) | 1;
        for (uint80 id = first; id < first + REACH; ++id) {
            Round memory round = read(feed, id);
            if (round.updatedAt > time) return false;
            if (round.usable) return true;
        }
    }
}
