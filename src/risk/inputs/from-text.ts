/** From a JSON or JSON5 text to a value that its schema accepts; what it does not accept is named with place, field, value and bound. */
import JSON5 from "json5";
import type { z } from "zod";

import { RiskInputError } from "../errors.js";
import { locate, placeOf, type Path } from "./locate.js";

/** Reads a text. @throws RiskInputError with line and column for what is no JSON5. */
export function parseText(text: string): unknown {
  try {
    // Plain JSON is JSON5 too; the engine's own parser reads a million positions in a tenth of the time.
    return JSON.parse(text) as unknown;
  } catch {
    return parseJson5(text);
  }
}

function parseJson5(text: string): unknown {
  try {
    return JSON5.parse<unknown>(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const { lineNumber, columnNumber } = error as SyntaxError & { lineNumber: number; columnNumber: number };
    const line = text.split("\n")[lineNumber - 1] ?? "";
    throw new RiskInputError("text", line.trim().slice(0, 80), "JSON or JSON5", {
      line: lineNumber,
      column: columnNumber,
    });
  }
}

/**
 * The value that a schema makes of `value`.
 * @param text Where the value was read from, for the place of an error.
 * @throws RiskInputError for the first thing that is not accepted.
 */
export function accept<T>(schema: z.ZodType<T, z.ZodTypeDef, unknown>, value: unknown, text?: string): T {
  const { data, error } = schema.safeParse(value);
  if (error === undefined) return data;
  const [issue] = error.issues;
  if (issue === undefined) throw new RiskInputError("input", value, "what the schema says");
  const path = issue.code === "unrecognized_keys" ? [...issue.path, issue.keys[0] ?? ""] : issue.path;
  const span = text === undefined ? undefined : nearest(text, path);
  throw new RiskInputError(
    nameOf(path),
    valueAt(value, path),
    ruleOf(issue),
    span === undefined || text === undefined ? undefined : placeOf(text, span),
  );
}

/** How a path is written: `book.lending[3].debt`. */
export function nameOf(path: Path): string {
  const name = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${key}`)).join("");
  return name === "" ? "input" : name.replace(/^\./, "");
}

/** Start of the value at a path, or of the innermost thing around it where it is missing. */
function nearest(text: string, path: Path): number | undefined {
  for (let length = path.length; length >= 0; length--) {
    const span = locate(text, path.slice(0, length));
    if (span !== undefined) return span.start;
  }
  return undefined;
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === "object" && inner !== null ? (inner as Record<string, unknown>)[key] : undefined),
    value,
  );
}

/** What is accepted, in words. */
function ruleOf(issue: z.ZodIssue): string {
  if (issue.code === "too_small") return bound(issue, issue.inclusive ? "at least" : "more than", issue.minimum);
  if (issue.code === "too_big") return bound(issue, issue.inclusive ? "at most" : "less than", issue.maximum);
  if (issue.code === "invalid_type") {
    return issue.expected === "integer" ? "a whole number" : `${article(issue.expected)}${issue.expected}`;
  }
  if (issue.code === "not_finite") return "a finite number";
  if (issue.code === "invalid_enum_value") return `one of ${issue.options.join(", ")}`;
  if (issue.code === "invalid_union_discriminator") return `one of ${issue.options.map(String).join(", ")}`;
  return issue.code === "unrecognized_keys" ? "no field of this name" : issue.message;
}

function bound(issue: { readonly type: string }, words: string, limit: number | bigint): string {
  const unit = issue.type === "array" ? " entries" : issue.type === "string" ? " characters" : "";
  return `${words} ${String(limit)}${unit}`;
}

function article(type: string): string {
  return /^[aeiou]/.test(type) ? "an " : "a ";
}
