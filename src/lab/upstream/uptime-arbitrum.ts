import { callAs } from "../evm.js";
import { madeUpAddress } from "../made-up.js";
import { L1_SENDER, UPSTREAM_OWNER, type Site } from "./builder.js";

const FLAGS = madeUpAddress("flags");
const ACCESS = madeUpAddress("flags-access");

/** Deploys what Arbitrum's uptime feeds report to beside their rounds: Chainlink's flags and who may change them. */
export async function deployFlags(site: Site, at: bigint): Promise<void> {
  await site.deploy("SimpleWriteAccessController", ACCESS, [], [], at);
  await site.deploy("Flags", FLAGS, ["address", "address"], [ACCESS, ACCESS], at);
}

/** Deploys and initialises one of Arbitrum's uptime feeds; its first round begins at `at`. */
export async function deployArbitrumFeed(site: Site, aggregator: string, proxy: string, at: bigint): Promise<void> {
  const { rpc } = site;
  await site.deploy("ArbitrumSequencerUptimeFeed", aggregator, ["address", "address"], [FLAGS, L1_SENDER], at);
  const grants = [
    [ACCESS, aggregator],
    [FLAGS, aggregator],
    [aggregator, proxy],
  ] as const;
  for (const [controller, user] of grants) {
    await site.setTime(at);
    await callAs(rpc, UPSTREAM_OWNER, controller, "addAccess", [user]);
  }
  await site.setTime(at);
  await callAs(rpc, UPSTREAM_OWNER, aggregator, "initialize");
}
