import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { expect } from "chai";

import { defenceProblems } from "../../../src/house/defences/check.js";
import { renderPitfallsPage } from "../../../src/house/defences/page.js";
import { loadDefences } from "../../../src/house/defences/table.js";

const root = join(import.meta.dirname, "..", "..", "..");

/** `A1` … `A14`. */
function idsOf(letter: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${letter}${index + 1}`);
}

/** D8 is defended by there being no second source, which nothing can delete. */
const UNMUTATED = "D8";
/** Pitfalls whose defence a mutant must delete. */
const MUTATED = [
  ...idsOf("A", 14),
  ...idsOf("B", 9),
  ...idsOf("C", 12),
  ...idsOf("D", 9).filter((id) => id !== UNMUTATED),
];
const IDS = [...MUTATED, UNMUTATED, ...idsOf("E", 4)];

function read(path: string): string | undefined {
  return existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : undefined;
}

describe("the tables of defences", () => {
  it("[E1] given the committed tree / when the tables are checked against it / every row, edit, test and title is there", async () => {
    const table = await loadDefences(root);
    expect(table.mutants.length).to.be.greaterThan(60);
    expect(defenceProblems(table, { ids: IDS, mutated: MUTATED }, read)).to.deep.equal([]);
  });

  it("given the tables / when the page is made / it is the committed one", async () => {
    const page = renderPitfallsPage(await loadDefences(root), (path) => readFileSync(join(root, path), "utf8"));
    expect(page).to.equal(read("docs/pitfalls.md"));
  });
});
