import { createRequire } from "node:module";

import toolbox from "@nomicfoundation/hardhat-toolbox-mocha-ethers";
import { configVariable, defineConfig } from "hardhat/config";

import { quietDependencies } from "./src/house/quiet-dependencies.js";
import { stillClock } from "./src/house/still-clock.js";
import outageLab from "./src/lab/plugin.js";
import risk from "./src/risk-run/plugin.js";

const require = createRequire(import.meta.url);

/**
 * One compiler for what ships. The bundled WebAssembly build keeps every build offline and the same on every
 * platform; HOLDFAST_NATIVE_SOLC=1 lets Hardhat download the native one instead, where that is possible.
 */
const useNative = process.env["HOLDFAST_NATIVE_SOLC"] === "1";
// No hash of the sources in the bytecode: it would change with every comment and with what else is compiled in the same run,
// and the committed types hold the bytecode.
const settings = {
  evmVersion: "cancun",
  optimizer: { enabled: true, runs: 10_000 },
  metadata: { bytecodeHash: "none" },
};
const shipped = { version: "0.8.30", ...(useNative ? {} : { path: require.resolve("solc/soljson.js") }), settings };
/** Chainlink pins the port of its proxy to exactly this version; nothing that ships is compiled with it. */
const chainlinkProxy = {
  version: "0.8.26",
  ...(useNative ? {} : { path: require.resolve("solc-0.8.26/soljson.js") }),
  settings,
};
/** Scroll's uptime feed is pinned to exactly this version; the lab drives it (decision 0005). */
const scrollFeed = {
  version: "0.8.24",
  ...(useNative ? {} : { path: require.resolve("solc-0.8.24/soljson.js") }),
  settings,
};
/** A chain to deploy to: its RPC from the environment, the key from the keystore or the environment, each read when used. */
const live = (rpc: string, chainId: number, chainType: "generic" | "op") => ({
  type: "http" as const,
  chainId,
  chainType,
  url: configVariable(rpc),
  accounts: [configVariable("DEPLOYER_KEY")],
});

/** Morpho Blue's package ships sources only, pinned to this version; tests run that protocol as it is (decision 0011). */
const morpho = {
  version: "0.8.19",
  ...(useNative ? {} : { path: require.resolve("solc-0.8.19/soljson.js") }),
  settings: { evmVersion: "paris", optimizer: { enabled: true, runs: 999_999 } },
};
/** At 10 000 runs the options outgrow what a chain accepts as a contract; their twins get the same, so that gas compares. */
const compact = { ...shipped, settings: { ...settings, optimizer: { enabled: true, runs: 1_000 } } };
const overrides = {
  "contracts/options/OutageSafeOptions.sol": compact,
  "contracts/examples/PlainOptions.sol": compact,
  "contracts/mocks/NaiveGuardOptionsMock.sol": compact,
};
const compilers = { compilers: [shipped, chainlinkProxy, scrollFeed, morpho], overrides, isolated: false };

export default defineConfig({
  plugins: [stillClock, toolbox, quietDependencies, outageLab, risk],
  solidity: {
    // Tests run the bytecode that is deployed: both profiles are the same.
    profiles: { default: compilers, production: compilers },
    npmFilesToBuild: [
      "@chainlink/contracts/src/v0.8/l2ep/Flags.sol",
      "@chainlink/contracts/src/v0.8/l2ep/arbitrum/ArbitrumSequencerUptimeFeed.sol",
      "@chainlink/contracts/src/v0.8/l2ep/optimism/OptimismSequencerUptimeFeed.sol",
      "@chainlink/contracts/src/v0.8/l2ep/scroll/ScrollSequencerUptimeFeed.sol",
      "@chainlink/contracts/src/v0.8/l2ep/zksync/ZKSyncSequencerUptimeFeed.sol",
      "@chainlink/contracts/src/v0.8/l2ep/test/mocks/MockAggregatorV2V3.sol",
      "@chainlink/contracts/src/v0.8/l2ep/test/mocks/MockOptimismL2CrossDomainMessenger.sol",
      "@chainlink/contracts/src/v0.8/shared/access/SimpleWriteAccessController.sol",
      "@chainlink/contracts/src/v0.8/data-feeds/test/helpers/DataFeedsLegacyAggregatorProxy.sol",
      "@morpho-org/morpho-blue/src/Morpho.sol",
    ],
    splitTestsCompilation: true,
  },
  networks: {
    // The same date on every machine and day (decision 0021).
    default: {
      type: "edr-simulated",
      chainId: 31337,
      allowBlocksWithSameTimestamp: true,
      initialDate: "2026-11-01T00:00:00Z",
    },
    arbitrum: live("ARBITRUM_RPC_URL", 42161, "generic"),
    optimism: live("OPTIMISM_RPC_URL", 10, "op"),
    base: live("BASE_RPC_URL", 8453, "op"),
  },
  paths: { sources: "contracts", tests: { mocha: "test", solidity: "test" }, ignition: "deploy" },
  // What tests run on does not ship as code: mocks, and the base of Solidity tests, which has tests of its own.
  coverage: { skipFiles: ["contracts/mocks/**", "contracts/testing/**"] },
  typechain: { outDir: "cache/types" },
  test: {
    mocha: { timeout: 120_000 },
    solidity: {
      fuzz: { seed: "0x484f4c44", runs: 512 },
      invariant: { runs: 64, depth: 128 },
      // The campaign compares its distribution with the committed one, or writes it.
      fsPermissions: { readWriteFile: ["snapshots/campaign.json"] },
    },
  },
});
