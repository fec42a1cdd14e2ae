import { OutOfRangeError } from "./errors.js";

/** Largest time that a feed can hold, in seconds. */
export const LATEST_TIME = (1n << 64n) - 1n;
/** Longest duration that a verb moves the clock by: a hundred years, far past any slip of a unit. */
export const LONGEST = 3_155_760_000n;

/**
 * Checks a number that may be left out.
 * @throws OutOfRangeError when it lies outside of the bounds, which are allowed themselves.
 */
export function inRange(field: string, given: bigint | number | undefined, least: bigint, most: bigint): void {
  if (given === undefined) return;
  const value = BigInt(given);
  if (value < least || value > most) throw new OutOfRangeError(field, value, least, most);
}
