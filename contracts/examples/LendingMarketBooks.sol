// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {ILendingMarket} from "../interfaces/ILendingMarket.sol";
import {InterestTerms, MarketPosition} from "../types/MarketTypes.sol";
import {LendingMarketInterest} from "./LendingMarketInterest.sol";

/// @title Who has and owes what in a lending market
/// @notice Debt is kept in shares of an index that interest alone moves, so that no payment, however it is timed, makes a share
/// dearer for somebody else: there is nothing to inflate. The cash is counted here and not read from the token, so that tokens
/// sent without a call change nothing, and touching the books calls no other contract.
///
/// Rounding, always for the pool: a borrower gets shares rounded up and owes assets rounded up; a repayment takes shares rounded
/// down, but for the last, which takes all; what borrowers owe together, the lenders' asset, is rounded down.
///
/// Interest runs by the clock, through outages and graces too: what was lent stays lent, lenders cannot have it back either, and
/// a clock that stood still would give each outage to the borrowers at the lenders' cost. It is known beforehand and small: two
/// hours at 10 % a year are 0.0023 %.
/// @dev The rate is the one that the last touch left, because cash and shares change in no other way. Does not check: who may.
abstract contract LendingMarketBooks is LendingMarketInterest, ILendingMarket {
    using Math for uint256;
    using SafeCast for uint256;

    /// @dev One slot.
    struct Account {
        uint128 collateral;
        uint128 debtShares;
    }

    /// @dev One slot.
    struct Totals {
        uint128 cash;
        uint128 debtShares;
    }

    /// @dev One slot.
    struct Index {
        uint128 value;
        uint40 accruedAt;
    }

    uint256 private constant FIRST_INDEX = 1e27;
    /// @dev `shares × index / SHARE` are assets: at the start a unit of the debt asset is a million shares.
    uint256 private constant SHARE = 1e33;

    mapping(address account => Account entry) internal _accounts;
    Totals private _totals;
    Index private _index;

    /// @inheritdoc ILendingMarket
    uint256 public totalBadDebt;

    /// @param terms Terms of the interest.
    constructor(InterestTerms memory terms) LendingMarketInterest(terms) {
        _index = Index(uint128(FIRST_INDEX), uint40(block.timestamp));
    }

    /// @inheritdoc ILendingMarket
    function positionOf(address account) external view returns (MarketPosition memory position) {
        Account storage entry = _accounts[account];
        return MarketPosition(entry.collateral, _owed(entry.debtShares, debtIndex()));
    }

    /// @inheritdoc ILendingMarket
    function debtSharesOf(address account) external view returns (uint256 shares) {
        return _accounts[account].debtShares;
    }

    /// @inheritdoc ILendingMarket
    function borrowRate() external view returns (uint256 rate) {
        return _rateOf(_totals, _index.value);
    }

    /// @inheritdoc ILendingMarket
    function interestTerms() external view returns (InterestTerms memory terms) {
        return _interestTerms();
    }

    /// @inheritdoc ILendingMarket
    function liquidity() public view returns (uint256 amount) {
        return _totals.cash;
    }

    /// @inheritdoc ILendingMarket
    function totalDebt() public view returns (uint256 amount) {
        return _owedByAll(_totals.debtShares, debtIndex());
    }

    /// @inheritdoc ILendingMarket
    function debtIndex() public view returns (uint256 index) {
        Index memory last = _index;
        uint256 elapsed = block.timestamp - last.accruedAt;
        if (elapsed == 0) return last.value;
        return _grown(last.value, _rateOf(_totals, last.value), elapsed);
    }

    /// @dev Writes down the interest until now; first in everything that changes cash or shares.
    function _accrue() internal returns (uint256 index) {
        index = debtIndex();
        if (_index.accruedAt == block.timestamp) return index;
        // {_grown} stays within 128 bits.
        _index = Index(uint128(index), uint40(block.timestamp));
        emit InterestAccrued(index);
    }

    /// @dev Adds lenders' cash.
    function _addCash(uint256 amount) internal {
        _totals.cash = (_totals.cash + amount).toUint128();
    }

    /// @dev Takes lenders' cash, of which there must be enough.
    function _takeCash(uint256 amount) internal {
        _totals.cash = (_totals.cash - amount).toUint128();
    }

    /// @dev Adds a loan to an account, and takes it from the cash.
    function _lend(Account storage entry, uint256 amount, uint256 index) internal {
        uint256 shares = amount.mulDiv(SHARE, index, Math.Rounding.Ceil);
        entry.debtShares = (entry.debtShares + shares).toUint128();
        _totals.debtShares = (_totals.debtShares + shares).toUint128();
        _takeCash(amount);
    }

    /// @dev Takes `repaid` of what is `owed` from an account, and adds it to the cash.
    function _settle(Account storage entry, uint256 repaid, uint256 owed, uint256 index) internal {
        _removeShares(entry, repaid == owed ? entry.debtShares : repaid.mulDiv(SHARE, index));
        _addCash(repaid);
    }

    /// @dev Takes all debt that is left from an account and from what the lenders have.
    function _writeOff(address account, uint256 index) internal {
        Account storage entry = _accounts[account];
        uint256 badDebt = _owed(entry.debtShares, index);
        _removeShares(entry, entry.debtShares);
        totalBadDebt += badDebt;
        emit BadDebtRealized(account, badDebt);
    }

    /// @dev What one account owes, rounded up.
    function _owed(uint256 shares, uint256 index) internal pure returns (uint256 amount) {
        return shares.mulDiv(index, SHARE, Math.Rounding.Ceil);
    }

    /// @dev An account has no more shares than all have, and no more are taken than it has.
    function _removeShares(Account storage entry, uint256 shares) private {
        entry.debtShares = (entry.debtShares - shares).toUint128();
        _totals.debtShares = (_totals.debtShares - shares).toUint128();
    }

    function _rateOf(Totals memory totals, uint256 index) private view returns (uint256 rate) {
        uint256 lent = _owedByAll(totals.debtShares, index);
        return _rateAt(lent == 0 ? 0 : lent.mulDiv(WAD, lent + totals.cash));
    }

    function _owedByAll(uint256 shares, uint256 index) private pure returns (uint256 amount) {
        return shares.mulDiv(index, SHARE);
    }
}
