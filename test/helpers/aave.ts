/** Aave's own contracts from its package, unmodified, as readers of feeds. */
import type { NetworkConnection } from "hardhat/types/network";

import { AAVE_PACKAGE } from "../../src/lab/probes/aave/package.js";
import { deployAaveSentinel as deploySentinel } from "../../src/lab/probes/aave/sentinels.js";
import { deployerOf } from "../../src/lab/deployer.js";
import { deployArtifact } from "../../src/lab/npm-artifacts.js";

/** Neither contract calls its addresses provider in what these tests use. */
const NO_PROVIDER = "0x00000000000000000000000000000000000000aa";
const NOBODY = "0x0000000000000000000000000000000000000000";

/** Aave's sentinel over an uptime feed; it counts its grace from `updatedAt`. */
export async function deployAaveSentinel(connection: NetworkConnection, uptimeFeed: string, grace: number) {
  return deploySentinel(connection, NO_PROVIDER, uptimeFeed, grace);
}

/** Aave's oracle with one asset and its price source, which it reads by `latestAnswer`; no fallback. */
export async function deployAaveOracle(connection: NetworkConnection, asset: string, source: string) {
  const parameters = [NO_PROVIDER, [asset], [source], NOBODY, NOBODY, 10n ** 8n];
  const path = `${AAVE_PACKAGE}/misc/AaveOracle.sol/AaveOracle`;
  const oracle = await deployArtifact(path, await deployerOf(connection), parameters);
  return { priceOf: async () => BigInt(String(await oracle.getFunction("getAssetPrice").staticCall(asset))) };
}
