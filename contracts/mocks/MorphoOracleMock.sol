// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";

import {IAggregatorV3} from "../interfaces/IAggregatorV3.sol";

/// @title A pair of Chainlink prices as Morpho Blue's oracle
/// @notice As small as Morpho's own: no age, no guard, no choice. What it reads decides whether it answers.
contract MorphoOracleMock {
    IAggregatorV3 private immutable COLLATERAL_FEED;
    IAggregatorV3 private immutable LOAN_FEED;
    uint256 private immutable SCALE;

    /// @param collateral Collateral token.
    /// @param collateralFeed Its price, with as many decimals as `loanFeed`.
    /// @param loan Loan token.
    /// @param loanFeed Its price.
    constructor(IERC20Metadata collateral, IAggregatorV3 collateralFeed, IERC20Metadata loan, IAggregatorV3 loanFeed) {
        COLLATERAL_FEED = collateralFeed;
        LOAN_FEED = loanFeed;
        SCALE = 10 ** (36 + loan.decimals() - collateral.decimals());
    }

    /// @notice What one smallest unit of collateral is worth.
    /// @return value In smallest units of the loan token, scaled by 1e36.
    function price() external view returns (uint256 value) {
        (, int256 collateralPrice, , , ) = COLLATERAL_FEED.latestRoundData();
        (, int256 loanPrice, , , ) = LOAN_FEED.latestRoundData();
        return (uint256(collateralPrice) * SCALE) / uint256(loanPrice);
    }
}
