import type { Seen, WorldView } from "./view.js";

/** Errors of Holdfast's contracts that stop an action because of an outage, of its feed or of a price from before it. */
export const outageErrors: ReadonlySet<string> = new Set([
  "SequencerDown",
  "SequencerRecovering",
  "UptimeFeedUnavailable",
  "GuardUnreadable",
  "ChainCatchingUp",
  "PricePredatesRecovery",
  "PriceNotFresh",
  "PriceInFuture",
  "HistoryUnavailable",
]);

/** Those of them that cannot know when to come again. */
export const timelessErrors: ReadonlySet<string> = new Set([
  "SequencerDown",
  "UptimeFeedUnavailable",
  "GuardUnreadable",
  "ChainCatchingUp",
  "PriceNotFresh",
  "PriceInFuture",
  "HistoryUnavailable",
]);

/** Words that people use for the same in errors of their own. */
const OUTAGE_WORDS = /sequencer|grace|uptime|oracle ?down/i;

/** Whether an error is one that outages cause. */
export function isOutageError(error: string, named: readonly string[] = []): boolean {
  return outageErrors.has(error) || named.includes(error) || OUTAGE_WORDS.test(error);
}

/**
 * Whether an attempt was stopped by the outage: its error says so, or tells when to come again, or is a panic, or never met
 * the same action while all was well.
 */
export function isOutageStop(view: WorldView, { action, result }: Seen): boolean {
  const { outcome, error, until } = result;
  if (outcome !== "stopped" || error === undefined) return false;
  if (isOutageError(error, view.context.probe.outageErrors) || until !== undefined || isPanic(error)) return true;
  return view.wasAskedBefore(action.action) && !view.ordinaryErrors(action.action).has(error);
}

/** Whether an error is a fault of arithmetic or of reading, which nobody meant. */
export function isPanic(error: string): boolean {
  return error.startsWith("Panic(") || error === "no reason";
}
