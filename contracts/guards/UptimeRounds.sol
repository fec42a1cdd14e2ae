// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAggregatorV3} from "../interfaces/IAggregatorV3.sol";
import {IUptimeRounds} from "../interfaces/IUptimeRounds.sol";

/// @title The rounds of an uptime feed of our own
/// @notice Rounds alternate, so a round is its time and the parity of its id. Fail-closed: a round that is not there reverts,
/// it never reads as zeros, which some readers take for "up".
/// @dev Checks: that a round exists. Does not check: the order in time, which whoever appends keeps.
abstract contract UptimeRounds is IUptimeRounds {
    /// @dev The first round says "up"; the constructors append it.
    uint80 internal constant FIRST_ROUND = 1;

    mapping(uint80 roundId => uint40 startedAt) private _startedAt;

    /// @inheritdoc IAggregatorV3
    function decimals() external pure returns (uint8) {
        return 0;
    }

    /// @inheritdoc IAggregatorV3
    function version() external pure returns (uint256) {
        return 1;
    }

    /// @dev Appends round `id`, the one after the newest.
    function _append(uint80 id, uint40 startedAt) internal {
        _startedAt[id] = startedAt;
        emit AnswerUpdated(_answerOf(id), id, startedAt);
    }

    /// @dev A recorded round in the five words of Chainlink's interface.
    function _recorded(
        uint80 id,
        uint80 newest
    ) internal view returns (uint80, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound) {
        if (id == 0 || id > newest) revert NoSuchRound(id, newest);
        return _words(id, _startedAt[id]);
    }

    /// @dev Any round in the five words.
    function _words(
        uint80 id,
        uint40 startedAt
    ) internal pure returns (uint80, int256 answer, uint256, uint256 updatedAt, uint80 answeredInRound) {
        return (id, _answerOf(id), startedAt, startedAt, id);
    }

    /// @dev Whether a round says "down".
    function _saysDown(uint80 id) internal pure returns (bool down) {
        return id % 2 == 0;
    }

    function _answerOf(uint80 id) private pure returns (int256 answer) {
        return _saysDown(id) ? int256(1) : int256(0);
    }
}
