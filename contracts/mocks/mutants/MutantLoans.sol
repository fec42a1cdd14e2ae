// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAggregatorV3} from "../../interfaces/IAggregatorV3.sol";
import {GuardState, SequencerStatus} from "../../types/SequencerTypes.sol";
import {MutantFault, MutantSequencer} from "./MutantSequencer.sol";

/// @title Loans in numbers only, with two ways to be liquidated
abstract contract MutantLoans is MutantSequencer {
    struct Position {
        uint256 collateral;
        uint256 debt;
    }

    uint256 private constant _QUIET = 1 hours;
    uint256 private constant _BELIEVED = 2 hours;
    /// @dev Debt at which a loan is too large, and at which waiting cannot save it, in parts of 100 of the collateral.
    uint256 private constant _LIMIT = 80;
    uint256 private constant _LOST = 95;

    IAggregatorV3 public immutable priceFeed;
    mapping(address account => Position position) public positions;
    /// @dev Proof that the chain lives although the feed says "down" since `aliveFor`.
    uint40 public aliveFor;
    uint40 public aliveFrom;

    error ChainCatchingUp(uint40 by);
    error PricePredatesRecovery(uint256 updatedAt, uint40 recoveredAt, uint40 until);
    error PriceStale(uint256 updatedAt);
    error PositionHealthy();
    error TooMuchDebt();
    error NoDebt();
    error NotShownAlive();

    constructor(IAggregatorV3 priceFeed_) {
        priceFeed = priceFeed_;
    }

    /// @notice Sets the caller's position; for the beginning.
    function open(uint256 collateral, uint256 debt) external {
        positions[msg.sender] = Position(collateral, debt);
    }

    function borrow(uint256 amount) external {
        GuardState memory state = _state();
        _requireReadable(state);
        _requireOpen(state);
        if (fault != MutantFault.BorrowOnOldPrice) _requireFresh(state);
        Position storage position = positions[msg.sender];
        position.debt += amount;
        require(position.debt * 100 <= _value(position) * _LIMIT, TooMuchDebt());
    }

    function repay(uint256 amount) external {
        if (fault == MutantFault.RepayBlocked) _requireOpen(_state());
        _requireReadable(_state());
        require(positions[msg.sender].debt >= amount, NoDebt());
        positions[msg.sender].debt -= amount;
    }

    /// @notice One way to liquidate.
    function liquidate(address account) external {
        _requireLiquidatable(account);
        _requireUnhealthy(account);
        delete positions[account];
    }

    /// @notice The other way.
    function seize(address account) external {
        if (fault != MutantFault.SiblingUnguarded) _requireLiquidatable(account);
        _requireUnhealthy(account);
        delete positions[account];
    }

    /// @notice Evidence for a chain that lives; anybody may bring it.
    function proveLife() external {
        GuardState memory state = _state();
        (, , uint256 observedAt, ) = _price();
        bool shown = state.status == SequencerStatus.Down && observedAt > state.since + _BELIEVED;
        require(shown && fault != MutantFault.HeldForGood, NotShownAlive());
        if (aliveFor == state.since) return;
        aliveFor = state.since;
        aliveFrom = uint40(block.timestamp + _QUIET);
    }

    /// @notice What the protocol says of a liquidation.
    function canLiquidate(address account) external view returns (bool can) {
        if (!_isUnhealthy(account)) return false;
        if (fault == MutantFault.ViewDisagrees) return true;
        try this.requireLiquidatable(account) {
            return true;
        } catch {
            return false;
        }
    }

    function requireLiquidatable(address account) external view {
        _requireLiquidatable(account);
    }

    function isLost(address account) public view returns (bool lost) {
        Position storage position = positions[account];
        return position.debt * 100 > _value(position) * _LOST;
    }

    function _requireLiquidatable(address account) private view {
        bool isSevere = isLost(account);
        if (isSevere && fault == MutantFault.SeverityByOldPrice) return;
        GuardState memory state = _state();
        _requireReadable(state);
        if (!_liquidationsOpen(state, isSevere)) _requireOpen(state);
        _requireFresh(state);
    }

    function _liquidationsOpen(GuardState memory state, bool isSevere) private view returns (bool open_) {
        if (fault == MutantFault.HeldForGood) return false;
        if (state.status == SequencerStatus.Recovering) return isSevere;
        if (state.status == SequencerStatus.Down)
            return aliveFor == state.since && aliveFrom != 0 && block.timestamp >= aliveFrom;
        (, , , uint256 updatedAt) = _price();
        return state.status == SequencerStatus.Unknown && block.timestamp <= updatedAt + _QUIET;
    }

    function _requireFresh(GuardState memory state) private view {
        (, , uint256 observedAt, uint256 updatedAt) = _price();
        if (observedAt > block.timestamp && fault != MutantFault.BackDated)
            revert ChainCatchingUp(uint40(observedAt - block.timestamp));
        require(block.timestamp <= updatedAt + _QUIET, PriceStale(updatedAt));
        bool isKnown = state.status == SequencerStatus.Recovering || _isOpen(state);
        if (isKnown && observedAt < state.since)
            revert PricePredatesRecovery(updatedAt, state.since, state.since + 1 hours);
    }

    /// @dev Only of the fault that stops everything together with the feed.
    function _requireReadable(GuardState memory state) internal view {
        if (fault == MutantFault.FullBrick && state.status == SequencerStatus.Unknown)
            revert UptimeFeedUnavailable(address(uptimeFeed));
    }

    function _requireUnhealthy(address account) private view {
        require(_isUnhealthy(account), PositionHealthy());
    }

    function _isUnhealthy(address account) private view returns (bool unhealthy) {
        Position storage position = positions[account];
        return position.debt * 100 > _value(position) * _LIMIT;
    }

    function _value(Position storage position) private view returns (uint256 value) {
        (, int256 answer, , ) = _price();
        return position.collateral * uint256(answer);
    }

    function _price() internal view returns (uint80 id, int256 answer, uint256 observedAt, uint256 updatedAt) {
        (id, answer, observedAt, updatedAt, ) = priceFeed.latestRoundData();
    }
}
