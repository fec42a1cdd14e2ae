import { expect } from "chai";

import { defenceProblems } from "../../../src/house/defences/check.js";
import { DefenceTableError } from "../../../src/house/defences/errors.js";
import { renderPitfallsPage } from "../../../src/house/defences/page.js";
import { parseMutants, parsePitfalls, tableOf, type DefenceTable } from "../../../src/house/defences/table.js";

const FILES: Readonly<Record<string, string>> = {
  "contracts/a/A.sol": "contract A {\n    function f() external {\n        if (a | b) return;\n    }\n}\n",
  "test/a.test.ts": 'it("[A1] given a | b / when c / d", () => {});',
};
const MUTANT = {
  in: "contracts/a/A.sol",
  find: "if (a | b) return;",
  replace: "",
  test: "test/a.test.ts",
  title: "[A1] given a | b / when c / d",
};
const ROW = { id: "A1", wrong: "It goes wrong.", defence: "It does not.", mutants: [MUTANT] };
const OWN = { ...MUTANT, id: "M-a-b" };
const EXPECTED = { ids: ["A1"], mutated: ["A1"] };

function table(rows: readonly object[], own: readonly object[] = []): DefenceTable {
  return tableOf(parsePitfalls("p", JSON.stringify(rows)), parseMutants("o", JSON.stringify(own)));
}

function problems(rows: readonly object[], own: readonly object[] = [], expected = EXPECTED): string[] {
  return defenceProblems(table(rows, own), expected, (path) => FILES[path]);
}

describe("checks of the tables of defences", () => {
  it("given rows whose places and tests are there / when checked / there is nothing to say", () => {
    expect(problems([ROW], [OWN])).to.deep.equal([]);
  });

  const unmutated = { ...ROW, mutants: [], unmutated: "No edit is small." };
  const cases: [string, readonly object[], readonly object[], RegExp][] = [
    ["a missing row", [], [], /^A1: no row$/],
    ["a row that nobody asked for", [ROW, { ...ROW, id: "B1" }], [], /^B1: nobody knows this pitfall$/],
    ["a row that is there twice", [ROW, ROW], [], /^A1: there twice$/],
    ["a mutant that is there twice", [ROW], [OWN, OWN], /^M-a-b: there twice$/],
    ["a row without a mutant", [unmutated], [], /^A1: no mutant deletes its defence$/],
    ["an edit without a place", [{ ...ROW, mutants: [{ ...MUTANT, find: "absent" }] }], [], /^A1: found 0 times/],
    ["an edit with two places", [ROW], [{ ...OWN, find: "f" }], /^M-a-b: found 3 times instead of once/],
    ["an edit of no file", [ROW], [{ ...OWN, in: "contracts/B.sol" }], /^M-a-b: no file contracts\/B\.sol$/],
    ["a test file that is not there", [ROW], [{ ...OWN, test: "test/b.test.ts" }], /^M-a-b: no file test\/b/],
    ["a file to run that is not there", [ROW], [{ ...OWN, run: "test/b.test.ts" }], /^M-a-b: no file test\/b/],
    ["a title that is not there", [ROW], [{ ...OWN, title: "[A1] given" }], /^M-a-b: no test in test\/a\.test\.ts/],
  ];
  for (const [what, rows, own, problem] of cases) {
    it(`given ${what} / when checked / it is told`, () => {
      expect(problems(rows, own).filter((line) => problem.test(line))).to.have.length(1);
    });
  }

  it("given a title that does not name its pitfall / when checked / it is told", () => {
    const expected = { ids: ["A2"], mutated: ["A2"] };
    expect(problems([{ ...ROW, id: "A2" }], [], expected)).to.deep.equal([
      `A2: the title does not name it: ${MUTANT.title}`,
    ]);
    expect(problems([{ ...ROW, also: [{ test: MUTANT.test, title: "gone" }] }])).to.have.length(2);
  });

  it("given an equivalent mutant / when checked / it still needs its place", () => {
    const equivalent = { id: "M-a-c", in: MUTANT.in, find: "gone", replace: "", equivalent: "Nobody can tell." };
    expect(problems([ROW], [equivalent])).to.have.length(1);
    expect(table([ROW], [equivalent]).mutants).to.have.length(1);
  });
});

describe("the shape of the tables", () => {
  it("given one mutant or several / when read / each has an id of its own", () => {
    const ids = table([ROW, { ...ROW, id: "B9", mutants: [MUTANT, MUTANT] }], [OWN]).mutants.map(({ id }) => id);
    expect(ids).to.deep.equal(["A1", "B9.1", "B9.2", "M-a-b"]);
  });

  for (const [what, text] of [
    ["no JSON5", "["],
    ["a misspelt field", JSON.stringify([{ ...ROW, test: "x" }])],
    ["neither mutant nor reason", JSON.stringify([{ ...ROW, mutants: [] }])],
    ["mutant and reason at once", JSON.stringify([{ ...ROW, unmutated: "why" }])],
    ["a file outside of contracts", JSON.stringify([{ ...ROW, mutants: [{ ...MUTANT, in: "src/a.ts" }] }])],
  ] as const) {
    it(`given ${what} / when read / it is refused with HF_DEFENCE_TABLE`, () => {
      expect(() => parsePitfalls("p", text)).to.throw(DefenceTableError, /^HF_DEFENCE_TABLE: .*\n {2}p: /);
    });
  }

  it("given a mutant without a test and without a reason / when read / it is refused", () => {
    const bare = { id: OWN.id, in: MUTANT.in, find: MUTANT.find, replace: "" };
    expect(() => parseMutants("o", JSON.stringify([bare]))).to.throw(DefenceTableError);
    expect(() => parseMutants("o", JSON.stringify([{ ...OWN, equivalent: "why" }]))).to.throw(DefenceTableError);
  });
});

describe("the page of pitfalls", () => {
  it("given a row / when rendered / it names the function and keeps its columns", () => {
    const page = renderPitfallsPage(table([ROW], [OWN]), (path) => FILES[path] ?? "");
    expect(page).to.include(
      "| A1 | It goes wrong. | It does not. | `contracts/a/A.sol` `f` | `test/a.test.ts`: [A1] given a \\| b / when c / d |",
    );
    expect(page).to.include("1 mutants delete the defences above, 1 more change");
    expect(page).not.to.include("## B");
  });
});
