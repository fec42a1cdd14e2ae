import { expect } from "chai";

import { flawOf, judge, readRun } from "../../../src/house/defences/outcome.js";

const MOCHA = `Running Mocha tests


  A suite
    ✔ [A1] given a (b) / when b / it passes (40ms)
    1) [A2] given a / when b / it fails


  1 passing (506ms)
  2 failing

  1) A suite
       [A2] given a / when b / it fails:

      AssertionError: expected 'Down' to equal 'Unknown'
      + expected - actual

      at Context.<anonymous> (test/a.test.ts:1:1)

  2) A suite
       within another
         [A3] given a / when b / it breaks:
     TypeError: Cannot read properties of undefined
      at Context.<anonymous> (test/a.test.ts:2:1)
`;

const SOLIDITY = `Running Solidity tests

  test/a.t.sol:ATest
    \u001b[32m✔\u001b[39m test_A1_Passes()
    \u001b[32m✔\u001b[39m testFuzz_A4_Passes(uint256[12],uint8) (runs: 512)
    1) testFuzz_A2_Fails(uint256,uint256)

  \u001b[32m1 passing\u001b[39m
  \u001b[31m1 failing\u001b[39m

  1) ATest#testFuzz_A2_Fails(uint256,uint256)
    Error: reverted with custom error 'NotEqual("a", 1, 0)'
      at ATest._checkEqual (test/helpers/Vm.sol:54)

    Counterexample:
      args: 46
`;

describe("what a run of tests says", () => {
  it("given mocha's output / when read / passes are counted and failures have title and error", () => {
    expect(readRun(MOCHA)).to.deep.equal({
      passed: ["[A1] given a (b) / when b / it passes"],
      failures: [
        {
          title: "[A2] given a / when b / it fails",
          error: "AssertionError: expected 'Down' to equal 'Unknown'",
          asserts: true,
        },
        {
          title: "[A3] given a / when b / it breaks",
          error: "TypeError: Cannot read properties of undefined",
          asserts: false,
        },
      ],
    });
  });

  it("given the output of Solidity tests, in colour / when read / the function is the title", () => {
    expect(readRun(SOLIDITY)).to.deep.equal({
      passed: ["test_A1_Passes", "testFuzz_A4_Passes"],
      failures: [
        { title: "testFuzz_A2_Fails", error: `Error: reverted with custom error 'NotEqual("a", 1, 0)'`, asserts: true },
      ],
    });
  });

  it("given no summary / when read / nothing ran", () => {
    expect(readRun("Error HHE910: Compilation failed")).to.deep.equal({ passed: [], failures: [] });
  });
});

describe("what counts as an assertion", () => {
  const failing = (...said: readonly string[]) =>
    readRun(`  1 failing\n\n  1) a suite\n       given a:\n${said.map((line) => `     ${line}\n`).join("")}`)
      .failures[0];

  for (const [what, said] of [
    ["a comparison", ["gas of one read", "+ expected - actual"]],
    ["a call that reverted", ["Error: VM Exception while processing transaction: reverted with custom error 'A()'"]],
    ["a changed figure of gas", ["GasChangedError: HF_GAS_CHANGED: was 1, is 2"]],
  ] as const) {
    it(`given ${what} / when read / the test asserted`, () => {
      expect(failing(...said)).to.deep.equal({ title: "given a", error: said[0], asserts: true });
    });
  }

  it("given a time that ran out / when read / it did not", () => {
    expect(failing("Error: Timeout of 120000ms exceeded.")).to.include({ asserts: false });
  });
});

describe("what a run says of a test without a mutant", () => {
  it("given it passes / when asked / nothing is wrong with it", () => {
    expect(flawOf(readRun(MOCHA), "\\[A1\\]")).to.equal(undefined);
  });

  it("given it fails, or is not there / when asked / it proves nothing", () => {
    expect(flawOf(readRun(MOCHA), "\\[A2\\]"))
      .to.have.property("why")
      .that.includes("expected 'Down'");
    expect(flawOf(readRun(MOCHA), "\\[A4\\]")).to.deep.equal({ kind: "defect", why: "no test has this title" });
  });
});

describe("what a run says of a mutant", () => {
  it("given its test fails by an assertion or a revert / when judged / it is killed, by that test", () => {
    const killed = { kind: "killed", by: "[A2] given a / when b / it fails" };
    expect(judge(true, readRun(MOCHA), "\\[A2\\] given")).to.deep.equal(killed);
    expect(judge(true, readRun(SOLIDITY), "A2_Fails")).to.include({ kind: "killed" });
  });

  it("given nothing fails / when judged / it survived", () => {
    expect(judge(true, { passed: ["a"], failures: [] }, "a")).to.deep.equal({ kind: "survived" });
  });

  it("given it does not compile, or no test ran / when judged / nothing is known", () => {
    expect(judge(false, readRun(MOCHA), "A2")).to.deep.equal({ kind: "defect", why: "the mutant does not compile" });
    expect(judge(true, { passed: [], failures: [] }, "A2")).to.include({ why: "no test ran under this title" });
  });

  it("given its test fails by a defect of its own, or another test fails / when judged / nothing is known", () => {
    expect(judge(true, readRun(MOCHA), "\\[A3\\]"))
      .to.include({ kind: "defect" })
      .and.to.have.property("why")
      .that.includes("TypeError");
    expect(judge(true, readRun(MOCHA), "\\[A4\\]")).to.include({ kind: "defect" });
  });
});
