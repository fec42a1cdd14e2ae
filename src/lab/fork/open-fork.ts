import type { NetworkConnection } from "hardhat/types/network";

import { labChain, type LabChainName, type LabFeeds } from "../chains.js";
import { isoOf } from "../time.js";
import type { LabEnvironment } from "../upstream/embedded.js";
import type { UpstreamInfo } from "../upstream/upstream.js";
import { endpointFor, forkUpstream, openUpstream } from "./fork.js";

/** How a fork is opened. */
export interface ForkOptions {
  /** L1 time at which the fork begins, in seconds. Default: about an hour before the chain's best-known outage. */
  readonly startAt?: bigint;
  /** `auto`, the default, takes a real endpoint if the environment names one. `embedded` never does. */
  readonly upstream?: "auto" | "embedded";
  /** Where endpoints are named. Default: `process.env`. */
  readonly env?: NodeJS.ProcessEnv;
  /** Gets the one line that says which upstream is used. Default: nobody. */
  readonly log?: (line: string) => void;
}

/** A forked chain, ready for an outage. */
export interface Fork {
  /** With `ethers`, `networkHelpers` and `outage`. */
  readonly connection: NetworkConnection;
  readonly upstream: UpstreamInfo["kind"];
  readonly feeds: LabFeeds;
  /** Says in one line which chain, which upstream, which block. */
  readonly summary: string;
  /** Closes the connection and the upstream. Must be called: an open server keeps the process alive. */
  close(): Promise<void>;
}

/**
 * Forks a chain with its feeds. `network.create("arbitrumFork")` does the same with all defaults; this adds the moment, the
 * upstream and the summary.
 * @throws LabChainUnknownError for a name that the lab does not know.
 * @throws WrongChainError, NoBlockBeforeError, RpcFailedError, RealForkRefusedError when a real endpoint does not serve.
 */
export async function openFork(hre: LabEnvironment, name: LabChainName, options: ForkOptions = {}): Promise<Fork> {
  const chain = labChain(name);
  const url = options.upstream === "embedded" ? undefined : endpointFor(chain, options.env ?? process.env);
  const upstream = await openUpstream(hre, chain, options.startAt ?? chain.startAt, url);
  const connection = (await forkUpstream(hre, chain, upstream)) as NetworkConnection;
  const { feeds } = connection.outage;
  const summary = summaryOf(name, upstream, feeds);
  options.log?.(summary);
  return {
    connection,
    upstream: upstream.kind,
    feeds,
    summary,
    close: async () => {
      await connection.close();
    },
  };
}

/** One line about a chain that stands before an outage. */
export function summaryOf(name: string, upstream: UpstreamInfo, { madeUp }: LabFeeds): string {
  const { kind, chainId, blockNumber, blockTime } = upstream;
  const source = kind === "embedded" ? "embedded upstream" : "real endpoint";
  const invented = madeUp === true ? "; the uptime feed's address is made up" : "";
  return `${name} fork: ${source}, chain ${chainId}, block ${blockNumber} of ${isoOf(blockTime)}${invented}`;
}
