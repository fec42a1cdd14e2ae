/**
 * Groups of blocks: the unit in which sums are kept, resampled, checkpointed and shared out to shards. The groups of a run follow from
 * the number of its episodes alone, so that they, and the order in which their sums are added, are the same whoever computes them.
 */
import { whole } from "../check.js";
import { RiskInputError } from "../errors.js";
import { BLOCK, type BlockRange, type PackedSums, type PolicySums } from "../simulate/types.js";

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

/** Classes that hold something in any of the groups and policies, rising; class 0 too, so that a run without loss has a histogram. */
export function usedClasses(groups: readonly (readonly PackedSums[])[]): Uint16Array {
  const seen: boolean[] = [true];
  for (const group of groups) for (const { classes } of group) for (const place of classes.places) seen[place] = true;
  return Uint16Array.from(seen.keys()).filter((place) => seen[place] === true);
}

/** Sums on some classes, which hold all that is used, so that they can be added to others. */
export function onClasses({ classes, ...moments }: PackedSums, used: Uint16Array): PolicySums {
  const histogram = { weights: new Float64Array(used.length), losses: new Float64Array(used.length) };
  for (let k = 0, from = 0; k < used.length; k++) {
    if (classes.places[from] !== used[k]) continue;
    histogram.weights[k] = classes.weights[from] ?? 0;
    histogram.losses[k] = classes.losses[from] ?? 0;
    from++;
  }
  return { ...moments, histogram };
}

/** Every group on the classes that any of them uses; one group is held at a time. */
export function* withUsedClasses(groups: readonly (readonly PackedSums[])[]): Generator<PolicySums[]> {
  const used = usedClasses(groups);
  for (const group of groups) yield group.map((sums) => onClasses(sums, used));
}

/** One policy's sums in every group, on the classes that it uses. @param index Of the policy in the groups. */
export function sumsOfPolicy(groups: readonly (readonly PackedSums[])[], index: number): PolicySums[] {
  const own = groups.map((group) => {
    const sums = group[index];
    if (sums === undefined) throw new RiskInputError("groups.policy", index, "a policy with sums in every group");
    return sums;
  });
  const used = usedClasses([own]);
  return own.map((sums) => onClasses(sums, used));
}
