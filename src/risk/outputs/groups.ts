/**
 * Groups of blocks: the unit in which sums are kept, resampled, checkpointed and shared out to shards. The groups of a run follow from
 * the number of its episodes alone, so that they, and the order in which their sums are added, are the same whoever computes them.
 */
import { whole } from "../check.js";
import { BLOCK, type BlockRange, type PolicySums } from "../simulate/types.js";

/** Most groups of a run, and so the most shards. */
export const GROUPS = 64;
/** Fewer groups say too little about the sampling error. */
export const FEWEST_GROUPS = 10;

/** The groups of a run of at least so many episodes; whole blocks. @throws RiskInputError below ten blocks. */
export function groupsOf(episodes: number): BlockRange[] {
  whole("episodes", episodes, FEWEST_GROUPS * BLOCK, Number.MAX_SAFE_INTEGER);
  const blocks = Math.ceil(episodes / BLOCK);
  const count = Math.min(GROUPS, blocks);
  const start = (index: number) => Math.floor((blocks * index) / count);
  return Array.from({ length: count }, (_, index) => ({
    first: start(index),
    count: start(index + 1) - start(index),
  }));
}

/** Indices of the groups of shard `index` of `count`; together the shards have each group once. */
export function groupsOfShard(groups: number, index: number, count: number): number[] {
  whole("shard.count", count, 1, groups);
  whole("shard.index", index, 0, count - 1);
  const start = Math.floor((groups * index) / count);
  return Array.from({ length: Math.floor((groups * (index + 1)) / count) - start }, (_, k) => start + k);
}

/** The same groups without the classes that are empty in all groups and policies: the order of the others stays. */
export function withUsedClasses(groups: readonly (readonly PolicySums[])[]): PolicySums[][] {
  const size = groups[0]?.[0]?.histogram.weights.length ?? 0;
  const seen = new Uint8Array(size);
  for (const group of groups) {
    for (const { histogram } of group) {
      for (const [k, weight] of histogram.weights.entries()) if (weight !== 0) seen[k] = 1;
    }
  }
  // Class 0 stays, so that a run without any loss has a histogram too.
  const used = Array.from(seen.keys()).filter((k) => k === 0 || seen[k] === 1);
  const keep = (values: Float64Array) => Float64Array.from(used, (k) => values[k] ?? 0);
  return groups.map((group) =>
    group.map((sums) => ({
      ...sums,
      histogram: { weights: keep(sums.histogram.weights), losses: keep(sums.histogram.losses) },
    })),
  );
}
