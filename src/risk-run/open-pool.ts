/** The pool that the commands use: threads that live as long as the command. */
import { availableParallelism } from "node:os";

import { Tinypool } from "tinypool";

import { mergeSums } from "../risk/simulate/merge.js";
import { packedSums } from "../risk/simulate/summarise.js";
import { bookTable, type BookTable } from "../risk/simulate/tables.js";
import type { LendingBook, PackedSums, Sums } from "../risk/simulate/types.js";
import { openLocalPool } from "./local-pool.js";
import type { OpenPool } from "./sweep.js";
import { cut, threadOptions } from "./threads.js";
import type { Task } from "./worker.js";

/** Most blocks of a task: a few seconds of work, so that progress moves and a stop is heard. */
const BLOCKS_PER_TASK = 256;

/** One worker runs in the thread of the caller. The sums are the same for any number. */
export const openPool: OpenPool = (options) => {
  const workers = options.workers === 0 ? availableParallelism() : options.workers;
  if (workers === 1) return Promise.resolve(openLocalPool(options));
  const pool = new Tinypool(threadOptions(workers));
  const tables = new WeakMap<LendingBook, BookTable>();
  return Promise.resolve({
    width: 2 * workers,
    async run({ model, book, policies, seed, tilt }, range, { onBlocks, signal = options.signal } = {}) {
      signal?.throwIfAborted();
      const table = tables.get(book) ?? bookTable(book);
      tables.set(book, table);
      const input = {
        model,
        policies,
        seed: BigInt(seed),
        backend: options.backend,
        ...(tilt === undefined ? {} : { tilt }),
      };
      // Parts are joined as they come, so that memory does not grow with the run: their sums are exact in any order.
      let sums: Sums | undefined;
      const ask = async (task: Task): Promise<unknown> => {
        // A listener of its own for each task: one signal would gather one for every task of the run.
        const answer: unknown = await pool.run(task, signal === undefined ? {} : { signal: AbortSignal.any([signal]) });
        onBlocks?.(task.blocks.count);
        return answer;
      };
      if (range.count <= BLOCKS_PER_TASK) {
        return (await ask({ input, table, blocks: range, isWhole: true })) as PackedSums[];
      }
      const parts = cut(range, BLOCKS_PER_TASK).map(async (blocks) => {
        const part = (await ask({ input, table, blocks })) as Sums;
        sums = mergeSums(sums === undefined ? [part] : [sums, part]);
      });
      await Promise.all(parts);
      const all = mergeSums(sums === undefined ? [] : [sums]);
      return policies.map((_, index) => packedSums(all, index));
    },
    close: async () => await pool.destroy(),
  });
};
