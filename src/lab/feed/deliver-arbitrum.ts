import { labAbi } from "../abi.js";
import { readOne } from "../evm.js";
import type { Deliver } from "./deliver.js";

/** Arbitrum: the alias of the L1 sender calls the feed itself. */
export const deliverOnArbitrum: Deliver = async (rpc, feed, down, reportedAt) => ({
  from: await readOne<string>(rpc, feed.aggregator, "aliasedL1MessageSender"),
  to: feed.aggregator,
  data: labAbi.encodeFunctionData("updateStatus", [down, reportedAt]),
});
