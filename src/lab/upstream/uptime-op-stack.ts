import { L2_MESSENGER } from "../feed/deliver-op-stack.js";
import { callAs } from "../evm.js";
import { madeUpAddress } from "../made-up.js";
import { L1_SENDER, UPSTREAM_OWNER, type Site } from "./builder.js";

/** Puts a messenger that relays at the predeploy; the simulated chain's own one only reverts. */
export async function deployMessenger(site: Site, at: bigint): Promise<void> {
  await site.deploy("CrossDomainMessengerMock", L2_MESSENGER, ["address"], [madeUpAddress("l1-messenger")], at);
}

/** Deploys one of the OP stack's uptime feeds; its constructor writes round 1 at `at`. */
export async function deployOpStackFeed(site: Site, aggregator: string, proxy: string, at: bigint): Promise<void> {
  const types = ["address", "address", "bool"];
  await site.deploy("OptimismSequencerUptimeFeed", aggregator, types, [L1_SENDER, L2_MESSENGER, false], at);
  await site.setTime(at);
  await callAs(site.rpc, UPSTREAM_OWNER, aggregator, "addAccess", [proxy]);
}
