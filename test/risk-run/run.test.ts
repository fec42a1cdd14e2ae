/** Commands end to end: what they write, what they refuse, and that sharding, stopping and workers change no byte. */
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";

import { parseResult } from "../../src/risk-run/result.js";
import riskMerge from "../../src/risk-run/commands/merge.js";
import riskReport from "../../src/risk-run/commands/report.js";
import riskRun from "../../src/risk-run/commands/run.js";
import { outcomeOf, QUICK, withFolder } from "../helpers/risk-command.js";

const MERGE = { workers: 1, backend: "auto" } as const;
const read = async (...parts: string[]) => await readFile(join(...parts), "utf8");
/** A small grid, so that tests are quick. */
const INPUT = `{
  chain: "arbitrum",
  book: {
    name: "two loans",
    assets: [{ name: "ETH", price: 2000, depth: 5000 }],
    repair: { perHour: 1 },
    lending: [
      { id: "a", collateral: 10, debt: 16200, liquidationThreshold: 0.83, bonus: 0.05 },
      { id: "b", collateral: 10, debt: 14000, liquidationThreshold: 0.83, bonus: 0.05 },
    ],
  },
  policies: { minGrace: [900, 3600], maxGrace: 7200 },
  episodes: 5120,
}`;

async function inputIn(folder: string, text = INPUT): Promise<{ readonly input: string; readonly preset: undefined }> {
  const input = join(folder, "input.json5");
  await writeFile(input, text);
  return { input, preset: undefined };
}

/** The whole run of the input, once for all tests that compare with it. */
let shared: Promise<Readonly<Record<"json" | "html" | "md" | "txt", string>>> | undefined;
async function whole() {
  shared ??= withFolder(async (folder) => {
    const input = await inputIn(folder);
    const { exit } = await outcomeOf(async () => await riskRun({ ...QUICK, ...input, out: folder }));
    expect(exit).to.equal(0);
    return {
      json: await read(folder, "result.json"),
      html: await read(folder, "report.html"),
      md: await read(folder, "report.md"),
      txt: await read(folder, "report.txt"),
    };
  });
  return await shared;
}

describe("risk run", () => {
  it("given a preset / when run / a result, three renderings and nothing else are written, and the choice is told", async () => {
    await withFolder(async (folder) => {
      const { out, err, exit } = await outcomeOf(async () => await riskRun({ ...QUICK, out: folder }));
      expect([exit, err]).to.deep.equal([0, ""]);
      expect(out).to.contain("grace chosen: ").and.contain("5,120 of 5,120 episodes");
      expect((await readdir(folder)).sort()).to.deep.equal(["report.html", "report.md", "report.txt", "result.json"]);
      const result = parseResult(await read(folder, "result.json"));
      expect(result.episodes).to.equal(5_120);
      expect(result.choice.judged.map(({ policy }) => policy.id)).to.include.members([
        result.choice.chosen,
        "no guard",
      ]);
      expect(result.figures).to.have.length(16);
      for (const { low, high, effectiveSize, weightMean } of result.figures) {
        expect(low).to.be.at.most(high);
        expect(effectiveSize).to.be.within(1, 5_120);
        expect(weightMean).to.be.within(0.9, 1.1);
      }
      const parts = result.contributions.rows.reduce((sum, { contribution }) => sum + contribution, 0);
      expect(Math.abs(parts - result.contributions.conditional)).to.be.below(
        1e-6 * result.contributions.conditional + 1e-12,
      );
      for (const { id, reference, computed, tolerance } of result.validation) {
        expect(Math.abs(reference - computed), id).to.be.at.most(tolerance);
      }
    });
  });

  it("given one input / when run whole, in shards of 1, 3 and 7 merged, and by two and four workers / all results are the same bytes", async () => {
    await withFolder(async (folder) => {
      const input = await inputIn(folder);
      const expected = await whole();
      for (const count of [1, 3, 7]) {
        const [shards, joined] = [join(folder, `shards ${count}`), join(folder, `joined ${count}`)];
        for (let index = 0; index < count; index++) {
          const { exit } = await outcomeOf(
            async () => await riskRun({ ...QUICK, ...input, shard: `${index}/${count}`, out: shards }),
          );
          expect(exit).to.equal(0);
        }
        expect(await readdir(shards)).to.have.length(count);
        const { exit } = await outcomeOf(async () => await riskMerge({ ...MERGE, files: [shards], out: joined }));
        expect(exit).to.equal(0);
        expect(await read(joined, "result.json")).to.equal(expected.json);
        expect(await read(joined, "report.html")).to.equal(expected.html);
      }
      for (const workers of [2, 4]) {
        const out = join(folder, `by ${workers}`);
        const { exit } = await outcomeOf(async () => await riskRun({ ...QUICK, ...input, workers, out }));
        expect(exit).to.equal(0);
        expect(await read(out, "result.json"), `${workers} workers`).to.equal(expected.json);
        expect(await read(out, "report.html"), `${workers} workers`).to.equal(expected.html);
      }
    });
  });

  it("given a run that is stopped / when resumed / the checkpoint is whole, and the result is the same bytes", async () => {
    await withFolder(async (folder) => {
      const input = await inputIn(folder);
      const stopped = join(folder, "stopped");
      const first = await outcomeOf(
        async () => await riskRun({ ...QUICK, ...input, out: stopped }),
        (text) => {
          if (text.includes("choose the policy")) process.emit("SIGINT");
        },
      );
      expect(first.exit).to.equal(130);
      expect(first.err).to.match(/^HF_RISK_STOPPED: [^\n]+\n$/);
      expect(await readdir(stopped)).to.deep.equal(["run.checkpoint"]);
      const second = await outcomeOf(async () => await riskRun({ ...QUICK, ...input, resume: true, out: stopped }));
      expect(second.out).to.contain("10 of 10 groups are finished already");
      expect(await read(stopped, "result.json")).to.equal((await whole()).json);
      expect(await readdir(stopped)).to.not.include("run.checkpoint");
    });
  });

  it("given another input / when resumed or merged / the sums are refused and nothing is written", async () => {
    await withFolder(async (folder) => {
      const input = await inputIn(folder);
      const shards = join(folder, "shards");
      await outcomeOf(async () => await riskRun({ ...QUICK, ...input, shard: "0/2", out: shards }));
      await outcomeOf(async () => await riskRun({ ...QUICK, ...input, seed: "9", shard: "1/2", out: shards }));
      const mixed = await outcomeOf(
        async () => await riskMerge({ ...MERGE, files: [shards], out: join(folder, "joined") }),
      );
      expect([mixed.exit, mixed.err.split(":")[0]]).to.deep.equal([2, "HF_RISK_SUMS_MISMATCH"]);
      const one = await outcomeOf(
        async () =>
          await riskMerge({ ...MERGE, files: [join(shards, "shard-0-of-2.sums.jsonl")], out: join(folder, "joined") }),
      );
      expect([one.exit, one.err.split(":")[0]]).to.deep.equal([2, "HF_RISK_SHARDS_INCOMPLETE"]);
      const twice = join(shards, "shard-0-of-2.sums.jsonl");
      const both = await outcomeOf(
        async () => await riskMerge({ ...MERGE, files: [twice, twice], out: join(folder, "joined") }),
      );
      expect([both.exit, both.err.split(":")[0]]).to.deep.equal([2, "HF_RISK_SHARDS_OVERLAP"]);
      expect(await readdir(folder)).to.have.members(["input.json5", "shards"]);
    });
  });

  const refused: readonly (readonly [string, object, RegExp])[] = [
    ["neither input nor preset", { preset: undefined }, /^HF_RISK_OPTION: --input is "absent"/],
    ["an unknown preset", { preset: "mars" }, /^HF_RISK_OPTION: --preset is "mars"; give one of arbitrum/],
    ["too few paths", { paths: "5119" }, /^HF_RISK_OPTION: --paths is "5119"/],
    ["a shard beyond the last", { shard: "3/3" }, /^HF_RISK_OPTION: --shard is "3\/3"/],
    ["more shards than groups", { shard: "0/11" }, /^HF_RISK_OPTION: --shard is "0\/11"; give at most 10/],
    ["a worker less than none", { workers: -1 }, /^HF_RISK_OPTION: --workers is "-1"; give a whole number of 0 to 256/],
    ["a worker too many", { workers: 257 }, /^HF_RISK_OPTION: --workers is "257"; give a whole number of 0 to 256/],
    ["a backend that is none", { backend: "gpu" }, /^HF_RISK_OPTION: --backend is "gpu"/],
    ["a seed below zero", { seed: "-1" }, /^HF_RISK_OPTION: --seed is "-1"/],
    ["a file that is not there", { preset: undefined, input: "/nowhere.json5" }, /^HF_RISK_FILE_UNREADABLE: \/nowhere/],
    ["a book that is not there", { book: "/nowhere.csv" }, /^HF_RISK_FILE_UNREADABLE: \/nowhere/],
  ];
  for (const [what, options, line] of refused) {
    it(`given ${what} / when run / one line says so, the exit code is 2 and nothing is written`, async () => {
      await withFolder(async (folder) => {
        const { err, exit } = await outcomeOf(
          async () => await riskRun({ ...QUICK, ...options, out: join(folder, "out") }),
        );
        expect(exit).to.equal(2);
        expect(err)
          .to.match(line)
          .and.match(/^[^\n]+\n$/);
        expect(await readdir(folder)).to.deep.equal([]);
      });
    });
  }

  it("given a number that is none in line 9 / when run / line, column, field, value and bound are told", async () => {
    await withFolder(async (folder) => {
      const input = await inputIn(folder, INPUT.replace("debt: 14000", "debt: -1"));
      const { err, exit } = await outcomeOf(
        async () => await riskRun({ ...QUICK, ...input, out: join(folder, "out") }),
      );
      expect(exit).to.equal(2);
      expect(err).to.match(
        /^HF_RISK_INPUT: line 9, column \d+: book\.lending\[1\]\.debt is -1; at least 0 is accepted\n$/,
      );
      expect(await readdir(folder)).to.deep.equal(["input.json5"]);
    });
  });
});

describe("risk report", () => {
  it("given a result / when rendered again / every rendering is what the run wrote", async () => {
    await withFolder(async (folder) => {
      const { json, ...rendered } = await whole();
      const from = join(folder, "result.json");
      await writeFile(from, json);
      for (const [format, name] of [
        ["html", "html"],
        ["md", "md"],
        ["terminal", "txt"],
      ] as const) {
        const out = join(folder, `again.${name}`);
        expect((await outcomeOf(async () => await riskReport({ from, format, out }))).exit).to.equal(0);
        expect(await read(out)).to.equal(rendered[name]);
      }
      await writeFile(from, json.replace('"schema": 1', '"schema": 2'));
      const { err, exit } = await outcomeOf(async () => await riskReport({ from, format: "md", out: undefined }));
      expect(exit).to.equal(2);
      expect(err).to.match(/^HF_RISK_INPUT: line 2, column 13: schema is 2/);
    });
  });
});
