import { Interface } from "ethers";

import { labAbi } from "../abi.js";
import { aliasOf, readOne, request } from "../evm.js";
import type { Deliver } from "./deliver.js";

/** Scroll's L2 messenger; not a predeploy, but the same since the chain began. */
export const SCROLL_MESSENGER = "0x781e90f1c8Fc4611c9b7497C3B47F99Ef6969CbC";
/** Far above every index of the L1 queue, so that no message of the lab is one that the chain has seen. */
const LAB_NONCES = 1n << 200n;

/** Apart from the lab's other functions: the OP stack's messenger has one of the same name. */
const messenger = new Interface([
  "function relayMessage(address from, address to, uint256 value, uint256 nonce, bytes message)",
]);

/** Scroll: the alias of the L1 messenger relays through the L2 messenger, which then names the L1 sender. */
export const deliverOnScroll: Deliver = async (rpc, feed, down, reportedAt) => {
  const block = BigInt(await request<string>(rpc, "eth_blockNumber"));
  const message = labAbi.encodeFunctionData("updateStatus", [down, reportedAt]);
  const args = [feed.l1Sender, feed.aggregator, 0n, LAB_NONCES + block, message];
  return {
    from: aliasOf(await readOne<string>(rpc, SCROLL_MESSENGER, "counterpart")),
    to: SCROLL_MESSENGER,
    data: messenger.encodeFunctionData("relayMessage", args),
  };
};
