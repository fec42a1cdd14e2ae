/** What a policy costs an episode, from the sums of a sweep. */
import { nonNegative, within } from "../check.js";
import { RiskInputError } from "../errors.js";
import type { ObjectiveWeights } from "../inputs/objective.js";
import type { PolicySums } from "../simulate/types.js";

/** Seconds of the year that rates are counted by. */
const YEAR = 31_536_000;

/** The parts of the objective, in money by episode, and their sum. */
export interface PolicyCost {
  /** Conditional value at risk of bad debt, weighted. */
  readonly tail: number;
  readonly unfair: number;
  readonly falseAlarm: number;
  readonly capital: number;
  /** Bad debt and unfair liquidations of perpetuals. */
  readonly perpetuals: number;
  readonly total: number;
  /** Mean bad debt; for the reader, no part of the total. */
  readonly badDebt: number;
}

/** Places of the numbers of a row; the classes of the histogram follow, first all weights, then all losses. */
const [WEIGHT, BAD_DEBT, UNFAIR, FALSE_ALARM, WITHHELD, PERPETUAL_DEBT, PERPETUAL_UNFAIR] = [0, 1, 2, 3, 4, 5, 6];
/** Place of the first class. */
export const CLASSES = 7;

/** The sums of one policy as one row of numbers, so that rows can be added with multiplicities. */
export function rowOf({ badDebt, unfair, falseAlarm, withheld, histogram, perpetuals }: PolicySums): Float64Array {
  const { weights, losses } = histogram;
  if (weights.length !== losses.length || weights.length === 0) {
    throw new RiskInputError("histogram.losses.length", losses.length, `${weights.length}, as there are weights,`);
  }
  const row = new Float64Array(CLASSES + 2 * weights.length);
  row.set([badDebt.weight, badDebt.total, unfair.total, falseAlarm.total, withheld.total]);
  if (perpetuals !== undefined) {
    // A mean enters with the weight of its group, so that rows can be added.
    row[PERPETUAL_DEBT] = badDebt.weight * perpetuals.badDebt;
    row[PERPETUAL_UNFAIR] = badDebt.weight * perpetuals.unfair;
  }
  row.set(weights, CLASSES);
  row.set(losses, CLASSES + weights.length);
  return row;
}

/** Classes that are kept for resamples. */
const COARSE = 300;

/** A row with neighbouring classes joined, so that a thousand resamples cost little; the means of the classes stay exact. */
export function coarse(row: Float64Array): Float64Array {
  const count = (row.length - CLASSES) / 2;
  const joined = Math.ceil(count / COARSE);
  const kept = Math.ceil(count / joined);
  const result = new Float64Array(CLASSES + 2 * kept);
  result.set(row.subarray(0, CLASSES));
  for (let k = 0, into = CLASSES; k < count; k++) {
    if (k > 0 && k % joined === 0) into++;
    result[into] = (result[into] ?? 0) + (row[CLASSES + k] ?? 0);
    result[into + kept] = (result[into + kept] ?? 0) + (row[CLASSES + count + k] ?? 0);
  }
  return result;
}

/** What the sums of a row cost. @throws RiskInputError for a row without weight. */
export function costOfRow(row: Float64Array, objective: ObjectiveWeights): PolicyCost {
  const weight = row[WEIGHT] ?? 0;
  if (!(weight > 0)) throw new RiskInputError("weight", weight, "more than zero");
  const mean = (place: number) => (row[place] ?? 0) / weight;
  const tail = objective.tailWeight * tailOfRow(row, objective.level);
  const unfair = objective.unfairWeight * mean(UNFAIR);
  const falseAlarm = objective.falseAlarmWeight * mean(FALSE_ALARM);
  const capital = (nonNegative("objective.capitalRate", objective.capitalRate) * mean(WITHHELD)) / YEAR;
  const perpetuals =
    (objective.perpetualWeight ?? 1) * mean(PERPETUAL_DEBT) + objective.unfairWeight * mean(PERPETUAL_UNFAIR);
  const total = tail + unfair + falseAlarm + capital + perpetuals;
  return { tail, unfair, falseAlarm, capital, perpetuals, total, badDebt: mean(BAD_DEBT) };
}

/** What a policy costs. */
export function costOf(sums: PolicySums, objective: ObjectiveWeights): PolicyCost {
  return costOfRow(rowOf(sums), objective);
}

/**
 * Conditional value at risk of classed losses: whole classes from the worst on, and of the class at the edge the share that is still due,
 * at that class's mean. What is within a class is not told apart, so the error is below the width of one class.
 */
function tailOfRow(row: Float64Array, level: number): number {
  const count = (row.length - CLASSES) / 2;
  const whole = (row[WEIGHT] ?? 0) * (1 - within("objective.level", level, 0, 1 - 1e-12));
  let [left, total] = [whole, 0];
  for (let k = count - 1; k >= 0 && left > 0; k--) {
    const weight = row[CLASSES + k] ?? 0;
    if (weight <= 0) continue;
    const taken = Math.min(weight, left);
    total += ((row[CLASSES + count + k] ?? 0) * taken) / weight;
    left -= taken;
  }
  return total / whole;
}
