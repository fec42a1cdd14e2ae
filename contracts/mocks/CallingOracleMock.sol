// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {RoundProof, Settlement} from "../types/SettlementTypes.sol";

/// @title A hostile settlement oracle: calls the book of options back when it is asked to fix a price
/// @notice Keeps what the call answered. Its price is always final.
contract CallingOracleMock {
    /// @notice Decimals of the price.
    uint8 public immutable decimals = 8;
    /// @notice What the last callback returned.
    bytes public answer;

    address private immutable BOOK;

    bytes private _data;

    /// @param book Who is called.
    constructor(address book) {
        BOOK = book;
    }

    /// @notice Sets the call.
    /// @param data Encoded call.
    function setCallback(bytes calldata data) external {
        _data = data;
    }

    /// @notice Calls back.
    /// @return price Any.
    function fixPrice(uint40, RoundProof calldata) external returns (uint256 price) {
        (, answer) = BOOK.call(_data);
        return 1;
    }

    /// @notice Looks like a price feed.
    /// @return feed This.
    function priceFeed() external view returns (address feed) {
        return address(this);
    }

    /// @notice Nothing was fixed before, and what is fixed is final.
    /// @return settlement Zeros.
    function settlementOf(uint40) external pure returns (Settlement memory settlement) {}

    /// @notice The price.
    /// @return price Any.
    function priceAt(uint40) external pure returns (uint256 price) {
        return 10 ** 8;
    }
}
