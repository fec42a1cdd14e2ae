import { fallen, type PricePath } from "./path.js";

/**
 * A price that falls evenly between two moments and stands still before and after.
 * @param from Price before, in the feed's decimals.
 * @param drop Fraction lost at the end, for example 0.12.
 * @param start L1 time at which the fall begins.
 * @param end L1 time at which it is complete; later than `start`.
 */
export function linear(from: bigint, drop: number, start: bigint, end: bigint): PricePath {
  const to = fallen(from, drop);
  return (l1Time) => {
    if (l1Time <= start) return from;
    if (l1Time >= end) return to;
    return from + ((to - from) * (l1Time - start)) / (end - start);
  };
}
