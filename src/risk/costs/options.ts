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

/**
 * Costs of an option position. The payoff at the expiry is Black and Scholes's without a rate; outages are independent of it, which
 * understates both numbers as far as outages prefer wild days.
 * @param sigma Yearly volatility until the expiry.
 */
export function optionCost(
  option: OptionPosition,
  price: number,
  sigma: number,
  outages: OutageTimes,
  terms: ExtensionTerms,
): OptionCost {
  // A cash series pays without an act of the holder: nothing is missed and nothing is moved for him.
  if (option.style === "cash") return { missedProbability: 0, missed: 0, extensionProbability: 0, extension: 0 };
  const value = (seconds: number) =>
    european(option.side === "call" ? 1 : -1, option.strike, {
      spot: positive("price", price),
      r: 0,
      q: 0,
      sigma,
      T: seconds / YEAR,
    });
  const payoff = value(option.expiry);
  const missedProbability = missedExercise(option.window, outages.meanUp, outages.down);
  const extensionProbability = touched(terms.window, outages);
  const gained = meanExtensionValue(option.expiry, value, payoff, outages.down, terms);
  return {
    missedProbability,
    missed: option.size * missedProbability * payoff,
    extensionProbability,
    extension: option.size * extensionProbability * gained,
  };
}

/** P(an outage takes time from the last `window`): down at its start, or going down within it; up times exponential. */
export function touched(window: number, { meanUp, down }: OutageTimes): number {
  const up = positive("meanUp", meanUp) / (meanUp + down.mean);
  return 1 - up * Math.exp(-window / meanUp);
}

/** Quantiles over which an extension is averaged. */
const STEPS = 200;

/** E[V(T + clamp(D)) − V(T)]: what waiting on is worth, since the price is a martingale. */
function meanExtensionValue(
  expiry: number,
  value: (seconds: number) => number,
  payoff: number,
  down: Duration,
  { minExtension, maxExtension }: ExtensionTerms,
): number {
  let total = 0;
  for (let k = 0; k < STEPS; k++) {
    const length = down.quantile((k + 0.5) / STEPS);
    total += value(expiry + Math.min(Math.max(length, minExtension), maxExtension)) - payoff;
  }
  return total / STEPS;
}
