// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IOutageSafeOptions} from "../interfaces/IOutageSafeOptions.sol";
import {ISettlementOracle} from "../interfaces/ISettlementOracle.sol";
import {BoundedRead} from "../libraries/BoundedRead.sol";
import {RoundProof, SettlementStep} from "../types/SettlementTypes.sol";
import {SeriesRules} from "./SeriesRules.sol";

/// @title Rules of options that survive an outage: prices come from settlement oracles
/// @notice Deployed by {OutageSafeOptions} for itself.
/// @dev Checks: that an oracle looks like one at creation. Does not check: what it is; it answers for its series alone, which its creator and
/// whoever trades it have chosen.
contract SettledSeriesRules is SeriesRules {
    function _finalPrice(
        address oracle,
        uint40 expiry,
        RoundProof calldata proof
    ) internal override returns (bool isFinal, uint256 price) {
        ISettlementOracle source = ISettlementOracle(oracle);
        if (source.settlementOf(expiry).step == SettlementStep.None) {
            source.fixPrice(expiry, proof);
            if (block.timestamp < source.settlementOf(expiry).finalAt) return (false, 0);
        }
        return (true, source.priceAt(expiry));
    }

    function _checkOracle(address oracle) internal view override {
        (bool ok, uint256 feed) = BoundedRead.word(oracle, ISettlementOracle.priceFeed.selector);
        if (!ok || feed == 0) revert IOutageSafeOptions.NotASettlementOracle(oracle);
    }
}
