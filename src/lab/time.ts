import { ScenarioInvalidError } from "./errors.js";

/** A day in seconds. */
export const DAY = 86_400n;

/**
 * Seconds since 1970 of an ISO 8601 time.
 * @throws ScenarioInvalidError when the text is no time.
 */
export function secondsOf(iso: string): bigint {
  const milliseconds = Date.parse(iso);
  if (Number.isNaN(milliseconds)) throw new ScenarioInvalidError("time", `"${iso}"`, "expected ISO 8601");
  return BigInt(Math.floor(milliseconds / 1000));
}

/** ISO 8601 text, to the second, of seconds since 1970. */
export function isoOf(seconds: bigint): string {
  return new Date(Number(seconds) * 1000).toISOString().replace(".000Z", "Z");
}

/** The larger of two times. */
export function later(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
