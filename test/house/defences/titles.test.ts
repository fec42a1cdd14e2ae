import { expect } from "chai";

import { namesPitfall, patternOf, titlesIn } from "../../../src/house/defences/titles.js";

const SUITE = [
  'describe("a suite", () => {',
  '  it("[A1] given a / when b / c", () => {});',
  "  for (const d of e)",
  "    it(`[A2] given ${d} / when f / ${d ? `g${d}` : 'h'}`, async () => {});",
  "  it(`plain`, () => {});",
  "  // it('not a test', () => {});",
  "  it(title, () => {});",
  "});",
].join("\n");

const SOLIDITY = `contract T {
    function test_A1_GivenX_WhenY_Z() external {}
    function testFuzz_B4_B5_GivenX(uint256 a) external {}
    function invariant_G1_Holds() external {}
    function helper() internal {}
}`;

describe("titles of tests", () => {
  it("given a mocha file / when read / each title is there as written, a hole for whatever is put in", () => {
    expect(titlesIn("test/a.test.ts", SUITE)).to.deep.equal([
      "[A1] given a / when b / c",
      "[A2] given … / when f / …",
      "plain",
    ]);
  });

  it("given a Solidity file / when read / its test functions are the titles", () => {
    expect(titlesIn("test/a.t.sol", SOLIDITY)).to.deep.equal([
      "test_A1_GivenX_WhenY_Z",
      "testFuzz_B4_B5_GivenX",
      "invariant_G1_Holds",
    ]);
  });

  for (const [title, id, names] of [
    ["[A1] given", "A1", true],
    ["[A1] [A12] given", "A12", true],
    ["[A12] given", "A1", false],
    ["A1 given", "A1", false],
    ["test_A1_Given", "A1", true],
    ["testFuzz_B4_B5_Given", "B5", true],
    ["test_A12_Given", "A1", false],
    ["test_B5", "B5", true],
  ] as const) {
    it(`given the title "${title}" / when asked for ${id} / it ${names ? "names it" : "does not"}`, () => {
      expect(namesPitfall(title, id)).to.equal(names);
    });
  }

  it("given a title / when made a pattern / it fits what runs under it and nothing near it", () => {
    const pattern = new RegExp(patternOf("[A2] given … (a.b) / when f / …"));
    expect(pattern.test("suite [A2] given two (a.b) / when f / gtwo")).to.equal(true);
    expect(pattern.test("[A2] given two (axb) / when f / g")).to.equal(false);
    expect(pattern.test("A given two (a.b) / when f / g")).to.equal(false);
  });
});
