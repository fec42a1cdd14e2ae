/** Computes the groups of a run, one after the other, each by all workers. */
import { acrossAssets } from "../risk/outputs/assets.js";
import { groupsOf } from "../risk/outputs/groups.js";
import type { EpisodeModel, LendingBook, PackedSums, PolicyTerms, Tilt } from "../risk/simulate/types.js";
import { modelOfGroup, type Run } from "./input.js";
import type { GroupSums } from "./sums-file.js";
import type { SweepPool, SweepWatch } from "./sweep.js";

/**
 * Half of the episodes are drawn worse than the model has them, and weighted down: so that the tail holds many. Chosen by hand on the
 * example book; any choice gives the same means, only with other errors.
 */
export const TILT: Tilt = { share: 0.5, shift: { duration: 1, volatility: 1, outage: -1.2, opening: -0.6 } };

/** What is swept in place of the run's own. */
export interface SweepTerms {
  readonly episodes: number;
  readonly policies: readonly PolicyTerms[];
  readonly books: readonly LendingBook[];
  readonly modelOf: (group: number) => EpisodeModel;
}

/** The terms of the run itself. */
export function termsOf(run: Run): SweepTerms {
  return {
    episodes: run.input.episodes,
    policies: run.input.policies,
    books: run.books,
    modelOf: (group) => modelOfGroup(run, group),
  };
}

/** Sums of the groups `wanted`, or of all, in order; several are computed at once. */
export async function* computeGroups(
  seed: number,
  { episodes, policies, books, modelOf }: SweepTerms,
  pool: SweepPool,
  watch: SweepWatch = {},
  wanted?: readonly number[],
): AsyncGenerator<GroupSums> {
  const ranges = groupsOf(episodes);
  const debt = books.reduce((sum, { positions }) => positions.reduce((part, position) => part + position.debt, sum), 0);
  const compute = async (group: number): Promise<GroupSums> => {
    const model = modelOf(group);
    const range = ranges[group] ?? { first: 0, count: 0 };
    const sweeps = books.map(async (book) => await pool.run({ model, book, policies, seed, tilt: TILT }, range, watch));
    return { group, sums: acrossAssets(await Promise.all(sweeps), debt) };
  };
  const left = [...(wanted ?? ranges.keys())];
  const running: Promise<GroupSums>[] = [];
  const start = () => {
    const group = left.shift();
    if (group === undefined) return;
    const sums = compute(group);
    // Whoever waits for the first that fails hears of it; the others must not end the process.
    sums.catch(() => undefined);
    running.push(sums);
  };
  for (let k = 0; k < pool.width; k++) start();
  for (let next = running.shift(); next !== undefined; next = running.shift()) {
    const sums = await next;
    start();
    yield sums;
  }
}

/** Sums of all groups at once. */
export async function allGroups(
  seed: number,
  terms: SweepTerms,
  pool: SweepPool,
  watch?: SweepWatch,
): Promise<(readonly PackedSums[])[]> {
  const groups: (readonly PackedSums[])[] = [];
  for await (const { sums } of computeGroups(seed, terms, pool, watch)) groups.push(sums);
  return groups;
}

/** Blocks in some groups, once for each asset: what progress counts. */
export function blocksIn(run: Run, wanted: readonly number[]): number {
  const ranges = groupsOf(run.input.episodes);
  return run.books.length * wanted.reduce((sum, group) => sum + (ranges[group]?.count ?? 0), 0);
}
