// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ExpiryPolicy} from "../types/ExpiryTypes.sol";
import {SettlementPolicy} from "../types/SettlementTypes.sol";
import {Bounds} from "./Bounds.sol";
import {ExpiryBounds} from "./ExpiryBounds.sol";

/// @title Bounds of a settlement oracle's parameters, and the clock that follows from them
/// @notice Checks every field that {ExpiryBounds} does not, both sides inclusive; reverts with
/// {IGuardErrors-ParameterOutOfBounds}. Does not check that the values suit a market, nor that the heartbeat is the feed's.
library SettlementBounds {
    uint40 internal constant MIN_HEARTBEAT = 1 minutes;
    uint40 internal constant MAX_HEARTBEAT = 24 hours;
    uint40 internal constant MIN_AVERAGE_DELAY = 1 minutes;
    uint40 internal constant MAX_AVERAGE_DELAY = 1 hours;
    uint40 internal constant MIN_AVERAGE_LENGTH = 10 minutes;
    /// @notice With {MAX_AVERAGE_DELAY} and the longest visibility lag it fits the longest window of a clock.
    uint40 internal constant MAX_AVERAGE_LENGTH = 4 hours;
    uint40 internal constant MIN_SPACING = 1 minutes;
    /// @notice Two times at least carry weight then, so that there is something to divide by.
    uint40 internal constant MIN_OBSERVATIONS = 3;
    uint40 internal constant MIN_DISPUTE_WINDOW = 10 minutes;
    uint40 internal constant MAX_DISPUTE_WINDOW = 24 hours;

    /// @notice The clock whose extension is the averaging time, whatever the length of the outage, and whose last call is all of it:
    /// an outage in it begins it anew. Reverts unless every field from `heartbeat` to `disputeWindow` lies within its bounds.
    /// @param p The parameters.
    /// @return clock For {ExpiryClock}, which checks the rest.
    function clockOf(SettlementPolicy memory p) internal pure returns (ExpiryPolicy memory clock) {
        _check(p);
        uint40 span = p.averageDelay + p.averageLength;
        return
            ExpiryPolicy({
                window: p.window,
                minExtension: span,
                maxExtension: span,
                lastCall: span,
                maxReextensions: p.maxReextensions,
                detectionLag: p.detectionLag,
                settlementDelay: p.settlementDelay,
                longStop: p.longStop
            });
    }

    /// @notice Reverts unless an outage that moves the averaging time lies within the window before its end.
    /// @param p The parameters, otherwise within their bounds.
    /// @param visibilityLag The guard's.
    function checkWindow(SettlementPolicy memory p, uint40 visibilityLag) internal pure {
        uint256 needed = uint256(p.averageDelay) + p.averageLength + visibilityLag;
        Bounds.within("window", p.window, needed, ExpiryBounds.MAX_WINDOW);
    }

    function _check(SettlementPolicy memory p) private pure {
        Bounds.within("heartbeat", p.heartbeat, MIN_HEARTBEAT, MAX_HEARTBEAT);
        Bounds.within("averageDelay", p.averageDelay, MIN_AVERAGE_DELAY, MAX_AVERAGE_DELAY);
        Bounds.within("averageLength", p.averageLength, MIN_AVERAGE_LENGTH, MAX_AVERAGE_LENGTH);
        Bounds.within(
            "observationSpacing",
            p.observationSpacing,
            MIN_SPACING,
            p.averageLength / (MIN_OBSERVATIONS - 1)
        );
        uint40 possible = p.averageLength / p.observationSpacing + 1;
        Bounds.within("minObservations", p.minObservations, MIN_OBSERVATIONS, possible);
        bool nobody = p.guardian == address(0);
        uint40 least = nobody ? 0 : MIN_DISPUTE_WINDOW;
        Bounds.within("disputeWindow", p.disputeWindow, least, nobody ? 0 : MAX_DISPUTE_WINDOW);
    }
}
