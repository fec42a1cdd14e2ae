/**
 * How often rollups suffer what is no halt, as far as the list of incidents tells. All rollups are taken together: of most kinds a rollup has
 * none or one. No length is fitted: docs/risk-model.md says why.
 */
import { incidents as known, type Incident } from "../presets/incidents.js";
import { fitRate, meanRateOf, rateQuantile, type RatePosterior } from "./arrivals.js";
import { calibratedChains, yearsOf } from "./calibrate.js";

/** Kinds beside a halt for which a source was read, or of which none is known. */
export const RATED_KINDS = ["degraded", "da", "reorg"] as const;

/** What is believed of one kind. */
export interface KindCalibration {
  readonly kind: (typeof RATED_KINDS)[number];
  /** Sourced events on rollups whose years are known. */
  readonly events: number;
  /** Of these, with a known length. */
  readonly lengths: number;
  readonly years: number;
  readonly rate: RatePosterior;
  /** Events of one rollup in a year: mean and 90 % interval. */
  readonly perYear: { readonly mean: number; readonly low: number; readonly high: number };
}

/** Fits the rate of each kind. Events that nobody reported are missing, so each is rather too low. */
export function calibrateKinds(incidents: readonly Incident[] = known): KindCalibration[] {
  const years = calibratedChains.reduce((sum, chain) => sum + yearsOf(chain), 0);
  return RATED_KINDS.map((kind) => {
    const events = incidents.filter(
      (one) => one.kind === kind && one.confidence === "read" && calibratedChains.includes(one.chain),
    );
    const rate = fitRate({ halts: events.length, years });
    return {
      kind,
      events: events.length,
      lengths: events.filter(({ durationMinutes }) => durationMinutes !== null).length,
      years,
      rate,
      perYear: { mean: meanRateOf(rate), low: rateQuantile(rate, 0.05), high: rateQuantile(rate, 0.95) },
    };
  });
}
