/** From parts of a run to the groups that the choice of a policy resamples. */
import { whole } from "../check.js";
import { calibrate } from "../calibration/calibrate.js";
import { drawRate } from "../calibration/arrivals.js";
import { drawDuration } from "../calibration/duration.js";
import type { ModelOverrides } from "../inputs/model.js";
import { rollupModel, type Preset, type RollupModel } from "../presets/preset.js";
import { policySums } from "../simulate/summarise.js";
import type { BlockRange, PolicySums, Sums } from "../simulate/types.js";

/** Groups that a choice should have: enough for the 5 % quantile of a resample, few enough to cost nothing. */
export const GROUPS = 32;

/** Cuts the blocks of a run into groups as even as they can be. */
export function groupsOf({ first, count }: BlockRange, groups = GROUPS): BlockRange[] {
  whole("groups", groups, 1, count);
  return Array.from({ length: groups }, (_, k) => {
    const [from, to] = [Math.floor((k * count) / groups), Math.floor(((k + 1) * count) / groups)];
    return { first: first + from, count: to - from };
  });
}

/** The sums of every policy, part by part: what `chooseOptimum` takes. One part is held at a time. */
export function* groupSums(parts: Iterable<Sums>): Generator<PolicySums[]> {
  for (const sums of parts) yield sums.policies.map((_, index) => policySums(sums, index));
}

/**
 * The law of a rollup with rate and lengths drawn from the posterior. One group for each draw, and the interval of the optimum holds what is not
 * known of outages as well as chance.
 */
export function drawnModel(preset: Preset, draw: number, seed: number, overrides: ModelOverrides = {}): RollupModel {
  const { duration, rate } = calibrate(preset.chain);
  return rollupModel(preset, {
    duration: drawDuration(duration, draw, seed, preset.chainId),
    haltsPerYear: drawRate(rate, draw, seed, preset.chainId),
    ...overrides,
  });
}
