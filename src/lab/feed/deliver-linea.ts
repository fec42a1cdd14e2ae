import { id, toQuantity } from "ethers";

import { labAbi } from "../abi.js";
import { read, request, type JsonRpc, type RawLog } from "../evm.js";
import { madeUpAddress } from "../made-up.js";
import type { Deliver } from "./deliver.js";
import { NoUpdaterError } from "./errors.js";

/** Who may report to Linea's feed. */
export const FEED_UPDATER_ROLE = id("FEED_UPDATER_ROLE");
/** Holds that role on the embedded upstream. */
export const LINEA_UPDATER = madeUpAddress("linea-updater");

/** Linea: a holder of the role, the sequencer's signer, calls the feed itself. */
export const deliverOnLinea: Deliver = async (rpc, feed, down, reportedAt) => ({
  from: await updaterOf(rpc, feed.aggregator),
  to: feed.aggregator,
  data: labAbi.encodeFunctionData("updateStatus", [down, reportedAt]),
});

/**
 * An account that holds the role: the lab's own, or one that the contract's events name.
 * @throws NoUpdaterError when nobody holds it.
 */
export async function updaterOf(rpc: JsonRpc, aggregator: string): Promise<string> {
  const holds = async (account: string): Promise<boolean> =>
    (await read(rpc, aggregator, "hasRole", [FEED_UPDATER_ROLE, account]))[0] as boolean;
  if (await holds(LINEA_UPDATER)) return LINEA_UPDATER;
  const granted = labAbi.encodeFilterTopics("RoleGranted", [FEED_UPDATER_ROLE]);
  const filter = { address: aggregator, topics: granted, fromBlock: toQuantity(0), toBlock: "latest" };
  const logs = await request<RawLog[]>(rpc, "eth_getLogs", [filter]);
  for (const log of [...logs].reverse()) {
    const account = labAbi.parseLog(log)?.args[1] as string;
    if (await holds(account)) return account;
  }
  throw new NoUpdaterError(aggregator);
}
