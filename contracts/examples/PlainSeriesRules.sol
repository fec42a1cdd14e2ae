// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAggregatorV3} from "../interfaces/IAggregatorV3.sol";
import {SeriesRules} from "../options/SeriesRules.sol";
import {RoundProof} from "../types/SettlementTypes.sol";

/// @title Rules of the plain options: the price is a feed's newest answer in the moment of whoever calls
/// @notice Not for use in production; see {PlainOptions}.
/// @dev Checks: that the price is above zero. Does not check: how old it is, and whether the chain stood still.
contract PlainSeriesRules is SeriesRules {
    function _finalPrice(
        address oracle,
        uint40,
        RoundProof calldata
    ) internal view override returns (bool isFinal, uint256 price) {
        (, int256 answer, , , ) = IAggregatorV3(oracle).latestRoundData();
        return (true, answer > 0 ? uint256(answer) : 0);
    }

    function _checkOracle(address) internal pure override {}
}
