import { callAs, readOne } from "../evm.js";
import type { Deliver } from "./deliver.js";

/** Arbitrum: the alias of the L1 sender calls the feed itself. */
export const deliverOnArbitrum: Deliver = async (rpc, feed, down, reportedAt) => {
  const alias = await readOne<string>(rpc, feed.aggregator, "aliasedL1MessageSender");
  return await callAs(rpc, alias, feed.aggregator, "updateStatus", [down, reportedAt]);
};
