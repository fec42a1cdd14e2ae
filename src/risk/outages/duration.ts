/** How long outages last. Times in any one unit. */
import { finite, nonNegative, positive, probability } from "../check.js";
import { cdf, quantile } from "../math/normal.js";
import { integrate } from "../math/quadrature.js";

/** A distribution of lengths. */
export interface Duration {
  readonly mean: number;
  /** P(D > u). */
  survival(u: number): number;
  /** The length that is exceeded with probability `1 − p`. @param p 0 to 1, below 1. */
  quantile(p: number): number;
  /** E[(D − w)⁺]: what is left of an outage beyond `w`, counting those that are shorter as 0. */
  excess(w: number): number;
}

/** Log-normal. @param mu Mean of the logarithm. @param sigma Standard deviation of the logarithm. */
export function logNormal(mu: number, sigma: number): Duration {
  finite("duration.mu", mu);
  positive("duration.sigma", sigma);
  const mean = Math.exp(mu + (sigma * sigma) / 2);
  const survival = (u: number) => (u <= 0 ? 1 : cdf((mu - Math.log(u)) / sigma));
  return {
    mean,
    survival,
    quantile: (p) => Math.exp(mu + sigma * quantile(probability("p", p))),
    excess: (w) => (w <= 0 ? mean - w : mean * cdf((mu - Math.log(w)) / sigma + sigma) - w * survival(w)),
  };
}

/** Weibull; exponential where `shape` is 1. */
export function weibull(scale: number, shape: number): Duration {
  positive("duration.scale", scale);
  positive("duration.shape", shape);
  const survival = (u: number) => (u <= 0 ? 1 : Math.exp(-((u / scale) ** shape)));
  const inverse = (p: number) => scale * (-Math.log(1 - probability("p", p))) ** (1 / shape);
  // Beyond it less than 1e-17 is left.
  const end = inverse(1 - 1e-16) * 2;
  const excess = (w: number) => (w <= 0 ? -w : 0) + tail(survival, Math.max(w, 0), end);
  return { mean: excess(0), survival, quantile: inverse, excess };
}

/**
 * A log-normal body with a Pareto tail spliced on where the body is exceeded with probability `1 − level`.
 * @param index Index of the tail, above 1, so that there is a mean.
 */
export function splicedPareto(mu: number, sigma: number, level: number, index: number): Duration {
  const body = logNormal(mu, sigma);
  probability("duration.level", level);
  positive("duration.index − 1", index - 1);
  const start = body.quantile(level);
  const tailExcess = (w: number) => ((1 - level) * start ** index * w ** (1 - index)) / (index - 1);
  const excess = (w: number): number =>
    w >= start ? tailExcess(w) : body.excess(w) - body.excess(start) + tailExcess(start);
  return {
    mean: excess(0),
    survival: (u) => (u <= start ? body.survival(u) : (1 - level) * (start / u) ** index),
    quantile: (p) => (probability("p", p) <= level ? body.quantile(p) : start * ((1 - level) / (1 - p)) ** (1 / index)),
    excess,
  };
}

/** E[min(D, cap)]: the length of an outage for somebody who can force his transaction in after `cap`. */
export function cappedMean(duration: Duration, cap: number): number {
  return duration.mean - duration.excess(nonNegative("cap", cap));
}

/** ∫ survival from `from` to `end`, on panels that grow with the distance. */
function tail(survival: (u: number) => number, from: number, end: number): number {
  let [total, left] = [0, from];
  for (let width = end / 2 ** 20; left < end; width *= 2) {
    const right = Math.min(left + width, end);
    total += integrate(survival, left, right, 32);
    left = right;
  }
  return total;
}
