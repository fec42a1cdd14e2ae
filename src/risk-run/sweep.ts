/** What commands ask of the simulation: sums of a stretch of blocks. `open-pool.ts` answers with threads, `local-pool.ts` in the caller's own. */
import type {
  Backend,
  BlockRange,
  EpisodeModel,
  LendingBook,
  PackedSums,
  PolicyTerms,
  Tilt,
} from "../risk/simulate/types.js";

/** What is swept. The same job and range give the same bits, whoever computes them. */
export interface SweepJob {
  readonly model: EpisodeModel;
  readonly book: LendingBook;
  readonly policies: readonly PolicyTerms[];
  readonly seed: number;
  readonly tilt?: Tilt | undefined;
}

/** How a sweep is watched and stopped. */
export interface SweepWatch {
  /** Called with the number of blocks that were finished since the last call. */
  readonly onBlocks?: (count: number) => void;
  /** Aborts the sweep: it then rejects, and no sums are given. */
  readonly signal?: AbortSignal;
}

/** Computes sweeps. */
export interface SweepPool {
  /** So many sweeps at once keep it busy. */
  readonly width: number;
  /** Sums of each policy, in the order of the job's policies. */
  run(job: SweepJob, range: BlockRange, watch?: SweepWatch): Promise<readonly PackedSums[]>;
  close(): Promise<void>;
}

/** Which code computes: WebAssembly, its TypeScript twin, or the first of them that the machine can run. */
export const BACKENDS = ["auto", "wasm", "typescript"] as const satisfies readonly Backend[];

/** How a pool is opened. */
export interface PoolOptions {
  /** Worker threads; 0: as many as the machine has cores. */
  readonly workers: number;
  readonly backend: Backend;
  /** Aborts every sweep of the pool, those without a signal of their own too. */
  readonly signal?: AbortSignal;
}

/** Opens a pool. */
export type OpenPool = (options: PoolOptions) => Promise<SweepPool>;
