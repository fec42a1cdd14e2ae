/** A pool of one: computes in the thread of the caller, and lets it breathe between blocks. */
import { prepare } from "../risk/simulate/simulate.js";
import { packedSums } from "../risk/simulate/summarise.js";
import { bookTable, type BookTable } from "../risk/simulate/tables.js";
import type { LendingBook } from "../risk/simulate/types.js";
import type { PoolOptions, SweepPool } from "./sweep.js";

/** Blocks between two breaths. */
const STRETCH = 8;

/** Opens it. */
export function openLocalPool({ backend, signal: stop }: Pick<PoolOptions, "backend" | "signal">): SweepPool {
  const tables = new WeakMap<LendingBook, BookTable>();
  return {
    width: 1,
    async run({ model, book, policies, seed, tilt }, blocks, { onBlocks, signal = stop } = {}) {
      const table = tables.get(book) ?? bookTable(book);
      tables.set(book, table);
      const simulation = prepare(
        { model, book, policies, seed: BigInt(seed), blocks, backend, ...(tilt === undefined ? {} : { tilt }) },
        table,
      );
      const end = blocks.first + blocks.count;
      for (let first = blocks.first; first < end; first += STRETCH) {
        signal?.throwIfAborted();
        const count = Math.min(STRETCH, end - first);
        simulation.run(first, count);
        onBlocks?.(count);
        await new Promise<void>((done) => setImmediate(done));
      }
      const sums = simulation.sums();
      return policies.map((_, index) => packedSums(sums, index));
    },
    close: () => Promise.resolve(),
  };
}
