import { MATRIX_SCHEMA, type MatrixLine } from "./model.js";

/** A line of results, or `undefined` when it is cut off, of another version or none at all. */
export function parseLine(text: string): MatrixLine | undefined {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof found !== "object" || found === null) return undefined;
  const { schema, key, digest, probes } = found as Partial<MatrixLine>;
  const sound =
    schema === MATRIX_SCHEMA && typeof key === "string" && typeof digest === "string" && Array.isArray(probes);
  return sound ? (found as MatrixLine) : undefined;
}

/** The lines of a file; those that cannot be read are left out. */
export function parseLines(text: string): readonly MatrixLine[] {
  return text.split("\n").flatMap((line) => {
    const parsed = line === "" ? undefined : parseLine(line);
    return parsed === undefined ? [] : [parsed];
  });
}
