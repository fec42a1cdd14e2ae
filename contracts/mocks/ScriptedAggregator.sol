// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAggregatorV3} from "../interfaces/IAggregatorV3.sol";

/// @title A price aggregator whose reports are written by the outage lab
/// @notice Stands behind Chainlink's proxy and keeps the meaning that an OCR2 aggregator gives to its times:
/// `startedAt` is the node operators' wall clock at the observation, `updatedAt` is the time of the L2 block that carried
/// the report. While a rollup catches up the first lies ahead of the second, and ahead of `block.timestamp`.
/// @dev Checks: only the transmitter reports, times never go back. Does not check: signatures, answer bounds, deviation.
contract ScriptedAggregator is IAggregatorV3 {
    /// @notice One report.
    /// @param answer Price in `decimals`.
    /// @param observedAt Wall clock of the node operators, in seconds.
    /// @param transmittedAt Time of the L2 block that carried it, in seconds.
    struct Transmission {
        int192 answer;
        uint32 observedAt;
        uint32 transmittedAt;
    }

    /// @notice The one account that may report.
    address public immutable TRANSMITTER;

    uint8 private immutable _DECIMALS;

    /// @inheritdoc IAggregatorV3
    string public override description;
    /// @notice The newest round; 0 before the first report.
    uint256 public latestRound;
    mapping(uint256 roundId => Transmission transmission) private _transmissions;

    /// @notice A round began; same event as Chainlink's.
    /// @param roundId The round.
    /// @param startedBy Who reported.
    /// @param startedAt Observation time.
    event NewRound(uint256 indexed roundId, address indexed startedBy, uint256 startedAt);
    /// @notice The answer changed hands; same event as Chainlink's.
    /// @param current The new answer.
    /// @param roundId The round.
    /// @param updatedAt Time of the block that carried it.
    event AnswerUpdated(int256 indexed current, uint256 indexed roundId, uint256 updatedAt);

    /// @notice Somebody else than the transmitter reported.
    /// @param caller Who.
    error NotTransmitter(address caller);
    /// @notice A report goes back in time.
    /// @param observedAt Its observation time.
    /// @param transmittedAt Its block time.
    /// @param previousObservedAt Observation time of the report before.
    /// @param previousTransmittedAt Block time of the report before.
    error ReportGoesBack(
        uint32 observedAt,
        uint32 transmittedAt,
        uint32 previousObservedAt,
        uint32 previousTransmittedAt
    );

    modifier onlyTransmitter() {
        require(msg.sender == TRANSMITTER, NotTransmitter(msg.sender));
        _;
    }

    /// @param decimals_ Decimals of the answers.
    /// @param description_ For example "ETH / USD".
    /// @param transmitter The account that may report.
    constructor(uint8 decimals_, string memory description_, address transmitter) {
        _DECIMALS = decimals_;
        description = description_;
        TRANSMITTER = transmitter;
    }

    /// @notice Reports a price now.
    /// @param answer The price.
    /// @param observedAt Wall clock of the observation; may lie ahead of the block.
    function transmit(int192 answer, uint32 observedAt) external onlyTransmitter {
        _record(Transmission({answer: answer, observedAt: observedAt, transmittedAt: uint32(block.timestamp)}));
    }

    /// @notice Writes a history at once, oldest first.
    /// @param history Reports with the block times they would have had.
    function backfill(Transmission[] calldata history) external onlyTransmitter {
        for (uint256 i = 0; i < history.length; ++i) _record(history[i]);
    }

    /// @inheritdoc IAggregatorV3
    function decimals() external view override returns (uint8) {
        return _DECIMALS;
    }

    /// @inheritdoc IAggregatorV3
    function version() external pure override returns (uint256) {
        return 6;
    }

    /// @notice Distinguishes this contract from a real aggregator on a fork.
    /// @return name Name and version.
    function typeAndVersion() external pure returns (string memory name) {
        return "ScriptedAggregator 1.0.0";
    }

    /// @notice The newest answer.
    /// @return answer Price in `decimals`.
    function latestAnswer() external view returns (int256 answer) {
        return _transmissions[latestRound].answer;
    }

    /// @notice Block time of the newest report.
    /// @return updatedAt Seconds.
    function latestTimestamp() external view returns (uint256 updatedAt) {
        return _transmissions[latestRound].transmittedAt;
    }

    /// @notice Answer of one round.
    /// @param roundId The round.
    /// @return answer 0 for a round that does not exist.
    function getAnswer(uint256 roundId) external view returns (int256 answer) {
        return _transmissions[roundId].answer;
    }

    /// @notice Block time of one round.
    /// @param roundId The round.
    /// @return updatedAt 0 for a round that does not exist.
    function getTimestamp(uint256 roundId) external view returns (uint256 updatedAt) {
        return _transmissions[roundId].transmittedAt;
    }

    /// @inheritdoc IAggregatorV3
    function latestRoundData()
        external
        view
        override
        returns (uint80 id, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound)
    {
        return getRoundData(uint80(latestRound));
    }

    /// @inheritdoc IAggregatorV3
    /// @dev As OCR2 aggregators do, a round that does not exist answers zeros instead of reverting.
    function getRoundData(
        uint80 roundId
    )
        public
        view
        override
        returns (uint80 id, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound)
    {
        if (roundId > type(uint32).max) return (0, 0, 0, 0, 0);
        Transmission memory found = _transmissions[roundId];
        return (roundId, found.answer, found.observedAt, found.transmittedAt, roundId);
    }

    function _record(Transmission memory next) private {
        Transmission memory last = _transmissions[latestRound];
        require(
            next.observedAt >= last.observedAt && next.transmittedAt >= last.transmittedAt,
            ReportGoesBack(next.observedAt, next.transmittedAt, last.observedAt, last.transmittedAt)
        );
        uint256 roundId = ++latestRound;
        _transmissions[roundId] = next;
        emit NewRound(roundId, msg.sender, next.observedAt);
        emit AnswerUpdated(next.answer, roundId, next.transmittedAt);
    }
}
