import { join } from "node:path";

import type { GeneratedFile } from "../../chains/generate/files.js";
import { readArtifact } from "./build-output.js";

const FILE = "contracts/testing/FeedCodes.sol";
const CHAINLINK = "@chainlink/contracts/src/v0.8";

interface FeedCode {
  readonly constant: string;
  readonly words: string;
  readonly artifact: string;
  readonly which: "bytecode" | "deployedBytecode";
}

/** What `OutageTest` deploys; creation codes but for the broken feed, which is put in another contract's place. */
const CODES: readonly FeedCode[] = [
  {
    constant: "ARBITRUM_UPTIME_FEED",
    words: "Creation code of Chainlink's `ArbitrumSequencerUptimeFeed`",
    artifact: `${CHAINLINK}/l2ep/arbitrum/ArbitrumSequencerUptimeFeed.sol/ArbitrumSequencerUptimeFeed.json`,
    which: "bytecode",
  },
  {
    constant: "OP_STACK_UPTIME_FEED",
    words: "Creation code of Chainlink's `OptimismSequencerUptimeFeed`",
    artifact: `${CHAINLINK}/l2ep/optimism/OptimismSequencerUptimeFeed.sol/OptimismSequencerUptimeFeed.json`,
    which: "bytecode",
  },
  {
    constant: "FLAGS",
    words: "Creation code of Chainlink's `Flags`",
    artifact: `${CHAINLINK}/l2ep/Flags.sol/Flags.json`,
    which: "bytecode",
  },
  {
    constant: "WRITE_ACCESS",
    words: "Creation code of Chainlink's `SimpleWriteAccessController`",
    artifact: `${CHAINLINK}/shared/access/SimpleWriteAccessController.sol/SimpleWriteAccessController.json`,
    which: "bytecode",
  },
  {
    constant: "PROXY",
    words: "Creation code of Chainlink's `DataFeedsLegacyAggregatorProxy`",
    artifact: `${CHAINLINK}/data-feeds/test/helpers/DataFeedsLegacyAggregatorProxy.sol/DataFeedsLegacyAggregatorProxy.json`,
    which: "bytecode",
  },
  {
    constant: "MESSENGER",
    words: "Creation code of our stand-in for the OP stack's messenger",
    artifact: "contracts/mocks/CrossDomainMessengerMock.sol/CrossDomainMessengerMock.json",
    which: "bytecode",
  },
  {
    constant: "SCRIPTED_AGGREGATOR",
    words: "Creation code of our `ScriptedAggregator`",
    artifact: "contracts/mocks/ScriptedAggregator.sol/ScriptedAggregator.json",
    which: "bytecode",
  },
  {
    constant: "BROKEN_FEED",
    words: "Runtime code of our `FaultyFeedMock`",
    artifact: "contracts/mocks/FaultyFeedMock.sol/FaultyFeedMock.json",
    which: "deployedBytecode",
  },
];

/**
 * The library of codes that Solidity tests deploy, from the build: a test runner gives a test no files to read.
 * @param artifactsFolder The build's artifacts.
 */
export async function feedCodesFile(artifactsFolder: string): Promise<GeneratedFile> {
  const constants: string[] = [];
  for (const { constant, words, artifact, which } of CODES) {
    const code = (await readArtifact(join(artifactsFolder, artifact)))[which].slice(2);
    constants.push(`    /// @notice ${words}.\n    bytes internal constant ${constant} =\n        hex"${code}";`);
  }
  return { path: FILE, content: render(constants) };
}

function render(constants: readonly string[]): string {
  return `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Compiled feeds for Solidity tests
/// @notice Made by \`npm run generate\` from the build; do not edit. Chainlink's contracts are compiled without change from their npm
/// package; every source behind them says MIT in its header, but for Arbitrum's \`AddressAliasHelper\` in the first, which is
/// under Apache-2.0 (copyright 2019-2021 Offchain Labs, Inc.; \`licenses/Apache-2.0.txt\`).
library FeedCodes {
${constants.join("\n\n")}
}
`;
}
