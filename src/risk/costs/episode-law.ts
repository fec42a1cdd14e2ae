/**
 * What is uncertain in an episode, as sums instead of samples: nodes over length and volatility by Gauss and Legendre, and the price at
 * the end of each as a mixture of normals over the number of jumps (Merton 1976). For costs that need no sweep.
 */
import gammaQuantile from "@stdlib/stats-base-dists-gamma-quantile";

import { positive } from "../check.js";
import { cdf, density } from "../math/normal.js";
import { legendre } from "../math/quadrature.js";
import { checkedJumps, poisson, termsFor } from "../prices/merton.js";
import { lengthAt } from "../simulate/draw.js";
import type { DurationLaw, EpisodeModel, VolatilityLaw } from "../simulate/types.js";

const YEAR = 31_536_000;
/** Standard deviations over which is integrated, and nodes; smooth integrands are met to about 1e-9. */
const [REACH, NODES] = [7.5, 64];
/** Atoms that weigh less are left out; together they weigh less than a millionth of a millionth. */
const NEGLIGIBLE = 1e-16;

/** One time since the outage began and one volatility. */
export interface EpisodeNode {
  readonly weight: number;
  readonly seconds: number;
  readonly sigma: number;
}

/** Lengths and their weights. */
export function lengthNodes(law: DurationLaw, count = NODES): { readonly seconds: number; readonly weight: number }[] {
  return normalNodes(count).map(({ z, weight }) => ({ seconds: lengthAt(law, z), weight }));
}

/** Law of a price, by the price before the outage. */
export interface TerminalLaw {
  /** P(price < k). */
  below(k: number): number;
  /** E[(k − price)⁺]. */
  put(k: number): number;
  /** E[(price − k)⁺]. */
  call(k: number): number;
}

/** Law of the price some time after an outage began: a mixture of log-normals. */
export class PriceLaw implements TerminalLaw {
  readonly #weights: number[] = [];
  readonly #means: number[] = [];
  readonly #deviations: number[] = [];

  constructor({ drift, jumps }: Pick<EpisodeModel, "drift" | "jumps">, nodes: readonly EpisodeNode[]) {
    const { rate, mean, deviation } = checkedJumps(jumps);
    const compensator = rate * (Math.exp(mean + (deviation * deviation) / 2) - 1);
    for (const { weight, seconds, sigma } of nodes) {
      const years = seconds / YEAR;
      const expected = rate * years;
      for (let n = 0, count = termsFor(expected); n < count; n++) {
        const share = weight * poisson(n, expected);
        if (share < NEGLIGIBLE) {
          if (n > expected) break;
          continue;
        }
        this.#weights.push(share);
        this.#means.push((drift - (sigma * sigma) / 2 - compensator) * years + n * mean);
        this.#deviations.push(Math.sqrt(sigma * sigma * years + n * deviation * deviation));
      }
    }
  }

  below(k: number): number {
    const x = Math.log(positive("k", k));
    return this.#sum((mean, deviation) => cdf((x - mean) / deviation));
  }

  put(k: number): number {
    if (k <= 0) return 0;
    const x = Math.log(k);
    return this.#sum((mean, s) => {
      const d = (x - mean) / s;
      return k * cdf(d) - Math.exp(mean + (s * s) / 2) * cdf(d - s);
    });
  }

  call(k: number): number {
    const x = Math.log(positive("k", k));
    return this.#sum((mean, s) => {
      const d = (x - mean) / s;
      return Math.exp(mean + (s * s) / 2) * cdf(s - d) - k * cdf(-d);
    });
  }

  #sum(of: (mean: number, deviation: number) => number): number {
    return this.#weights.reduce(
      (total, weight, i) => total + weight * of(this.#means[i] ?? NaN, this.#deviations[i] ?? NaN),
      0,
    );
  }
}

/** Volatilities and their weights; under the link those at an outage, which are size-biased. */
export function volatilityNodes(
  law: VolatilityLaw,
  count = NODES,
): { readonly sigma: number; readonly weight: number }[] {
  if (law.law === "constant") return [{ sigma: positive("volatility.sigma", law.sigma), weight: 1 }];
  if (law.law === "logNormal") {
    return normalNodes(count).map(({ z, weight }) => ({ sigma: law.median * Math.exp(law.deviation * z), weight }));
  }
  const { kappa, theta, xi, a, b } = law;
  const [shape, rate] = [(2 * kappa * theta) / (xi * xi), (2 * kappa) / (xi * xi)];
  return normalNodes(count).map(({ z, weight }) => {
    const variance = gammaQuantile(cdf(z), shape, rate);
    return { sigma: Math.sqrt(variance), weight: (weight * (a + b * variance)) / (a + b * theta) };
  });
}

/** Points of a standard normal; the weights add up to 1. */
function normalNodes(count: number): { readonly z: number; readonly weight: number }[] {
  const { nodes, weights } = legendre(count);
  const points = Array.from(nodes, (x, i) => ({ z: REACH * x, weight: (weights[i] ?? 0) * density(REACH * x) }));
  const whole = points.reduce((sum, { weight }) => sum + weight, 0);
  return points.map(({ z, weight }) => ({ z, weight: weight / whole }));
}
