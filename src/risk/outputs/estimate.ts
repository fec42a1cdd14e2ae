/** Figures from the sums of groups, each with its interval, its effective sample size and the mean of its weights. */
import { RiskInputError } from "../errors.js";
import { addRows, interval90, multiplicities } from "../policy/bootstrap.js";
import { rowOf } from "../policy/cost.js";
import { withoutEmpty } from "./rows.js";
import { sum } from "../math/sum.js";
import type { Estimate, Moments, PolicySums } from "../simulate/types.js";

/** Quantile of the normal law that leaves 5 % beyond. */
const Z = 1.6448536269514722;
const RESAMPLES = 200;

/** Mean of a quantity over all groups; the error is that of a ratio, from the spread between groups (Cochran 1977, 6.4). */
export function meanOf(groups: readonly Moments[], episodes: number): Estimate {
  const weight = sum(groups.map((group) => group.weight));
  if (!(weight > 0)) throw new RiskInputError("weight", weight, "more than zero");
  const mean = sum(groups.map(({ total }) => total)) / weight;
  const spread = sum(groups.map((group) => (group.total - mean * group.weight) ** 2));
  const error = Math.sqrt((spread * groups.length) / (groups.length - 1)) / weight;
  return { mean, error, low: mean - Z * error, high: mean + Z * error, ...sizeOf(groups, episodes) };
}

/** What a function of the sums comes to, with the spread of it over resampled groups. */
export function resampledEstimate(
  groups: readonly PolicySums[],
  seed: number,
  episodes: number,
  figure: (row: Float64Array) => number,
): Estimate {
  const rows = withoutEmpty(groups.map(rowOf));
  const scratch = new Float64Array(rows[0]?.length ?? 0);
  const mean = figure(addRows(rows, new Uint32Array(rows.length).fill(1), scratch));
  const draws = Float64Array.from({ length: RESAMPLES }, (_, k) =>
    figure(addRows(rows, multiplicities(rows.length, k, seed), scratch)),
  );
  const middle = sum(draws) / RESAMPLES;
  const error = Math.sqrt(sum(Array.from(draws, (draw) => (draw - middle) ** 2)) / (RESAMPLES - 1));
  const moments = groups.map(({ badDebt }) => badDebt);
  return { mean, error, ...interval90(draws), ...sizeOf(moments, episodes) };
}

/** How much the weights leave of the sample. */
function sizeOf(groups: readonly Moments[], episodes: number): { effectiveSize: number; weightMean: number } {
  const weight = sum(groups.map((group) => group.weight));
  const squares = sum(groups.map(({ weightSquared }) => weightSquared));
  return { effectiveSize: (weight * weight) / squares, weightMean: weight / episodes };
}
