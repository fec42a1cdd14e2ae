// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SeriesTerms} from "../types/OptionTypes.sol";
import {RoundProof} from "../types/SettlementTypes.sol";

/// @title What a book of options asks rarely, in a contract of its own
/// @notice Holds nothing and may do nothing that not everybody may; it is part of its book, kept apart for the size of the code.
interface ISeriesRules {
    /// @notice Reverts unless `terms` may be a series; see {IOptionsBook-createSeries}.
    /// @param terms The terms.
    /// @return first The first slot of its {SeriesRecord}.
    /// @return second The second slot.
    function check(SeriesTerms calldata terms) external view returns (uint256 first, uint256 second);

    /// @notice The final price of a cash series of the caller, fixed before where nobody has; see {IOptionsBook-fixPrice}.
    /// @param id The series.
    /// @param proof For the oracle.
    /// @return price With the oracle's decimals; 0 when the price was fixed by this call and is not final yet.
    /// @return owed Collateral owed to all longs at this price.
    function finalPrice(uint256 id, RoundProof calldata proof) external returns (uint128 price, uint128 owed);
}
