/**
 * Figures of a run, each with a 90 % interval, from its sums. Means are divided by the number of episodes, so that they are unbiased
 * with importance weights too. The tail is read off the classes of the loss. Sources: Owen 2013, ch. 9 (weights); Serfling 1980,
 * 2.6 (order statistics).
 */
import { within } from "../check.js";
import { PARTS, totalOf } from "../math/exact-sum.js";
import { quantile } from "../math/normal.js";
import { CLASSES, CLASSES_IN_OCTAVE, SUM, SUMS } from "./layout.js";
import {
  BLOCK,
  type Estimate,
  type Moments,
  type PackedSums,
  type PolicyFigures,
  type PolicySums,
  type Sums,
  type TailFigures,
} from "./types.js";

/** Half a 90 % interval in standard errors. */
const WIDTH = quantile(0.95);

/** Episodes in the sums. */
export function episodesOf(sums: Sums): number {
  return sums.blocks.reduce((total, { count }) => total + count * BLOCK, 0);
}

/** Figures of every policy. @param levels Levels of the tail. */
export function summarise(sums: Sums, levels: readonly number[] = [0.95, 0.99, 0.999]): PolicyFigures[] {
  for (const [index, level] of levels.entries()) within(`levels[${index}]`, level, 0, 1 - 1e-12);
  return sums.policies.map((_, index) => figures(sums, index, levels));
}

/** The sums of one policy. */
export function policySums(sums: Sums, index: number): PolicySums {
  const [from, to] = [index * CLASSES, (index + 1) * CLASSES];
  const losses = sums.classLosses.slice(from, to);
  for (let k = 0; k < CLASSES; k++) losses[k] = (losses[k] ?? 0) * sums.lossScale;
  return { ...momentsOf(sums, index), histogram: { weights: sums.classWeights.slice(from, to), losses } };
}

/** The sums of one policy, without the classes that are empty. */
export function packedSums(sums: Sums, index: number): PackedSums {
  const { classWeights, classLosses, lossScale } = sums;
  const from = index * CLASSES;
  let used = 0;
  for (let k = 0; k < CLASSES; k++) if (classWeights[from + k] !== 0) used++;
  const classes = {
    places: new Uint16Array(used),
    weights: new Float64Array(used),
    losses: new Float64Array(used),
  };
  for (let k = 0, into = 0; k < CLASSES; k++) {
    const weight = classWeights[from + k] ?? 0;
    if (weight === 0) continue;
    classes.places[into] = k;
    classes.weights[into] = weight;
    classes.losses[into] = (classLosses[from + k] ?? 0) * lossScale;
    into++;
  }
  return { ...momentsOf(sums, index), classes };
}

function momentsOf(sums: Sums, index: number): Omit<PolicySums, "histogram"> {
  const [weight, weightSquared] = [totalOf(sums.weights, 0), totalOf(sums.weights, PARTS)];
  const at = (offset: number) => totalOf(sums.parts, (index * SUMS + offset) * PARTS);
  const moments = (offset: number): Moments => ({
    weight,
    weightSquared,
    total: at(offset),
    squares: at(offset + 1),
  });
  return {
    policy: sums.policies[index] ?? "",
    badDebt: moments(SUM.badDebt),
    unfair: moments(SUM.unfair),
    falseAlarm: moments(SUM.falseAlarm),
    withheld: moments(SUM.withheld),
  };
}

/** The mean of a quantity over `episodes`, with its interval. */
export function estimateOf(moments: Moments, episodes: number): Estimate {
  const mean = moments.total / episodes;
  const variance = Math.max(0, moments.squares / episodes - mean * mean) / Math.max(1, episodes - 1);
  return interval(mean, Math.sqrt(variance), moments, episodes);
}

function figures(sums: Sums, index: number, levels: readonly number[]): PolicyFigures {
  const own = policySums(sums, index);
  const episodes = episodesOf(sums);
  const loss: Moments = {
    ...own.badDebt,
    // An episode is a halt or a false alarm, so that the squares add up too.
    total: own.badDebt.total + own.falseAlarm.total,
    squares: own.badDebt.squares + own.falseAlarm.squares,
  };
  return {
    policy: own.policy,
    badDebt: estimateOf(own.badDebt, episodes),
    unfair: estimateOf(own.unfair, episodes),
    falseAlarm: estimateOf(own.falseAlarm, episodes),
    withheld: estimateOf(own.withheld, episodes),
    loss: estimateOf(loss, episodes),
    tails: levels.map((level) => tailOf(own, level, episodes, sums.lossScale)),
  };
}

function interval(mean: number, error: number, { weight, weightSquared }: Moments, episodes: number): Estimate {
  return {
    mean,
    error,
    low: mean - WIDTH * error,
    high: mean + WIDTH * error,
    effectiveSize: weightSquared > 0 ? (weight * weight) / weightSquared : 0,
    weightMean: weight / episodes,
  };
}

/** Value at risk and its conditional mean from the classes; inside the class of the value at risk losses are taken as spread evenly. */
function tailOf(own: PolicySums, level: number, episodes: number, lossScale: number): TailFigures {
  const { weights, losses } = own.histogram;
  const total = weights.reduce((a, b) => a + b, 0);
  const rest = (1 - level) * total;
  const at = (share: number) => quantileOf(weights, share * total, lossScale);
  const valueAtRisk = at(1 - level);
  const effective = own.badDebt.weightSquared > 0 ? own.badDebt.weight ** 2 / own.badDebt.weightSquared : 1;
  const spread = WIDTH * Math.sqrt((level * (1 - level)) / effective);
  let [excess, squares] = [0, 0];
  for (let group = CLASSES - 1; group >= 0; group--) {
    const weight = weights[group] ?? 0;
    if (weight === 0) continue;
    const mean = (losses[group] ?? 0) / weight;
    if (mean <= valueAtRisk) break;
    excess += weight * (mean - valueAtRisk);
    squares += weight * (mean - valueAtRisk) ** 2;
  }
  const conditional = valueAtRisk + (rest > 0 ? excess / rest : 0);
  const average = excess / total;
  const deviation = Math.sqrt(Math.max(0, squares / total - average * average) / effective) / (1 - level);
  const [low, high] = [at(Math.min(1, 1 - level + spread)), at(Math.max(0, 1 - level - spread))];
  return {
    level,
    valueAtRisk: { ...interval(valueAtRisk, (high - low) / (2 * WIDTH), own.badDebt, episodes), low, high },
    conditional: interval(conditional, deviation, own.badDebt, episodes),
  };
}

/** The loss that is exceeded with a weight of `beyond`. */
function quantileOf(weights: Float64Array, beyond: number, lossScale: number): number {
  let taken = 0;
  for (let group = CLASSES - 1; group > 0; group--) {
    const weight = weights[group] ?? 0;
    if (weight > 0 && taken + weight > beyond) {
      const [low, high] = [classStart(group), classStart(group + 1)];
      return lossScale * (high - ((high - low) * (beyond - taken)) / weight);
    }
    taken += weight;
  }
  return 0;
}

/** The smallest loss of a class, relative to the scale. */
export function classStart(group: number): number {
  if (group <= 0) return 0;
  const index = group - 1;
  return 2 ** (Math.floor(index / CLASSES_IN_OCTAVE) - 32) * (1 + (index % CLASSES_IN_OCTAVE) / CLASSES_IN_OCTAVE);
}
