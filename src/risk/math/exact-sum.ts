/**
 * Sums that do not depend on order or grouping. A term is split into three parts, each a multiple of a fixed unit; the parts are added
 * exactly, so any split of the terms over workers or shards gives the same bits. Source: binned summation (Demmel & Nguyen 2015), with
 * bins fixed beforehand. What is cut off is below 2⁻⁶⁸ of `scale` for a term.
 */
import { NotConvergedError } from "../errors.js";

/** Parts of a term. */
export const PARTS = 3;
/** Terms that may be added. A term is at most `2¹⁸` scales. */
export const MOST_TERMS = 2 ** 25;

/** Units of the parts, as shares of the scale. */
const UNITS = [2 ** -10, 2 ** -39, 2 ** -68] as const;
const ROUNDER = 6755399441055744;

/** The power of two at or above `value`. */
export function scaleOf(value: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(value, 2 ** -200)));
}

/** Adds `value` to the three parts at `index`. */
export function addExactly(parts: Float64Array, index: number, value: number, scale: number): void {
  const [a, b, c] = [UNITS[0] * scale * ROUNDER, UNITS[1] * scale * ROUNDER, UNITS[2] * scale * ROUNDER];
  const high = value + a - a;
  const rest = value - high;
  const middle = rest + b - b;
  const low = rest - middle + c - c;
  parts[index] = (parts[index] ?? 0) + high;
  parts[index + 1] = (parts[index + 1] ?? 0) + middle;
  parts[index + 2] = (parts[index + 2] ?? 0) + low;
}

/** The sum whose parts are at `index`. */
export function totalOf(parts: Float64Array, index: number): number {
  const total = (parts[index] ?? 0) + ((parts[index + 1] ?? 0) + (parts[index + 2] ?? 0));
  if (!Number.isFinite(total)) throw new NotConvergedError("sum over episodes", total, 0);
  return total;
}
