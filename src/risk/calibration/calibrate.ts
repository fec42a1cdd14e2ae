/** What the known halts say of each rollup. */
import { RiskInputError } from "../errors.js";
import { sourcedHalts, type Incident } from "../presets/incidents.js";
import exposure from "../presets/exposure.json" with { type: "json" };
import { fitRate, meanRateOf, rateQuantile, type Exposure, type RatePosterior } from "./arrivals.js";
import { fitDuration, middleOf, OTHERS_COUNT, type DurationPosterior } from "./duration.js";

const SECONDS_A_MINUTE = 60;
const MILLISECONDS_A_YEAR = 31_536_000_000;

/** What is believed of one rollup. */
export interface Calibration {
  readonly chain: string;
  readonly duration: DurationPosterior;
  readonly rate: RatePosterior;
  /** Own halts, and own years in which they were looked for. */
  readonly seen: Exposure;
  /** Median length in minutes, and deviation of its logarithm, at the posterior's middle. */
  readonly medianMinutes: number;
  readonly sigma: number;
  /** Halts in a year: mean and 90 % interval. */
  readonly haltsPerYear: { readonly mean: number; readonly low: number; readonly high: number };
}

/** Rollups whose years are known. */
export const calibratedChains: readonly string[] = Object.keys(exposure.since);

/**
 * Calibrates one rollup, the others at a discount.
 * @param chain Its name in the list of incidents.
 * @throws RiskInputError for a chain whose years are not known.
 */
export function calibrate(chain: string, incidents?: readonly Incident[], discount = OTHERS_COUNT): Calibration {
  if (!calibratedChains.includes(chain)) {
    throw new RiskInputError("chain", chain, `one of ${calibratedChains.join(", ")}`);
  }
  const halts = sourcedHalts(incidents);
  const others = calibratedChains.filter((other) => other !== chain);
  const duration = fitDuration(lengthsOf(halts, [chain]), lengthsOf(halts, others), discount);
  const seen = exposureOf(halts, chain);
  const rate = fitRate(
    seen,
    others.map((other) => exposureOf(halts, other)),
    discount,
  );
  return summary(chain, duration, rate, seen);
}

/** Calibrates a rollup of which nothing is known: all others count in full. */
export function calibratePooled(incidents?: readonly Incident[]): Calibration {
  const halts = sourcedHalts(incidents);
  const exposures = calibratedChains.map((chain) => exposureOf(halts, chain));
  const seen = exposures.reduce((all, one) => ({ halts: all.halts + one.halts, years: all.years + one.years }));
  return summary("all rollups", fitDuration(lengthsOf(halts, calibratedChains)), fitRate(seen), seen);
}

/** Lengths of the halts of some rollups, in seconds; those of unknown length are left out. */
export function lengthsOf(halts: readonly Incident[], chains: readonly string[]): number[] {
  return halts.flatMap(({ chain, durationMinutes }) =>
    chains.includes(chain) && durationMinutes !== null ? [durationMinutes * SECONDS_A_MINUTE] : [],
  );
}

/** Years in which outages of a rollup were looked for; none where they are not known. */
export function yearsOf(chain: string): number {
  const since = (exposure.since as Readonly<Record<string, string>>)[chain] ?? exposure.until;
  return (Date.parse(exposure.until) - Date.parse(since)) / MILLISECONDS_A_YEAR;
}

function exposureOf(halts: readonly Incident[], chain: string): Exposure {
  return { halts: halts.filter((halt) => halt.chain === chain).length, years: yearsOf(chain) };
}

function summary(chain: string, duration: DurationPosterior, rate: RatePosterior, seen: Exposure): Calibration {
  const { mu, sigma } = middleOf(duration);
  return {
    chain,
    duration,
    rate,
    seen,
    medianMinutes: Math.exp(mu) / SECONDS_A_MINUTE,
    sigma,
    haltsPerYear: { mean: meanRateOf(rate), low: rateQuantile(rate, 0.05), high: rateQuantile(rate, 0.95) },
  };
}
