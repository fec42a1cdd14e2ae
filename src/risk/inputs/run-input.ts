/** The input of a run. The example in `test/risk/inputs/run.json5` shows every field. */
import { z } from "zod";

import { RiskInputError } from "../errors.js";
import { PRESET_NAMES, type PresetName } from "../presets/names.js";
import type { PolicyTerms } from "../simulate/types.js";
import { bookHeader, bookSchema, POSITION_KINDS, type Book, type BookHeader } from "./book.js";
import { correlationRoot, correlationSchema, type Correlation } from "./correlation.js";
import { accept, parseText } from "./from-text.js";
import { locate, placeOf } from "./locate.js";
import { modelOverrides } from "./model.js";
import { finite, name, positive, share } from "./numbers.js";
import { objectiveSchema } from "./objective.js";
import { DEFAULT_GRID, gridSchema, policiesOf, policyListSchema } from "./policies.js";

/** Most episodes of one run on one machine; more go into shards. */
export const MAX_EPISODES = 1e10;

/** A cause that stops several rollups at once. */
export const shockSchema = z.object({ name, perYear: positive, hits: z.record(z.enum(PRESET_NAMES), share) }).strict();

/** A book that stands in a file of its own, CSV or JSON; whoever reads the input reads it. */
const bookInFile = z.object({ ...bookHeader, file: name }).strict();

/** Header of a book, and the file with its positions. */
export type BookInFile = BookHeader & { readonly file: string };

/** Everything but the book and the policies. */
const common = {
  chain: z.enum(PRESET_NAMES),
  model: modelOverrides.default({}),
  /** Correlation of the book's assets during an outage; independent where absent. */
  correlation: correlationSchema.optional(),
  objective: objectiveSchema.default({}),
  /** Causes that stop several rollups; used by the allocation only. */
  shocks: z.array(shockSchema).max(100).default([]),
  seed: finite.int().min(0).max(0xffff_ffff).default(1),
  episodes: finite.int().min(512).max(MAX_EPISODES).default(131_072),
  horizonYears: positive.max(100).default(1),
};
const commonSchema = z.object(common);

/** An input that was accepted. `book` is a book, or says in which file its positions are. */
export type RunInput = Readonly<z.infer<typeof commonSchema>> & {
  readonly chain: PresetName;
  readonly book: Book | BookInFile;
  readonly policies: readonly PolicyTerms[];
};

/**
 * The input of a run from a JSON or JSON5 text.
 * @throws RiskInputError with line and column, field, value and bound.
 */
export function parseRunInput(text: string): RunInput {
  const value = parseText(text);
  // Which of two forms is meant is told beforehand, so that an error names the field and not the choice.
  const run = accept(commonSchema.extend({ book: z.unknown(), policies: z.unknown() }).strict(), value, text);
  const bookForm: z.ZodType<Book | BookInFile, z.ZodTypeDef, unknown> = namesFile(value) ? bookInFile : bookSchema;
  const { book } = accept(z.object({ book: bookForm }), value, text);
  if (run.correlation !== undefined) checkCorrelation(run.correlation, book, text);
  return { ...run, book, policies: policiesIn(value, text) };
}

/** The policies of an input: a list, a grid, or the default grid. */
function policiesIn(value: unknown, text: string): PolicyTerms[] {
  if (Array.isArray(at(value, "policies"))) {
    return policiesOf(accept(z.object({ policies: policyListSchema }), value, text).policies);
  }
  return policiesOf(accept(z.object({ policies: gridSchema.default(DEFAULT_GRID) }), value, text).policies);
}

function namesFile(value: unknown): boolean {
  const book = at(value, "book");
  return at(book, "file") !== undefined && POSITION_KINDS.every((kind) => at(book, kind) === undefined);
}

function at(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

function checkCorrelation({ names, matrix }: Correlation, { assets }: BookHeader, text: string): void {
  const wanted = assets.map((asset) => asset.name);
  if (names.length !== wanted.length || names.some((named, index) => named !== wanted[index])) {
    const span = locate(text, ["correlation", "names"]);
    const place = span === undefined ? undefined : placeOf(text, span.start);
    throw new RiskInputError("correlation.names", names.join(", "), `${wanted.join(", ")}, the book's assets,`, place);
  }
  correlationRoot(matrix);
}
