/** Rows of one policy's groups, made small: resamples add them hundreds of times. A row is what `rowOf` makes. */
import { CLASSES as FIRST } from "../policy/cost.js";

/** The rows without the classes that are empty in all of them. The order of the others stays. */
export function withoutEmpty(rows: readonly Float64Array[]): Float64Array[] {
  const count = ((rows[0]?.length ?? FIRST) - FIRST) / 2;
  const used = Array.from({ length: count }, (_, k) => k).filter((k) => rows.some((row) => row[FIRST + k] !== 0));
  const places = Array.from({ length: FIRST }, (_, k) => k)
    .concat(used.map((k) => FIRST + k))
    .concat(used.map((k) => FIRST + count + k));
  return rows.map((row) => Float64Array.from(places, (place) => row[place] ?? 0));
}
