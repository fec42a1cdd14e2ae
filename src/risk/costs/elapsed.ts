/**
 * Quantities by the time since an outage began. What a position loses depends on length and grace only through that time, so it is computed
 * once on a grid of times; each law of lengths and each policy is then a set of weights on the grid.
 */

const [FIRST, LAST, COUNT] = [10, 1e7, 72] as const;
const STEP = Math.log(LAST / FIRST) / (COUNT - 1);

/** The times in seconds, evenly by their logarithm: ten seconds to 116 days; what is longer counts as that. */
export const ELAPSED: readonly number[] = Array.from({ length: COUNT }, (_, k) => FIRST * Math.exp(STEP * k));

/** Adds the weight of one time to a set of weights; cubic between the times, and at the ends as at the last of them. */
export function addElapsed(weights: Float64Array, seconds: number, weight: number): void {
  const at = Math.min(Math.max(Math.log(Math.max(seconds, FIRST) / FIRST) / STEP, 0), COUNT - 1);
  const k = Math.min(Math.max(Math.floor(at), 1), COUNT - 3);
  const shares = cubic(at - k);
  for (let j = 0; j < shares.length; j++) weights[k - 1 + j] = (weights[k - 1 + j] ?? 0) + weight * (shares[j] ?? 0);
}

/** An empty set of weights. */
export function noWeights(): Float64Array {
  return new Float64Array(COUNT);
}

/** `Σ weights · values`. */
export function dot(weights: Float64Array, values: Float64Array): number {
  let total = 0;
  for (let k = 0; k < values.length; k++) total += (weights[k] ?? 0) * (values[k] ?? 0);
  return total;
}

/** Lagrange's weights of the values at −1, 0, 1 and 2 for a point between. */
export function cubic(x: number): readonly [number, number, number, number] {
  return [
    (-x * (x - 1) * (x - 2)) / 6,
    ((x + 1) * (x - 1) * (x - 2)) / 2,
    (-(x + 1) * x * (x - 2)) / 2,
    ((x + 1) * x * (x - 1)) / 6,
  ];
}
