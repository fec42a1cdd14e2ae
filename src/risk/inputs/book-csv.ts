/**
 * A book from CSV: a header line, then one position a line. A column `kind` tells lending, option, perpetual and pool apart; without it all
 * are lending. Columns of another kind are left empty. Rows are read one by one, so that a million need no more than what is kept of them.
 */
import { CsvError, parse } from "csv-parse/sync";
import type { z } from "zod";

import { RiskInputError } from "../errors.js";
import {
  bookSchema,
  lendingSchema,
  MAX_POSITIONS,
  optionSchema,
  perpetualSchema,
  poolSchema,
  type Book,
  type BookHeader,
  type PositionKind,
} from "./book.js";
import { accept } from "./from-text.js";

/** Value of the column `kind` → list of the book, and what a row of it must be. */
const KINDS: Readonly<
  Record<string, { readonly list: PositionKind; readonly schema: z.ZodType<object, z.ZodTypeDef, unknown> }>
> = {
  lending: { list: "lending", schema: lendingSchema },
  option: { list: "options", schema: optionSchema },
  perpetual: { list: "perpetuals", schema: perpetualSchema },
  pool: { list: "pools", schema: poolSchema },
};

/** Columns with words in them; all others hold numbers. */
const WORDS = new Set(["id", "asset", "side", "style"]);

/** Every column that some kind knows. */
const COLUMNS = new Set([
  "kind",
  ...[lendingSchema, optionSchema, perpetualSchema, poolSchema].flatMap((schema) => Object.keys(schema.shape)),
]);

/**
 * A book from a CSV text.
 * @param header Names, prices and habits, which the file does not say.
 * @throws RiskInputError with the line, for the first thing that is not accepted.
 */
export function parseBookCsv(text: string, header: BookHeader): Book {
  const lists: Record<PositionKind, unknown[]> = { lending: [], options: [], perpetuals: [], pools: [] };
  const assets = new Set(header.assets.map(({ name }) => name));
  const onRecord = (row: Record<string, string>, { lines }: { readonly lines: number }): null => {
    const { list, position } = positionOf(row, lines, assets);
    if (lists[list].push(position) > MAX_POSITIONS) {
      throw new RiskInputError(list, lists[list].length, `at most ${MAX_POSITIONS} positions`, { line: lines });
    }
    return null;
  };
  try {
    parse(text, { bom: true, columns: columnsOf, skip_empty_lines: true, trim: true, on_record: onRecord });
  } catch (error) {
    throw error instanceof CsvError ? malformed(error) : error;
  }
  if (Object.values(lists).every(({ length }) => length === 0)) {
    throw new RiskInputError("book", "empty", "a book with at least one position", { line: 1 });
  }
  // Rows are checked already: what is left is the header.
  accept(bookSchema, { ...header, pools: [{ id: "any", value: 1 }] });
  return { ...header, ...lists } as Book;
}

/** Checks the names of the columns. */
function columnsOf(names: string[]): string[] {
  for (const [index, name] of names.entries()) {
    if (COLUMNS.has(name) && names.indexOf(name) === index) continue;
    const rule = COLUMNS.has(name) ? "each column once" : `one of ${[...COLUMNS].join(", ")}`;
    throw new RiskInputError("column", name, rule, { line: 1 });
  }
  return names;
}

function positionOf(row: Record<string, string>, line: number, assets: ReadonlySet<string>) {
  const kind = KINDS[row["kind"] === undefined || row["kind"] === "" ? "lending" : row["kind"]];
  if (kind === undefined) {
    throw new RiskInputError("kind", row["kind"], `one of ${Object.keys(KINDS).join(", ")}`, { line });
  }
  const fields: Record<string, unknown> = { id: `line ${line}` };
  for (const [column, cell] of Object.entries(row)) {
    if (column !== "kind" && cell !== "") fields[column] = WORDS.has(column) ? cell : numberOf(column, cell, line);
  }
  if (fields["asset"] !== undefined && !assets.has(fields["asset"] as string)) {
    throw new RiskInputError("asset", fields["asset"], `one of ${[...assets].join(", ")}`, { line });
  }
  try {
    return { list: kind.list, position: accept(kind.schema, fields) };
  } catch (error) {
    if (!(error instanceof RiskInputError)) throw error;
    throw new RiskInputError(error.field, error.value, error.rule, { line });
  }
}

function numberOf(column: string, cell: string, line: number): number {
  const value = Number(cell);
  if (Number.isNaN(value)) throw new RiskInputError(column, cell, "a number", { line });
  return value;
}

function malformed(error: CsvError): RiskInputError {
  const line = (error as CsvError & { readonly lines?: number }).lines ?? 1;
  return new RiskInputError("text", error.code, "CSV with as many cells in each line as columns", { line });
}
