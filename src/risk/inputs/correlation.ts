/** Correlations of assets or rollups, and their root, by which independent shocks are mixed. */
import { z } from "zod";

import { RiskInputError } from "../errors.js";
import { finite, name } from "./numbers.js";

/** Names, and a square matrix in their order. */
export const correlationSchema = z
  .object({ names: z.array(name).min(1).max(1_000), matrix: z.array(z.array(finite.min(-1).max(1))).min(1) })
  .strict();

export type Correlation = Readonly<z.infer<typeof correlationSchema>>;

/** Symmetry and a diagonal of ones are demanded to this distance. */
const TOLERANCE = 1e-12;

/**
 * The lower triangular root of a correlation matrix (Cholesky).
 * @param field How the matrix is called in an error.
 * @throws RiskInputError when it is not square, not symmetric, has another diagonal than ones, or is not positive definite.
 */
export function correlationRoot(matrix: readonly (readonly number[])[], field = "correlation.matrix"): Float64Array[] {
  const size = matrix.length;
  const root = Array.from({ length: size }, () => new Float64Array(size));
  for (const [i, row] of matrix.entries()) {
    if (row.length !== size) throw new RiskInputError(`${field}[${i}].length`, row.length, `${size}, a square matrix,`);
    for (const [j, value] of row.entries()) checkEntry(matrix, i, j, value, field);
    const line = root[i] ?? new Float64Array(size);
    for (let j = 0; j <= i; j++) {
      const above = root[j] ?? line;
      let rest = row[j] ?? NaN;
      for (let k = 0; k < j; k++) rest -= (line[k] ?? 0) * (above[k] ?? 0);
      if (i !== j) line[j] = rest / (above[j] ?? NaN);
      else if (rest > TOLERANCE) line[j] = Math.sqrt(rest);
      else throw new RiskInputError(`${field}[${i}]`, rest, "a positive definite matrix (a pivot above zero)");
    }
  }
  return root;
}

function checkEntry(matrix: readonly (readonly number[])[], i: number, j: number, value: number, field: string): void {
  const named = `${field}[${i}][${j}]`;
  const twin = matrix[j]?.[i] ?? NaN;
  if (i === j && Math.abs(value - 1) > TOLERANCE) throw new RiskInputError(named, value, "1 on the diagonal");
  if (!(Math.abs(value) <= 1)) throw new RiskInputError(named, value, "-1 to 1");
  if (!(Math.abs(value - twin) <= TOLERANCE))
    throw new RiskInputError(named, value, `${twin}, as across the diagonal,`);
}
