import type { ClockId } from "../clock/profile.js";
import data from "./feed-lag.json" with { type: "json" };

/** How late an uptime feed is, in seconds. */
export interface FeedLag {
  /** From the last block before a halt to the L1 time of the report "down". A shorter halt is never reported. */
  readonly downDetection: bigint;
  /** From the first block after a halt to the L1 time of the report "up". */
  readonly upDetection: bigint;
  /** From the L1 time of a report to the earliest L2 time at which it can be seen. */
  readonly visibility: bigint;
}

/** Which value of each known range to take. */
export type LagChoice = "min" | "typical" | "max";

interface Range {
  readonly min: number;
  readonly max: number;
}

interface Detection {
  readonly down: Range;
  readonly up: Range;
}

/**
 * The lag of the feed on rollups with a given clock, from the ranges in `feed-lag.json`.
 * @param clock The rollup's clock profile.
 * @param choice `typical` is the middle of the range, rounded down.
 */
export function feedLag(clock: ClockId, choice: LagChoice = "typical"): FeedLag {
  const own: Partial<Record<ClockId, Detection>> = data.ownDetection;
  const { down, up } = own[clock] ?? data.detection;
  return {
    downDetection: pick(down, choice),
    upDetection: pick(up, choice),
    visibility: pick(data.visibility[clock], choice),
  };
}

function pick(range: Range, choice: LagChoice): bigint {
  if (choice === "min") return BigInt(range.min);
  if (choice === "max") return BigInt(range.max);
  return BigInt(Math.floor((range.min + range.max) / 2));
}
