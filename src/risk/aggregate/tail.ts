/** Value at risk and its conditional mean. Sources: Rockafellar & Uryasev 2000; closed forms by Norton, Khokhlov & Uryasev 2019. */
import { positive, within } from "../check.js";
import { RiskInputError } from "../errors.js";
import { cdf, density, quantile } from "../math/normal.js";
import { select } from "../math/select.js";
import { sum } from "../math/sum.js";

/** Value at risk, and the mean of what is at or beyond it. Larger is worse. */
export interface Tail {
  readonly valueAtRisk: number;
  readonly conditional: number;
}

/** Tail of a sample. @param weights Equal where absent; they need not sum to 1. @throws RiskInputError for an empty sample. */
export function sampleTail(losses: Float64Array, level: number, weights?: Float64Array): Tail {
  checkLevel(level);
  if (losses.length === 0) throw new RiskInputError("losses", "empty", "at least one loss");
  return weights === undefined ? evenTail(losses, level) : weightedTail(losses, level, weights);
}

/** All weights equal: the value at risk is selected, not sorted for. */
function evenTail(losses: Float64Array, level: number): Tail {
  const rest = (1 - level) * losses.length;
  const rank = Math.min(Math.max(Math.ceil(losses.length - rest) - 1, 0), losses.length - 1);
  const valueAtRisk = select(losses.slice(), rank);
  let total = 0;
  for (const loss of losses) {
    if (loss <= valueAtRisk) continue;
    total += loss - valueAtRisk;
  }
  // Written around the value at risk, so that scenarios at it need not be counted.
  return { valueAtRisk, conditional: valueAtRisk + total / rest };
}

function weightedTail(losses: Float64Array, level: number, weights: Float64Array): Tail {
  const order = Array.from(losses.keys()).sort((i, j) => (losses[j] ?? 0) - (losses[i] ?? 0));
  const rest = (1 - level) * sum(weights);
  let [taken, total] = [0, 0];
  let valueAtRisk = losses[order.at(-1) ?? 0] ?? 0;
  for (const i of order) {
    const part = Math.min(weights[i] ?? 0, rest - taken);
    total += part * (losses[i] ?? 0);
    taken += part;
    if (taken < rest) continue;
    valueAtRisk = losses[i] ?? 0;
    break;
  }
  return { valueAtRisk, conditional: total / taken };
}

/** Tail of a normal loss. */
export function normalTail(level: number, mean = 0, deviation = 1): Tail {
  const z = quantile(checkLevel(level));
  return { valueAtRisk: mean + deviation * z, conditional: mean + (deviation * density(z)) / (1 - level) };
}

/** Tail of an exponential loss. */
export function exponentialTail(level: number, mean = 1): Tail {
  const valueAtRisk = -mean * Math.log(1 - checkLevel(level));
  return { valueAtRisk, conditional: valueAtRisk + mean };
}

/** Tail of a log-normal loss. */
export function logNormalTail(level: number, mu = 0, sigma = 1): Tail {
  const z = quantile(checkLevel(level));
  const mean = Math.exp(mu + (sigma * sigma) / 2);
  return { valueAtRisk: Math.exp(mu + sigma * z), conditional: (mean * cdf(sigma - z)) / (1 - level) };
}

/** Tail of a Pareto loss. @param index Above 1. */
export function paretoTail(level: number, scale: number, index: number): Tail {
  positive("index − 1", index - 1);
  const valueAtRisk = scale * (1 - checkLevel(level)) ** (-1 / index);
  return { valueAtRisk, conditional: (valueAtRisk * index) / (index - 1) };
}

function checkLevel(level: number): number {
  return within("level", level, 0, 1 - 1e-12);
}
