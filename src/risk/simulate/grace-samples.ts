/**
 * Mean bad debt against the grace by sampling: length and volatility from scrambled Sobol points, jumps and the move integrated in closed
 * form given them (conditional expectation). Most of the mean comes from outages that are long and wild at once, so points are drawn
 * around where the integrand is largest, and weighted (importance sampling). The yardstick is `costs/grace-curve.ts`.
 */
import type { GraceCurve } from "../costs/grace-curve.js";
import { nonNegative, positive, whole } from "../check.js";
import { exp, normalQuantile } from "../kernels/elementary.js";
import { sumOf } from "../math/sum.js";
import { mertonEuropean } from "../prices/merton.js";
import { scrambledSobol } from "../random/sobol.js";
import type { Estimate } from "./types.js";

/** Standard deviation of the normals that are drawn: above 1, so that no weight is large where it matters. */
const SPREAD = 1.25;
/** Independent randomisations, and half a 90 % interval in standard errors: Student's t with 15 degrees of freedom. */
const REPLICATES = 16;
const WIDTH = 1.7530503556925547;

/**
 * E[(K − S)⁺]/S after an outage and each of several graces, in years; the graces share their points.
 * @param power Each of 16 randomisations has `2^power` points.
 */
export function sampleGraceCurve(graces: readonly number[], curve: GraceCurve, seed: bigint, power = 10): Estimate[] {
  for (const [index, grace] of graces.entries()) nonNegative(`graces[${index}]`, grace);
  positive("moneyness", curve.moneyness);
  whole("power", power, 1, 12);
  const count = 2 ** power;
  const value = putGiven(curve);
  const centre = centreOf((z0, z1) => value(z0, z1, graces.reduce((sum, grace) => sum + grace, 0) / graces.length));
  const means = graces.map(() => new Float64Array(REPLICATES));
  let [weights, squares] = [0, 0];
  for (let replicate = 0; replicate < REPLICATES; replicate++) {
    const points = scrambledSobol(seed, replicate, power, 2);
    for (let k = 0; k < count; k++) {
      const [u0, u1] = points.map((column) => normalQuantile(column[k] ?? 0.5)) as [number, number];
      const [z0, z1] = [centre[0] + SPREAD * u0, centre[1] + SPREAD * u1];
      // φ(z)/g(z), g being the density that was drawn from.
      const weight = SPREAD * SPREAD * exp(0.5 * (u0 * u0 + u1 * u1 - z0 * z0 - z1 * z1));
      weights += weight;
      squares += weight * weight;
      for (const [index, grace] of graces.entries()) {
        const row = means[index];
        if (row !== undefined) row[replicate] = (row[replicate] ?? 0) + (weight * value(z0, z1, grace)) / count;
      }
    }
  }
  const size = REPLICATES * count;
  return means.map((row) => {
    const mean = sumOf(REPLICATES, (k) => row[k] ?? 0) / REPLICATES;
    const spread = sumOf(REPLICATES, (k) => ((row[k] ?? 0) - mean) ** 2);
    const error = Math.sqrt(spread / (REPLICATES * (REPLICATES - 1)));
    const [low, high] = [mean - WIDTH * error, mean + WIDTH * error];
    return { mean, error, low, high, effectiveSize: (weights * weights) / squares, weightMean: weights / size };
  });
}

/** The mean of the put given the normal scores of length and volatility. */
function putGiven({
  duration,
  volatility,
  moneyness,
  jumps,
}: GraceCurve): (z0: number, z1: number, grace: number) => number {
  return (z0, z1, grace) => {
    const T = duration.median * exp(duration.deviation * z0) + grace;
    const sigma = volatility.median * exp(volatility.deviation * z1);
    return mertonEuropean(-1, moneyness, { spot: 1, r: 0, q: 0, sigma, T }, jumps);
  };
}

/** Where the integrand times the density is largest, on a grid. */
function centreOf(f: (z0: number, z1: number) => number): [number, number] {
  let [best, centre]: [number, [number, number]] = [0, [0, 0]];
  for (let z0 = -1; z0 <= 5; z0 += 0.5) {
    for (let z1 = -1; z1 <= 5; z1 += 0.5) {
      const height = f(z0, z1) * exp(-0.5 * (z0 * z0 + z1 * z1));
      if (height > best) [best, centre] = [height, [z0, z1]];
    }
  }
  return centre;
}
