import { RunOptionsError } from "../probe/errors.js";
import { csvPath } from "./csv.js";
import { gap } from "./gap.js";
import { linear } from "./linear.js";
import type { PricePath } from "./path.js";

/** A price that loses a fraction during the outage: at once some minutes into it (`gap`, the default), or evenly over it. */
export interface PriceDrop {
  /** Fraction lost, for example 0.12; negative for a rise. Above -10, below 1. */
  readonly drop: number;
  readonly path?: "gap" | "linear";
}

/** A price read from a CSV file; see {@link csvPath}. */
export interface PriceFile {
  readonly path: "csv";
  /** Content of the file. */
  readonly csv: string;
  /** Name of the file, for errors. */
  readonly file?: string;
}

/** A price of the caller's own: a pure function of L1 seconds, in the feed's decimals. */
export interface PriceFunction {
  readonly path: PricePath;
}

/** How a market price moves along an outage. */
export type PriceChoice = PriceDrop | PriceFile | PriceFunction;

/** What a price path needs to know of the outage. */
export interface PriceFrame {
  readonly startedAt: bigint;
  readonly endedAt: bigint;
  /** Price before, in the feed's decimals. */
  readonly before: bigint;
  readonly decimals: number;
}

const TEN_MINUTES = 600n;

/** L1 time at which a `gap` falls: ten minutes into the outage, or after a third of a short one. */
export function gapAt({ startedAt, endedAt }: Pick<PriceFrame, "startedAt" | "endedAt">): bigint {
  const third = (endedAt - startedAt) / 3n;
  return startedAt + (third < TEN_MINUTES ? third : TEN_MINUTES);
}

/**
 * The path that a choice stands for.
 * @throws RunOptionsError for a drop outside its bounds or an unknown kind of path.
 * @throws PriceFileError as {@link csvPath}.
 */
export function pathOf(pair: string, choice: PriceChoice, frame: PriceFrame): PricePath {
  if (typeof choice.path === "function") return choice.path;
  if ("csv" in choice) return csvPath(choice.csv, { startedAt: frame.startedAt, decimals: frame.decimals, ...choice });
  const { drop, path = "gap" } = choice;
  if (!(drop > -10 && drop < 1))
    throw new RunOptionsError(`prices["${pair}"].drop`, String(drop), "must be a fraction above -10 and below 1");
  switch (path) {
    case "gap":
      return gap(frame.before, drop, gapAt(frame));
    case "linear":
      return linear(frame.before, drop, frame.startedAt, frame.endedAt);
    default:
      throw new RunOptionsError(
        `prices["${pair}"].path`,
        `"${String(path)}"`,
        "known: gap, linear, csv, or a function",
      );
  }
}
