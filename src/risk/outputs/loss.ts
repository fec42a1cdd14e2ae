/** The distribution of bad debt from classed sums. A row is what `rowOf` makes: a few sums, all weights, all losses. */
import { within } from "../check.js";
import { CLASSES as FIRST } from "../policy/cost.js";

/** A point of the curve: bad debt of an episode is at or above `loss` with probability `beyond`. */
export interface LossPoint {
  readonly loss: number;
  readonly beyond: number;
}

/** Value at risk of a row: the mean loss of the class in which the level falls. */
export function valueAtRisk(row: Float64Array, level: number): number {
  const classes = classesOf(row);
  let left = (row[0] ?? 0) * (1 - within("level", level, 0, 1 - 1e-12));
  for (let k = classes.length - 1; k >= 0; k--) {
    const { weight, loss } = classes[k] ?? { weight: 0, loss: 0 };
    left -= weight;
    if (left < 0) return loss;
  }
  return 0;
}

/** Mean of what is at or beyond the value at risk; the class at the edge counts for what is still due. */
export function conditionalAt(row: Float64Array, level: number): number {
  const due = (row[0] ?? 0) * (1 - within("level", level, 0, 1 - 1e-12));
  let [left, total] = [due, 0];
  for (const { weight, loss } of classesOf(row).toReversed()) {
    const taken = Math.min(weight, left);
    total += taken * loss;
    left -= taken;
    if (left <= 0) break;
  }
  return total / due;
}

/** The curve of exceedance, thinned to `most` points. */
export function lossCurve(row: Float64Array, most: number): LossPoint[] {
  const total = row[0] ?? 0;
  let beyond = 0;
  const points = classesOf(row)
    .toReversed()
    .map(({ weight, loss }) => ({ loss, beyond: (beyond += weight) / total }))
    .filter(({ loss }) => loss > 0)
    .toReversed();
  const step = Math.max(1, points.length / most);
  return Array.from(
    { length: Math.min(most, points.length) },
    (_, k) => points[Math.floor(k * step)] ?? points[0],
  ).flatMap((point) => (point === undefined ? [] : [point]));
}

/** Classes that hold something, by rising loss. */
export function classesOf(row: Float64Array): { readonly weight: number; readonly loss: number }[] {
  const count = (row.length - FIRST) / 2;
  return Array.from({ length: count }, (_, k) => {
    const weight = row[FIRST + k] ?? 0;
    return { weight, loss: weight > 0 ? (row[FIRST + count + k] ?? 0) / weight : 0 };
  }).filter(({ weight }) => weight > 0);
}
