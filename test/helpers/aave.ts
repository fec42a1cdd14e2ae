/** Aave's own contracts from its package, unmodified, as readers of feeds. */
import { createRequire } from "node:module";

import type { InterfaceAbi } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";

const require = createRequire(import.meta.url);
const PACKAGE = "@aave/core-v3/artifacts/contracts";

/** Neither contract calls its addresses provider in what these tests use. */
const NO_PROVIDER = "0x00000000000000000000000000000000000000aa";
const NOBODY = "0x0000000000000000000000000000000000000000";

async function deployFromPackage(connection: NetworkConnection, path: string, parameters: readonly unknown[]) {
  const { abi, bytecode } = require(`${PACKAGE}/${path}`) as { abi: InterfaceAbi; bytecode: string };
  const { ethers } = connection;
  const factory = new ethers.ContractFactory(abi, bytecode, await ethers.provider.getSigner());
  const contract = await factory.deploy(...parameters);
  await contract.waitForDeployment();
  return contract;
}

/** Aave's sentinel over an uptime feed; it counts its grace from `updatedAt`. */
export async function deployAaveSentinel(connection: NetworkConnection, uptimeFeed: string, grace: number) {
  const path = "protocol/configuration/PriceOracleSentinel.sol/PriceOracleSentinel.json";
  const sentinel = await deployFromPackage(connection, path, [NO_PROVIDER, uptimeFeed, grace]);
  return {
    isBorrowAllowed: async () => Boolean(await sentinel.getFunction("isBorrowAllowed").staticCall()),
    isLiquidationAllowed: async () => Boolean(await sentinel.getFunction("isLiquidationAllowed").staticCall()),
  };
}

/** Aave's oracle with one asset and its price source, which it reads by `latestAnswer`; no fallback. */
export async function deployAaveOracle(connection: NetworkConnection, asset: string, source: string) {
  const parameters = [NO_PROVIDER, [asset], [source], NOBODY, NOBODY, 10n ** 8n];
  const oracle = await deployFromPackage(connection, "misc/AaveOracle.sol/AaveOracle.json", parameters);
  return { priceOf: async () => BigInt(String(await oracle.getFunction("getAssetPrice").staticCall(asset))) };
}
