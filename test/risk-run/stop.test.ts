/** A run that is stopped while groups are missing. */
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";

import riskRun from "../../src/risk-run/commands/run.js";
import { execute } from "../../src/risk-run/execute.js";
import { readRun } from "../../src/risk-run/input.js";
import { openLocalPool } from "../../src/risk-run/local-pool.js";
import { readSums } from "../../src/risk-run/sums-file.js";
import type { SweepPool } from "../../src/risk-run/sweep.js";
import { ENGINE_VERSION } from "../../src/risk/version.js";
import { outcomeOf, QUICK, withFolder } from "../helpers/risk-command.js";
import { SMALL_INPUT } from "../helpers/risk-input.js";

const FINISHED = 4;

describe("a run that is stopped halfway", () => {
  it("given four groups of ten / when stopped and resumed / the checkpoint holds the four, and the result is the same bytes", async () => {
    await withFolder(async (folder) => {
      const input = join(folder, "input.json5");
      await writeFile(input, SMALL_INPUT);
      const options = { ...QUICK, preset: undefined, input };
      const whole = join(folder, "whole");
      await outcomeOf(async () => await riskRun({ ...options, out: whole }));

      const stopped = join(folder, "stopped");
      const checkpoint = join(stopped, "run.checkpoint");
      const run = await readRun(input);
      const controller = new AbortController();
      const { signal } = controller;
      const local = openLocalPool({ backend: "auto", signal });
      let asked = 0;
      const pool: SweepPool = {
        ...local,
        async run(...job) {
          if (asked++ === FINISHED) controller.abort();
          return await local.run(...job);
        },
      };
      const error: unknown = await execute(
        run,
        pool,
        { wanted: [...Array(10).keys()], checkpoint, resume: false },
        { say: () => undefined, signal },
      ).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect(error).to.have.property("code", "HF_RISK_STOPPED");
      const { groups } = await readSums(checkpoint, { engine: ENGINE_VERSION, inputHash: run.hash });
      expect(groups.map(({ group }) => group)).to.deep.equal([0, 1, 2, 3]);

      const { out, exit } = await outcomeOf(async () => await riskRun({ ...options, resume: true, out: stopped }));
      expect(exit).to.equal(0);
      expect(out).to.contain("4 of 10 groups are finished already");
      for (const name of ["result.json", "report.html", "report.md"]) {
        expect(await readFile(join(stopped, name), "utf8")).to.equal(await readFile(join(whole, name), "utf8"));
      }
      expect(await readdir(stopped)).to.not.include("run.checkpoint");
    });
  });
});
