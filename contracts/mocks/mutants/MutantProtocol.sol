// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAggregatorV3} from "../../interfaces/IAggregatorV3.sol";
import {ISequencerGuard} from "../../interfaces/ISequencerGuard.sol";
import {ActiveTime} from "../../libraries/ActiveTime.sol";
import {MutantLoans} from "./MutantLoans.sol";
import {MutantFault, MutantSequencer} from "./MutantSequencer.sol";

/// @title A small protocol to find faults in: loans, an auction, an option with expiry and settlement
/// @notice With the fault `None` it is sound; every other fault is one of the pitfalls, planted.
contract MutantProtocol is MutantLoans {
    uint256 private constant _TOP = 1e12;
    uint256 private constant _FALL_PER_SECOND = 1e6;
    uint40 private constant _WINDOW = 1 hours;
    uint40 private constant _CAP = 4 hours;
    uint256 private constant _ROUNDS = 64;

    uint40 public immutable auctionStart;
    uint40 public immutable expiry;
    /// @notice 0 until somebody settles.
    uint256 public settlementPrice;

    error Expired(uint40 effectiveExpiry);
    error NotExpired(uint40 until);
    error Settled(uint256 price);
    error NoRoundYet();
    error AuctionUnreadable();

    constructor(
        ISequencerGuard guard_,
        IAggregatorV3 priceFeed_,
        MutantFault fault_,
        uint40 expiry_
    ) MutantSequencer(guard_, fault_) MutantLoans(priceFeed_) {
        auctionStart = uint40(block.timestamp);
        expiry = expiry_;
    }

    function exercise() external view {
        _requireReadable(_state());
        if (fault == MutantFault.ExerciseStopped) _requireOpen(_state());
        uint40 until = effectiveExpiry();
        require(block.timestamp < until, Expired(until));
    }

    function settle() external {
        if (fault != MutantFault.SettledTooEarly) {
            uint40 until = effectiveExpiry();
            require(block.timestamp >= until, NotExpired(until));
            _requireOpen(_state());
        }
        require(settlementPrice == 0, Settled(settlementPrice));
        settlementPrice = _settlementPrice();
    }

    /// @notice Price of the auction: falls evenly in the time in which everybody could bid.
    function auctionPrice() external view returns (uint256 price) {
        uint40 active = uint40(block.timestamp) - auctionStart;
        if (fault != MutantFault.AuctionDecays) {
            bool known;
            (known, active) = ActiveTime.between(guard, guard.status(), auctionStart, uint40(block.timestamp));
            require(known, AuctionUnreadable());
        }
        uint256 fallen = _FALL_PER_SECOND * active;
        return fallen < _TOP ? _TOP - fallen : 0;
    }

    function effectiveExpiry() public view returns (uint40 until) {
        if (fault == MutantFault.ExpiryLapses) return expiry;
        try guard.adjustedDeadline(expiry, _WINDOW, _CAP) returns (uint40 adjusted) {
            until = adjusted;
        } catch {
            until = expiry + _CAP;
        }
        if (fault == MutantFault.ExtendedTwice) until += until - expiry;
    }

    /// @dev The first round observed at or after the end of the option, whoever asks when.
    function _settlementPrice() private view returns (uint256 price) {
        (uint80 id, int256 answer, uint256 observedAt, ) = _price();
        if (fault == MutantFault.SettledByCaller || fault == MutantFault.SettledTooEarly) return uint256(answer);
        uint40 until = effectiveExpiry();
        require(observedAt >= until, NoRoundYet());
        for (uint256 i = 0; i < _ROUNDS; ++i) {
            (, int256 before, uint256 beforeAt, , ) = priceFeed.getRoundData(--id);
            if (beforeAt < until) break;
            answer = before;
        }
        return uint256(answer);
    }
}
