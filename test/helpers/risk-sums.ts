/** Sums of a sweep, made from losses that a test knows. */
import type { Moments, PolicySums } from "../../src/risk/simulate/types.js";

/** What one policy brings in one episode. */
export interface Outcome {
  readonly badDebt: number;
  readonly unfair?: number;
  readonly falseAlarm?: number;
  readonly withheld?: number;
}

/** Sums of episodes of equal weight, losses classed evenly up to `top`. */
export function sumsOf(policy: string, outcomes: readonly Outcome[], top: number, classes = 400): PolicySums {
  const histogram = { weights: new Float64Array(classes), losses: new Float64Array(classes) };
  for (const { badDebt } of outcomes) {
    const k = Math.min(classes - 1, Math.floor((badDebt / top) * classes));
    histogram.weights[k] = (histogram.weights[k] ?? 0) + 1;
    histogram.losses[k] = (histogram.losses[k] ?? 0) + badDebt;
  }
  return {
    policy,
    badDebt: momentsOf(outcomes.map(({ badDebt }) => badDebt)),
    unfair: momentsOf(outcomes.map(({ unfair }) => unfair ?? 0)),
    falseAlarm: momentsOf(outcomes.map(({ falseAlarm }) => falseAlarm ?? 0)),
    withheld: momentsOf(outcomes.map(({ withheld }) => withheld ?? 0)),
    histogram,
  };
}

function momentsOf(values: readonly number[]): Moments {
  const total = values.reduce((sum, value) => sum + value, 0);
  const squares = values.reduce((sum, value) => sum + value * value, 0);
  return { weight: values.length, weightSquared: values.length, total, squares };
}
