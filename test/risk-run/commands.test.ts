/** The other commands: calibrate, allocate and params. */
import { copyFile, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";

import riskAllocate from "../../src/risk-run/commands/allocate.js";
import riskCalibrate from "../../src/risk-run/commands/calibrate.js";
import riskParams from "../../src/risk-run/commands/params.js";
import riskRun from "../../src/risk-run/commands/run.js";
import { parseResult } from "../../src/risk-run/result.js";
import { PRESET_NAMES } from "../../src/risk/presets/names.js";
import { presetOf } from "../../src/risk/presets/preset.js";
import { ENGINE_VERSION } from "../../src/risk/version.js";
import { outcomeOf, QUICK, withFolder } from "../helpers/risk-command.js";
import { SMALL_INPUT } from "../helpers/risk-input.js";

const read = async (path: string) => await readFile(path, "utf8");

/** Result of the small input, once. */
let shared: Promise<string> | undefined;
async function resultIn(folder: string): Promise<string> {
  shared ??= withFolder(async (own) => {
    await writeFile(join(own, "input.json5"), SMALL_INPUT);
    const input = join(own, "input.json5");
    const { exit } = await outcomeOf(async () => await riskRun({ ...QUICK, preset: undefined, input, out: own }));
    expect(exit).to.equal(0);
    return await read(join(own, "result.json"));
  });
  const path = join(folder, "result.json");
  await writeFile(path, await shared);
  return path;
}

describe("risk calibrate", () => {
  it("given no rollup / when run / all are told, and the file holds their posteriors", async () => {
    await withFolder(async (folder) => {
      const out = join(folder, "calibration.json");
      const told = await outcomeOf(async () => await riskCalibrate({ chain: undefined, out }));
      expect([told.exit, told.err]).to.deep.equal([0, ""]);
      for (const name of PRESET_NAMES) expect(told.out).to.contain(presetOf(name).chain);
      expect(told.out).to.match(/^degraded: .* {2}6 +3 +39\.0 +0\.165 {2}0\.075 to 0\.283$/m);
      const { schema, engine, calibrations, kinds } = JSON.parse(await read(out)) as {
        schema: number;
        engine: string;
        kinds: { kind: string }[];
        calibrations: { medianMinutes: number; haltsPerYear: { mean: number; low: number; high: number } }[];
      };
      expect([schema, engine, calibrations.length]).to.deep.equal([1, ENGINE_VERSION, 5]);
      expect(kinds.map(({ kind }) => kind)).to.deep.equal(["degraded", "da", "reorg"]);
      for (const { medianMinutes, haltsPerYear: rate } of calibrations) {
        expect(medianMinutes).to.be.within(5, 600);
        expect(rate.low).to.be.below(rate.mean);
        expect(rate.mean).to.be.below(rate.high);
      }
    });
  });

  it("given a rollup without a preset / when run / one line says so and the exit code is 2", async () => {
    const { err, exit } = await outcomeOf(async () => await riskCalibrate({ chain: "mars", out: undefined }));
    expect(exit).to.equal(2);
    expect(err).to.match(/^HF_RISK_OPTION: --chain is "mars"; give one of arbitrum[^\n]+\n$/);
  });
});

describe("risk allocate", () => {
  const options = { ...QUICK, chains: "arbitrum,base,scroll", cap: "0.5", scenarios: "2000" };

  it("given three rollups and a limit / when run / shares are within it, add up to one, and hold for the chosen policy", async () => {
    await withFolder(async (folder) => {
      const input = join(folder, "input.json5");
      await writeFile(input, SMALL_INPUT);
      const [out, from] = [join(folder, "allocation.json"), await resultIn(folder)];
      const told = await outcomeOf(
        async () => await riskAllocate({ ...options, preset: undefined, input, paths: undefined, out }),
      );
      expect([told.exit, told.err]).to.deep.equal([0, ""]);
      const { policy, allocation, contributions, frontier, premium } = JSON.parse(await read(out)) as {
        policy: string;
        allocation: { weights: number[]; conditional: number };
        contributions: number[];
        frontier: { limit: number; conditional: number }[];
        premium: { premium: number; expectedLoss: number };
      };
      expect(policy).to.equal(parseResult(await read(from)).choice.chosen);
      expect(allocation.weights).to.have.length(3);
      for (const weight of allocation.weights) expect(weight).to.be.within(0, 0.5 + 1e-9);
      expect(Math.abs(allocation.weights.reduce((sum, weight) => sum + weight, 0) - 1)).to.be.below(1e-9);
      const parts = contributions.reduce((sum, part) => sum + part, 0);
      expect(Math.abs(parts - allocation.conditional)).to.be.at.most(1e-6 * allocation.conditional + 1e-12);
      expect(frontier.map(({ limit }) => limit)).to.deep.equal([...frontier.map(({ limit }) => limit)].sort());
      expect(premium.premium).to.be.at.least(premium.expectedLoss);
    });
  });

  for (const [what, wrong, line] of [
    ["a limit that is too low", { cap: "0.3" }, /^HF_RISK_OPTION: --cap is "0.3"; give at least 1\/3/],
    ["a rollup twice", { chains: "base,base" }, /^HF_RISK_OPTION: --chains is "base,base"/],
    ["too few scenarios", { scenarios: "999" }, /^HF_RISK_OPTION: --scenarios is "999"/],
  ] as const) {
    it(`given ${what} / when run / one line says so, the exit code is 2 and nothing is written`, async () => {
      await withFolder(async (folder) => {
        const { err, exit } = await outcomeOf(
          async () => await riskAllocate({ ...options, ...wrong, out: join(folder, "allocation.json") }),
        );
        expect(exit).to.equal(2);
        expect(err).to.match(line);
        expect(await readdir(folder)).to.deep.equal([]);
      });
    });
  }
});

describe("risk params", () => {
  it("given a result / when checked, written and checked again / it differs with exit code 2, then it is the same", async () => {
    await withFolder(async (folder) => {
      const [from, file] = [await resultIn(folder), join(folder, "arbitrum.json5")];
      await copyFile("deploy/parameters/arbitrum.json5", file);
      const before = await read(file);
      const of = async (check: boolean) =>
        await outcomeOf(async () => await riskParams({ from, chain: undefined, file, check }));
      const differs = await of(true);
      expect(differs.exit).to.equal(2);
      expect(differs.err).to.match(/^HF_RISK_PARAMETERS_DIFFER: [^\n]+\n$/);
      expect(await read(file)).to.equal(before);
      expect((await of(false)).exit).to.equal(0);
      const after = await read(file);
      const { choice } = parseResult(await read(from));
      const chosen = choice.judged.find(({ policy }) => policy.id === choice.chosen)?.policy;
      expect(after).to.match(new RegExp(`minGrace: ${chosen?.minGrace},`));
      expect(after).to.match(new RegExp(`maxGrace: ${chosen?.maxGrace},`));
      const same = await of(true);
      expect([same.exit, same.err]).to.deep.equal([0, ""]);
      expect(same.out).to.contain("is what the result says");
    });
  });

  it("given no result or no file / when run / one line says so and the exit code is 2", async () => {
    const none = { from: undefined, chain: "arbitrum", file: undefined, check: true };
    const absent = await outcomeOf(async () => await riskParams(none));
    expect([absent.exit, absent.err.split(";")[0]]).to.deep.equal([2, 'HF_RISK_OPTION: --from is "absent"']);
    const odd = await outcomeOf(async () => await riskParams({ ...none, from: "result.json", chain: "../x" }));
    expect([odd.exit, odd.err.split(";")[0]]).to.deep.equal([2, 'HF_RISK_OPTION: --chain is "../x"']);
  });
});
