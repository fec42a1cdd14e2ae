/** One task of a worker: a stretch of blocks. */
import { prepare } from "../risk/simulate/simulate.js";
import type { BookTable } from "../risk/simulate/tables.js";
import { packedSums } from "../risk/simulate/summarise.js";
import type { BlockRange, PackedSums, SimulationInput, Sums } from "../risk/simulate/types.js";

/** What a worker is sent: the book only as its table, so that its size does not matter. */
export interface Task {
  readonly input: Omit<SimulationInput, "book" | "blocks">;
  readonly table: BookTable;
  readonly blocks: BlockRange;
  /** Whether nothing is added to the sums: then only what is not empty of each policy is sent back. */
  readonly isWhole?: boolean;
}

/** Simulates the blocks of a task. */
export default function runTask({ input, table, blocks, isWhole = false }: Task): Sums | PackedSums[] {
  const book = { name: "", price: 1, positions: [], repair: { perHour: table.repair } };
  const simulation = prepare({ ...input, book, blocks }, table);
  simulation.run(blocks.first, blocks.count);
  const sums = simulation.sums();
  return isWhole ? sums.policies.map((_, index) => packedSums(sums, index)) : sums;
}
