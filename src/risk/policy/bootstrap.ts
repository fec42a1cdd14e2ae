/**
 * How sure a comparison of policies is: groups of blocks are drawn anew, with repetition, and all policies are judged on the same draw.
 * Groups hold many blocks, or one draw of the calibration's posterior each, so that it is cheap and what is uncertain is in it. Source: Efron 1979.
 */
import { whole } from "../check.js";
import { philox } from "../random/philox.js";

/** Second word of the key: resamples share their random numbers with nothing else. */
const BOOTSTRAP_STREAM = 0x424f4f54;

/** How often each of `groups` groups is drawn in one resample; the same seed and resample give the same. */
export function multiplicities(groups: number, resample: number, seed: number): Uint32Array {
  const times = new Uint32Array(groups);
  for (let k = 0; k < groups; k += 4) {
    const words = philox([resample, k, 0, 0], [seed, BOOTSTRAP_STREAM]);
    for (const word of words.slice(0, groups - k)) {
      const index = Math.floor((word / 2 ** 32) * groups);
      times[index] = (times[index] ?? 0) + 1;
    }
  }
  return times;
}

/** `Σ times[g] · rows[g]`, into `result`. */
export function addRows(rows: readonly Float64Array[], times: Uint32Array, result: Float64Array): Float64Array {
  result.fill(0);
  for (const [group, row] of rows.entries()) {
    const factor = times[group] ?? 0;
    if (factor === 0) continue;
    for (let k = 0; k < row.length; k++) result[k] = (result[k] ?? 0) + factor * (row[k] ?? 0);
  }
  return result;
}

/** An interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The 90 % interval of a sample: what lies between its 5 % and 95 % quantiles (nearest ranks). */
export function interval90(sample: Iterable<number>): Interval {
  const sorted = Float64Array.from(sample).sort();
  whole("sample.length", sorted.length, 20, Number.MAX_SAFE_INTEGER);
  const at = (p: number) => sorted[Math.round(p * (sorted.length - 1))] ?? NaN;
  return { low: at(0.05), high: at(0.95) };
}
