import { Interface } from "ethers";

/** What the lab calls on other people's contracts, and no more. */
export const labAbi = new Interface([
  // Chainlink's proxy
  "function aggregator() view returns (address)",
  "function phaseId() view returns (uint16)",
  "function owner() view returns (address)",
  "function proposeAggregator(address aggregator)",
  "function confirmAggregator(address aggregator)",
  "function decimals() view returns (uint8)",
  "function description() view returns (string)",
  "function latestRoundData() view returns (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound)",
  "function getRoundData(uint80 roundId) view returns (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound)",
  // Chainlink's uptime feeds
  "function typeAndVersion() view returns (string)",
  "function l1Sender() view returns (address)",
  "function aliasedL1MessageSender() view returns (address)",
  "function initialize()",
  "function updateStatus(bool status, uint64 timestamp)",
  "function FLAGS() view returns (address)",
  "function raisingAccessController() view returns (address)",
  "function loweringAccessController() view returns (address)",
  "function addAccess(address user)",
  "event NewRound(uint256 indexed roundId, address indexed startedBy, uint256 startedAt)",
  "event AnswerUpdated(int256 indexed current, uint256 indexed roundId, uint256 updatedAt)",
  "event RoundUpdated(int256 status, uint64 updatedAt)",
  "event UpdateIgnored(bool latestStatus, uint64 latestTimestamp, bool incomingStatus, uint64 incomingTimestamp)",
  // the OP stack's messenger
  "function otherMessenger() view returns (address)",
  "function relayMessage(uint256 nonce, address sender, address target, uint256 value, uint256 minGasLimit, bytes message) payable",
  // Scroll's messenger
  "function counterpart() view returns (address)",
  // Linea's uptime feed
  "function hasRole(bytes32 role, address account) view returns (bool)",
  "event RoleGranted(bytes32 indexed role, address indexed account, address indexed sender)",
  // the lab's own aggregator and broken feed
  "function TRANSMITTER() view returns (address)",
  "function transmit(int192 answer, uint32 observedAt)",
  "function backfill((int192 answer, uint32 observedAt, uint32 transmittedAt)[] history)",
  "function setFault(uint8 fault)",
  "function setRound(uint80 id, int256 answer, uint256 startedAt, uint256 updatedAt)",
  "function setZerosForUnknown(bool zeros)",
]);
