/** What keeps the table from rotting: quick checks that run with every test run. */
import type { Problem } from "../source-file.js";
import { mutate, type Edit } from "./mutate.js";
import type { DefenceTable } from "./table.js";
import { HOLE, namesPitfall, titlesIn } from "./titles.js";

/** Rows that must be there. */
export interface Expected {
  /** Ids that have a row. */
  readonly ids: readonly string[];
  /** Those of them whose defence must be deleted by a mutant. */
  readonly mutated: readonly string[];
}

/**
 * Checks that every row is there, that every edit still finds its place, and that every test exists and names its pitfall.
 * @param table The table.
 * @param expected What must be in it.
 * @param read Text of a file by its path, undefined when there is none.
 */
export function defenceProblems(
  table: DefenceTable,
  expected: Expected,
  read: (path: string) => string | undefined,
): Problem[] {
  const ids = table.pitfalls.map(({ id }) => id);
  return [
    ...twice([...ids, ...table.mutants.map(({ id }) => id).filter((id) => id.startsWith("M-"))]),
    ...expected.ids.filter((id) => !ids.includes(id)).map((id) => `${id}: no row`),
    ...ids.filter((id) => !expected.ids.includes(id)).map((id) => `${id}: nobody knows this pitfall`),
    ...table.pitfalls.flatMap(({ id, mutants }) =>
      expected.mutated.includes(id) && mutants.length === 0 ? [`${id}: no mutant deletes its defence`] : [],
    ),
    ...[...table.mutants, ...table.equivalents].flatMap((mutant) => editProblems(mutant.id, mutant, read)),
    ...table.pitfalls.flatMap(({ id, mutants, also }) =>
      [...mutants, ...also].flatMap(({ test, title }) => [
        ...titleProblems(id, test, title, read),
        ...(namesPitfall(title, id) ? [] : [`${id}: the title does not name it: ${title}`]),
      ]),
    ),
    ...table.mutants
      .filter(({ id }) => id.startsWith("M-"))
      .flatMap(({ id, test, title }) => titleProblems(id, test, title, read)),
    ...table.mutants
      .filter(({ run }) => run !== undefined && read(run) === undefined)
      .map(({ id, run }) => `${id}: no file ${String(run)}`),
  ];
}

function editProblems(id: string, edit: Edit, read: (path: string) => string | undefined): Problem[] {
  const text = read(edit.in);
  if (text === undefined) return [`${id}: no file ${edit.in}`];
  const mutated = mutate(text, edit);
  return typeof mutated === "number"
    ? [`${id}: found ${mutated} times instead of once in ${edit.in}: ${edit.find}`]
    : [];
}

function titleProblems(id: string, test: string, title: string, read: (path: string) => string | undefined): Problem[] {
  const text = read(test);
  if (text === undefined) return [`${id}: no file ${test}`];
  // A hole alone stands for any test of the file.
  return title === HOLE || titlesIn(test, text).includes(title)
    ? []
    : [`${id}: no test in ${test} is called: ${title}`];
}

function twice(ids: readonly string[]): Problem[] {
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))].map((id) => `${id}: there twice`);
}
