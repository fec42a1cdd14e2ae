import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import {
  compareGasEntry,
  GasChangedError,
  gasDifferences,
  GasNotRecordedError,
  GasRecordedTwiceError,
  markMeasured,
  readGasSnapshot,
  writeGasEntry,
} from "../../src/house/gas.js";

describe("gas snapshot", () => {
  const snapshot = { guard: { "a check": 100 } };

  it("given the committed number, it passes", () => {
    expect(() => compareGasEntry(snapshot, "guard", "a check", 100)).not.to.throw();
  });

  it("given one gas more or less, it throws HF_GAS_CHANGED with both numbers and the command", () => {
    for (const [now, difference] of [
      [101, "+1"],
      [99, "-1"],
    ] as const) {
      expect(() => compareGasEntry(snapshot, "guard", "a check", now))
        .to.throw(GasChangedError, `was 100, is ${now} (${difference}); if the change is meant, run \`npm run gas\``)
        .that.includes({ code: "HF_GAS_CHANGED", was: 100, now });
    }
  });

  it("given a sentence that is not committed, it throws HF_GAS_NOT_RECORDED", () => {
    for (const [group, sentence] of [
      ["guard", "another check"],
      ["ledger", "a check"],
    ] as const) {
      expect(() => compareGasEntry(snapshot, group, sentence, 100))
        .to.throw(GasNotRecordedError)
        .that.includes({ code: "HF_GAS_NOT_RECORDED", group, sentence, value: 100 });
    }
  });

  it("given entries in any order, the file is sorted and keeps the other groups", async () => {
    const folder = await mkdtemp(join(tmpdir(), "holdfast-"));
    try {
      const path = join(folder, "snapshots", "gas.json");
      expect(readGasSnapshot(path)).to.deep.equal({});
      writeGasEntry(path, "ledger", "b", 2);
      writeGasEntry(path, "guard", "c", 3);
      writeGasEntry(path, "ledger", "a", 1);
      expect(await readFile(path, "utf8")).to.equal(
        `${JSON.stringify({ guard: { c: 3 }, ledger: { a: 1, b: 2 } }, null, 2)}\n`,
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it("given two snapshots, each difference is one line: changed, new, gone", () => {
    expect(gasDifferences({ g: { a: 1, b: 2, c: 3 } }, { g: { a: 1, b: 5, d: 4 } })).to.deep.equal([
      "g: b: was 2, is 5 (+3)",
      "g: c: committed as 3, not measured any more",
      "g: d: new, 4",
    ]);
    expect(gasDifferences(snapshot, snapshot)).to.deep.equal([]);
  });

  it("given one sentence measured twice in a run, the second throws HF_GAS_RECORDED_TWICE", () => {
    const seen = new Set<string>();
    expect(() => markMeasured(seen, "guard", "a check")).not.to.throw();
    expect(() => markMeasured(seen, "ledger", "a check")).not.to.throw();
    expect(() => markMeasured(seen, "guard", "a check"))
      .to.throw(GasRecordedTwiceError)
      .that.includes({ code: "HF_GAS_RECORDED_TWICE", group: "guard", sentence: "a check" });
  });
});
