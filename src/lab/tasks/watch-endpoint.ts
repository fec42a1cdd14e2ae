import { setTimeout } from "node:timers/promises";

import { labChain, type LabChainName } from "../chains.js";
import { RpcFailedError } from "../errors.js";
import { request } from "../evm.js";
import { endpointFor } from "../fork/fork.js";
import { rpcClient } from "../upstream/rpc-client.js";

const PAUSE_MS = 5_000;
const PATIENCE_MS = 20_000;

/**
 * Works with the endpoint that a run would fork, and gives up when it stops answering: the simulated node itself would wait and
 * ask again for minutes, and then name no reason that helps.
 * @throws RpcFailedError
 */
export async function watchingEndpoint<T>(
  { upstream, chain }: { readonly upstream: "auto" | "embedded"; readonly chain: LabChainName },
  work: () => Promise<T>,
): Promise<T> {
  const url = upstream === "embedded" ? undefined : endpointFor(labChain(chain), process.env);
  if (url === undefined) return await work();
  const over = new AbortController();
  try {
    return await Promise.race([workOrReason(url, work), watch(url, over.signal)]);
  } finally {
    over.abort();
  }
}

/** When the work fails, the endpoint is asked whether it was the reason. */
async function workOrReason<T>(url: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await ask(url);
    throw error;
  }
}

/** Asks again and again; settles only by the endpoint's failure. */
async function watch(url: string, over: AbortSignal): Promise<never> {
  for (;;) {
    try {
      await setTimeout(PAUSE_MS, undefined, { signal: over, ref: false });
    } catch {
      return await new Promise<never>(() => undefined);
    }
    await ask(url);
  }
}

async function ask(url: string): Promise<void> {
  const late = setTimeout(PATIENCE_MS, "late" as const, { ref: false });
  const answer = await Promise.race([request<string>(rpcClient(url), "eth_chainId"), late]);
  if (answer === "late")
    throw new RpcFailedError("eth_chainId", `no answer within ${String(PATIENCE_MS / 1000)} s; is the endpoint alive?`);
}
