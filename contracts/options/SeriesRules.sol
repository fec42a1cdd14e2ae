// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IOptionsBook} from "../interfaces/IOptionsBook.sol";
import {ISeriesRules} from "../interfaces/ISeriesRules.sol";
import {OptionBounds} from "../libraries/OptionBounds.sol";
import {OptionMath} from "../libraries/OptionMath.sol";
import {SeriesTerms} from "../types/OptionTypes.sol";
import {RoundProof} from "../types/SettlementTypes.sol";

/// @title The rules of every book of options; who inherits says where prices come from
/// @notice See {ISeriesRules}.
/// @dev Checks: {OptionBounds}; that a price is one. Does not check: whether the series exists, or the time; that is the book's.
abstract contract SeriesRules is ISeriesRules {
    /// @inheritdoc ISeriesRules
    function finalPrice(uint256 id, RoundProof calldata proof) external returns (uint128 price, uint128 owed) {
        IOptionsBook book = IOptionsBook(msg.sender);
        SeriesTerms memory terms = book.termsOf(id);
        (bool isFinal, uint256 found) = _finalPrice(terms.oracle, terms.expiry, proof);
        if (!isFinal) return (0, 0);
        if (found == 0 || found > OptionBounds.MAX_AMOUNT) revert IOptionsBook.PriceUnusable(found);
        // By its formula at most the collateral of the longs, which is at most what fits.
        return (uint128(found), uint128(_owedDown(book, id, terms, found)));
    }

    /// @inheritdoc ISeriesRules
    function check(SeriesTerms calldata terms) external view returns (uint256 first, uint256 second) {
        (uint8 underlyingDecimals, uint8 quoteDecimals, uint8 priceDecimals) = OptionBounds.check(terms);
        if (terms.oracle != address(0)) _checkOracle(terms.oracle);
        first = uint160(terms.underlying) | (uint256(terms.expiry) << 160) | (uint256(terms.exerciseStart) << 200);
        first |= (uint256(terms.kind) << 240) | (uint256(terms.style) << 248);
        second = uint160(terms.quote) | (uint256(underlyingDecimals) << 160) | (uint256(quoteDecimals) << 168);
        second |= uint256(priceDecimals) << 176;
    }

    /// @dev The price, or that it is not final yet.
    function _finalPrice(
        address oracle,
        uint40 expiry,
        RoundProof calldata proof
    ) internal virtual returns (bool isFinal, uint256 price);

    /// @dev Reverts when `oracle` cannot be one.
    function _checkOracle(address oracle) internal view virtual;

    function _owedDown(
        IOptionsBook book,
        uint256 id,
        SeriesTerms memory terms,
        uint256 price
    ) private view returns (uint256 owed) {
        (uint8 underlyingDecimals, uint8 quoteDecimals, uint8 priceDecimals) = book.decimalsOf(id);
        return
            OptionMath.owedDown(
                terms.kind,
                book.poolsOf(id).longs,
                terms.strike,
                price,
                underlyingDecimals,
                quoteDecimals,
                priceDecimals
            );
    }
}
