import { toQuantity, type Interface } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";

import type { AttemptResult } from "../../report/model.js";
import { NotMinedError } from "../errors.js";
import { request } from "../evm.js";
import type { Actors } from "./actors.js";
import { revertData, stopOf } from "./decode.js";
import type { ProbeCall } from "./probe.js";

/** Below what a single transaction may use on every chain that the lab forks. */
const GAS = 15_000_000n;

/** What came of one call. */
export interface Attempted {
  readonly result: AttemptResult;
  readonly gasUsed?: number;
}

/**
 * Asks whether a call would pass in a transaction of this very second, and changes nothing.
 * @throws whatever the node throws that is no revert.
 */
export async function simulate(
  { provider }: NetworkConnection,
  actors: Actors,
  call: ProbeCall,
  abis: readonly Interface[],
): Promise<AttemptResult> {
  await actors.admit(call.from);
  try {
    await request(provider, "eth_call", [requestOf(call), "latest"]);
    return passed(call);
  } catch (error) {
    return stopped(error, call, abis);
  }
}

/**
 * Sends a call as a transaction and waits for it.
 * @throws NotMinedError, and whatever the node throws that is no revert.
 */
export async function send(
  { provider }: NetworkConnection,
  actors: Actors,
  call: ProbeCall,
  abis: readonly Interface[],
): Promise<Attempted> {
  await actors.admit(call.from);
  try {
    const hash = await request<string>(provider, "eth_sendTransaction", [requestOf(call)]);
    const receipt = await request<{ gasUsed: string } | null>(provider, "eth_getTransactionReceipt", [hash]);
    if (receipt === null) throw new NotMinedError(hash);
    return { result: passed(call), gasUsed: Number(receipt.gasUsed) };
  } catch (error) {
    return { result: stopped(error, call, abis) };
  }
}

/** A call as JSON-RPC wants it, with all the gas that a single transaction may use. */
export function requestOf({ from, to, data, value = 0n }: ProbeCall): Record<string, string> {
  return { from, to, data, value: toQuantity(value), gas: toQuantity(GAS) };
}

function passed(call: ProbeCall): AttemptResult {
  return { outcome: "passed", ...positionOf(call), ...(call.detail === undefined ? {} : { detail: call.detail }) };
}

function stopped(error: unknown, call: ProbeCall, abis: readonly Interface[]): AttemptResult {
  const data = revertData(error);
  if (data === undefined) throw error;
  return { outcome: "stopped", ...positionOf(call), ...stopOf(data, abis) };
}

function positionOf({ healthFactor, beyondSaving }: ProbeCall): Pick<AttemptResult, "healthFactor" | "beyondSaving"> {
  return {
    ...(healthFactor === undefined ? {} : { healthFactor }),
    ...(beyondSaving === undefined ? {} : { beyondSaving }),
  };
}
