// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Expiry, ExpiryPolicy, ExpiryStatus} from "../../contracts/types/ExpiryTypes.sol";
import {Outage} from "../../contracts/types/SequencerTypes.sol";

/// @title The rule of {IExpiryClock}, written a second time and slowly
/// @notice Span by span over the whole history, in plain checked arithmetic on 256 bits.
library ExpiryModel {
    /// @notice What is known of an expiry.
    /// @param expiry The expiry.
    /// @param ended All outages that have ended.
    /// @param open Start of the one that runs; 0 for none.
    /// @param now_ The present.
    /// @param lag The guard's visibility lag.
    /// @param p Parameters.
    /// @return e See {IExpiryClock}.
    function expiryOf(
        uint256 expiry,
        Outage[] memory ended,
        uint256 open,
        uint256 now_,
        uint256 lag,
        ExpiryPolicy memory p
    ) internal pure returns (Expiry memory e) {
        e = Expiry(ExpiryStatus.Known, uint40(expiry), 0, 0, 0);
        uint256 from = expiry - p.window;
        for (uint256 extension = 0; extension <= p.maxReextensions && now_ > from; ++extension) {
            uint256 to = uint256(e.effectiveAt) + p.detectionLag + 1;
            (uint256 count, uint256 latest) = (0, e.effectiveAt);
            for (uint256 i = 0; i < ended.length; ++i) {
                if (!_meet(ended[i].start, ended[i].end, from, to)) continue;
                ++count;
                _note(e, ended[i].start, ended[i].end, p);
                uint256 at = ended[i].end + lag + _right(ended[i].end - ended[i].mergedStart, p);
                if (at > latest) latest = at;
            }
            bool runs = open != 0 && open < now_ && _meet(open, now_, from, to);
            if (runs) _note(e, open, now_, p);
            if (extension != 0 && (count != 0 || runs)) ++e.reextensions;
            if (runs) (e.status, e.effectiveAt, e.recoveredAt) = (ExpiryStatus.Open, type(uint40).max, 0);
            if (runs || latest == e.effectiveAt) return e;
            e.effectiveAt = uint40(latest);
            from = latest - p.lastCall;
        }
    }

    function _note(Expiry memory e, uint256 start, uint256 end, ExpiryPolicy memory p) private pure {
        if (e.disruptedAt == 0) e.disruptedAt = uint40(start - p.detectionLag);
        e.recoveredAt = uint40(end);
    }

    function _meet(uint256 start, uint256 end, uint256 from, uint256 to) private pure returns (bool) {
        for (uint256 edge = 0; edge < 2; ++edge) {
            uint256 second = edge == 0 ? start : from;
            if (second >= start && second < end && second >= from && second < to) return true;
        }
        return false;
    }

    function _right(uint256 length, ExpiryPolicy memory p) private pure returns (uint256) {
        if (length < p.minExtension) return p.minExtension;
        return length > p.maxExtension ? p.maxExtension : length;
    }
}
