// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";

/// @title Numbers and times as people write them
/// @notice Pure; never reverts for decimals up to 77. Checks nothing.
library PlainText {
    using Strings for uint256;

    /// @notice An amount in whole units, without trailing zeros: 1500000 with 6 decimals is "1.5".
    /// @param value Smallest units.
    /// @param decimals Decimals.
    /// @return text The amount.
    function amount(uint256 value, uint8 decimals) internal pure returns (string memory text) {
        uint256 unit = 10 ** decimals;
        uint256 fraction = value % unit;
        text = (value / unit).toString();
        if (fraction == 0) return text;
        uint256 places = decimals;
        while (fraction % 10 == 0) (fraction, places) = (fraction / 10, places - 1);
        return string.concat(text, ".", padded(fraction, places));
    }

    /// @notice A time of the Gregorian calendar: "2026-11-26 08:00:00 UTC".
    /// @param time Seconds since 1970.
    /// @return text The time.
    function dateTime(uint40 time) internal pure returns (string memory text) {
        (uint256 year, uint256 month, uint256 day) = _dateOf(time / 1 days);
        uint256 second = time % 1 days;
        string memory date = string.concat(padded(year, 4), "-", padded(month, 2), "-", padded(day, 2));
        string memory clock = string.concat(padded(second / 1 hours, 2), ":", padded((second / 60) % 60, 2));
        return string.concat(date, " ", clock, ":", padded(second % 60, 2), " UTC");
    }

    /// @notice A number with zeros before it.
    /// @param value The number.
    /// @param places Least digits.
    /// @return text The number.
    function padded(uint256 value, uint256 places) internal pure returns (string memory text) {
        text = value.toString();
        while (bytes(text).length < places) text = string.concat("0", text);
    }

    /// @dev Years are counted from a first of March, so that a leap day is the last one; 400 years have 146 097 days.
    function _dateOf(uint256 daysSince1970) private pure returns (uint256 year, uint256 month, uint256 day) {
        uint256 shifted = daysSince1970 + 719_468;
        uint256 era = shifted / 146_097;
        uint256 dayOfEra = shifted % 146_097;
        uint256 yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        uint256 dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        uint256 shiftedMonth = (5 * dayOfYear + 2) / 153;
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1;
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
        year = yearOfEra + era * 400 + (month < 3 ? 1 : 0);
    }
}
