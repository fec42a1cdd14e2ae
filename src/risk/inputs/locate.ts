/**
 * Where a value stands in a JSON5 text. The parser that is used gives values without their places; errors need the place to name a line,
 * and the parameter files need it to change a number without touching the comments around it. Reads only texts that the parser accepts.
 */
import type { Place } from "../errors.js";

/** A stretch of a text, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Keys of objects and indices of arrays, from the outside to the inside. */
export type Path = readonly (string | number)[];

const BLANK = /(?:[\s\uFEFF]|\/\/[^\n\r\u2028\u2029]*|\/\*[^]*?\*\/)*/y;
const STRING = /"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'/y;
const BARE = /[^\s,:{}[\]/"']+/y;

/** The value at `path`, or undefined when there is none. */
export function locate(text: string, path: Path): Span | undefined {
  let at = afterBlank(text, 0);
  for (const key of path) {
    const found = typeof key === "number" ? entryOf(text, at, key) : memberOf(text, at, key);
    if (found === undefined) return undefined;
    at = found;
  }
  return { start: at, end: afterValue(text, at) };
}

/** Line and column of an offset. */
export function placeOf(text: string, offset: number): Place {
  const before = text.slice(0, offset);
  return { line: before.split("\n").length, column: offset - before.lastIndexOf("\n") };
}

/** Start of the value of `key`; the last one counts, as it does for the parser. */
function memberOf(text: string, open: number, key: string): number | undefined {
  if (text[open] !== "{") return undefined;
  let [at, found] = [afterBlank(text, open + 1), undefined as number | undefined];
  while (at < text.length && text[at] !== "}") {
    const end = afterValue(text, at);
    const name = text.slice(at, end).replace(/^(["'])([^]*)\1$/, "$2");
    const value = afterBlank(text, afterBlank(text, end) + 1);
    if (name === key) found = value;
    at = afterComma(text, afterValue(text, value));
  }
  return found;
}

/** Start of the entry with an index. */
function entryOf(text: string, open: number, index: number): number | undefined {
  if (text[open] !== "[") return undefined;
  let at = afterBlank(text, open + 1);
  for (let k = 0; at < text.length && text[at] !== "]"; k++) {
    if (k === index) return at;
    at = afterComma(text, afterValue(text, at));
  }
  return undefined;
}

function afterValue(text: string, start: number): number {
  if (text[start] !== "{" && text[start] !== "[") return afterScalar(text, start);
  let [at, depth] = [start, 0];
  do {
    const character = text[at];
    if (character === "{" || character === "[") depth++;
    if (character === "}" || character === "]") depth--;
    at = character !== undefined && "{}[],:".includes(character) ? at + 1 : afterScalar(text, at);
    if (depth > 0) at = afterBlank(text, at);
  } while (depth > 0 && at < text.length);
  return at;
}

function afterScalar(text: string, start: number): number {
  const quoted = text[start] === '"' || text[start] === "'";
  return Math.max(after(quoted ? STRING : BARE, text, start), start + 1);
}

function afterComma(text: string, start: number): number {
  const at = afterBlank(text, start);
  return text[at] === "," ? afterBlank(text, at + 1) : at;
}

function afterBlank(text: string, start: number): number {
  return after(BLANK, text, start);
}

function after(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : start;
}
