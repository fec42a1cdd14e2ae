// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISettlementOracle} from "../interfaces/ISettlementOracle.sol";
import {RoundProof, Settlement, SettlementStep} from "../types/SettlementTypes.sol";

/// @title A settlement oracle that says what a test wants
/// @notice For unit tests of what asks an oracle; the stories use the real one. The price set is fixed by the first call of {fixPrice}, and
/// final after the window set.
contract SettlementOracleMock {
    /// @notice Decimals of the price.
    uint8 public immutable decimals;
    /// @notice Not zero, as for a real one.
    address public immutable priceFeed = address(this);

    uint256 private _price;
    uint40 private _window;
    mapping(uint40 expiry => Settlement settlement) private _settlements;
    mapping(uint40 expiry => uint256 price) private _prices;

    /// @param decimals_ Decimals of the price.
    constructor(uint8 decimals_) {
        decimals = decimals_;
    }

    /// @notice Sets the price that is fixed next, and how long it is disputed.
    /// @param price The price; may be none that an oracle would give.
    /// @param window Seconds.
    function set(uint256 price, uint40 window) external {
        (_price, _window) = (price, window);
    }

    /// @notice Forgets a price, as a veto does.
    /// @param expiry Of which expiry.
    function veto(uint40 expiry) external {
        delete _settlements[expiry];
    }

    /// @notice See {ISettlementOracle-fixPrice}.
    /// @param expiry The expiry.
    /// @return price The price set.
    function fixPrice(uint40 expiry, RoundProof calldata) external returns (uint256 price) {
        if (_settlements[expiry].step != SettlementStep.None) {
            revert ISettlementOracle.PriceAlreadyFixed(expiry, _prices[expiry]);
        }
        Settlement storage s = _settlements[expiry];
        s.step = SettlementStep.LastRound;
        s.fixedAt = uint40(block.timestamp);
        s.finalAt = s.fixedAt + _window;
        _prices[expiry] = _price;
        return _price;
    }

    /// @notice See {ISettlementOracle-priceAt}.
    /// @param expiry The expiry.
    /// @return price The price fixed.
    function priceAt(uint40 expiry) external view returns (uint256 price) {
        Settlement memory s = _settlements[expiry];
        if (s.step == SettlementStep.None || block.timestamp < s.finalAt) {
            revert ISettlementOracle.PriceNotFinal(expiry, s.finalAt);
        }
        return _prices[expiry];
    }

    /// @notice See {ISettlementOracle-settlementOf}.
    /// @param expiry The expiry.
    /// @return settlement What was fixed.
    function settlementOf(uint40 expiry) external view returns (Settlement memory settlement) {
        return _settlements[expiry];
    }
}
