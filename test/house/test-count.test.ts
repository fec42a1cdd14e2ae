import { expect } from "chai";

import { countTests, failuresIn, NoTestSummaryError, renderTestCount } from "../../src/house/test-count.js";

describe("count of the tests that ran", () => {
  const runners = "  a suite\n    ✔ 7 passing (1 mocha)\n\n  7 passing (13ms)\n\nTest result\n  12 passing\n";

  it("given a run of both runners, the summary is counted and not the runners' own lines", () => {
    const counts = countTests(`${runners}\n40 passing (10 solidity, 30 mocha)\n2 failing (2 mocha)\n`);
    expect(counts).to.deep.equal({ passed: 40, failed: 2, skipped: 0 });
    expect(renderTestCount(counts)).to.equal("tests: 40 passed, 2 failed");
  });

  it("given colours, they do not hide the summary", () => {
    const counts = countTests("\u001b[32m5 passing\u001b[39m (5 mocha)\n\u001b[36m1 skipped\u001b[39m (1 mocha)\n");
    expect(renderTestCount(counts)).to.equal("tests: 5 passed, 0 failed, 1 skipped");
  });

  it("given failures, they are told again from their heading on, and at most 300 lines of them", () => {
    const told =
      "  1 failing\n\n  1) a suite\n       a fact:\n     AssertionError: no\n\n7 passing (7 mocha)\n1 failing (1 mocha)";
    expect(failuresIn(`${runners}\u001b[31m${told}\u001b[39m\n\n`)).to.equal(told);
    const many = failuresIn(`2 failing (2 mocha)\n${"line\n".repeat(400)}`).split("\n");
    expect(many).to.have.length(301);
    expect(many.at(-1)).to.equal("… and 101 lines more");
    expect(failuresIn(`${runners}\n7 passing (7 mocha)\n`)).to.equal("");
  });

  it("given no summary, or one without a test, it throws HF_NO_TEST_SUMMARY", () => {
    for (const output of ["", runners, "1 skipped (1 mocha)\n"]) {
      expect(() => countTests(output))
        .to.throw(NoTestSummaryError)
        .that.includes({ code: "HF_NO_TEST_SUMMARY" });
    }
  });
});
