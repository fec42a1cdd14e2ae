// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {RoundProofs} from "../../contracts/libraries/RoundProofs.sol";
import {FaultyFeedMock} from "../../contracts/mocks/FaultyFeedMock.sol";
import {RoundProof} from "../../contracts/types/SettlementTypes.sol";
import {TestBase} from "../helpers/Vm.sol";

/// @notice Proofs of last rounds against a search through everything that a feed with phases has.
contract RoundProofsTest is TestBase {
    uint256 private constant PHASES = 3;
    uint256 private constant ROUNDS = 7;
    uint40 private constant BORN = 1_000;
    /// @dev Ids beyond the last one that proofs are tried with.
    uint80 private constant MARGIN = 2;

    FaultyFeedMock private immutable FEED = new FaultyFeedMock();

    /// @dev The library as a contract, so that its errors can be caught.
    function prove(
        RoundProof calldata proof,
        uint16 newestPhase,
        uint40 time
    ) external view returns (uint128 price, uint40 updatedAt) {
        return RoundProofs.lastRound(address(FEED), proof, newestPhase, time);
    }

    function testFuzz_S2_GivenAnyHistoryWithPhases_WhenEveryProofIsTried_ExactlyOneIsAccepted(
        uint256 seed,
        uint40 time,
        uint16 newestPhase,
        bool zeros
    ) external {
        FEED.setZerosForUnknown(zeros);
        for (uint16 phase = 1; phase <= PHASES; ++phase)
            _writePhase(phase, uint256(keccak256(abi.encode(seed, phase))));
        time = uint40(_bound(time, BORN, BORN + 45));
        newestPhase = uint16(_bound(newestPhase, 1, PHASES));
        RoundProof memory expected = _search(newestPhase, time);

        uint256 accepted;
        for (uint16 phase = 0; phase <= PHASES + 1; ++phase) {
            for (uint80 round = 0; round <= ROUNDS + MARGIN; ++round) {
                accepted += _tryAll(_id(phase, round), expected, newestPhase, time);
            }
        }
        _checkEqual(
            accepted,
            expected.roundId == 0 ? 0 : 1,
            "S-2: exactly one proof is accepted where there is a round"
        );
    }

    function test_S2_GivenAnEmptyFeed_WhenProven_NothingIsAccepted() external {
        vm.expectRevert(abi.encodeWithSignature("RoundUnusable(uint80,int256,uint256)", _id(1, 1), 0, 0));
        this.prove(RoundProof(_id(1, 1), 0), 1, BORN);
    }

    function test_S2_GivenTheLargestIds_WhenProven_NoneWrapsIntoAnotherPhase() external {
        for (uint64 below = 0; below <= 4; ++below) {
            uint80 id = _id(1, type(uint64).max - below);
            FEED.setRound(id, 1, BORN, BORN);
        }
        for (uint64 below = 0; below < 4; ++below) {
            uint80 id = _id(1, type(uint64).max - below);
            vm.expectRevert(abi.encodeWithSignature("RoundUnusable(uint80,int256,uint256)", id, 1, BORN));
            this.prove(RoundProof(id, 0), 1, BORN);
        }
        uint80 largest = type(uint80).max;
        FEED.setRound(largest, 1, BORN, BORN);
        vm.expectRevert(abi.encodeWithSignature("RoundUnusable(uint80,int256,uint256)", largest, 1, BORN));
        this.prove(RoundProof(largest, 0), type(uint16).max, BORN);
    }

    /// @dev Rounds of one phase: times that do not fall, and never more than three unusable rounds in a row.
    function _writePhase(uint16 phase, uint256 seed) private {
        uint256 count = seed % (ROUNDS + 1);
        uint256 at = BORN + ((seed >> 8) % 30);
        uint256 unusable;
        for (uint80 round = 1; round <= count; ++round) {
            seed = uint256(keccak256(abi.encode(seed)));
            at += seed % 4;
            uint256 kind = unusable < 3 ? (seed >> 8) % 8 : 7;
            unusable = kind < 4 ? unusable + 1 : 0;
            int256 answer = int256((seed >> 16) % type(uint128).max) + 1;
            if (kind == 0) answer = 0;
            if (kind == 1) answer = -answer;
            if (kind == 2) answer = int256(uint256(type(uint128).max)) + 1;
            FEED.setRound(_id(phase, round), answer, at, kind == 3 ? 0 : at);
        }
    }

    /// @dev The rule, written down a second time: highest phase, highest usable round at or before the time; then the lowest
    /// round after it that was written later.
    function _search(uint16 newestPhase, uint40 time) private view returns (RoundProof memory found) {
        for (uint16 phase = newestPhase; phase > 0 && found.roundId == 0; --phase) {
            for (uint80 round = uint80(ROUNDS); round > 0; --round) {
                (int256 answer, uint256 updatedAt) = _round(_id(phase, round));
                if (updatedAt == 0) continue;
                if (updatedAt > time) {
                    found.nextRoundId = _id(phase, round);
                } else if (answer > 0 && uint256(answer) <= type(uint128).max) {
                    found.roundId = _id(phase, round);
                    break;
                }
            }
            if (found.roundId == 0) found.nextRoundId = 0;
        }
    }

    function _tryAll(
        uint80 id,
        RoundProof memory expected,
        uint16 newestPhase,
        uint40 time
    ) private view returns (uint256 accepted) {
        uint80 nextPhase = ((id >> 64) + 1) << 64;
        for (uint80 i = 0; i <= 8; ++i) {
            uint80 next = i == 0 ? 0 : id + i - 1;
            if (i == 8) next = nextPhase | 1;
            try this.prove(RoundProof(id, next), newestPhase, time) returns (uint128 price, uint40 updatedAt) {
                ++accepted;
                _checkEqual(id, expected.roundId, "S-2: the round that the search finds");
                _checkEqual(next, expected.nextRoundId, "S-2: with the next one that the search finds");
                (int256 answer, uint256 at) = _round(id);
                _checkEqual(price, uint256(answer), "S-2: its answer");
                _checkEqual(updatedAt, at, "S-2: its time");
            } catch {}
        }
    }

    function _round(uint80 id) private view returns (int256 answer, uint256 updatedAt) {
        try FEED.getRoundData(id) returns (uint80, int256 answer_, uint256, uint256 updatedAt_, uint80) {
            return (answer_, updatedAt_);
        } catch {}
    }

    function _id(uint16 phase, uint80 round) private pure returns (uint80 id) {
        return (uint80(phase) << 64) | round;
    }
}
