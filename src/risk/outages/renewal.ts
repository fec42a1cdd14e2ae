/** A sequencer that is up and down in turn. Source: renewal theory (Cox 1962, chapter 7). */
import { nonNegative, positive } from "../check.js";
import type { Duration } from "./duration.js";

/** Share of the time in which the sequencer is up. Any unit, the same for both. */
export function availability(meanUp: number, meanDown: number): number {
  return positive("meanUp", meanUp) / (meanUp + nonNegative("meanDown", meanDown));
}

/** P(up after `t` | up now), both phases exponential. */
export function upAfter(t: number, meanUp: number, meanDown: number): number {
  const share = availability(meanUp, meanDown);
  return share + (1 - share) * Math.exp(-nonNegative("t", t) * (1 / meanUp + 1 / positive("meanDown", meanDown)));
}

/**
 * Probability that an outage covers the whole of the last `window` before an expiry, so that a holder who waits for them cannot
 * exercise: `E[(D − W)⁺] / (E[U] + E[D])`.
 */
export function missedExercise(window: number, meanUp: number, down: Duration): number {
  return down.excess(nonNegative("window", window)) / (positive("meanUp", meanUp) + down.mean);
}
