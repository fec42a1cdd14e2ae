import type { NetworkConnection } from "hardhat/types/network";

import { deployerOf } from "../../deployer.js";
import { deployArtifact } from "../../npm-artifacts.js";
import type { AaveProvider, AaveSentinel } from "./contracts.js";
import { AAVE_PACKAGE } from "./package.js";

/** Which sentinel a market has. */
export type SentinelKind = "holdfast" | "aave" | "none";

/** Grace that Aave's own sentinel is given: what Aave used on its rollup markets. Seconds. */
export const AAVE_GRACE = 3600;

/** Below this health factor, with 18 decimals, Aave asks no sentinel before it lets liquidate. */
export const DEEP_BELOW = 95n * 10n ** 16n;

/**
 * Puts a sentinel in front of a market; the connection's first account must administer it.
 * @param sources The guard that our adapter asks, and the feed that Aave's own sentinel reads.
 * @param deploy Deploys a contract of ours by name. Default: from the project's own build.
 * @returns The sentinel; `undefined` for none.
 */
export async function installSentinel(
  connection: NetworkConnection,
  kind: SentinelKind,
  provider: AaveProvider,
  sources: { readonly guard: string; readonly uptimeFeed: string },
  deploy: (name: string, args: readonly unknown[]) => Promise<unknown> = async (name, args) =>
    await connection.ethers.deployContract(name, [...args]),
): Promise<AaveSentinel | undefined> {
  if (kind === "none") return undefined;
  const at = await provider.getAddress();
  const sentinel =
    kind === "holdfast"
      ? ((await deploy("AaveSentinelAdapter", [at, sources.guard])) as AaveSentinel)
      : await deployAaveSentinel(connection, at, sources.uptimeFeed, AAVE_GRACE);
  await (await provider.setPriceOracleSentinel(await sentinel.getAddress())).wait();
  return sentinel;
}

/** Deploys Aave's own sentinel over an uptime feed; it counts its grace from the round's `updatedAt`. */
export async function deployAaveSentinel(
  connection: NetworkConnection,
  provider: string,
  uptimeFeed: string,
  gracePeriod: number,
): Promise<AaveSentinel> {
  const path = `${AAVE_PACKAGE}/protocol/configuration/PriceOracleSentinel.sol/PriceOracleSentinel`;
  const args = [provider, uptimeFeed, gracePeriod];
  return (await deployArtifact(path, await deployerOf(connection), args)) as AaveSentinel;
}
