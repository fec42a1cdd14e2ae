// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAggregatorV3} from "../interfaces/IAggregatorV3.sol";

/// @title A proxied uptime feed whose whole history can be written at will
/// @notice Rounds come from a formula, from single overrides, or both, so that twenty thousand of them cost one transaction.
/// Rounds that do not exist are answered like either family of Chainlink's feeds. A phase of 0 stands for a feed without a
/// proxy. For tests only: anybody may write anything, and nothing is checked.
contract RoundHistoryFeed is IAggregatorV3 {
    /// @notice A phase told by a formula: round 1 is "up" at `start`, then every `period` seconds an outage of `downtime`
    /// seconds: round 2k is "down" at `start + k * period`, round 2k + 1 is "up" `downtime` seconds later.
    /// @param rounds How many rounds the phase has.
    /// @param start Time of its first round, in seconds.
    /// @param period Seconds from one outage's start to the next one's.
    /// @param downtime Seconds of each outage.
    struct Series {
        uint64 rounds;
        uint64 start;
        uint64 period;
        uint64 downtime;
    }

    /// @notice One round, wide enough for malformed ones.
    /// @param answer 0 up, 1 down, anything else malformed.
    /// @param startedAt Seconds; anything beyond `uint40` is malformed.
    struct Round {
        int120 answer;
        uint128 startedAt;
        bool set;
    }

    /// @notice What the Base family answers for a round that does not exist.
    error NoDataPresent();

    /// @notice What a proxy answers for a phase that does not exist.
    error NoSuchPhase(uint16 phase);

    /// @notice Whether a round that does not exist reverts (Base family) or reads as zeros (Arbitrum).
    bool public immutable REVERTS_ON_UNKNOWN;

    /// @notice The phase that {latestRoundData} reads.
    uint16 public currentPhase;

    mapping(uint16 phase => Series series) private _series;
    mapping(uint80 roundId => Round round) private _rounds;

    /// @param revertsOnUnknown True for the Base family, false for Arbitrum's.
    constructor(bool revertsOnUnknown) {
        REVERTS_ON_UNKNOWN = revertsOnUnknown;
    }

    /// @notice Writes a whole phase by formula and makes it the current one.
    /// @param phase The phase; 0 for a feed without a proxy.
    /// @param series The formula.
    function setSeries(uint16 phase, Series calldata series) external {
        _series[phase] = series;
        currentPhase = phase;
    }

    /// @notice Appends rounds to a phase and makes it the current one.
    /// @param phase The phase; 0 for a feed without a proxy.
    /// @param rounds The rounds, in order; their `set` is ignored.
    function appendRounds(uint16 phase, Round[] calldata rounds) external {
        uint64 last = _series[phase].rounds;
        for (uint256 i = 0; i < rounds.length; ++i) {
            ++last;
            _rounds[_roundId(phase, last)] = Round(rounds[i].answer, rounds[i].startedAt, true);
        }
        _series[phase].rounds = last;
        currentPhase = phase;
    }

    /// @notice Makes a phase the current one, also an empty one.
    /// @param phase The phase.
    function setCurrentPhase(uint16 phase) external {
        currentPhase = phase;
    }

    /// @inheritdoc IAggregatorV3
    function latestRoundData() external view returns (uint80, int256, uint256, uint256, uint80) {
        uint16 phase = currentPhase;
        uint64 last = _series[phase].rounds;
        if (last == 0) revert NoDataPresent();
        return _answer(_roundId(phase, last));
    }

    /// @inheritdoc IAggregatorV3
    function getRoundData(uint80 roundId) external view returns (uint80, int256, uint256, uint256, uint80) {
        uint16 phase = uint16(roundId >> 64);
        uint64 round = uint64(roundId);
        uint64 last = _series[phase].rounds;
        if (last == 0) revert NoSuchPhase(phase);
        if (round == 0 || round > last) {
            if (REVERTS_ON_UNKNOWN) revert NoDataPresent();
            return (roundId, 0, 0, 0, roundId);
        }
        return _answer(roundId);
    }

    /// @inheritdoc IAggregatorV3
    function decimals() external pure returns (uint8) {
        return 0;
    }

    /// @inheritdoc IAggregatorV3
    function description() external pure returns (string memory) {
        return "L2 Sequencer Uptime Status Feed";
    }

    /// @inheritdoc IAggregatorV3
    function version() external pure returns (uint256) {
        return 1;
    }

    function _answer(uint80 roundId) private view returns (uint80, int256, uint256, uint256, uint80) {
        Round memory round = _rounds[roundId];
        if (round.set) return (roundId, round.answer, round.startedAt, round.startedAt, roundId);
        Series memory series = _series[uint16(roundId >> 64)];
        uint256 number = uint64(roundId);
        bool down = number % 2 == 0;
        uint256 startedAt = series.start + (number / 2) * series.period;
        if (!down && number > 1) startedAt += series.downtime;
        return (roundId, down ? int256(1) : int256(0), startedAt, startedAt, roundId);
    }

    function _roundId(uint16 phase, uint64 round) private pure returns (uint80) {
        return (uint80(phase) << 64) | round;
    }
}
