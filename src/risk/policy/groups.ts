/** From parts of a run to the groups that the choice of a policy resamples. */
import { calibrate } from "../calibration/calibrate.js";
import { drawRate } from "../calibration/arrivals.js";
import { drawDuration } from "../calibration/duration.js";
import type { ModelOverrides } from "../inputs/model.js";
import { rollupModel, type Preset, type RollupModel } from "../presets/preset.js";
import { policySums } from "../simulate/summarise.js";
import type { PolicySums, Sums } from "../simulate/types.js";

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
