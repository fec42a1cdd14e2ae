// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";

import {IOptionsBook} from "../interfaces/IOptionsBook.sol";
import {OptionStyle, SeriesTerms} from "../types/OptionTypes.sol";
import {BoundedRead} from "./BoundedRead.sol";
import {Bounds} from "./Bounds.sol";
import {GuardWiring} from "./GuardWiring.sol";
import {TimeMath} from "./TimeMath.sol";

/// @title What a series may be
/// @notice Checks, both sides inclusive: the times against now and against each other; the strike; that underlying and quote are different
/// contracts, and that an oracle is there exactly where cash is paid; decimals of all three. Does not check: what the tokens and the oracle
/// are, nor that the oracle prices this pair; both are the creator's choice, and holders' to look at.
library OptionBounds {
    using TimeMath for uint40;

    /// @notice Least time in which a series may be exercised, and before the expiry at creation.
    uint40 internal constant MIN_WINDOW = 1 hours;
    /// @notice Most time before the expiry in which a European series may be exercised.
    uint40 internal constant MAX_EUROPEAN_WINDOW = 1 days;
    /// @notice Most time from the creation to the expiry.
    uint40 internal constant MAX_LIFE = 5 * 365 days;
    uint8 internal constant MAX_DECIMALS = 18;
    uint256 internal constant MAX_AMOUNT = type(uint128).max;

    /// @notice Reverts unless `terms` may be a series; see {IOptionsBook-createSeries}.
    /// @param terms The terms.
    /// @return underlyingDecimals Decimals of the underlying.
    /// @return quoteDecimals Decimals of the quote.
    /// @return priceDecimals Decimals of the oracle's price; 0 without one.
    function check(
        SeriesTerms calldata terms
    ) internal view returns (uint8 underlyingDecimals, uint8 quoteDecimals, uint8 priceDecimals) {
        _checkTimes(terms, uint40(block.timestamp));
        if (terms.strike == 0) revert IOptionsBook.ZeroStrike();
        if (terms.strike > MAX_AMOUNT) revert IOptionsBook.AmountTooHigh(terms.strike, MAX_AMOUNT);
        if (terms.underlying == terms.quote) revert IOptionsBook.SameToken(terms.quote);
        underlyingDecimals = _decimalsOf("underlying", terms.underlying);
        quoteDecimals = _decimalsOf("quote", terms.quote);
        if ((terms.style == OptionStyle.EuropeanCash) != (terms.oracle != address(0))) {
            revert IOptionsBook.OracleMismatch(terms.style, terms.oracle);
        }
        if (terms.oracle != address(0)) priceDecimals = _decimalsOf("oracle", terms.oracle);
    }

    function _checkTimes(SeriesTerms calldata terms, uint40 now_) private pure {
        uint40 expiry = terms.expiry;
        Bounds.within("expiry", expiry, now_.add(MIN_WINDOW), now_.add(MAX_LIFE));
        if (terms.style == OptionStyle.EuropeanCash) return Bounds.within("exerciseStart", terms.exerciseStart, 0, 0);
        uint40 earliest = terms.style == OptionStyle.AmericanPhysical ? 0 : expiry.sub(MAX_EUROPEAN_WINDOW);
        Bounds.within("exerciseStart", terms.exerciseStart, earliest, expiry.sub(MIN_WINDOW));
    }

    function _decimalsOf(bytes32 parameter, address account) private view returns (uint8 decimals) {
        GuardWiring.requireCode(parameter, account);
        (bool ok, uint256 count) = BoundedRead.word(account, IERC20Metadata.decimals.selector);
        if (!ok) revert IOptionsBook.DecimalsUnknown(account);
        if (count > MAX_DECIMALS) revert IOptionsBook.DecimalsTooHigh(account, count, MAX_DECIMALS);
        return uint8(count);
    }
}
