import { readFile } from "node:fs/promises";
import { basename } from "node:path";

import type { ForkOptions } from "../fork/open-fork.js";
import type { PriceChoice } from "../prices/choice.js";
import { ArgumentInvalidError, FileUnreadableError } from "./errors.js";

/** `a, b` as `["a", "b"]`. @throws ArgumentInvalidError for an empty list or an entry named twice. */
export function listOf(argument: string, given: string): readonly string[] {
  const entries = given.split(",").map((entry) => entry.trim());
  if (entries.includes("")) throw new ArgumentInvalidError(argument, given, "name at least one, by comma");
  const twice = entries.find((entry, index) => entries.indexOf(entry) !== index);
  if (twice !== undefined) throw new ArgumentInvalidError(argument, given, `"${twice}" stands there twice`);
  return entries;
}

/** A fraction that a price loses. @throws ArgumentInvalidError outside of −10 to 1, both excluded. */
export function dropOf(argument: string, given: string): number {
  const drop = /^-?\d+(\.\d+)?$/.test(given) ? Number(given) : Number.NaN;
  if (!(drop > -10 && drop < 1))
    throw new ArgumentInvalidError(argument, given, "a fraction above -10 and below 1 is needed, for example 0.12");
  return drop;
}

/** Which upstream to fork. @throws ArgumentInvalidError */
export function upstreamOf(given: string): NonNullable<ForkOptions["upstream"]> {
  if (given === "auto" || given === "embedded") return given;
  throw new ArgumentInvalidError("--upstream", given, '"auto" or "embedded" is needed');
}

/**
 * How the price moves: a name of the lab's, or the path of a CSV file.
 * @throws ArgumentInvalidError, FileUnreadableError
 */
export async function priceChoiceOf(path: string, drop: number): Promise<PriceChoice> {
  if (path === "gap" || path === "linear") return { drop, path };
  if (path.endsWith(".csv")) return { path: "csv", csv: await textOf(path), file: basename(path) };
  throw new ArgumentInvalidError("--path", path, '"gap", "linear" or the path of a .csv file is needed');
}

/** The text of a file that a command was given. @throws FileUnreadableError */
export async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code === "ENOENT" ? "there is no such file" : "it cannot be read";
    throw new FileUnreadableError(path, reason, { cause });
  }
}
