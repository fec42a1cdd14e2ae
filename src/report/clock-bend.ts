import { clockTime, duration } from "./format.js";

/** A moment on both clocks; Unix seconds. */
export interface ClockPoint {
  readonly real: number;
  /** `block.timestamp` of what executes then; while the chain stands still, that of its last block. */
  readonly chain: number;
  readonly label: string;
  /** False while the chain stands still. */
  readonly executes: boolean;
}

/** How a rollup's clock bends around an outage. */
export interface ClockBend {
  /** Name of the clock profile, for example `nitro`. */
  readonly profile: string;
  /** The bend in a sentence or two. */
  readonly description: string;
  /** In the order in which they happen. */
  readonly points: readonly ClockPoint[];
}

/** The bend as a table, for readers without the drawing. */
export function clockTable({ points }: ClockBend): {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
} {
  return {
    head: ["moment", "real time", "chain's clock", "behind by"],
    rows: points.map(({ real, chain, label, executes }) => [
      label,
      clockTime(real),
      executes ? clockTime(chain) : `${clockTime(chain)}, stands still`,
      real === chain ? "" : duration(real - chain),
    ]),
  };
}

/** How many columns of {@link clockTable} hold words. */
export const CLOCK_WORDS = 1;
