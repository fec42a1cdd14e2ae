/** The laws of an episode's length as distributions. */
import { nonNegative } from "../check.js";
import type { DurationLaw } from "../simulate/types.js";
import { logNormal, splicedPareto, weibull, type Duration } from "./duration.js";

/** The distribution of a law; seconds. @throws RiskInputError for parameters that are none. */
export function durationOf(law: DurationLaw): Duration {
  switch (law.law) {
    case "logNormal":
      return logNormal(law.mu, law.sigma);
    case "weibull":
      return weibull(law.scale, law.shape);
    case "splicedPareto":
      return splicedPareto(law.mu, law.sigma, law.level, law.index);
  }
}

/**
 * An outage for somebody who can force his transaction in `forcedAfter` its start: `min(D, forcedAfter)`.
 * @param forcedAfter Delay of the forced inclusion and time to react; null where nothing can be forced in.
 */
export function felt(duration: Duration, forcedAfter: number | null): Duration {
  if (forcedAfter === null) return duration;
  const cap = nonNegative("forcedAfter", forcedAfter);
  const excess = (w: number) => (w >= cap ? 0 : duration.excess(w) - duration.excess(cap));
  return {
    mean: excess(0),
    survival: (u) => (u >= cap ? 0 : duration.survival(u)),
    quantile: (p) => Math.min(duration.quantile(p), cap),
    excess,
  };
}
