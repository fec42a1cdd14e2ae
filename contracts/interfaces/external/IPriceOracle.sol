// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title What Euler asks for a price
/// @notice Same selectors as the interface of that name in Euler's price oracles; `getQuote` is also the whole of ERC-7726.
/// An Euler vault judges by {getQuote} whether an account may be liquidated and by {getQuotes} whether it may borrow more
/// or take collateral out.
interface IPriceOracle {
    /// @notice What the oracle calls itself.
    /// @return text A name for people.
    function name() external view returns (string memory text);

    /// @notice Value of `inAmount` of `base`, in `quote`.
    /// @param inAmount Amount of `base`, in its smallest unit.
    /// @param base Token that is priced.
    /// @param quote Token that it is priced in, or an ISO 4217 code as an address.
    /// @return outAmount Amount of `quote`, in its smallest unit, rounded towards zero.
    function getQuote(uint256 inAmount, address base, address quote) external view returns (uint256 outAmount);

    /// @notice What selling `inAmount` of `base` yields and what buying it costs, in `quote`.
    /// @param inAmount Amount of `base`, in its smallest unit.
    /// @param base Token that is priced.
    /// @param quote Token that it is priced in, or an ISO 4217 code as an address.
    /// @return bidOutAmount What it yields, in the smallest unit of `quote`.
    /// @return askOutAmount What it costs, in the same unit; never below `bidOutAmount`.
    function getQuotes(
        uint256 inAmount,
        address base,
        address quote
    ) external view returns (uint256 bidOutAmount, uint256 askOutAmount);
}
