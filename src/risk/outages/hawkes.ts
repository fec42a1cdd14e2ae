/**
 * Outages that excite further outages: `λ(t) = μ + Σ α e^(−β(t − t_j))`. Sources: Hawkes 1971; moments by Dassios & Zhao 2011.
 */
import { nonNegative, positive } from "../check.js";
import { RiskInputError } from "../errors.js";

/** Parameters, by one unit of time. */
export interface Hawkes {
  /** Rate without excitation. */
  readonly mu: number;
  /** Rise of the rate by an outage. */
  readonly alpha: number;
  /** How fast the rise decays. */
  readonly beta: number;
}

/** Mean number of further outages that an outage brings directly. @throws RiskInputError when it is 1 or more. */
export function branchingRatio({ mu, alpha, beta }: Hawkes): number {
  positive("hawkes.mu", mu);
  nonNegative("hawkes.alpha", alpha);
  if (alpha >= positive("hawkes.beta", beta))
    throw new RiskInputError("hawkes.alpha", alpha, `less than beta (${beta})`);
  return alpha / beta;
}

/** Outages by unit of time in the long run. */
export function meanRate(hawkes: Hawkes): number {
  return hawkes.mu / (1 - branchingRatio(hawkes));
}

/** Variance of the number of outages by unit of time in the long run. */
export function varianceRate(hawkes: Hawkes): number {
  return meanRate(hawkes) / (1 - branchingRatio(hawkes)) ** 2;
}

/** E[λ(t)], started at `λ(0) = mu`. */
export function expectedIntensity(t: number, hawkes: Hawkes): number {
  const rate = meanRate(hawkes);
  return rate + (hawkes.mu - rate) * Math.exp(-(hawkes.beta - hawkes.alpha) * nonNegative("t", t));
}

/** E[N(t)], started at `λ(0) = mu`. */
export function expectedCount(t: number, hawkes: Hawkes): number {
  const rate = meanRate(hawkes);
  const decay = hawkes.beta - hawkes.alpha;
  return rate * nonNegative("t", t) - ((rate - hawkes.mu) * -Math.expm1(-decay * t)) / decay;
}
