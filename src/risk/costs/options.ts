/** What outages do to options: exercises that are missed, and the value of an extension that gives them back. */
import { positive } from "../check.js";
import type { OptionPosition } from "../inputs/book.js";
import type { Duration } from "../outages/duration.js";
import { missedExercise } from "../outages/renewal.js";
import { european } from "../prices/black-scholes.js";

const YEAR = 31_536_000;

/** Terms of an expiry clock; seconds. Named as in the contracts. */
export interface ExtensionTerms {
  /** An outage that took time from so long before the expiry moves it. */
  readonly window: number;
  readonly minExtension: number;
  readonly maxExtension: number;
}

/** What outages cost the holder and bring the writer of a position, in money, discounted by nothing. */
export interface OptionCost {
  /** P(an outage covers the whole time in which the holder acts). */
  readonly missedProbability: number;
  /** What the holder loses by it without an extension; the writer keeps it. */
  readonly missed: number;
  /** P(the expiry is moved). */
  readonly extensionProbability: number;
  /** Value of the extension beyond the payoff at the expiry: to the holder, and with the other sign to the writer. */
  readonly extension: number;
}

/** Time between the starts of two outages, and how long they are for the holder. */
export interface OutageTimes {
  /** Mean time up; seconds. */
  readonly meanUp: number;
  readonly down: Duration;
}

/** What an option is worth at its expiry and beyond it: what does not depend on outages. */
export interface OptionCurve {
  readonly size: number;
  /** Seconds before the expiry in which the holder acts; null: he need not. */
  readonly window: number | null;
  readonly payoff: number;
  /** What waiting on for each of the steps of {@link extensionSteps} is worth beyond the payoff. */
  readonly gains: Float64Array;
}

/** Steps between the shortest and the longest extension. */
const STEPS = 16;

/**
 * Values an option without outages: Black and Scholes's without a rate.
 * @param sigma Yearly volatility until the expiry.
 */
export function optionCurve(
  { side, strike, size, style, window, expiry }: OptionPosition,
  price: number,
  sigma: number,
  terms: ExtensionTerms,
): OptionCurve {
  const value = (seconds: number) =>
    european(side === "call" ? 1 : -1, strike, {
      spot: positive("price", price),
      r: 0,
      q: 0,
      sigma,
      T: seconds / YEAR,
    });
  const payoff = value(expiry);
  // The price is a martingale: waiting on is worth the time value.
  const gains = Float64Array.from(extensionSteps(terms), (step) => value(expiry + step) - payoff);
  return { size, window: style === "cash" ? null : window, payoff, gains };
}

/** Lengths of an extension at which options are valued. */
export function extensionSteps({ minExtension, maxExtension }: ExtensionTerms): number[] {
  return Array.from({ length: STEPS + 1 }, (_, k) => minExtension + ((maxExtension - minExtension) * k) / STEPS);
}

/** Quantiles of the length over which an extension is averaged. */
const QUANTILES = 200;

/** Weights of the steps: an extension is as long as the outage within its bounds, and linear between two steps. */
export function extensionWeights(down: Duration, { minExtension, maxExtension }: ExtensionTerms): Float64Array {
  const weights = new Float64Array(STEPS + 1);
  const span = maxExtension - minExtension;
  for (let k = 0; k < QUANTILES; k++) {
    const length = Math.min(Math.max(down.quantile((k + 0.5) / QUANTILES), minExtension), maxExtension);
    const at = span === 0 ? 0 : ((length - minExtension) / span) * STEPS;
    const step = Math.min(Math.floor(at), STEPS - 1);
    weights[step] = (weights[step] ?? 0) + (1 - (at - step)) / QUANTILES;
    weights[step + 1] = (weights[step + 1] ?? 0) + (at - step) / QUANTILES;
  }
  return weights;
}

/**
 * Costs of an option position. Outages are independent of the payoff, which understates both numbers as far as outages prefer wild days.
 * @param steps What {@link extensionWeights} gives for these outages and terms.
 */
export function optionCost(
  { size, window, payoff, gains }: OptionCurve,
  outages: OutageTimes,
  terms: ExtensionTerms,
  steps = extensionWeights(outages.down, terms),
): OptionCost {
  // A cash series pays without an act of the holder: nothing is missed and nothing is moved for him.
  if (window === null) return { missedProbability: 0, missed: 0, extensionProbability: 0, extension: 0 };
  const missedProbability = missedExercise(window, outages.meanUp, outages.down);
  const extensionProbability = touched(terms.window, outages);
  const gained = gains.reduce((sum, gain, k) => sum + gain * (steps[k] ?? 0), 0);
  return {
    missedProbability,
    missed: size * missedProbability * payoff,
    extensionProbability,
    extension: size * extensionProbability * gained,
  };
}

/** P(an outage takes time from the last `window`): down at its start, or going down within it; up times exponential. */
export function touched(window: number, { meanUp, down }: OutageTimes): number {
  const up = positive("meanUp", meanUp) / (meanUp + down.mean);
  return 1 - up * Math.exp(-window / meanUp);
}
