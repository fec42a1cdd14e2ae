// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAggregatorV3} from "../interfaces/IAggregatorV3.sol";
import {ILiquidationGuard} from "../interfaces/ILiquidationGuard.sol";
import {IOutageLedger} from "../interfaces/IOutageLedger.sol";
import {LiquidationMath} from "../libraries/LiquidationMath.sol";
import {Outage} from "../types/SequencerTypes.sol";

/// @title Showing that a price stepped over an outage
/// @notice Anybody may show two neighbouring rounds of the protocol's own price feed: the earlier one observed before the last
/// outage ended, the later one after it began. Observation times are the oracle nodes' wall clock (`startedAt`), because a chain
/// that catches up writes old block times (`updatedAt`). A report that was observed during the outage and written after it may
/// stand between the two; the larger of the two steps counts then.
/// @dev Checks: neighbours within a phase, or the last round of a phase and the first of the next; that the step touches the last
/// merged outage; positive answers; the distance. Does not check: that the feed is the right one; the caller passes it.
abstract contract PriceGap {
    uint256 private constant PHASE_BITS = 64;

    /// @dev Records a ramp from `rampStart` to `rampEnd`, or reverts with {ILiquidationGuard-NoGapShown}. Idempotent.
    function _recordGap(
        address asset,
        IAggregatorV3 priceFeed,
        uint80 roundBefore,
        uint80 roundAfter,
        uint16 gapLimitBps,
        uint40 rampStart,
        uint40 rampEnd
    ) internal {
        (bool exists, Outage memory outage) = IOutageLedger(_outageLedger()).lastOutage();
        (, int256 priceBefore, uint256 seenBefore, , ) = priceFeed.getRoundData(roundBefore);
        (, int256 priceAfter, uint256 seenAfter, , ) = priceFeed.getRoundData(roundAfter);
        if (
            !exists ||
            !_areNeighbours(priceFeed, roundBefore, roundAfter) ||
            seenBefore >= outage.end ||
            seenAfter < outage.mergedStart ||
            !_isGap(priceBefore, priceAfter, gapLimitBps)
        ) revert ILiquidationGuard.NoGapShown(roundBefore, roundAfter);
        _keepGap(asset, rampStart, rampEnd);
        emit ILiquidationGuard.GapNoted(asset, priceBefore, priceAfter, rampEnd);
    }

    /// @dev The ledger whose last outage counts.
    function _outageLedger() internal view virtual returns (address ledger);

    /// @dev Keeps the ramp of `asset`, in place of an earlier one.
    function _keepGap(address asset, uint40 rampStart, uint40 rampEnd) internal virtual;

    function _isGap(int256 priceBefore, int256 priceAfter, uint16 gapLimitBps) private pure returns (bool gap) {
        int256 max = type(int192).max;
        if (priceBefore <= 0 || priceAfter <= 0 || priceBefore > max || priceAfter > max) return false;
        uint256 distance = uint256(priceBefore > priceAfter ? priceBefore - priceAfter : priceAfter - priceBefore);
        return distance * LiquidationMath.BPS > uint256(priceBefore) * gapLimitBps;
    }

    function _areNeighbours(IAggregatorV3 feed, uint80 first, uint80 second) private view returns (bool neighbours) {
        if (uint256(second) == uint256(first) + 1) return true;
        bool opensNextPhase = uint64(second) == 1 && second >> PHASE_BITS == (uint256(first) >> PHASE_BITS) + 1;
        if (!opensNextPhase) return false;
        // The first one must have been the last of its phase.
        try feed.getRoundData(first + 1) returns (uint80, int256, uint256, uint256 updatedAt, uint80) {
            return updatedAt == 0;
        } catch {
            return true;
        }
    }
}
