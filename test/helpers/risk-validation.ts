/** The published and recomputed values that the engine must reproduce: `test/risk/validation.json`. */
import { readFileSync } from "node:fs";

import { expect } from "chai";
import { expectClose } from "./close-to.js";

/** One case: what is computed, what must come out, how near, and who says so. */
export interface ValidationCase {
  readonly id: string;
  readonly title: string;
  readonly parameters: Readonly<Record<string, number>>;
  readonly reference: unknown;
  readonly tolerance: string;
  readonly source: string;
}

const cases = JSON.parse(
  readFileSync(new URL("../risk/validation.json", import.meta.url), "utf8"),
) as readonly ValidationCase[];

/** Ids of all cases. */
export const validationIds: readonly string[] = cases.map(({ id }) => id);

/** The case with an id. */
export function validationCase(id: string): ValidationCase {
  const found = cases.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`HF_TEST_NO_CASE: ${id}`);
  return found;
}

/** Parameters of a case by name. */
export function parametersOf(id: string): (name: string) => number {
  const { parameters } = validationCase(id);
  return (name) => {
    const value = parameters[name];
    if (value === undefined) throw new Error(`HF_TEST_NO_PARAMETER: ${id}.${name}`);
    return value;
  };
}

/** All numbers of a reference, in the order in which they are written. */
export function numbersOf(reference: unknown): number[] {
  if (typeof reference === "number") return [reference];
  if (typeof reference === "object" && reference !== null) return Object.values(reference).flatMap(numbersOf);
  return [];
}

/** Demands that each number is within the tolerance of the case: absolute unless it says `rel`. */
export function expectCase(id: string, computed: readonly number[]): void {
  const { reference, tolerance, source } = validationCase(id);
  const expected = numbersOf(reference);
  const bound = Number(/1e-\d+/.exec(tolerance)?.[0]);
  expect(bound, `the tolerance of ${id} is a number`).to.be.greaterThan(0);
  expect(computed, id).to.have.length(expected.length);
  for (const [index, value] of expected.entries()) {
    const near = tolerance.includes("rel") ? bound * Math.abs(value) : bound;
    expectClose(computed[index], value, near, `${id}, number ${index} (${source})`);
  }
}
