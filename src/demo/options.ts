import { parseArgs } from "node:util";

import { OptionOutOfBoundsError, UsageError } from "./errors.js";

/** What the demo is asked to do. */
export interface DemoOptions {
  /** Id of the incident. */
  readonly incident: string;
  /** Fraction that the collateral's price loses. */
  readonly drop: number;
  /** The same in one more run; 0, or no more than `drop`, leaves it out. */
  readonly deep: number;
  /** Folder for the report's files. */
  readonly out: string;
  /** Seconds by which ordinary transactions come before the delayed ones in the second run; 0 leaves that run out. */
  readonly headStart: number;
}

/** Greatest fall of the price that can be asked for; a feed's answer must stay above zero. */
const MAX_DROP = 0.9;
/** A loop that takes delayed messages every few seconds would not be this late. */
const MAX_HEAD_START = 600;

/** What the demo accepts, for `--help`. */
export const DEMO_USAGE = `npm run demo -- [options]
  --incident <id>         outage to replay (arbitrum-2023-12-15)
  --drop <fraction>       what the collateral's price loses during it, as 0.12 or 12% (0.12)
  --deep <fraction>       one more run with a deeper fall; 0 leaves it out (0.4)
  --head-start <seconds>  second run: ordinary transactions come first for so long; 0 leaves it out (60)
  --out <folder>          where the report goes (reports)
  --help                  this text`;

/**
 * Reads the command line.
 * @param args Arguments without the program's own.
 * @returns `undefined` when help was asked for.
 * @throws UsageError for an option that is unknown or lacks its value.
 * @throws OptionOutOfBoundsError for a number outside its bounds.
 */
export function parseDemoOptions(args: readonly string[]): DemoOptions | undefined {
  const values = parsed(args);
  if (values.help === true) return undefined;
  return {
    incident: nonEmpty("incident", values.incident),
    drop: fraction("drop", values.drop),
    deep: fraction("deep", values.deep),
    out: nonEmpty("out", values.out),
    headStart: wholeNumber("head-start", values["head-start"], MAX_HEAD_START),
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        incident: { type: "string", default: "arbitrum-2023-12-15" },
        drop: { type: "string", default: "0.12" },
        deep: { type: "string", default: "0.4" },
        "head-start": { type: "string", default: "60" },
        out: { type: "string", default: "reports" },
        help: { type: "boolean" },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function nonEmpty(option: string, value: string): string {
  if (value.trim() === "") throw new UsageError(`--${option} is empty`);
  return value;
}

function fraction(option: string, value: string): number {
  const match = /^(\d+(?:\.\d+)?)(%?)$/.exec(value.trim());
  const number = match === null ? Number.NaN : Number(match[1]) / (match[2] === "%" ? 100 : 1);
  if (!(number >= 0 && number <= MAX_DROP)) throw new OptionOutOfBoundsError(option, value, "0", String(MAX_DROP));
  return number;
}

function wholeNumber(option: string, value: string, max: number): number {
  const number = /^\d{1,9}$/.test(value.trim()) ? Number(value) : Number.NaN;
  if (!(number <= max)) throw new OptionOutOfBoundsError(option, value, "0", String(max));
  return number;
}
