import { parse } from "csv-parse/sync";
import { parseUnits } from "ethers";

import { LabError } from "../errors.js";
import type { PricePath } from "./path.js";

/** A file of prices has a line that cannot be read. */
export class PriceFileError extends LabError {
  readonly code = "HF_LAB_PRICE_FILE";

  constructor(
    readonly file: string,
    readonly line: number,
    readonly field: string,
    readonly given: string,
    readonly rule: string,
  ) {
    super(`HF_LAB_PRICE_FILE: ${file}, line ${line}, field "${field}": ${given}; ${rule}`);
  }
}

/** What a file of prices is read with. */
export interface CsvOptions {
  /** For errors. Default `prices.csv`. */
  readonly file?: string;
  /** L1 time of the halt, which the column `seconds` counts from. */
  readonly startedAt: bigint;
  /** Of the price feed. */
  readonly decimals: number;
}

interface Point {
  readonly at: bigint;
  readonly price: bigint;
  readonly line: number;
  /** Column that the time was read from. */
  readonly column: string;
}

interface Row {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
}

/**
 * A price that steps from line to line of a CSV file with a head line: column `time` (ISO 8601, or seconds since 1970) or
 * `seconds` (after the halt, may be negative), and column `price` in whole units, for example `1971.2`. Times must grow. Before
 * the first line its price holds, after the last line that one's.
 * @throws PriceFileError with line and field.
 */
export function csvPath(csv: string, options: CsvOptions): PricePath {
  const { file = "prices.csv" } = options;
  const points = rowsOf(csv, file).map((row) => pointOf(row, file, options));
  points.forEach((point, index) => {
    const before = points[index - 1];
    if (before !== undefined && point.at <= before.at)
      throw new PriceFileError(file, point.line, point.column, point.at.toString(), `must be later than ${before.at}`);
  });
  const [first] = points;
  if (first === undefined)
    throw new PriceFileError(file, 2, "price", "nothing", "at least one line of prices is needed");
  return (l1Time) => points.findLast(({ at }) => at <= l1Time)?.price ?? first.price;
}

function rowsOf(csv: string, file: string): readonly Row[] {
  try {
    return parse(csv, { columns: true, info: true, trim: true, skip_empty_lines: true, bom: true }) as unknown as Row[];
  } catch (error) {
    const line = typeof error === "object" && error !== null && "lines" in error ? Number(error.lines) : 1;
    throw new PriceFileError(file, line, "line", error instanceof Error ? error.message : String(error), "no CSV");
  }
}

function pointOf({ record, info }: Row, file: string, { startedAt, decimals }: CsvOptions): Point {
  const fail = (field: string, rule: string): never => {
    throw new PriceFileError(file, info.lines, field, `"${record[field] ?? ""}"`, rule);
  };
  const column = record["seconds"] === undefined ? "time" : "seconds";
  return { at: timeOf(record, startedAt, fail), price: priceOf(record, decimals, fail), line: info.lines, column };
}

type Fail = (field: string, rule: string) => never;

function timeOf({ time, seconds }: Row["record"], startedAt: bigint, fail: Fail): bigint {
  if (seconds !== undefined) {
    if (!/^[+-]?\d+$/.test(seconds)) fail("seconds", "must be a whole number of seconds after the halt");
    return startedAt + BigInt(seconds);
  }
  if (time === undefined) return fail("time", 'a column "time" or "seconds" is needed');
  if (/^\d+$/.test(time)) return BigInt(time);
  const milliseconds = Date.parse(time);
  if (Number.isNaN(milliseconds)) fail("time", "must be ISO 8601 or whole seconds since 1970");
  return BigInt(Math.floor(milliseconds / 1000));
}

function priceOf({ price }: Row["record"], decimals: number, fail: Fail): bigint {
  if (price === undefined || !/^\d+(\.\d+)?$/.test(price)) return fail("price", "must be a positive number, 1971.2");
  const [whole = "", fraction = ""] = price.split(".");
  const value = parseUnits(`${whole}.${fraction.slice(0, decimals) || "0"}`, decimals);
  if (value === 0n) fail("price", "must be above 0");
  return value;
}
