/**
 * Halts of several rollups in one stretch of time: own ones, common causes that stop each rollup with a probability of its own (Marshall &
 * Olkin 1967; Lindskog & McNeil 2003), and halts that bring further ones, as clusters (Hawkes & Oakes 1974).
 */
import { nonNegative, positive, probability } from "../check.js";
import { drawRate, type RatePosterior } from "../calibration/arrivals.js";
import { drawDuration, type DurationPosterior } from "../calibration/duration.js";
import { RiskInputError } from "../errors.js";
import type { Shock } from "../outages/common-shock.js";
import { Sequence } from "../random/sequence.js";
import type { DurationLaw } from "../simulate/types.js";

/** One rollup. */
export interface JointRollup {
  readonly name: string;
  /** Halts in a year by all causes, further ones included. */
  readonly haltsPerYear: number;
  readonly duration: DurationLaw;
  /** Where given, rate and length are drawn from it anew in each scenario. */
  readonly posterior?: { readonly rate: RatePosterior; readonly duration: DurationPosterior };
}

/** How halts bring further ones of the same rollup. */
export interface Excitation {
  /** Mean number of further halts that one brings; below 1. */
  readonly branching: number;
  /** Mean seconds until each. */
  readonly meanDelay: number;
}

/** Rollups, what stops them together, and for how long they are watched. */
export interface JointModel {
  readonly rollups: readonly JointRollup[];
  readonly shocks: readonly Shock[];
  readonly excitation?: Excitation;
  readonly years: number;
}

/** One halt. Those with the same `event` began together and see the same market. */
export interface JointHalt {
  readonly rollup: number;
  readonly event: number;
  /** Seconds from the start of the scenario. */
  readonly start: number;
}

const YEAR = 31_536_000;
const PURPOSE = 0x4a4f494e;
/** Streams of a scenario. */
export const STREAM = { halts: 0, market: 1 } as const;

/** A sequence of a scenario. */
export function sequenceOf(scenario: number, stream: number, seed: number): Sequence {
  return new Sequence([scenario, stream], [seed, PURPOSE]);
}

/**
 * Rates of the halts that each rollup has by itself: what is left of its rate once common causes and further halts are taken off.
 * @throws RiskInputError when common causes alone stop a rollup more often than it halts.
 */
export function ownRates({ rollups, shocks, excitation }: JointModel): number[] {
  const first = 1 - below1(excitation?.branching ?? 0);
  return rollups.map(({ name, haltsPerYear }, index) => {
    const common = commonRate(shocks, index);
    const own = positive(`${name}.haltsPerYear`, haltsPerYear) * first - common;
    if (own < 0) {
      throw new RiskInputError(`${name}.haltsPerYear`, haltsPerYear, `at least ${common / first}, from common causes,`);
    }
    return own;
  });
}

/** Halts of one scenario, by rising event. Same scenario and seed, same halts. */
export function jointHalts(model: JointModel, scenario: number, seed: number, own = ownRates(model)): JointHalt[] {
  const { rollups, shocks, excitation } = model;
  const years = positive("years", model.years);
  const draw = sequenceOf(scenario, STREAM.halts, seed);
  const halts: JointHalt[] = [];
  let events = 0;
  for (const { rate, hits } of shocks) {
    for (let k = draw.poisson(rate * years); k > 0; k--) {
      const [event, start] = [events++, draw.uniform() * years * YEAR];
      for (const rollup of rollups.keys()) {
        if (draw.uniform() < (hits[rollup] ?? 0)) halts.push({ rollup, event, start });
      }
    }
  }
  for (const [rollup, { posterior }] of rollups.entries()) {
    const rate = ownRateIn(scenario, posterior?.rate, own[rollup] ?? 0, model, rollup, seed);
    for (let k = draw.poisson(rate * years); k > 0; k--) {
      halts.push({ rollup, event: events++, start: draw.uniform() * years * YEAR });
    }
  }
  if (excitation === undefined || excitation.branching === 0) return halts;
  // The list grows while it is walked: further halts bring further ones.
  for (const { rollup, start } of halts) {
    for (let k = draw.poisson(excitation.branching); k > 0; k--) {
      const next = start + draw.exponential(positive("excitation.meanDelay", excitation.meanDelay));
      if (next < years * YEAR) halts.push({ rollup, event: events++, start: next });
    }
  }
  return halts;
}

/** The law of the lengths of a rollup in one scenario. */
export function durationIn(
  { duration, posterior }: JointRollup,
  rollup: number,
  scenario: number,
  seed: number,
): DurationLaw {
  return posterior === undefined ? duration : drawDuration(posterior.duration, scenario, seed, rollup);
}

/** With an uncertain rate: what is left of the drawn one; common causes keep theirs, and nothing is below zero. */
function ownRateIn(
  scenario: number,
  posterior: RatePosterior | undefined,
  own: number,
  { shocks, excitation }: JointModel,
  rollup: number,
  seed: number,
): number {
  if (posterior === undefined) return own;
  const drawn = drawRate(posterior, scenario, seed, rollup) * (1 - (excitation?.branching ?? 0));
  return Math.max(0, drawn - commonRate(shocks, rollup));
}

function commonRate(shocks: readonly Shock[], index: number): number {
  return shocks.reduce(
    (sum, { rate, hits }) => sum + nonNegative("shock.rate", rate) * probability(`hits[${index}]`, hits[index] ?? 0),
    0,
  );
}

function below1(branching: number): number {
  if (nonNegative("excitation.branching", branching) < 1) return branching;
  throw new RiskInputError("excitation.branching", branching, "less than 1");
}
