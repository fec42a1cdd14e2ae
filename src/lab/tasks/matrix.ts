import { availableParallelism } from "node:os";
import { resolve } from "node:path";

import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { writeMatrixReport } from "../../report/matrix/files.js";
import { parseLines } from "../../report/matrix/parse.js";
import { matrixFaults } from "../../report/matrix/summary.js";
import { listIncidents } from "../incidents/list-incidents.js";
import { loadIncident } from "../incidents/load-incident.js";
import { planMatrix, type FaultSweep, type MatrixAxes, type MatrixPath } from "../matrix/plan.js";
import { WorkerPool } from "../matrix/pool.js";
import { Results, unfinishedPath } from "../matrix/results.js";
import { command, EXIT } from "./command.js";
import { ArgumentInvalidError } from "./errors.js";
import { dropOf, listOf, upstreamOf } from "./parse.js";
import { buildContracts } from "./play.js";
import { policiesNamed, USERS_TIME } from "./policies.js";
import { probesNamed } from "./probe-list.js";
import { progressOf } from "./progress.js";

/** What `outage matrix` is told. */
export interface MatrixArguments {
  readonly incidents: string;
  readonly drops: string;
  readonly path: string;
  readonly policies: string;
  readonly probe: string;
  readonly faults: string;
  readonly seed: number;
  readonly out: string;
  readonly workers: number;
  readonly resume: boolean;
  readonly upstream: string;
  readonly noCompile: boolean;
}

/** `outage matrix`: incidents × price moves × policies. */
export default async function matrix(given: MatrixArguments, hre: HardhatRuntimeEnvironment): Promise<void> {
  await command(async (shell) => {
    const axes = await axesOf(given);
    const jobs = planMatrix(axes);
    const workers = workersOf(given.workers);
    await buildContracts(hre, given.noCompile, shell);
    const out = resolve(given.out);
    const results = await Results.begin(out, jobs, given.resume);
    const waiting = jobs.filter(({ key }) => !results.keys.has(key));
    const kept = jobs.length - waiting.length;
    const { say, elapsed } = shell;
    say(`${elapsed()}  ${jobs.length} scenarios, ${kept} of them kept from before; unfinished lines are in`);
    say(`         ${unfinishedPath(out)}`);
    const progress = progressOf(jobs.length, kept, shell);
    const pool = new WorkerPool({
      workers,
      config: hre.config.paths.config,
      root: hre.config.paths.root,
      played: (key, line) => {
        results.add(key, line);
        progress.step();
      },
    });
    shell.onStop(async () => await pool.interrupt());
    try {
      if (waiting.length > 0) await pool.play(waiting);
    } finally {
      progress.stop();
    }
    const lines = parseLines(await results.finish(jobs));
    const { text, files } = await writeMatrixReport(lines, out);
    say(`\n${text}`);
    say(`${elapsed()}  the results are in ${[out, ...files].join(", ")}`);
    if (matrixFaults(lines) > 0) process.exitCode = EXIT.broken;
  });
}

async function axesOf(given: MatrixArguments): Promise<MatrixAxes> {
  const incidents = incidentsNamed(given.incidents);
  for (const id of incidents) loadIncident(id);
  const drops = listOf("--drops", given.drops).map((drop) => dropOf("--drops", drop));
  const folder = process.cwd();
  // A probe that cannot be loaded is said before anything is built.
  const probes = await probesNamed("--probe", given.probe, folder);
  if (probes.length === 0) throw new ArgumentInvalidError("--probe", given.probe, "name at least one");
  return {
    incidents,
    drops,
    path: pathOf(given.path),
    policies: await policiesNamed("--policies", given.policies),
    probes: given.probe,
    folder,
    seed: seedOf(given.seed),
    usersTime: USERS_TIME,
    upstream: upstreamOf(given.upstream),
    faults: sweepOf(given.faults),
  };
}

function incidentsNamed(given: string): readonly string[] {
  const all = listIncidents();
  if (given === "all") return all.map(({ id }) => id);
  if (given === "real" || given === "synthetic")
    return all.filter(({ synthetic }) => synthetic === (given === "synthetic")).map(({ id }) => id);
  return listOf("--incidents", given);
}

function pathOf(given: string): MatrixPath {
  if (given === "gap" || given === "linear" || given === "walk") return given;
  throw new ArgumentInvalidError("--path", given, '"gap", "linear" or "walk" is needed');
}

function sweepOf(given: string): FaultSweep {
  if (given === "none" || given === "once" || given === "all") return given;
  throw new ArgumentInvalidError("--faults", given, '"none", "once" or "all" is needed');
}

function seedOf(given: number): number {
  if (Number.isSafeInteger(given) && given >= 0) return given;
  throw new ArgumentInvalidError("--seed", String(given), "a whole number from 0 on is needed");
}

function workersOf(given: number): number {
  if (given === 0) return availableParallelism();
  if (Number.isSafeInteger(given) && given > 0 && given <= 64) return given;
  throw new ArgumentInvalidError("--workers", String(given), "1 to 64 are accepted, or 0 for one for each core");
}
