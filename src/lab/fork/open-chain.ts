import type { NetworkConnection } from "hardhat/types/network";

import { labChain, type LabChainName } from "../chains.js";
import { buildEmbeddedChain, type LabEnvironment } from "../upstream/embedded.js";
import { endpointFor } from "./fork.js";
import { openFork, summaryOf, type Fork, type ForkOptions } from "./open-fork.js";

/**
 * Opens a chain that stands before an outage: a fork where an endpoint is named, else the embedded copy itself. A fork of the copy
 * would show the same and ask for every account over a port, three thousand times in a replay.
 * @throws as {@link openFork}.
 */
export async function openChain(hre: LabEnvironment, name: LabChainName, options: ForkOptions = {}): Promise<Fork> {
  const chain = labChain(name);
  const url = options.upstream === "embedded" ? undefined : endpointFor(chain, options.env ?? process.env);
  if (url !== undefined) return await openFork(hre, name, options);
  const built = await buildEmbeddedChain(hre, chain, options.startAt ?? chain.startAt);
  // The network's type is known at run time only.
  const connection = built.connection as NetworkConnection;
  connection.outage.upstream = built.info;
  const { feeds } = connection.outage;
  const summary = summaryOf(name, built.info, feeds);
  options.log?.(summary);
  return {
    connection,
    upstream: built.info.kind,
    feeds,
    summary,
    close: async () => {
      await connection.close();
    },
  };
}
