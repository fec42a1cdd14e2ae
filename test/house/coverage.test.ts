import { expect } from "chai";

import { CoverageGapsError, coverageProblems, parseLcov } from "../../src/house/coverage.js";

const record = (path: string, ...data: string[]): string =>
  ["TN:", `SF:${path}`, ...data.map((line) => `DA:${line}`), "LH:0", "LF:0", "end_of_record", ""].join("\n");

describe("coverage gate", () => {
  it("given a tracefile, each file has its lines and those that were missed", () => {
    const tracefile = record("contracts/guards/A.sol", "3,0", "1,7", "2,0") + record("contracts/guards/B.sol", "1,1");
    expect(parseLcov(tracefile)).to.deep.equal([
      { path: "contracts/guards/A.sol", missed: [2, 3], lines: 3 },
      { path: "contracts/guards/B.sol", missed: [], lines: 1 },
    ]);
  });

  it("given one line that two records count, it is reached when one of them says so", () => {
    expect(parseLcov(record("contracts/guards/A.sol", "1,0", "1,2"))[0])
      .to.include({ lines: 1 })
      .and.deep.include({ missed: [] });
  });

  it("given every line reached, it passes", () => {
    expect(coverageProblems(parseLcov(record("contracts/guards/A.sol", "1,1")))).to.deep.equal([]);
  });

  it("given one line missed, it fails and names file and line", () => {
    const problems = coverageProblems(parseLcov(record("contracts/guards/A.sol", "1,1", "2,0")));
    expect(problems).to.deep.equal(["contracts/guards/A.sol: 1 of 2 lines; missed: 2"]);
    expect(new CoverageGapsError(problems)).to.include({ code: "HF_COVERAGE_GAPS" });
  });

  it("given gaps in mocks or packages only, it passes", () => {
    const gaps = record("contracts/mocks/M.sol", "1,0") + record("node_modules/x/X.sol", "1,0");
    expect(coverageProblems(parseLcov(gaps + record("contracts/guards/A.sol", "1,1")))).to.deep.equal([]);
  });

  it("given a run that measured nothing that ships, it fails", () => {
    expect(coverageProblems(parseLcov(record("contracts/mocks/M.sol", "1,1")))).to.have.lengthOf(1);
    expect(coverageProblems(parseLcov(""))).to.have.lengthOf(1);
  });
});
