/** Jump diffusion with normal jumps of the logarithm. Source: Merton 1976. */
import { nonNegative, positive, finite } from "../check.js";
import { cdf } from "../math/normal.js";
import { bisect } from "../math/roots.js";
import { sumOf } from "../math/sum.js";
import { checked, european, type Market, type Side } from "./black-scholes.js";

/** Jumps of the logarithm of a price. */
export interface Jumps {
  /** Jumps in a year. */
  readonly rate: number;
  /** Mean of a jump of the logarithm. */
  readonly mean: number;
  /** Standard deviation of a jump of the logarithm. */
  readonly deviation: number;
}

/** Terms beyond this many standard deviations of the number of jumps weigh less than 1e-20. */
const DEVIATIONS = 12;

/** Price of a European option: a mixture over the number of jumps. */
export function mertonEuropean(side: Side, strike: number, market: Market, jumps: Jumps): number {
  const { r, T, sigma } = checked(market);
  const { rate, mean, deviation } = checkedJumps(jumps);
  const meanFactor = Math.exp(mean + (deviation * deviation) / 2);
  const expected = rate * meanFactor * T;
  return sumOf(termsFor(expected), (n) => {
    const mixed = {
      ...market,
      r: r - rate * (meanFactor - 1) + (n * Math.log(meanFactor)) / T,
      sigma: Math.sqrt(sigma * sigma + (n * deviation * deviation) / T),
    };
    return poisson(n, expected) * european(side, strike, mixed);
  });
}

/** Value at risk and conditional value at risk of the relative loss `1 − S_T / S_0`, `S` a martingale with drift `r`. */
export function mertonTail(
  level: number,
  market: Omit<Market, "spot" | "q">,
  jumps: Jumps,
): [valueAtRisk: number, conditional: number] {
  const { r, sigma, T } = checked({ ...market, spot: 1, q: 0 });
  const { rate, mean, deviation } = checkedJumps(jumps);
  const drift = (r - (sigma * sigma) / 2 - rate * (Math.exp(mean + (deviation * deviation) / 2) - 1)) * T;
  const parts = Array.from({ length: termsFor(rate * T) }, (_, n) => ({
    weight: poisson(n, rate * T),
    mean: drift + n * mean,
    deviation: Math.sqrt(sigma * sigma * T + n * deviation * deviation),
  }));
  const below = (x: number) =>
    sumOf(parts.length, (n) => partOf(parts, n, (p) => p.weight * cdf((x - p.mean) / p.deviation)));
  const x = bisect((y) => below(y) - (1 - level), -50, 50);
  // E[e^X; X ≤ x] of a normal: e^(m + s²/2) Φ((x − m − s²)/s)
  const lower = sumOf(parts.length, (n) =>
    partOf(
      parts,
      n,
      (p) => p.weight * Math.exp(p.mean + p.deviation ** 2 / 2) * cdf((x - p.mean - p.deviation ** 2) / p.deviation),
    ),
  );
  return [1 - Math.exp(x), 1 - lower / (1 - level)];
}

/** P(N = n) of a Poisson number. */
export function poisson(n: number, mean: number): number {
  if (mean === 0) return n === 0 ? 1 : 0;
  let logarithm = n * Math.log(mean) - mean;
  for (let k = 2; k <= n; k++) logarithm -= Math.log(k);
  return Math.exp(logarithm);
}

/** Checks jumps. @throws RiskInputError */
export function checkedJumps(jumps: Jumps): Jumps {
  nonNegative("jumps.rate", jumps.rate);
  finite("jumps.mean", jumps.mean);
  positive("jumps.deviation", jumps.deviation);
  return jumps;
}

/** How many terms of a Poisson mixture count. */
export function termsFor(mean: number): number {
  return Math.ceil(mean + DEVIATIONS * Math.sqrt(mean) + 20);
}

function partOf<T>(parts: readonly T[], n: number, of: (part: T) => number): number {
  const part = parts[n];
  return part === undefined ? 0 : of(part);
}
