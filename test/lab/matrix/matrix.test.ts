import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { lineOf } from "../../../src/lab/matrix/line.js";
import { planMatrix, type MatrixAxes, type MatrixJob } from "../../../src/lab/matrix/plan.js";
import { JobQueue } from "../../../src/lab/matrix/queue.js";
import { Results, unfinishedPath } from "../../../src/lab/matrix/results.js";
import type { MatrixLine } from "../../../src/report/matrix/model.js";
import { renderMatrixHtml } from "../../../src/report/matrix/page.js";
import { matrixFaults } from "../../../src/report/matrix/summary.js";
import { renderMatrixMarkdown, renderMatrixText } from "../../../src/report/matrix/text.js";
import { rejection, thrown } from "../../helpers/rejection.js";
import { finding, shownRun } from "../../helpers/lab-run.js";

const axes: MatrixAxes = {
  incidents: ["arbitrum-2023-12-15", "base-2024-09-21"],
  drops: [0, 0.12],
  path: "gap",
  policies: { default: {}, short: { minGrace: 450n } },
  probes: "lending",
  folder: "anywhere",
  seed: 1,
  usersTime: 900n,
  upstream: "embedded",
  faults: "none",
};

const lineFor = (job: MatrixJob): MatrixLine =>
  lineOf(job, "arbitrum", shownRun(job.drop > 0 ? { findings: [finding] } : {}));

describe("lab, matrix, plan", () => {
  it("given axes / when planned / every combination has a key of its own, by incident, drop and policy", () => {
    const keys = planMatrix(axes).map(({ key }) => key);
    expect(keys).to.have.length(8);
    expect(new Set(keys).size).to.equal(8);
    expect(keys[0]).to.equal("arbitrum-2023-12-15|gap|0|default|lending");
    expect(keys[7]).to.equal("base-2024-09-21|gap|0.12|short|lending");
  });

  it("given other terms under the same name, another seed or users' time / when planned / the digest differs", () => {
    const digest = (changed: Partial<MatrixAxes>) => planMatrix({ ...axes, ...changed })[0]?.digest;
    const own = digest({});
    expect(digest({ folder: "elsewhere" })).to.equal(own);
    for (const changed of [{ policies: { default: { ramp: 1n } } }, { seed: 2 }, { usersTime: 901n }])
      expect(digest(changed)).not.to.equal(own);
  });

  it("given a sweep of feed faults / when planned / it is in no scenario, in those of the first real incident of each chain, or in all", () => {
    const incidents = ["synthetic-flap-storm", "arbitrum-2023-12-15", "base-2024-09-21", "arbitrum-2021-09-14"];
    const swept = (faults: MatrixAxes["faults"]) => {
      const jobs = planMatrix({ ...axes, incidents, faults }).filter((job) => job.faults);
      return [...new Set(jobs.map(({ incident }) => incident))].map((id) => [
        id,
        jobs.filter(({ incident }) => incident === id).length,
      ]);
    };
    expect(swept("none")).to.deep.equal([]);
    expect(swept("once")).to.deep.equal([
      ["arbitrum-2023-12-15", 4],
      ["base-2024-09-21", 4],
    ]);
    expect(swept("all").map(([id]) => id)).to.deep.equal(incidents);
  });

  it("given only made-up incidents / when planned with a sweep / the first of each chain has it", () => {
    const jobs = planMatrix({ ...axes, incidents: ["synthetic-flap-storm"], faults: "once" });
    expect(jobs.every(({ faults }) => faults)).to.equal(true);
  });

  it("given a sweep / when planned / the digest differs in those scenarios only", () => {
    const incidents = ["arbitrum-2023-12-15", "arbitrum-2021-09-14"];
    const digests = (faults: MatrixAxes["faults"]) =>
      planMatrix({ ...axes, incidents, faults }).map(({ digest }) => digest);
    const [plain, once] = [digests("none"), digests("once")];
    expect(once.slice(0, 4).some((digest) => plain.includes(digest))).to.equal(false);
    expect(once.slice(4)).to.deep.equal(plain.slice(4));
  });

  it("given an unknown incident / when planned / it is refused by its id", () => {
    expect(thrown(() => planMatrix({ ...axes, incidents: ["atlantis-2023-01-01"] })).code).to.equal(
      "HF_LAB_INCIDENT_UNKNOWN",
    );
  });
});

describe("lab, matrix, queue", () => {
  it("given two workers / when they ask / each stays with its incident, and helps the other at the end", () => {
    const queue = new JobQueue(planMatrix(axes).slice(0, 7));
    const taken = new Set(["arbitrum-2023-12-15"]);
    expect(queue.next(undefined, new Set())?.incident).to.equal("arbitrum-2023-12-15");
    expect(queue.next(undefined, taken)?.incident).to.equal("base-2024-09-21");
    expect(queue.next("base-2024-09-21", taken)?.incident).to.equal("base-2024-09-21");
    expect(queue.next("base-2024-09-21", taken)?.incident).to.equal("base-2024-09-21");
    expect(queue.next("base-2024-09-21", taken)?.incident).to.equal("arbitrum-2023-12-15");
    expect(queue.next("arbitrum-2023-12-15", new Set())?.incident).to.equal("arbitrum-2023-12-15");
    expect(queue.next("arbitrum-2023-12-15", new Set())?.incident).to.equal("arbitrum-2023-12-15");
    expect(queue.next("arbitrum-2023-12-15", new Set())).to.equal(undefined);
  });
});

describe("lab, matrix, results", () => {
  let folder: string;
  let path: string;
  const jobs = planMatrix(axes);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "holdfast-"));
    path = join(folder, "results.jsonl");
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  const add = (results: Results, job: MatrixJob | undefined) => {
    if (job !== undefined) results.add(job.key, JSON.stringify(lineFor(job)));
  };

  it("given lines in any order / when finished / the file has them in the plan's order and the other file is gone", async () => {
    const forward = await Results.begin(path, jobs, false);
    for (const job of jobs) add(forward, job);
    const first = await forward.finish(jobs);
    const backward = await Results.begin(path, jobs, false);
    for (const job of jobs.toReversed()) add(backward, job);
    expect(await backward.finish(jobs)).to.equal(first);
    expect(await readFile(path, "utf8")).to.equal(first);
    expect((await rejection(readFile(unfinishedPath(path)))).code).to.equal("ENOENT");
  });

  it("given half of a line at the end / when resumed / whole lines are kept and the half is played again", async () => {
    const lines = jobs.slice(0, 3).map((job) => JSON.stringify(lineFor(job)));
    await writeFile(unfinishedPath(path), lines.join("\n").slice(0, -10));
    const resumed = await Results.begin(path, jobs, true);
    expect([...resumed.keys]).to.deep.equal(jobs.slice(0, 2).map(({ key }) => key));
    expect(await readFile(unfinishedPath(path), "utf8")).to.equal(`${lines.slice(0, 2).join("\n")}\n`);
  });

  it("given lines of other terms / when resumed / none is kept", async () => {
    const others = planMatrix({ ...axes, usersTime: 1n });
    await writeFile(unfinishedPath(path), others.map((job) => `${JSON.stringify(lineFor(job))}\n`).join(""));
    expect((await Results.begin(path, jobs, true)).keys.size).to.equal(0);
  });

  it("given kept lines / when begun without resuming / they are dropped", async () => {
    await writeFile(unfinishedPath(path), jobs.map((job) => `${JSON.stringify(lineFor(job))}\n`).join(""));
    expect((await Results.begin(path, jobs, false)).keys.size).to.equal(0);
  });
});

describe("lab, matrix, renderings", () => {
  const lines = planMatrix(axes).map(lineFor);
  const renderings = { text: renderMatrixText, Markdown: renderMatrixMarkdown, HTML: renderMatrixHtml };

  for (const [name, render] of Object.entries(renderings)) {
    it(`given lines / when rendered as ${name} / faults, sums and every scenario are there`, async () => {
      const output = (await render(lines)).replace(/\\/g, "");
      expect(output).to.contain("8 scenarios: 2 incidents × 2 price moves × 2 policies.");
      expect(output).to.contain("L-1").and.to.contain("Market.liquidate");
      expect(output).to.contain("$336,804.00");
      expect(output).to.contain("−12 %").and.to.contain("base-2024-09-21").and.to.contain("short");
    });
  }

  it("given a sweep in some scenarios, or in none / when rendered / it is said in how many", async () => {
    const swept = planMatrix({ ...axes, faults: "once" }).map(lineFor);
    for (const render of Object.values(renderings)) {
      expect(await render(swept)).to.contain("Faults of the uptime feed were tried at the end of 8 of them.");
      expect(await render(lines)).to.contain("Faults of the uptime feed were not tried");
    }
  });

  it("given the lines / when counted / the faults of all scenarios are", () => {
    expect(matrixFaults(lines)).to.equal(4);
    expect(matrixFaults(lines.filter(({ drop }) => drop === 0))).to.equal(0);
  });

  it("given limits / when rendered and counted / they are told apart, each scenario once, and are no faults", async () => {
    const limit = { ...finding, rule: "lending-kept", sentence: "Ana is liquidated." };
    const limits = [limit, { ...limit, sentence: "Cleo is liquidated." }];
    const played = planMatrix(axes).map((job) => lineOf(job, "arbitrum", shownRun({ limits })));
    expect(matrixFaults(played)).to.equal(0);
    for (const render of Object.values(renderings)) {
      const output = (await render(played)).replace(/\\/g, "");
      expect(output).to.contain("Nothing found");
      expect(output).to.contain("1 limit, no fault: nothing on the chain could show the outage at that moment.");
      expect(output).to.contain("Ana is liquidated.");
    }
    expect(renderMatrixText(played)).to.contain("lending-kept, Market.liquidate, with guard: 8 scenarios");
    expect(renderMatrixText(lines)).not.to.contain("limit");
  });

  it("given no fault / when rendered / it is said plainly", () => {
    expect(renderMatrixText(lines.filter(({ drop }) => drop === 0))).to.contain("Nothing found");
  });

  it("given foreign text / when rendered as HTML / none of it becomes markup", async () => {
    const [line] = lines;
    if (line === undefined) return expect.fail("no line");
    const page = await renderMatrixHtml([{ ...line, incident: "<script>alert(1)</script>" }]);
    expect(page).not.to.contain("<script");
  });
});
