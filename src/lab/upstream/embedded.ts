import { toQuantity } from "ethers";
import type { ArtifactManager } from "hardhat/types/artifacts";
import type { NetworkConnection, NetworkManager } from "hardhat/types/network";

import type { LabChain } from "../chains.js";
import { latestTime, request } from "../evm.js";
import { creationCodeFrom } from "./artifacts.js";
import { siteOn } from "./builder.js";
import { CHAIN_AGE } from "./history.js";
import { buildPriceFeeds } from "./prices.js";
import { serve } from "./server.js";
import type { Upstream, UpstreamInfo } from "./upstream.js";
import { buildUptimeFeed } from "./uptime.js";

/** Network that the embedded upstream runs on; the plugin adds it to the configuration. */
export const UPSTREAM_NETWORK = "outageUpstream";

/** What the lab needs of a Hardhat runtime environment. */
export interface LabEnvironment {
  readonly network: NetworkManager;
  readonly artifacts: ArtifactManager;
}

/** A simulated chain with the feeds of a real one, and what is known about it. */
export interface EmbeddedChain {
  readonly connection: NetworkConnection<string>;
  readonly info: UpstreamInfo;
}

/**
 * Builds a simulated chain with the id of a real one and Chainlink's own uptime feed and proxies at their real addresses, and leads
 * it through a history that ends at `start`.
 * @param start Time of its newest block, in seconds.
 */
export async function buildEmbeddedChain(hre: LabEnvironment, chain: LabChain, start: bigint): Promise<EmbeddedChain> {
  const { chainId, chainType } = chain;
  const initialDate = new Date(Number(start - CHAIN_AGE) * 1000);
  const connection = await hre.network.create<string>({
    network: UPSTREAM_NETWORK,
    chainType,
    override: { chainId, initialDate },
  });
  const rpc = connection.provider;
  const site = siteOn(rpc, creationCodeFrom(hre.artifacts));
  await buildUptimeFeed(site, chain, start);
  await buildPriceFeeds(site, chain, start);
  await request(rpc, "evm_mine", [toQuantity(start)]);
  const blockNumber = BigInt(await request<string>(rpc, "eth_blockNumber"));
  return { connection, info: { kind: "embedded", chainId, blockNumber, blockTime: await latestTime(rpc) } };
}

/** Serves an embedded chain on a free loopback port, for forks. See {@link buildEmbeddedChain}. */
export async function startEmbeddedUpstream(hre: LabEnvironment, chain: LabChain, start: bigint): Promise<Upstream> {
  const { connection, info } = await buildEmbeddedChain(hre, chain, start);
  const server = await serve(connection.provider);
  const close = async (): Promise<void> => {
    await server.close();
    await connection.close();
  };
  return { ...info, url: server.url, close };
}
