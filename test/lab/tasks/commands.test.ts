import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";

import { expect } from "chai";
import hre from "hardhat";

import { shownRun, story, finding } from "../../helpers/lab-run.js";
import { labReport } from "../../../src/lab/report/lab-report.js";
import { renderJson } from "../../../src/report/json.js";

const CLI = join(dirname(createRequire(import.meta.url).resolve("hardhat/package.json")), "dist", "src", "cli.js");
const PROBE = "./test/helpers/tiny-probe-module.ts";

/** What a command came to. */
interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Hardhat in a process group of its own, so that one can see whether anything of it stays. */
class Called {
  output = "";
  errors = "";
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;

  constructor(...given: readonly string[]) {
    this.process = spawn(process.execPath, [CLI, "outage", ...given], {
      cwd: hre.config.paths.root,
      detached: true,
      // As a user calls it: on the wall clock, not on that of tests.
      env: { ...process.env, HH_TEST: "", NO_COLOR: "1", ARBITRUM_RPC_URL: "", BASE_RPC_URL: "" },
    });
    this.process.stdout?.on("data", (text: Buffer) => (this.output += text.toString()));
    this.process.stderr?.on("data", (text: Buffer) => (this.errors += text.toString()));
    this.ended = once(this.process, "close").then(([code]) => ({
      code: code as number | null,
      output: this.output,
      errors: this.errors,
    }));
  }

  /** Settles when the output has so many characters of what is looked for. */
  async says(pattern: RegExp): Promise<void> {
    while (!pattern.test(this.output)) await once(this.process.stdout ?? this.process, "data");
  }

  /** Settles when no process of the group is alive; the runner's own time limit ends the wait. */
  async isGone(): Promise<void> {
    for (;;) {
      try {
        process.kill(-(this.process.pid ?? 0), 0);
      } catch {
        return;
      }
      await setTimeout(50);
    }
  }
}

describe("lab, tasks, commands", () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "holdfast-"));
  });

  after(async () => {
    await rm(folder, { recursive: true });
  });

  it("given an unknown incident / when replayed / one line with the code, and exit code 2", async () => {
    const { code, errors } = await new Called("replay", "atlantis-2023-01-01", "--no-compile").ended;
    expect(code).to.equal(2);
    expect(errors).to.match(/^HF_LAB_INCIDENT_UNKNOWN: .*\n$/);
  });

  it("given the library / when listed as JSON / every incident is there and none is broken", async () => {
    const { code, output } = await new Called("incidents", "--json").ended;
    expect(code).to.equal(0);
    const { incidents, problems } = JSON.parse(output) as { incidents: { id: string }[]; problems: string[] };
    expect(problems).to.deep.equal([]);
    expect(incidents.map(({ id }) => id)).to.include("arbitrum-2023-12-15");
  });

  it("given a contract without code / when its scenario is run / one line with field and address, and exit code 2", async () => {
    const path = join(folder, "mine.json5");
    const contracts = { market: "0x000000000000000000000000000000000000dEaD" };
    const scenario = { id: "mine", title: "t", chain: "base", startedAt: "2024-09-21T15:00:00Z", duration: 5400 };
    await writeFile(path, JSON.stringify({ ...scenario, contracts }));
    const { code, errors } = await new Called("run", path, "--probe", PROBE, "--no-compile").ended;
    expect(code).to.equal(2);
    expect(errors).to.match(/^HF_LAB_NO_CODE: contracts\.market is 0x0+dEaD.*\n$/);
  });

  it("given a report with a finding / when rendered again / the page is beside it and says the finding", async () => {
    const path = join(folder, "shown.json");
    await writeFile(path, renderJson(labReport({ run: shownRun({ findings: [finding] }), story, priceWords: "" })));
    const { code } = await new Called("report", path, "--format", "html").ended;
    expect(code).to.equal(0);
    expect(await readFile(join(folder, "shown.html"), "utf8")).to.contain("1 finding");
  });

  it("given a rule that breaks in a protected world / when replayed / the report is there and the exit code is 1", async () => {
    const out = join(folder, "broken");
    const probe = "./test/helpers/faulty-probe-module.ts";
    const { code } = await new Called("replay", "arbitrum-2023-12-15", "--probe", probe, "--out", out, "--no-compile")
      .ended;
    expect(code).to.equal(1);
    expect((await readdir(out)).map((name) => name.split(".")[1]).sort()).to.deep.equal(["html", "json", "md", "txt"]);
  });

  it("given a matrix / when interrupted and resumed / nothing stays alive or half written, and no line is played twice", async () => {
    const out = join(folder, "matrix", "results.jsonl");
    const axes = ["--incidents", "arbitrum-2023-12-15", "--drops", "0,0.1,0.2,0.3,0.4,0.5", "--policies", "default"];
    const call = (...more: string[]) =>
      new Called("matrix", ...axes, "--probe", PROBE, "--out", out, "--no-compile", ...more);
    const first = call("--workers", "2");
    await first.says(/1 of 6 scenarios/);
    first.process.kill("SIGINT");
    const { code, errors } = await first.ended;
    expect(code).to.equal(130);
    expect(errors).to.contain("stopped by SIGINT");
    await first.isGone();
    expect(await readdir(dirname(out))).to.deep.equal(["results.jsonl.unfinished"]);
    const kept = (await readFile(`${out}.unfinished`, "utf8")).trimEnd().split("\n");

    const resumed = await call("--workers", "1", "--resume").ended;
    expect(resumed.output).to.contain(`6 scenarios, ${String(kept.length)} of them kept from before`);
    const text = await readFile(out, "utf8");
    expect(text.trimEnd().split("\n")).to.have.length(6).and.to.include.members(kept);
    expect(await readdir(dirname(out))).to.have.members(["results.html", "results.jsonl", "results.md", "results.txt"]);
  });
});
