import { setTimeout } from "node:timers/promises";

import { labChain, type LabChainName } from "../chains.js";
import { RpcFailedError, UpstreamLostError } from "../errors.js";
import { endpointFor } from "./fork.js";

/** How an endpoint is watched; times in milliseconds. */
export interface WatchPace {
  /** Between two questions. */
  readonly pause: number;
  /** For one answer. */
  readonly patience: number;
  /** Without an answer: an endpoint that starts anew or is slow now and then is not lost. */
  readonly lostAfter: number;
}

/** Notices a lost endpoint after 16 to 21 seconds: it refuses, or it keeps silent. */
const PACE: WatchPace = { pause: 2_000, patience: 5_000, lostAfter: 15_000 };
/** So many questions in a row, so that a process that was itself held up for a while raises no alarm. */
const UNANSWERED = 3;
const QUESTION = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "eth_chainId", params: [] });

/** Which endpoint a run forks. */
export interface Watched {
  readonly upstream?: "auto" | "embedded";
  readonly chain: LabChainName;
  /** Where endpoints are named. Default: `process.env`. */
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Works with the endpoint that a run would fork, and gives up when it stops answering: the simulated node itself would wait and
 * ask again for minutes, and then name no reason that helps. What it still waits for then goes on in the background.
 * @throws UpstreamLostError
 */
export async function watchingEndpoint<T>(
  { upstream, chain, env = process.env }: Watched,
  work: () => Promise<T>,
  pace: WatchPace = PACE,
): Promise<T> {
  const known = labChain(chain);
  const url = upstream === "embedded" ? undefined : endpointFor(known, env);
  if (url === undefined) return await work();
  const over = new AbortController();
  const lost = (cause?: unknown) => new UpstreamLostError(known.chainId, "rpc", "eth_chainId", { cause });
  const failed = async (error: unknown): Promise<never> => {
    // An endpoint that never served says so itself; anything else may be what comes of a lost one.
    throw error instanceof RpcFailedError || (await isAlive(url, pace, over.signal)) ? error : lost(error);
  };
  try {
    return await Promise.race([
      work().catch(failed),
      silence(url, pace, over.signal).then(() => {
        throw lost();
      }),
    ]);
  } finally {
    over.abort();
  }
}

/** Settles when the endpoint has not answered for long enough; never once it is over. */
async function silence(url: string, pace: WatchPace, over: AbortSignal): Promise<void> {
  let [unanswered, answeredAt] = [0, performance.now()];
  for (;;) {
    try {
      await setTimeout(pace.pause, undefined, { signal: over, ref: false });
    } catch {
      return await new Promise<never>(() => undefined);
    }
    if (await isAlive(url, pace, over)) [unanswered, answeredAt] = [0, performance.now()];
    else unanswered += 1;
    if (unanswered >= UNANSWERED && performance.now() - answeredAt >= pace.lostAfter) return;
  }
}

/** Whether somebody is there; who says that there are too many questions is. A gateway that finds nobody behind it is not. */
async function isAlive(url: string, { patience }: WatchPace, over: AbortSignal): Promise<boolean> {
  try {
    const { status, body } = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: QUESTION,
      signal: AbortSignal.any([over, AbortSignal.timeout(patience)]),
    });
    await body?.cancel();
    return status < 500;
  } catch {
    return false;
  }
}
