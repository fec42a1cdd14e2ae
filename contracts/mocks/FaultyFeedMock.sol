// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAggregatorV3} from "../interfaces/IAggregatorV3.sol";
import {FeedFault} from "../types/FaultTypes.sol";

/// @title A feed with every fault of the vocabulary, and a full history of rounds
/// @notice For tests and the lab; never deployed to a live chain. Works without its constructor and keeps its state in a
/// namespace of its own, so its code can be put at the address of a real proxy.
contract FaultyFeedMock is IAggregatorV3 {
    struct Round {
        int256 answer;
        uint256 startedAt;
        uint256 updatedAt;
        bool exists;
    }

    /// @custom:storage-location erc7201:holdfast.mock.FaultyFeed
    struct FeedStorage {
        mapping(uint80 roundId => Round round) rounds;
        uint80 latestRoundId;
        uint80 frozenRoundId;
        uint40 faultSince;
        FeedFault fault;
        uint8 decimals;
        bool zerosForUnknown;
        uint256 payloadWords;
        uint256 futureBy;
        uint256 flapPeriod;
    }

    /// @dev keccak256(abi.encode(uint256(keccak256("holdfast.mock.FaultyFeed")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant FEED_STORAGE = 0xe6ed5c24f1cae56361e6d7eab0d6109d3248dec1029571861a36ff5d4d96c200;

    uint256 private constant PHASE_OFFSET = 64;
    uint256 private constant DEFAULT_PAYLOAD_WORDS = 2048;
    uint256 private constant DEFAULT_FUTURE = 30 days;
    uint256 private constant DEFAULT_FLAP_PERIOD = 10 minutes;

    /// @notice The fault `reverts`.
    error FeedBroken();

    /// @notice No such round, or none at all yet.
    /// @param roundId The round asked for; 0 for the newest.
    error NoSuchRound(uint80 roundId);

    /// @notice The number names no fault.
    /// @param fault The number given.
    error UnknownFault(uint8 fault);

    /// @notice Begins a fault; ends the one before it.
    /// @param newFault Index into {FeedFault}; {UnknownFault} beyond it.
    function setFault(uint8 newFault) external {
        if (newFault > uint8(type(FeedFault).max)) revert UnknownFault(newFault);
        FeedStorage storage $ = _feedStorage();
        $.fault = FeedFault(newFault);
        $.faultSince = uint40(block.timestamp);
        $.frozenRoundId = $.latestRoundId;
    }

    /// @notice Writes a round as it stands and makes it the newest unless a later id is known.
    /// @param id Round, phase included.
    /// @param answer Any answer.
    /// @param startedAt Any time.
    /// @param updatedAt Any time.
    function setRound(uint80 id, int256 answer, uint256 startedAt, uint256 updatedAt) external {
        _write(id, answer, startedAt, updatedAt);
    }

    /// @notice Appends a round to the running phase; the first one is round 1 of phase 1.
    /// @param answer Any answer.
    /// @param startedAt Any time; `updatedAt` is the same.
    /// @return id The new round.
    function pushRound(int256 answer, uint256 startedAt) external returns (uint80 id) {
        uint80 latest = _feedStorage().latestRoundId;
        id = latest == 0 ? _firstRound(1) : latest + 1;
        _write(id, answer, startedAt, startedAt);
    }

    /// @notice Appends round 1 of the next phase.
    /// @param answer Any answer.
    /// @param startedAt Any time; `updatedAt` is the same.
    /// @return id The new round.
    function pushPhase(int256 answer, uint256 startedAt) external returns (uint80 id) {
        id = _firstRound(_phaseOf(_feedStorage().latestRoundId) + 1);
        _write(id, answer, startedAt, startedAt);
    }

    /// @notice Sets what {decimals} answers; 0 at first.
    /// @param newDecimals Any number.
    function setDecimals(uint8 newDecimals) external {
        _feedStorage().decimals = newDecimals;
    }

    /// @notice Chooses the family's answer for rounds that do not exist.
    /// @param zeros True for zeros (Arbitrum), false for a revert (the others; the default).
    function setZerosForUnknown(bool zeros) external {
        _feedStorage().zerosForUnknown = zeros;
    }

    /// @notice Sets the excess of `hugeReturn` and the payload of `reverts`.
    /// @param words Number of 32-byte words; 0 for the default of 2048.
    function setPayloadWords(uint256 words) external {
        _feedStorage().payloadWords = words;
    }

    /// @notice Sets how far ahead `futureStart` lies.
    /// @param seconds_ Seconds; 0 for the default of 30 days.
    function setFutureBy(uint256 seconds_) external {
        _feedStorage().futureBy = seconds_;
    }

    /// @notice Sets how long each status of `flapping` lasts.
    /// @param seconds_ Seconds; 0 for the default of 10 minutes.
    function setFlapPeriod(uint256 seconds_) external {
        _feedStorage().flapPeriod = seconds_;
    }

    /// @notice The fault in force.
    /// @return current Fault.
    /// @return since When it began.
    function fault() external view returns (FeedFault current, uint40 since) {
        FeedStorage storage $ = _feedStorage();
        return ($.fault, $.faultSince);
    }

    /// @inheritdoc IAggregatorV3
    function decimals() external view returns (uint8) {
        _breakIfDead();
        return _feedStorage().decimals;
    }

    /// @inheritdoc IAggregatorV3
    function description() external view returns (string memory) {
        _breakIfDead();
        return "Faulty feed";
    }

    /// @inheritdoc IAggregatorV3
    function version() external view returns (uint256) {
        _breakIfDead();
        return 1;
    }

    /// @inheritdoc IAggregatorV3
    function latestRoundData()
        external
        view
        returns (uint80 id, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound)
    {
        _breakIfDead();
        FeedStorage storage $ = _feedStorage();
        FeedFault current = $.fault;
        if (current == FeedFault.zeroRound) return (0, 0, 0, 0, 0);
        id = _latest(current);
        Round memory round = _round(id);
        if (current == FeedFault.negative) round.answer = -1;
        if (current == FeedFault.two) round.answer = 2;
        if (current == FeedFault.futureStart) round.startedAt = block.timestamp + _or($.futureBy, DEFAULT_FUTURE);
        if (current == FeedFault.neverStarted) round.startedAt = 0;
        _distort(current, id, round);
        return (id, round.answer, round.startedAt, round.updatedAt, id);
    }

    /// @inheritdoc IAggregatorV3
    function getRoundData(
        uint80 roundId
    ) external view returns (uint80 id, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound) {
        _breakIfDead();
        FeedStorage storage $ = _feedStorage();
        FeedFault current = $.fault;
        uint80 latest = _latest(current);
        bool hidden = current == FeedFault.oneRound ? roundId != latest : roundId > latest;
        Round memory round = _round(roundId);
        if (hidden || !round.exists) {
            if ($.zerosForUnknown || current == FeedFault.zeroRound) return (roundId, 0, 0, 0, roundId);
            revert NoSuchRound(roundId);
        }
        _distort(current, roundId, round);
        return (roundId, round.answer, round.startedAt, round.updatedAt, roundId);
    }

    function _write(uint80 id, int256 answer, uint256 startedAt, uint256 updatedAt) private {
        FeedStorage storage $ = _feedStorage();
        $.rounds[id] = Round(answer, startedAt, updatedAt, true);
        if (id > $.latestRoundId) $.latestRoundId = id;
    }

    /// @dev Faults under which no function of the feed answers.
    function _breakIfDead() private view {
        FeedStorage storage $ = _feedStorage();
        FeedFault current = $.fault;
        if (current == FeedFault.reverts) {
            bytes memory payload = abi.encodePacked(
                FeedBroken.selector,
                new bytes(32 * _or($.payloadWords, DEFAULT_PAYLOAD_WORDS))
            );
            assembly ("memory-safe") {
                revert(add(payload, 32), mload(payload))
            }
        }
        if (current == FeedFault.burnsGas) {
            // As a loop without an end would, but in no time.
            assembly ("memory-safe") {
                invalid()
            }
        }
        if (current == FeedFault.noCode) {
            assembly ("memory-safe") {
                return(0, 0)
            }
        }
    }

    /// @dev Faults in the shape of the answer.
    function _distort(FeedFault current, uint80 id, Round memory round) private view {
        if (current != FeedFault.shortReturn && current != FeedFault.hugeReturn) return;
        bytes memory answer = abi.encode(id, round.answer, round.startedAt, round.updatedAt, id);
        uint256 length = answer.length - 1;
        if (current == FeedFault.hugeReturn) {
            answer = abi.encodePacked(answer, new bytes(32 * _or(_feedStorage().payloadWords, DEFAULT_PAYLOAD_WORDS)));
            length = answer.length;
        }
        assembly ("memory-safe") {
            return(add(answer, 32), length)
        }
    }

    function _latest(FeedFault current) private view returns (uint80 id) {
        FeedStorage storage $ = _feedStorage();
        id = current == FeedFault.frozen ? $.frozenRoundId : $.latestRoundId;
        if (current == FeedFault.stuckDown) {
            id = $.frozenRoundId;
            if ($.rounds[id].answer != 1) ++id;
        }
        if (current == FeedFault.newPhase) id = _firstRound(_phaseOf($.frozenRoundId) + 1);
        if (current == FeedFault.flapping) id = $.frozenRoundId + uint80(_flaps());
        if (id == 0) revert NoSuchRound(0);
    }

    /// @dev A round as stored, or as the fault in force invents it.
    function _round(uint80 id) private view returns (Round memory) {
        FeedStorage storage $ = _feedStorage();
        uint80 base = $.frozenRoundId;
        int256 baseAnswer = $.rounds[base].answer;
        uint256 since = $.faultSince;
        if ($.fault == FeedFault.stuckDown && baseAnswer != 1 && id == base + 1) return Round(1, since, since, true);
        if ($.fault == FeedFault.newPhase && id == _firstRound(_phaseOf(base) + 1))
            return Round(baseAnswer, since, since, true);
        if ($.fault == FeedFault.flapping && id > base) {
            uint256 flap = id - base;
            uint256 startedAt = since + flap * _or($.flapPeriod, DEFAULT_FLAP_PERIOD);
            return Round(flap % 2 == 0 ? baseAnswer : 1 - baseAnswer, startedAt, startedAt, true);
        }
        return $.rounds[id];
    }

    function _flaps() private view returns (uint256) {
        FeedStorage storage $ = _feedStorage();
        return (block.timestamp - $.faultSince) / _or($.flapPeriod, DEFAULT_FLAP_PERIOD);
    }

    function _firstRound(uint256 phase) private pure returns (uint80) {
        return uint80((phase << PHASE_OFFSET) | 1);
    }

    function _phaseOf(uint80 id) private pure returns (uint256) {
        return id >> PHASE_OFFSET;
    }

    function _or(uint256 value, uint256 fallback_) private pure returns (uint256) {
        return value == 0 ? fallback_ : value;
    }

    function _feedStorage() private pure returns (FeedStorage storage $) {
        assembly ("memory-safe") {
            $.slot := FEED_STORAGE
        }
    }
}
