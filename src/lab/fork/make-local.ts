import { priceFeedsOf } from "../../chains/chains.js";
import { labUptimeFeedOf, type LabChain } from "../chains.js";
import { L1_BLOCK } from "../clock/op-stack.js";
import { request, type JsonRpc } from "../evm.js";
import { L2_MESSENGER } from "../feed/deliver-op-stack.js";
import { SCROLL_MESSENGER } from "../feed/deliver-scroll.js";

/** The lowest storage slots, where the feeds' and predeploys' own variables are; mappings lie elsewhere. */
const SLOTS = 9;

/** What nearly every transaction on a fork reads: the feeds and, on the OP stack, the predeploys of each block. */
export function hotAccounts(chain: LabChain): readonly string[] {
  const uptime = labUptimeFeedOf(chain);
  const prices = priceFeedsOf(chain.chainId).flatMap(({ proxy, aggregatorAtDump }) => [proxy, aggregatorAtDump]);
  const predeploys = chain.chainType === "op" ? [L1_BLOCK, L2_MESSENGER] : [];
  const messenger = chain.family === "scroll" ? [SCROLL_MESSENGER] : [];
  return [
    uptime.proxy,
    ...(uptime.aggregator === null ? [] : [uptime.aggregator]),
    ...prices,
    ...predeploys,
    ...messenger,
  ];
}

/**
 * Writes accounts on a fork over themselves. Nothing changes but where they are read from: a simulated node asks the upstream
 * again for each read of an account that it has not written, a hundred requests per block on the OP stack.
 */
export async function makeLocal(rpc: JsonRpc, accounts: readonly string[]): Promise<void> {
  for (const account of accounts) {
    const balance = await request<string>(rpc, "eth_getBalance", [account, "latest"]);
    await request(rpc, "hardhat_setBalance", [account, balance]);
    for (let slot = 0; slot < SLOTS; slot += 1) {
      const key = `0x${slot.toString(16)}`;
      const value = await request<string>(rpc, "eth_getStorageAt", [account, key, "latest"]);
      await request(rpc, "hardhat_setStorageAt", [account, key, value]);
    }
  }
}
