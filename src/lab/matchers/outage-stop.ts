import type { Interface } from "ethers";

import { revertData, stopOf, type Stop } from "../probe/decode.js";
import { outageErrors } from "../rules/stops.js";

/** What a matcher may be told. */
export interface OutageStopOptions {
  /** When the stopped action must open, in seconds: the time that the error names. */
  readonly until?: bigint | number;
  /** Names of errors by which the protocol under test says the same; those of Holdfast's guards are known. */
  readonly errors?: readonly string[];
  /** ABIs of that protocol's contracts, where ethers cannot know them. */
  readonly abis?: readonly Interface[];
}

/** What became of a call: it went through, or it was stopped. */
export type CallOutcome = { readonly passed: true } | { readonly passed: false; readonly stop: Stop };

const CUSTOM_ERROR = /custom error '(\w+)\(/;
const REASON = /reverted with reason string '([^']*)'/;

/**
 * Waits for a call, and for its transaction if it sent one.
 * @param call A promise of a call, an estimate or a transaction; or a function that makes one.
 * @throws whatever it fails with that is no revert.
 */
export async function outcomeOf(call: unknown, abis: readonly Interface[] = []): Promise<CallOutcome> {
  try {
    const answer: unknown = await (typeof call === "function" ? (call as () => unknown)() : call);
    if (typeof answer === "object" && answer !== null && "wait" in answer && typeof answer.wait === "function") {
      await (answer as { wait(): Promise<unknown> }).wait();
    }
    return { passed: true };
  } catch (error) {
    const stop = stopIn(error, abis);
    if (stop === undefined) throw error;
    return { passed: false, stop };
  }
}

function stopIn(error: unknown, abis: readonly Interface[]): Stop | undefined {
  const data = revertData(error);
  const stop = data === undefined ? undefined : stopOf(data, abis);
  if (stop !== undefined && !stop.error.startsWith("0x")) return stop;
  const message = error instanceof Error ? error.message : "";
  const named = CUSTOM_ERROR.exec(message)?.[1] ?? REASON.exec(message)?.[1];
  return named === undefined ? stop : { error: named };
}

/** Whether a stop is one by an outage, at the time that is asked for; if not, why. */
export function judge({ error, until }: Stop, options: OutageStopOptions): string | undefined {
  const { errors = [] } = options;
  if (!outageErrors.has(error) && !errors.includes(error)) return `it was stopped by ${error}`;
  if (options.until === undefined) return undefined;
  if (until === undefined) return `${error} names no time`;
  return BigInt(until) === BigInt(options.until) ? undefined : `${error} names ${until}`;
}
