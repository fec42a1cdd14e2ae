import { expect } from "chai";
import hre from "hardhat";

import { labChain } from "../../../src/lab/chains.js";
import { openFork } from "../../../src/lab/fork/open-fork.js";
import { loadIncident } from "../../../src/lab/incidents/load-incident.js";
import { lineOf } from "../../../src/lab/matrix/line.js";
import { planMatrix, type MatrixAxes } from "../../../src/lab/matrix/plan.js";
import { WorkerPool } from "../../../src/lab/matrix/pool.js";
import { MatrixStage } from "../../../src/lab/matrix/stage.js";
import { LEAD_IN } from "../../../src/lab/probe/on-fork.js";
import { standardFaults } from "../../../src/lab/probe/play-faults.js";
import { runProbes } from "../../../src/lab/probe/run.js";
import { watchingEndpoint } from "../../../src/lab/fork/watch-endpoint.js";
import { startEmbeddedUpstream } from "../../../src/lab/upstream/embedded.js";
import { rejection } from "../../helpers/rejection.js";
import { tinyProbe } from "../../helpers/tiny-probe.js";

const axes: MatrixAxes = {
  incidents: ["arbitrum-2023-12-15", "base-2024-09-21"],
  drops: [0, 0.12],
  path: "gap",
  policies: { default: {} },
  probes: "./test/helpers/tiny-probe-module.ts",
  folder: process.cwd(),
  seed: 1,
  usersTime: 900n,
  upstream: "embedded",
  faults: "none",
};

describe("lab, matrix, played", () => {
  const jobs = planMatrix(axes);

  const playedBy = async (workers: number) => {
    const lines = new Map<string, string>();
    const { config, root } = hre.config.paths;
    const pool = new WorkerPool({ workers, config, root, played: (key, line) => lines.set(key, line) });
    await pool.play(jobs);
    return jobs.map(({ key }) => lines.get(key));
  };

  it("given scenarios that share a chain, one with a sweep of feed faults / when each is played on a fork of its own / the lines are the same", async () => {
    const stage = new MatrixStage(hre, () => Promise.resolve([tinyProbe()]));
    const [swept] = planMatrix({ ...axes, faults: "once" });
    for (const job of [swept, jobs[1]]) {
      if (job === undefined) return expect.fail("no job");
      const shared = await stage.play(job);
      const { startedAt, replay } = loadIncident(job.incident);
      const fork = await openFork(hre, replay.on, { startAt: startedAt - LEAD_IN, upstream: "embedded" });
      const { incident, drop, usersTime } = job;
      const options = { incident, prices: { "ETH/USD": { drop } }, usersTime, probes: [tinyProbe()] };
      const run = await runProbes(fork.connection, job.faults ? options : { ...options, faults: [] });
      await fork.close();
      expect(run.probes[0]?.underFaults.length).to.equal(job.faults ? 2 * standardFaults.length + 1 : 0);
      expect(shared).to.deep.equal(lineOf(job, replay.on, run));
    }
    await stage.close();
  });

  it("given one worker and two / when they play / the lines are the same, byte for byte", async () => {
    const [one, two] = [await playedBy(1), await playedBy(2)];
    expect(one.every((line) => line !== undefined)).to.equal(true);
    expect(two).to.deep.equal(one);
    // Workers know no sources; what they find must not depend on it.
    const stage = new MatrixStage(hre, () => Promise.resolve([tinyProbe()]));
    const [job] = jobs;
    expect(JSON.stringify(job && (await stage.play(job)))).to.equal(one[0]);
    await stage.close();
  });

  it("given a probe that cannot be loaded by a worker / when played / its own code comes back and no worker stays", async () => {
    const { config, root } = hre.config.paths;
    const pool = new WorkerPool({ workers: 1, config, root, played: () => undefined });
    const error = await rejection(pool.play(jobs.slice(0, 1).map((job) => ({ ...job, probes: "./none.ts" }))));
    expect(error.code).to.equal("HF_LAB_PROBE_MODULE");
    expect(error.message).to.contain(jobs[0]?.key).and.to.contain("--resume");
  });

  it("given an endpoint that stops answering in the middle / when watched / the run ends with a code", async () => {
    const chain = labChain("arbitrum");
    const { startedAt } = loadIncident("arbitrum-2023-12-15");
    const upstream = await startEmbeddedUpstream(hre, chain, startedAt - LEAD_IN);
    const before = process.env["ARBITRUM_RPC_URL"];
    process.env["ARBITRUM_RPC_URL"] = upstream.url;
    try {
      const error = await rejection(
        watchingEndpoint(
          { upstream: "auto", chain: "arbitrum" },
          async () => {
            const fork = await openFork(hre, "arbitrum", { startAt: startedAt - LEAD_IN });
            await upstream.close();
            await runProbes(fork.connection, { incident: "arbitrum-2023-12-15", probes: [tinyProbe()], faults: [] });
          },
          { pause: 100, patience: 20_000, lostAfter: 300 },
        ),
      );
      expect(error.code).to.equal("HF_LAB_UPSTREAM_LOST");
    } finally {
      if (before === undefined) delete process.env["ARBITRUM_RPC_URL"];
      else process.env["ARBITRUM_RPC_URL"] = before;
      await upstream.close();
    }
  });
});
