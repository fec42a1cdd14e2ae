/**
 * Speed of the risk engine beside a C++ baseline compiled in the same run, and numpy where it is there; writes
 * snapshots/bench-risk.json. Every measurement is a process of its own, one after the other; of several runs, taken in turn, the
 * fastest counts. `--run <what> <backend> <size>` is one measurement.
 */
import { execFile } from "node:child_process";
import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";

import { verb } from "../src/house/verb.js";
import { openPool } from "../src/risk-run/open-pool.js";
import type { SweepPool } from "../src/risk-run/sweep.js";
import { sampleGraceCurve } from "../src/risk/simulate/grace-samples.js";
import { pathBlocks } from "../src/risk/simulate/paths.js";
import type { Backend, PolicyTerms, SimulationInput } from "../src/risk/simulate/types.js";

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL("..", import.meta.url));
const PATH_BLOCKS = 800;
const SWEEP_BLOCKS = 1954;
const POLICIES = 64;
const ROUNDS = 5;
const HOUR = 1 / 8760;

/** What one process measures. */
interface Measured {
  readonly seconds: number;
  readonly mean: number;
  /** Most memory of the process, in MiB. */
  readonly mebibytes?: number;
}

const MEASUREMENTS: Readonly<Record<string, (backend: Backend, size: number) => number | Promise<number>>> = {
  paths: (backend, size) => {
    const jumps = { rate: 10, mean: -0.03, deviation: 0.05 };
    const next = pathBlocks({ r: 0.05, sigma: 0.6, jumps, years: 1 / 365, steps: 288, seed: 1n, backend });
    let total = 0;
    for (let block = 0; block < size; block++) {
      for (const end of next(block).ends) total += Math.max(0, Math.exp(end) - 1);
    }
    return total / (size * 512);
  },
  sweep1: (backend, size) => sweep(backend, size, 1),
  sweep2: (backend, size) => sweep(backend, size, 2),
  grace: () => {
    const curve = {
      moneyness: 0.8,
      duration: { median: HOUR, deviation: 1.2 },
      volatility: { median: 0.9, deviation: 0.5 },
      jumps: { rate: 40, mean: -0.05, deviation: 0.08 },
    };
    return sampleGraceCurve([0, 0.5 * HOUR, HOUR], curve, 2026n)[0]?.mean ?? NaN;
  },
};

/** Opened once, as a command does: threads that start are no part of a rate. */
let pool: SweepPool | undefined;

async function sweep(backend: Backend, size: number, workers: number): Promise<number> {
  pool ??= await openPool({ workers, backend });
  const { seed, blocks, ...job } = sweepInput(backend, size);
  const sums = await pool.run({ ...job, seed: Number(seed) }, blocks);
  return sums.reduce((total, { badDebt }) => total + badDebt.total, 0);
}

function sweepInput(backend: Backend, count: number): SimulationInput {
  const policies = Array.from({ length: POLICIES }, (_, index): PolicyTerms => ({
    id: `policy ${index}`,
    guarded: index > 0,
    minGrace: 300 * (index % 16),
    maxGrace: 14_400,
    graceScale: 1,
    ignoreBelow: 60,
    ramp: 1800 * Math.floor(index / 32),
    startCloseFactor: 0.1,
    closeFactor: 0.5,
    carveOut: index % 2 === 1,
    severityMargin: 0.02,
    graceBudget: 21_600,
  }));
  const positions = Array.from({ length: 10_000 }, (_, index) => ({
    id: `${index}`,
    collateral: 1,
    debt: 1320 + index * 0.09,
    liquidationThreshold: 0.8,
    bonus: 0.05,
  }));
  return {
    model: {
      duration: { law: "logNormal", mu: Math.log(5220), sigma: 1.25 },
      falseDuration: { law: "logNormal", mu: Math.log(900), sigma: 1 },
      falseShare: 0.2,
      volatility: { law: "logNormal", median: 0.9, deviation: 0.5 },
      drift: 0,
      jumps: { rate: 40, mean: -0.05, deviation: 0.08 },
      visibilityLag: 900,
      detection: 60,
    },
    book: { name: "bench", price: 3000, positions, repair: { perHour: 0.5 } },
    policies,
    seed: 1n,
    blocks: { first: 0, count },
    backend,
  };
}

async function measureOne(what: string, backend: Backend, size: number): Promise<void> {
  const measurement = MEASUREMENTS[what] ?? (() => NaN);
  // Once for the compilers, and so much that every thread gets some of it; what is measured is the second time.
  await measurement(backend, Math.ceil(size / 2));
  const start = performance.now();
  const mean = await measurement(backend, size);
  const seconds = (performance.now() - start) / 1000;
  await pool?.close();
  console.log(JSON.stringify({ seconds, mean, mebibytes: process.resourceUsage().maxRSS / 1024 }));
}

async function processOf(command: string, args: readonly string[]): Promise<Measured | undefined> {
  const { stdout } = await run(command, [...args]).catch(() => ({ stdout: "" }));
  return stdout === "" ? undefined : (JSON.parse(stdout) as Measured);
}

async function compare(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "bench-risk-"));
  try {
    const binary = join(folder, "merton");
    await run("g++", ["-O3", "-march=native", "-std=c++17", "-o", binary, `${ROOT}bench/risk/merton.cpp`]);
    const self = fileURLToPath(import.meta.url);
    const own = (what: string, backend: Backend, size: number) => () =>
      processOf(process.execPath, [...process.execArgv, self, "--run", what, backend, String(size)]);
    const results = await inTurn({
      cpp: () => processOf(binary, ["0", String(PATH_BLOCKS)]),
      wasm: own("paths", "wasm", PATH_BLOCKS),
      typescript: own("paths", "typescript", PATH_BLOCKS),
      numpy: () => processOf("python3", [`${ROOT}bench/risk/merton.py`, "0", String(PATH_BLOCKS)]),
      sweepOneWorker: own("sweep1", "wasm", SWEEP_BLOCKS),
      sweepTwoWorkers: own("sweep2", "wasm", SWEEP_BLOCKS),
      graceCurve: own("grace", "wasm", 1),
    });
    const ratio = (a: string, b: string) => round((results[a]?.seconds ?? NaN) / (results[b]?.seconds ?? NaN));
    const report = {
      machine: { processor: cpus()[0]?.model ?? "unknown", threads: cpus().length, node: process.version },
      ratios: {
        "wasm per core over C++ (at least 1.2)": ratio("cpp", "wasm"),
        "TypeScript over C++ (at least 0.35)": ratio("cpp", "typescript"),
        "two workers over one (at least 1.8)": ratio("sweepOneWorker", "sweepTwoWorkers"),
        "wasm over numpy": ratio("numpy", "wasm"),
      },
      seconds: Object.fromEntries(Object.entries(results).map(([name, { seconds }]) => [name, round(seconds)])),
      mebibytes: round(Math.max(...Object.values(results).map(({ mebibytes }) => mebibytes ?? 0))),
    };
    await mkdir(`${ROOT}snapshots`, { recursive: true });
    await writeFile(`${ROOT}snapshots/bench-risk.json`, `${JSON.stringify(report, null, 2)}\n`);
    console.log(JSON.stringify(report, null, 2));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Runs all in turn, several times; the fastest of each counts. What cannot be run is left out. */
async function inTurn(
  processes: Readonly<Record<string, () => Promise<Measured | undefined>>>,
): Promise<Record<string, Measured>> {
  const best: Record<string, Measured> = {};
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, start] of Object.entries(processes)) {
      const measured = await start();
      if (measured === undefined) continue;
      const before = best[name];
      if (before === undefined || measured.seconds < before.seconds) best[name] = measured;
    }
  }
  return best;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

await verb(async () => {
  const { values, positionals } = parseArgs({ options: { run: { type: "boolean" } }, allowPositionals: true });
  const [what = "", backend = "auto", size = "1"] = positionals;
  if (values.run === true) await measureOne(what, backend as Backend, Number(size));
  else await compare();
});
