/**
 * How often a rollup halts, learnt from counts and years: gamma and Poisson are conjugate (Gelman et al. 2013, 2.6). Years and halts of
 * other rollups count at a discount, so that a chain with few halts is drawn to the others and one with many is not.
 */
import gammaQuantile from "@stdlib/stats-base-dists-gamma-quantile";

import { nonNegative, positive, probability } from "../check.js";
import { gamma } from "../random/gamma.js";
import { OTHERS_COUNT } from "./duration.js";

/** Halts seen in some years. */
export interface Exposure {
  readonly halts: number;
  readonly years: number;
}

/** What is believed of the halts in a year: Gamma(shape, rate). */
export interface RatePosterior {
  readonly shape: number;
  /** In years. */
  readonly rate: number;
}

/** Before any year is seen: half a halt in half a year. An assumption (Jeffreys' shape); two years of any rollup outweigh it. */
export const VAGUE_RATE: RatePosterior = { shape: 0.5, rate: 0.5 };

/** What own years and, at a discount, those of others say. */
export function fitRate(
  own: Exposure,
  others: readonly Exposure[] = [],
  discount = OTHERS_COUNT,
  prior: RatePosterior = VAGUE_RATE,
): RatePosterior {
  probability("discount", discount);
  let { shape, rate } = prior;
  for (const [weight, exposure] of [[1, own] as const, ...others.map((other) => [discount, other] as const)]) {
    shape += weight * nonNegative("halts", exposure.halts);
    rate += weight * nonNegative("years", exposure.years);
  }
  return { shape, rate };
}

/** Mean of the halts in a year. */
export function meanRateOf({ shape, rate }: RatePosterior): number {
  return shape / positive("rate", rate);
}

/** The rate that is not exceeded with probability `p`. */
export function rateQuantile({ shape, rate }: RatePosterior, p: number): number {
  return gammaQuantile(probability("p", p), shape, positive("rate", rate));
}

/** A rate drawn from the posterior; the same `draw` and `seed` give the same rate. @param stream One for each rollup. */
export function drawRate(posterior: RatePosterior, draw: number, seed: number, stream = 0): number {
  return gamma(posterior.shape, [draw, stream, 0, 0], [seed, RATE_STREAM]) / positive("rate", posterior.rate);
}

/** Second word of the key: draws of rates share their random numbers with nothing else. */
const RATE_STREAM = 0x52415445;
