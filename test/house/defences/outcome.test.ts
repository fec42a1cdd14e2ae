import { expect } from "chai";

import { judge, readRun } from "../../../src/house/defences/outcome.js";

const MOCHA = `Running Mocha tests


  A suite
    ✔ [A1] given a / when b / it passes (40ms)
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
      passed: 1,
      failures: [
        {
          title: "[A2] given a / when b / it fails",
          error: "AssertionError: expected 'Down' to equal 'Unknown'",
        },
        { title: "[A3] given a / when b / it breaks", error: "TypeError: Cannot read properties of undefined" },
      ],
    });
  });

  it("given the output of Solidity tests, in colour / when read / the function is the title", () => {
    expect(readRun(SOLIDITY)).to.deep.equal({
      passed: 1,
      failures: [{ title: "testFuzz_A2_Fails", error: `Error: reverted with custom error 'NotEqual("a", 1, 0)'` }],
    });
  });

  it("given no summary / when read / nothing ran", () => {
    expect(readRun("Error HHE910: Compilation failed")).to.deep.equal({ passed: 0, failures: [] });
  });
});

describe("what a run says of a mutant", () => {
  it("given its test fails by an assertion or a revert / when judged / it is killed, by that test", () => {
    const killed = { kind: "killed", by: "[A2] given a / when b / it fails" };
    expect(judge(true, readRun(MOCHA), "\\[A2\\] given")).to.deep.equal(killed);
    expect(judge(true, readRun(SOLIDITY), "A2_Fails")).to.include({ kind: "killed" });
  });

  it("given nothing fails / when judged / it survived", () => {
    expect(judge(true, { passed: 3, failures: [] }, "a")).to.deep.equal({ kind: "survived" });
  });

  it("given it does not compile, or no test ran / when judged / nothing is known", () => {
    expect(judge(false, readRun(MOCHA), "A2")).to.deep.equal({ kind: "defect", why: "the mutant does not compile" });
    expect(judge(true, { passed: 0, failures: [] }, "A2")).to.include({ why: "no test ran under this title" });
  });

  it("given its test fails by a defect of its own, or another test fails / when judged / nothing is known", () => {
    expect(judge(true, readRun(MOCHA), "\\[A3\\]"))
      .to.include({ kind: "defect" })
      .and.to.have.property("why")
      .that.includes("TypeError");
    expect(judge(true, readRun(MOCHA), "\\[A4\\]")).to.include({ kind: "defect" });
  });
});
