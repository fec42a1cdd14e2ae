import { labChain, type LabChainName } from "../chains.js";
import { openChain } from "../fork/open-chain.js";
import type { ForkOptions } from "../fork/open-fork.js";
import { watchingEndpoint } from "../fork/watch-endpoint.js";
import type { LabEnvironment } from "../upstream/embedded.js";
import { RunOptionsError } from "./errors.js";
import { checkProbes, outageOf, type OutageRunOptions } from "./options.js";
import { runProbes, type OutageRun } from "./run.js";

/** Seconds before the outage at which a fork begins: time to deploy and to open positions. */
export const LEAD_IN = 3600n;

/** A run on a chain of its own. */
export interface ForkRunOptions extends OutageRunOptions {
  /** Default: the chain of the incident; a scenario without an incident must name one. */
  readonly chain?: LabChainName;
  readonly upstream?: ForkOptions["upstream"];
  readonly env?: ForkOptions["env"];
  /** Gets a line for each stage of the work. */
  readonly log?: (line: string) => void;
}

/**
 * Opens the chain an hour before the outage, plays the probes through it and closes it whatever happens.
 * @throws as {@link runProbes}, {@link openChain} and {@link watchingEndpoint}.
 */
export async function runOnFork(hre: LabEnvironment, options: ForkRunOptions): Promise<OutageRun> {
  const { incident, scenario } = outageOf(options);
  checkProbes(options.probes);
  const name = options.chain ?? incident?.replay.on;
  if (name === undefined)
    throw new RunOptionsError("chain", "missing", "name the chain of a scenario without an incident");
  const { env, upstream, log } = options;
  const where = {
    ...(upstream === undefined ? {} : { upstream }),
    ...(env === undefined ? {} : { env }),
  };
  return await watchingEndpoint({ chain: labChain(name).name, ...where }, async () => {
    const startAt = scenario.startedAt - LEAD_IN;
    const fork = await openChain(hre, name, { startAt, ...where, ...(log === undefined ? {} : { log }) });
    try {
      return await runProbes(fork.connection, options);
    } finally {
      await fork.close();
    }
  });
}
