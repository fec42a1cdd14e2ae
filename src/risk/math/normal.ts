/** The normal distribution; cumulative function and quantile are stdlib's. */
import cumulative from "@stdlib/stats-base-dists-normal-cdf";
import inverse from "@stdlib/stats-base-dists-normal-quantile";

const ROOT_TWO_PI = Math.sqrt(2 * Math.PI);

/** Density at `x`. */
export function density(x: number): number {
  return Math.exp(-0.5 * x * x) / ROOT_TWO_PI;
}

/** P(Z ≤ x). */
export function cdf(x: number): number {
  return cumulative(x, 0, 1);
}

/** The `x` with P(Z ≤ x) = p. @param p 0 to 1. */
export function quantile(p: number): number {
  return inverse(p, 0, 1);
}
