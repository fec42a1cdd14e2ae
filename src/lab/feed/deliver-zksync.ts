import { labAbi } from "../abi.js";
import { aliasOf } from "../evm.js";
import type { Deliver } from "./deliver.js";

/** zkSync Era: the alias of the L1 sender calls the feed itself, in a priority operation. */
export const deliverOnZkSync: Deliver = async (_rpc, feed, down, reportedAt) =>
  Promise.resolve({
    from: aliasOf(feed.l1Sender),
    to: feed.aggregator,
    data: labAbi.encodeFunctionData("updateStatus", [down, reportedAt]),
  });
