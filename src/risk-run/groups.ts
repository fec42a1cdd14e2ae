/** Computes the groups of a run, one after the other, each by all workers. */
import { acrossAssets } from "../risk/outputs/assets.js";
import { groupsOf } from "../risk/outputs/groups.js";
import type { EpisodeModel, LendingBook, PolicyTerms } from "../risk/simulate/types.js";
import { modelOfGroup, type Run } from "./input.js";
import type { GroupSums } from "./sums-file.js";
import type { SweepPool, SweepWatch } from "./sweep.js";

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

/** Sums of the groups `wanted`, or of all. */
export async function* computeGroups(
  seed: number,
  { episodes, policies, books, modelOf }: SweepTerms,
  pool: SweepPool,
  watch: SweepWatch = {},
  wanted?: readonly number[],
): AsyncGenerator<GroupSums> {
  const ranges = groupsOf(episodes);
  const debt = books.reduce((sum, { positions }) => positions.reduce((part, position) => part + position.debt, sum), 0);
  for (const group of wanted ?? ranges.keys()) {
    const range = ranges[group];
    if (range === undefined) continue;
    const model = modelOf(group);
    const assets = [];
    for (const book of books) assets.push(await pool.run({ model, book, policies, seed }, range, watch));
    yield { group, sums: acrossAssets(assets, debt) };
  }
}

/** Sums of all groups at once. */
export async function allGroups(seed: number, terms: SweepTerms, pool: SweepPool, watch?: SweepWatch) {
  const groups = [];
  for await (const { sums } of computeGroups(seed, terms, pool, watch)) groups.push(sums);
  return groups;
}

/** Blocks in some groups, once for each asset: what progress counts. */
export function blocksIn(run: Run, wanted: readonly number[]): number {
  const ranges = groupsOf(run.input.episodes);
  return run.books.length * wanted.reduce((sum, group) => sum + (ranges[group]?.count ?? 0), 0);
}
