import { NotConvergedError } from "../errors.js";

/**
 * The root of an increasing or decreasing function between `low` and `high`, by halving, to the last bit.
 * @throws NotConvergedError when both ends have the same sign.
 */
export function bisect(f: (x: number) => number, low: number, high: number): number {
  const rising = f(high) > 0;
  if (f(low) > 0 === rising) throw new NotConvergedError("bisection", f(low), 0);
  let [left, right] = [low, high];
  for (let step = 0; step < 200; step++) {
    const middle = (left + right) / 2;
    if (middle === left || middle === right) return middle;
    if (f(middle) > 0 === rising) right = middle;
    else left = middle;
  }
  return (left + right) / 2;
}
