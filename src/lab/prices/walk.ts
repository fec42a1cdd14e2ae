import { fallen, PARTS_PER_MILLION, type PricePath } from "./path.js";

/** Seconds between two prices. */
const STEP = 60n;
/** Largest move from minute to minute, in parts in a million. */
const LARGEST = 1_500n;

/**
 * A price that wanders from minute to minute and is sure to have lost a fraction at the end; it stands still before and after. The
 * same seed gives the same path on every machine: whole numbers only.
 * @param from Price before, in the feed's decimals.
 * @param drop Fraction lost at the end, for example 0.12.
 * @param start L1 time at which it begins to move.
 * @param end L1 time at which it has lost the fraction; later than `start`.
 */
export function walk(from: bigint, drop: number, start: bigint, end: bigint, seed: bigint): PricePath {
  const to = fallen(from, drop);
  const steps = (end - start) / STEP;
  const random = generator(seed);
  const sums = [0n];
  for (let step = 1n; step <= steps; step += 1n)
    sums.push((sums.at(-1) ?? 0n) + (random() % (2n * LARGEST + 1n)) - LARGEST);
  const last = sums.at(-1) ?? 0n;
  return (l1Time) => {
    if (l1Time <= start) return from;
    if (l1Time >= end || steps === 0n) return to;
    const step = (l1Time - start) / STEP;
    const even = from + ((to - from) * step) / steps;
    // A bridge: what the walk would be off at the end is taken out evenly.
    const off = (sums[Number(step)] ?? 0n) - (last * step) / steps;
    return (even * (PARTS_PER_MILLION + off)) / PARTS_PER_MILLION;
  };
}

/** A 64-bit linear congruential generator; its low bits are dropped. */
function generator(seed: bigint): () => bigint {
  let state = BigInt.asUintN(64, seed);
  return () => {
    state = BigInt.asUintN(64, state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n);
    return state >> 33n;
  };
}
