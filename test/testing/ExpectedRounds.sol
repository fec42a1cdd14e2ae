// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ClockProfile} from "../../contracts/types/ClockTypes.sol";

/// @notice What an outage of {DURATION} leaves on each clock, in seconds after the last block. `ExpectedRounds.test.ts` compares each
/// number with what the TypeScript lab leaves on Chainlink's feed, `OutageTest.t.sol` with what `OutageTest` leaves.
library ExpectedRounds {
    struct Row {
        uint40 downSeenAt;
        uint40 downStartedAt;
        uint40 downUpdatedAt;
        uint40 upSeenAt;
        uint40 upStartedAt;
        uint40 upUpdatedAt;
        uint40 reopenedAt;
    }

    uint40 internal constant DURATION = 4_680;

    function rowOf(ClockProfile clock) internal pure returns (Row memory row) {
        if (clock == ClockProfile.Plain) return Row(4_680, 0, 0, 4_680, 4_680, 4_680, 4_680);
        if (clock == ClockProfile.Nitro) return Row(162, 162, 162, 5_304, 4_722, 4_722, 4_680);
        if (clock == ClockProfile.OpStack) return Row(210, 162, 210, 4_770, 4_722, 4_770, 2);
        if (clock == ClockProfile.FinalizedL1) return Row(4_680, 162, 4_680, 5_682, 4_722, 5_682, 4_680);
        return Row(4_680, 0, 4_680, 4_680, 4_680, 4_680, 4_680);
    }
}
