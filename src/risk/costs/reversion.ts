/** What reverted blocks and stale prices cost. */
import { nonNegative, positive, probability, whole } from "../check.js";
import { cdf } from "../math/normal.js";
import { poisson } from "../prices/merton.js";
import { sumOf } from "../math/sum.js";

/**
 * Value of the choice that a reversion of `years` gives, by unit of notional: a straddle at the money, `2[2Φ(σ√Δ/2) − 1]`. Source: Black & Scholes 1973 with no rate.
 */
export function reversionStraddle(sigma: number, years: number): number {
  return 2 * (2 * cdf((positive("sigma", sigma) * Math.sqrt(nonNegative("years", years))) / 2) - 1);
}

/**
 * Most that whoever orders the transactions of `years` can take by unit of notional: buying at the lowest and selling at the highest price
 * of that time, `σ√(8Δ/π)`. Source: mean range of a Brownian motion (Feller 1951).
 */
export function reorderingBound(sigma: number, years: number): number {
  return positive("sigma", sigma) * Math.sqrt((8 * nonNegative("years", years)) / Math.PI);
}

/** Reversions of one rollup. */
export interface Reversions {
  readonly perYear: number;
  /** Depth of each: seconds of transactions that are undone. */
  readonly depth: number;
  /** Money that changes hands in a second. */
  readonly flow: number;
}

/** Mean cost of reversions in a year: what was in flight, times the choice that undoing it gives. */
export function reversionCost({ perYear, depth, flow }: Reversions, sigma: number): number {
  const inFlight = nonNegative("reversions.flow", flow) * nonNegative("reversions.depth", depth);
  return nonNegative("reversions.perYear", perYear) * inFlight * reversionStraddle(sigma, depth / 31_536_000);
}

/** Mean loss of a constant-product pool that stood still for `years`, by unit of its value: `1 − e^(−σ²D/8)`. Source: Milionis et al. 2022. */
export function stalePool(sigma: number, years: number): number {
  return -Math.expm1((-(positive("sigma", sigma) ** 2) * nonNegative("years", years)) / 8);
}

/** Probability that an attacker with the share `q` of the work reverts `z` confirmations. Source: Nakamoto 2008, section 11. */
export function reversal(q: number, z: number): number {
  const p = 1 - probability("q", q);
  whole("z", z, 0, 1_000);
  if (q >= p) return 1;
  const lambda = (z * q) / p;
  return 1 - sumOf(z + 1, (k) => poisson(k, lambda) * (1 - (q / p) ** (z - k)));
}

/** P(a price without drift is below its start after `D`, and at or above it again within the next `G`). Source: Lévy's arcsine law. */
export function recoversWithin(D: number, G: number): number {
  return Math.atan(Math.sqrt(nonNegative("G", G) / positive("D", D))) / Math.PI;
}
