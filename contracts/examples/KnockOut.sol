// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAggregatorV3} from "../interfaces/IAggregatorV3.sol";
import {IOutageLedger} from "../interfaces/IOutageLedger.sol";
import {TimeMath} from "../libraries/TimeMath.sol";

/// @title A barrier that is not observed in outages
/// @notice A price round at or below the barrier knocks the option out, unless an outage took time from `quiet` seconds before it or from
/// `reportLag` seconds after it: nobody could hedge or leave then. Anybody may show the round, once an outage would have been reported.
/// Not shown here: what is knocked out.
contract KnockOut {
    using TimeMath for uint40;

    /// @notice What is observed, when and against what; all fixed.
    /// @param priceFeed Price feed.
    /// @param ledger Ledger of the chain's uptime feed.
    /// @param barrier Barrier, with the feed's decimals.
    /// @param from First second.
    /// @param to Last second.
    /// @param quiet Seconds after an outage that are not observed.
    /// @param reportLag How late an outage shows: detection and visibility lag together.
    struct Terms {
        IAggregatorV3 priceFeed;
        IOutageLedger ledger;
        int256 barrier;
        uint40 from;
        uint40 to;
        uint40 quiet;
        uint40 reportLag;
    }

    /// @notice When it was knocked out; 0 while it was not.
    uint40 public knockedOutAt;

    Terms private _terms;

    /// @notice The round is outside the observed time, or above the barrier.
    error NoKnock(int256 answer, uint256 updatedAt);
    /// @notice An outage may still be reported.
    error TooEarly(uint40 until);
    /// @notice An outage took time from around the round.
    error ObservedInOutage(uint40 at);

    /// @param terms What is observed.
    constructor(Terms memory terms) {
        _terms = terms;
    }

    /// @notice Shows a round that knocks out. Reverts while the ledger cannot answer: the barrier waits, it does not fall.
    /// @param roundId A round of the price feed.
    function knock(uint80 roundId) external {
        Terms memory t = _terms;
        (, int256 answer, , uint256 updatedAt, ) = t.priceFeed.getRoundData(roundId);
        bool observed = updatedAt >= t.from && updatedAt <= t.to;
        if (!observed || answer <= 0 || answer > t.barrier) revert NoKnock(answer, updatedAt);
        uint40 at = uint40(updatedAt);
        uint40 reported = at.add(t.reportLag).add(1);
        if (block.timestamp < reported) revert TooEarly(reported);
        if (t.ledger.overlaps(at.sub(t.quiet), reported)) revert ObservedInOutage(at);
        knockedOutAt = at;
    }
}
