import type { BaseContract } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";

import { request } from "../evm.js";
import { requestOf } from "../probe/attempt.js";
import type { ProbeCall } from "../probe/probe.js";

/** Whoever calls. */
interface Caller {
  readonly address: string;
}

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
  for (const call of calls) await request(provider, "eth_sendTransaction", [requestOf(call)]);
}
