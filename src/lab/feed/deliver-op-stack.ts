import { labAbi } from "../abi.js";
import { aliasOf, readOne, request } from "../evm.js";
import type { Deliver } from "./deliver.js";

/** Predeploy of the L2 cross-domain messenger. */
export const L2_MESSENGER = "0x4200000000000000000000000000000000000007";
const NONCE_VERSION_1 = 1n << 240n;
/** Far above every nonce in use, so that no message of the lab is one that the chain has seen. */
const LAB_NONCES = 1n << 200n;
const MIN_GAS = 500_000n;

/** OP stack: the alias of the L1 messenger relays through the L2 messenger, which then names the L1 sender. */
export const deliverOnOpStack: Deliver = async (rpc, feed, down, reportedAt) => {
  const otherMessenger = await readOne<string>(rpc, L2_MESSENGER, "otherMessenger");
  const block = BigInt(await request<string>(rpc, "eth_blockNumber"));
  const nonce = NONCE_VERSION_1 | (LAB_NONCES + block);
  const message = labAbi.encodeFunctionData("updateStatus", [down, reportedAt]);
  const args = [nonce, feed.l1Sender, feed.aggregator, 0n, MIN_GAS, message];
  return {
    from: aliasOf(otherMessenger),
    to: L2_MESSENGER,
    data: labAbi.encodeFunctionData("relayMessage", args),
  };
};
