import { toQuantity } from "ethers";
import type { ArtifactManager } from "hardhat/types/artifacts";
import type { NetworkManager } from "hardhat/types/network";

import type { LabChain } from "../chains.js";
import { latestTime, request } from "../evm.js";
import { creationCodeFrom } from "./artifacts.js";
import { siteOn } from "./builder.js";
import { CHAIN_AGE } from "./history.js";
import { buildPriceFeeds } from "./prices.js";
import { serve } from "./server.js";
import type { Upstream } from "./upstream.js";
import { buildUptimeFeed } from "./uptime.js";

/** Network that the embedded upstream runs on; the plugin adds it to the configuration. */
export const UPSTREAM_NETWORK = "outageUpstream";

/** What the lab needs of a Hardhat runtime environment. */
export interface LabEnvironment {
  readonly network: NetworkManager;
  readonly artifacts: ArtifactManager;
}

/**
 * Builds a second simulated chain with the id of the real one and Chainlink's own uptime feed and proxies at their real
 * addresses, leads it through a history that ends at `start`, and serves it on a free loopback port.
 * @param start Time of its newest block, in seconds.
 */
export async function startEmbeddedUpstream(hre: LabEnvironment, chain: LabChain, start: bigint): Promise<Upstream> {
  const { chainId, chainType } = chain;
  const initialDate = new Date(Number(start - CHAIN_AGE) * 1000);
  const connection = await hre.network.create({
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
  const blockTime = await latestTime(rpc);
  const server = await serve(rpc);
  const close = async (): Promise<void> => {
    await server.close();
    await connection.close();
  };
  return { kind: "embedded", chainId, url: server.url, blockNumber, blockTime, close };
}
