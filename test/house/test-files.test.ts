import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { gasBenches, measuresGas, NoBenchesError, countsForCoverage, testFiles } from "../../src/house/test-files.js";

describe("lists of test files", () => {
  let root: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "holdfast-"));
    await mkdir(join(root, "test", "helpers"), { recursive: true });
    await mkdir(join(root, "test", "gas"));
    for (const path of ["a.test.ts", "b.t.sol", "helpers/c.ts", "helpers/D.sol"])
      await writeFile(join(root, "test", path), "");
  });

  afterEach(async () => {
    await rm(root, { recursive: true });
  });

  it("given tests and helpers, only tests are listed", async () => {
    expect(await testFiles(root)).to.deep.equal(["test/a.test.ts", "test/b.t.sol"]);
  });

  it("given a bench, it is the one that measures gas", async () => {
    await writeFile(join(root, "test/gas/e.test.ts"), "");
    expect((await testFiles(root)).filter(measuresGas)).to.deep.equal(["test/gas/e.test.ts"]);
    expect(await gasBenches(root)).to.deep.equal(["test/gas/e.test.ts"]);
  });

  it("given benches, checks of the house, renderings and stories, coverage is not asked of them", () => {
    const paths = [
      "test/campaign/i.t.sol",
      "test/fork/f.fork.test.ts",
      "test/integration/g.test.ts",
      "test/invariant/h.invariant.t.sol",
      "test/gas/a.test.ts",
      "test/options/i.differential.test.ts",
      "test/options/k.callers.test.ts",
      "test/guards/l.size.test.ts",
      "test/risk/j.test.ts",
      "test/house/b.test.ts",
      "test/report/c.test.ts",
      "test/guards/d.test.ts",
      "test/e.t.sol",
    ];
    expect(paths.filter(countsForCoverage)).to.deep.equal(["test/guards/d.test.ts", "test/e.t.sol"]);
  });

  it("given no bench, it throws HF_NO_BENCHES instead of an empty list", async () => {
    const error: unknown = await gasBenches(root).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(NoBenchesError).and.to.include({ code: "HF_NO_BENCHES" });
  });
});
