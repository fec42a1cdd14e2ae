/** Simulations on several threads: the same bits for any number of them. */
import { Tinypool } from "tinypool";

import { RiskInputError } from "../risk/errors.js";
import { checkInput } from "../risk/simulate/check.js";
import { mergeSums } from "../risk/simulate/merge.js";
import { simulate } from "../risk/simulate/simulate.js";
import { bookTable } from "../risk/simulate/tables.js";
import type { BlockRange, SimulationInput, Sums } from "../risk/simulate/types.js";
import type { Task } from "./worker.js";

/** How a run is spread, followed and stopped. */
export interface ParallelOptions {
  /** Threads; 1 runs in the caller's own. */
  readonly workers: number;
  /** Blocks of a task; what is given to {onPart} at once. */
  readonly blocksPerTask?: number;
  /** Called with the sums of every stretch that is done, in the order in which they end. */
  readonly onPart?: (part: Sums) => void;
  /** Ends the run early: it rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** Most threads of a run. */
const MOST_WORKERS = 256;
/** Tasks for each thread, so that none waits long for the last one. */
const TASKS_PER_WORKER = 4;

/** Simulates the blocks of an input on several threads. @throws RiskInputError */
export async function simulateParallel(input: SimulationInput, options: ParallelOptions): Promise<Sums> {
  const { workers, onPart, signal } = options;
  if (!Number.isInteger(workers) || workers < 1 || workers > MOST_WORKERS) {
    throw new RiskInputError("workers", workers, `a whole number from 1 to ${MOST_WORKERS}`);
  }
  checkInput(input);
  const size = options.blocksPerTask ?? Math.ceil(input.blocks.count / (workers * TASKS_PER_WORKER));
  const stretches = cut(input.blocks, size);
  const parts: Sums[] = [];
  const take = (part: Sums) => {
    parts.push(part);
    onPart?.(part);
    // Parts are joined as they come, so that memory does not grow with the run.
    if (parts.length > 1) parts.splice(0, parts.length, mergeSums(parts));
  };
  if (workers === 1) {
    for (const blocks of stretches) {
      signal?.throwIfAborted();
      take(simulate({ ...input, blocks }));
    }
    return mergeSums(parts);
  }
  const { model, policies, seed, backend = "auto", tilt } = input;
  const rest = { model, policies, seed, backend, ...(tilt === undefined ? {} : { tilt }) };
  const table = bookTable(input.book);
  const pool = new Tinypool(poolOptions(workers));
  try {
    await Promise.all(
      stretches.map(async (blocks) => {
        const task: Task = { input: rest, table, blocks };
        take((await pool.run(task, signal === undefined ? {} : { signal })) as Sums);
      }),
    );
  } finally {
    await pool.destroy();
  }
  return mergeSums(parts);
}

/** Cuts a stretch into pieces of `size` blocks. */
export function cut({ first, count }: BlockRange, size: number): BlockRange[] {
  return Array.from({ length: Math.ceil(count / size) }, (_, index) => ({
    first: first + index * size,
    count: Math.min(size, count - index * size),
  }));
}

/** The `index`-th of `shards` parts of a stretch, as even as can be. */
export function shardOf({ first, count }: BlockRange, index: number, shards: number): BlockRange {
  const [from, to] = [Math.floor((count * index) / shards), Math.floor((count * (index + 1)) / shards)];
  return { first: first + from, count: to - from };
}

/** Workers run from the same kind of file as this one: source through tsx, or compiled. */
export function poolOptions(workers: number): ConstructorParameters<typeof Tinypool>[0] {
  const source = import.meta.url.endsWith(".ts");
  return {
    filename: new URL(source ? "./worker.ts" : "./worker.js", import.meta.url).href,
    minThreads: workers,
    maxThreads: workers,
    execArgv: source ? ["--import", `data:text/javascript,${encodeURIComponent(registerSource())}`] : [],
  };
}

/** What makes a thread read TypeScript: tsx registers itself only in the main one. */
function registerSource(): string {
  return `import { register } from ${JSON.stringify(import.meta.resolve("tsx/esm/api"))}; register();`;
}
