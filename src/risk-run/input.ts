/** From files to what is run: the input with its book, the law of its episodes, and the hash that names it. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";

import { calibrate, calibratedChains, calibratePooled, type Calibration } from "../risk/calibration/calibrate.js";
import { drawDuration } from "../risk/calibration/duration.js";
import { drawRate } from "../risk/calibration/arrivals.js";
import { lendingBooks, parseBookJson, type Book } from "../risk/inputs/book.js";
import { parseBookCsv } from "../risk/inputs/book-csv.js";
import { parseRunInput, type BookInFile, type RunInput } from "../risk/inputs/run-input.js";
import { presetOf, rollupModel, type Preset, type RollupModel } from "../risk/presets/preset.js";
import type { PresetName } from "../risk/presets/names.js";
import type { EpisodeModel, LendingBook } from "../risk/simulate/types.js";
import { ENGINE_VERSION } from "../risk/version.js";
import { canonical } from "./canonical.js";
import { FileUnreadableError, NothingToSimulateError } from "./errors.js";

/** A run with everything that decides its numbers. */
export interface Run {
  readonly input: RunInput & { readonly book: Book };
  readonly preset: Preset;
  readonly rollup: RollupModel;
  readonly calibration: Calibration;
  /** Lending positions by asset. */
  readonly books: readonly LendingBook[];
  readonly hash: string;
}

/** What a command may say instead of the input. */
export interface Overrides {
  readonly book?: string | undefined;
  readonly seed?: number | undefined;
  readonly episodes?: number | undefined;
}

/** Reads a file as text. @throws FileUnreadableError */
export async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new FileUnreadableError(path, error);
  }
}

/** Reads an input and the book that it names. @throws RiskInputError, FileUnreadableError */
export async function readRun(path: string, overrides: Overrides = {}): Promise<Run> {
  const given = parseRunInput(await readText(path));
  const input = {
    ...given,
    seed: overrides.seed ?? given.seed,
    episodes: overrides.episodes ?? given.episodes,
    book: await bookOf(given.book, dirname(path), overrides.book),
  };
  return runOf(input);
}

/** The run of a preset: everything else as the schema has it. `example` is the book where none is named, and the header of a CSV. */
export async function readPreset(chain: PresetName, example: Book, overrides: Overrides = {}): Promise<Run> {
  const { seed, episodes, book } = overrides;
  const chosen = book === undefined ? example : await bookOf({ ...example, name: basename(book) }, ".", book);
  return runOf(
    parseInput({
      chain,
      book: chosen,
      ...(seed === undefined ? {} : { seed }),
      ...(episodes === undefined ? {} : { episodes }),
    }),
  );
}

/** An input from plain data, for example from a file of sums. @throws RiskInputError */
export function parseInput(value: unknown): Run["input"] {
  const input = parseRunInput(JSON.stringify(value));
  return input as Run["input"];
}

/** What an input means. */
export function runOf(input: RunInput & { readonly book: Book }): Run {
  const preset = presetOf(input.chain);
  const books = lendingBooks(input.book);
  if (books.length === 0) throw new NothingToSimulateError(input.book.name);
  const calibration = calibratedChains.includes(preset.chain) ? calibrate(preset.chain) : calibratePooled();
  const hash = createHash("sha256")
    .update(canonical({ engine: ENGINE_VERSION, preset, input }))
    .digest("hex");
  return { input, preset, rollup: rollupModel(preset, input.model), calibration, books, hash: `sha256:${hash}` };
}

/**
 * The rollup with length and rate drawn from their posterior, unless the input gives them: so what the few known halts leave open is in
 * every interval. The same draw gives the same law.
 */
export function drawnRollup({ input, rollup, calibration }: Run, draw: number): RollupModel {
  const { model, falseAlarmsPerYear } = rollup;
  const given = input.model;
  const duration = given.duration ?? drawDuration(calibration.duration, draw, input.seed);
  const haltsPerYear = given.haltsPerYear ?? drawRate(calibration.rate, draw, input.seed);
  const episodesPerYear = falseAlarmsPerYear + haltsPerYear;
  const isShareGiven = given.falseShare !== undefined || given.haltsPerYear !== undefined;
  const falseShare = isShareGiven ? model.falseShare : falseAlarmsPerYear / episodesPerYear;
  return { ...rollup, haltsPerYear, episodesPerYear, model: { ...model, duration, falseShare } };
}

/** The law of the episodes of a group: one draw for each. */
export function modelOfGroup(run: Run, group: number): EpisodeModel {
  return drawnRollup(run, group).model;
}

async function bookOf(book: Book | BookInFile, folder: string, file: string | undefined): Promise<Book> {
  const named = file ?? ("file" in book ? resolve(folder, book.file) : undefined);
  if (named === undefined) return book as Book;
  const text = await readText(named);
  if (!named.endsWith(".csv")) return parseBookJson(text);
  const { name, assets, repair } = book;
  return parseBookCsv(text, { name, assets, repair });
}
