/** Histories that the calibration makes up, beside the known one: a check for the eye. */
import { drawRate, type RatePosterior } from "../calibration/arrivals.js";
import { drawDuration, type DurationPosterior } from "../calibration/duration.js";
import { quantile } from "../math/normal.js";
import { uniforms } from "../random/uniform.js";

const TIMELINE_STREAM = 0x54494d45;
const HISTORIES = 4;

/** Halts of one made-up history; `at` in years. */
export type History = { readonly at: number; readonly minutes: number }[];

/** Draws histories of so many years: rate and law of the length from their posteriors, halts as a Poisson stream. */
export function histories(duration: DurationPosterior, rate: RatePosterior, years: number, seed: number): History[] {
  return Array.from({ length: HISTORIES }, (_, draw) => {
    const perYear = drawRate(rate, draw, seed, TIMELINE_STREAM);
    const { mu, sigma } = drawDuration(duration, draw, seed, TIMELINE_STREAM);
    const halts: History = [];
    for (let k = 0, at = 0; ; k++) {
      const [gap, length] = uniforms([draw, k, 0, 0], [seed, TIMELINE_STREAM]);
      at -= Math.log(gap) / perYear;
      if (at >= years) return halts;
      halts.push({ at, minutes: Math.exp(mu + sigma * quantile(length)) / 60 });
    }
  });
}
