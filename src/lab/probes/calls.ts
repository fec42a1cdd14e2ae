import { toQuantity, type BaseContract } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";

import { request } from "../evm.js";
import type { ProbeCall } from "../probe/probe.js";

/** Whoever calls. */
interface Caller {
  readonly address: string;
}

/** Below what a transaction may use on every chain that the lab forks. */
const GAS = 15_000_000n;

/** The call of a contract's function; accounts and contracts among the arguments as addresses. */
export async function callOf(
  from: Caller,
  to: BaseContract,
  name: string,
  args: readonly unknown[],
): Promise<ProbeCall> {
  return { from: from.address, to: await to.getAddress(), data: to.interface.encodeFunctionData(name, args) };
}

/** Makes calls as transactions, one after the other; what reverts throws with the revert's data. */
export async function sendAll(
  { provider }: Pick<NetworkConnection, "provider">,
  calls: readonly ProbeCall[],
): Promise<void> {
  for (const { from, to, data, value = 0n } of calls) {
    await request(provider, "eth_sendTransaction", [
      { from, to, data, value: toQuantity(value), gas: toQuantity(GAS) },
    ]);
  }
}
