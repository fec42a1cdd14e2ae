/** Computes the groups of a run or of one of its shards, with progress and a checkpoint. */
import { BLOCK, type PackedSums } from "../risk/simulate/types.js";
import type { Command } from "./command.js";
import { openCheckpoint } from "./checkpoint.js";
import { StoppedError } from "./errors.js";
import { blocksIn, computeGroups, termsOf } from "./groups.js";
import type { Run } from "./input.js";
import { progressOf } from "./progress.js";
import type { GroupSums } from "./sums-file.js";
import type { SweepPool } from "./sweep.js";

/** Where and how. */
export interface Execution {
  readonly wanted: readonly number[];
  /** File of the checkpoint. */
  readonly checkpoint: string;
  readonly resume: boolean;
}

/** What came of it. */
export interface Executed {
  readonly groups: readonly GroupSums[];
  /** Waits for further work; if the user stops it, what is finished stays in the checkpoint. */
  readonly kept: <T>(work: Promise<T>) => Promise<T>;
  /** Removes the checkpoint: everything is written. */
  readonly done: () => Promise<void>;
}

/**
 * Sums of the wanted groups, in order.
 * @throws StoppedError when the user stops; what is finished is then in the checkpoint.
 */
export async function execute(
  run: Run,
  pool: SweepPool,
  { wanted, checkpoint: path, resume }: Execution,
  { say, signal }: Command,
): Promise<Executed> {
  const checkpoint = await openCheckpoint(path, run, resume);
  const has = new Set(checkpoint.finished.map(({ group }) => group));
  const left = wanted.filter((group) => !has.has(group));
  if (has.size > 0) say(`${has.size} of ${wanted.length} groups are finished already`);
  const progress = progressOf(blocksIn(run, left) * BLOCK, say);
  const onBlocks = (count: number) => progress.add(count * BLOCK);
  const kept = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      if (!signal.aborted) throw error;
      await checkpoint.save();
      throw new StoppedError(path);
    }
  };
  try {
    await kept(
      (async () => {
        for await (const group of computeGroups(run.input.seed, termsOf(run), pool, { onBlocks, signal }, left)) {
          await checkpoint.add(group);
        }
      })(),
    );
  } finally {
    progress.stop();
  }
  const groups = checkpoint.finished.filter(({ group }) => wanted.includes(group)).sort((a, b) => a.group - b.group);
  return { groups, kept, done: async () => await checkpoint.remove() };
}

/** Without the numbers of the groups. */
export function sumsOf(groups: readonly GroupSums[]): readonly (readonly PackedSums[])[] {
  return groups.map(({ sums }) => sums);
}
