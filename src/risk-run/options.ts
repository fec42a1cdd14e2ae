/** Options of the commands, from text to what they mean. */
import { PRESET_NAMES, type PresetName } from "../risk/presets/names.js";
import type { Backend } from "../risk/simulate/types.js";
import { OptionError } from "./errors.js";
import { exampleBook } from "./example-book.js";
import { readPreset, readRun, type Run } from "./input.js";
import { BACKENDS, type PoolOptions } from "./sweep.js";

/** Most threads of a command. */
const MOST_WORKERS = 256;

/** What names a run. */
export interface RunOptions {
  readonly input: string | undefined;
  readonly preset: string | undefined;
  readonly book: string | undefined;
  readonly price: string | undefined;
  readonly paths?: string | undefined;
  readonly seed: string | undefined;
}

/** The run that options name. @throws RiskInputError, RiskRunError */
export async function runFrom({ input, preset, book, price, paths, seed }: RunOptions): Promise<Run> {
  const overrides = {
    book,
    seed: seed === undefined ? undefined : whole("--seed", seed, 0, 0xffff_ffff),
    episodes: paths === undefined ? undefined : whole("--paths", paths, 5_120, 1e10),
  };
  if ((input === undefined) === (preset === undefined)) {
    throw new OptionError("--input", input ?? "absent", "give either --input or --preset");
  }
  if (input !== undefined) return await readRun(input, overrides);
  return await readPreset(presetName("--preset", preset ?? ""), exampleBook(amount(price)), overrides);
}

/** A preset by its name. */
export function presetName(option: string, given: string): PresetName {
  const found = PRESET_NAMES.find((name) => name === given);
  if (found === undefined) throw new OptionError(option, given, `give one of ${PRESET_NAMES.join(", ")}`);
  return found;
}

/** Workers and backend. */
export function poolOptions({ workers, backend }: { workers: number; backend: string }): PoolOptions {
  if (!Number.isInteger(workers) || workers < 0 || workers > MOST_WORKERS) {
    throw new OptionError("--workers", String(workers), `give a whole number of 0 to ${MOST_WORKERS}`);
  }
  const found: Backend | undefined = BACKENDS.find((name) => name === backend);
  if (found === undefined) throw new OptionError("--backend", backend, `give one of ${BACKENDS.join(", ")}`);
  return { workers, backend: found };
}

/** A shard, `i/n` with `i` from 0. */
export function shardOf(given: string): { readonly index: number; readonly count: number } {
  const match = /^(\d{1,3})\/(\d{1,3})$/.exec(given);
  const [index, count] = [Number(match?.[1]), Number(match?.[2])];
  if (match === null || !(index < count)) {
    throw new OptionError("--shard", given, 'give "i/n" with i from 0 to n − 1, for example "0/3"');
  }
  return { index, count };
}

/** A whole number within bounds. */
export function whole(option: string, given: string, low: number, high: number): number {
  const value = Number(given);
  if (given.trim() === "" || !Number.isInteger(value) || value < low || value > high) {
    throw new OptionError(option, given, `give a whole number of ${low} to ${high}`);
  }
  return value;
}

/** A share above 0 and up to 1. */
export function share(option: string, given: string): number {
  const value = Number(given);
  if (given.trim() === "" || !(value > 0 && value <= 1))
    throw new OptionError(option, given, "give a number above 0 and up to 1");
  return value;
}

function amount(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  const value = Number(given);
  if (given.trim() === "" || !(value > 0 && Number.isFinite(value))) {
    throw new OptionError("--price", given, "give a number above 0");
  }
  return value;
}
