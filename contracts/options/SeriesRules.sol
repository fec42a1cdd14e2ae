// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {OptionBounds} from "../libraries/OptionBounds.sol";
import {SeriesTerms} from "../types/OptionTypes.sol";

contract SeriesRules {
    function check(
        SeriesTerms calldata terms
    ) external view returns (uint8 underlyingDecimals, uint8 quoteDecimals, uint8 priceDecimals) {
        return OptionBounds.check(terms);
    }
}
