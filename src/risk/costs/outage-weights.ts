/** One law of outages under one policy, as weights of what a book has prepared. */
import { durationOf, felt } from "../outages/laws.js";
import type { RollupModel } from "../presets/preset.js";
import type { DurationLaw, EpisodeModel, LendingBook, PolicyTerms } from "../simulate/types.js";
import { graceFor } from "./capital.js";
import { addElapsed, noWeights } from "./elapsed.js";
import { lengthNodes } from "./episode-law.js";
import { extensionWeights, type ExtensionTerms, type OutageTimes } from "./options.js";

const YEAR = 31_536_000;
/** Lengths over which is summed: a grace has kinks, where few nodes err. */
const NODES = 128;
/** Seconds from the delay of the forced inclusion to the act of a holder who uses it. */
const REACTION = 600;

/** How owners repair. */
export type Repair = LendingBook["repair"];

/** Weights of the times from the start of an episode to the first liquidation. They hold how often an episode is of their kind. */
export interface LiquidationWeights {
  /** Halts and false alarms. */
  readonly all: Float64Array;
  /** What is still there of what owners could have repaired. */
  readonly owing: Float64Array;
  /** What owners would have repaired in a time as long as the halt, and had not by then. */
  readonly unfair: Float64Array;
}

/**
 * When a perpetual is liquidated: after length and grace of a halt; after those of a false alarm where a guard believes it. The rules
 * are the sweep's: time to act is the grace without the lag, and in a false alarm the whole of it, because the chain runs.
 */
export function liquidationWeights(
  { duration, falseDuration, falseShare, detection, visibilityLag }: EpisodeModel,
  policy: PolicyTerms,
  { perHour, share = 1 }: Repair,
): LiquidationWeights {
  const owed = (seconds: number) => 1 - share + share * Math.exp((-perHour * seconds) / 3_600);
  const graceAfter = (seconds: number) =>
    graceFor(seconds, policy) === 0 || !policy.guarded
      ? 0
      : Math.min(visibilityLag + graceFor(seconds, policy), policy.graceBudget);
  const [all, owing, unfair] = [noWeights(), noWeights(), noWeights()];
  for (const { seconds, weight } of lengthNodes(duration, NODES)) {
    const grace = seconds < detection ? 0 : graceAfter(seconds);
    const [left, would] = [owed(Math.max(0, grace - visibilityLag)), owed(seconds)];
    const part = weight * (1 - falseShare);
    addElapsed(all, seconds + grace, part);
    addElapsed(owing, seconds + grace, part * left);
    addElapsed(unfair, seconds + grace, part * Math.max(0, left - would));
  }
  if (!policy.guarded || falseShare === 0) return { all, owing, unfair };
  for (const { seconds, weight } of lengthNodes(falseDuration, NODES)) {
    const until = seconds + graceAfter(seconds);
    addElapsed(all, until, weight * falseShare);
    addElapsed(owing, until, weight * falseShare * owed(until));
  }
  return { all, owing, unfair };
}

/** Weights of the lengths of halts. */
export function lengthWeights(duration: DurationLaw): Float64Array {
  const weights = noWeights();
  for (const { seconds, weight } of lengthNodes(duration, NODES)) addElapsed(weights, seconds, weight);
  return weights;
}

/** Everything that the costs of a book hang on. */
export interface OutageWeights {
  readonly liquidation: LiquidationWeights;
  readonly lengths: Float64Array;
  readonly outages: OutageTimes;
  readonly extension: Float64Array;
}

/** Weights of one law under one policy. */
export function outageWeights(
  { model, haltsPerYear, forcedInclusion }: RollupModel,
  policy: PolicyTerms,
  repair: Repair,
  terms: ExtensionTerms,
): OutageWeights {
  const down = felt(durationOf(model.duration), forcedInclusion === null ? null : forcedInclusion + REACTION);
  return {
    liquidation: liquidationWeights(model, policy, repair),
    lengths: lengthWeights(model.duration),
    outages: { meanUp: YEAR / haltsPerYear, down },
    extension: extensionWeights(down, terms),
  };
}
