/** Times the lab: a cold replay with two probes, a matrix of 200 scenarios. Writes snapshots/bench-lab.json; no part of CI. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";

import { measuredRun } from "../src/house/measured-run.js";
import { verb } from "../src/house/verb.js";
import { listIncidents } from "../src/lab/incidents/list-incidents.js";

const BOUNDS = { replaySeconds: 10, matrixSeconds: 180, matrixMegabytes: 1536 };
const INCIDENTS = 25;

await verb(async () => {
  const folder = await mkdtemp(join(tmpdir(), "holdfast-bench-"));
  const hardhat = async (...given: string[]) =>
    await measuredRun("npx", ["--no-install", "hardhat", ...given, "--upstream", "embedded", "--no-compile"]);
  try {
    const incidents = listIncidents().map(({ id }) => id);
    const one = ["outage", "replay", "arbitrum-2023-12-15", "--probe", "lending,options"];
    const replay = await hardhat(...one, "--out", join(folder, "replay"));
    const axes = ["--incidents", incidents.slice(0, INCIDENTS).join(","), "--drops", "0,0.12,0.25,0.4"];
    const many = ["outage", "matrix", ...axes, "--policies", "default,long", "--probe", "lending"];
    const matrix = await hardhat(...many, "--out", join(folder, "results.jsonl"));
    const measured = { cores: availableParallelism(), bounds: BOUNDS, replay, matrix: { scenarios: 200, ...matrix } };
    await writeFile("snapshots/bench-lab.json", `${JSON.stringify(measured, null, 2)}\n`);
    console.log(JSON.stringify(measured, null, 2));
  } finally {
    await rm(folder, { recursive: true });
  }
});
