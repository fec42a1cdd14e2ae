import type { NetworkConnection } from "hardhat/types/network";

import { labRpcVariable, type LabChain } from "../chains.js";
import { startEmbeddedUpstream, type LabEnvironment } from "../upstream/embedded.js";
import { openRealUpstream } from "../upstream/real.js";
import type { Upstream } from "../upstream/upstream.js";
import { hotAccounts, makeLocal } from "./make-local.js";

const upstreams = new WeakMap<object, Upstream>();

/** The upstream that a connection forks; closed together with it. */
export function upstreamOf(connection: object): Upstream | undefined {
  return upstreams.get(connection);
}

/** Opens what a fork of `chain` will read from: the endpoint named by `url`, or the embedded upstream. */
export async function openUpstream(
  hre: LabEnvironment,
  chain: LabChain,
  start: bigint,
  url: string | undefined,
): Promise<Upstream> {
  return url === undefined ? await startEmbeddedUpstream(hre, chain, start) : await openRealUpstream(url, chain, start);
}

/** The endpoint that the environment names for a chain; an empty variable counts as none. */
export function endpointFor(chain: LabChain, env: NodeJS.ProcessEnv): string | undefined {
  const url = env[labRpcVariable(chain)];
  return url === undefined || url === "" ? undefined : url;
}

/** Forks an upstream by a new connection that closes it. */
export async function forkUpstream(
  hre: Pick<LabEnvironment, "network">,
  chain: LabChain,
  upstream: Upstream,
): Promise<NetworkConnection<string>> {
  try {
    const connection = await hre.network.create<string>({
      network: chain.networkName,
      chainType: chain.chainType,
      override: { forking: { url: upstream.url, blockNumber: upstream.blockNumber } },
    });
    upstreams.set(connection, upstream);
    connection.outage.upstream = upstream;
    if (upstream.kind === "embedded") await makeLocal(connection.provider, hotAccounts(chain));
    return connection;
  } catch (error) {
    await upstream.close();
    throw error;
  }
}

/** What `network.create("arbitrumFork")` does: the chain's default moment, and a real endpoint if the environment names one. */
export async function forkByItself(hre: LabEnvironment, chain: LabChain): Promise<NetworkConnection<string>> {
  const upstream = await openUpstream(hre, chain, chain.startAt, endpointFor(chain, process.env));
  return await forkUpstream(hre, chain, upstream);
}
