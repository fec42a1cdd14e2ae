/**
 * Published values beside what this engine computes at the moment: cases that the tests hold too, from every part of the model, so that a
 * reader of a report sees them computed by the engine that made it.
 */
import { exponentialTail, normalTail, paretoTail } from "../aggregate/tail.js";
import { putAfterExponential } from "../costs/bad-debt.js";
import { meanBadDebt } from "../costs/grace-curve.js";
import { recoversWithin, reversal, reversionStraddle, stalePool } from "../costs/reversion.js";
import { countCorrelation } from "../outages/common-shock.js";
import { cappedMean, logNormal, weibull } from "../outages/duration.js";
import { expectedCount } from "../outages/hawkes.js";
import { availability, missedExercise } from "../outages/renewal.js";
import { noOutage, varianceAtOutage } from "../outages/volatility-link.js";
import { european, firstPassage } from "../prices/black-scholes.js";
import { hestonCall } from "../prices/heston.js";
import { mertonEuropean } from "../prices/merton.js";

/** A published value, how to compute it, and how far from it the result may lie. */
export interface Check {
  readonly id: string;
  readonly title: string;
  readonly source: string;
  readonly reference: number;
  readonly tolerance: number;
  readonly compute: () => number;
}

const HOUR = 1 / 8_760;
const link = { kappa: 4, theta: 0.36, xi: 1 };
const curve = {
  moneyness: 0.8,
  duration: { median: HOUR, deviation: 1.2 },
  volatility: { median: 0.9, deviation: 0.5 },
  jumps: { rate: 40, mean: -0.05, deviation: 0.08 },
};

type Row = readonly [
  id: string,
  title: string,
  source: string,
  reference: number,
  tolerance: number,
  compute: () => number,
];

// prettier-ignore
const ROWS: readonly Row[] = [
  ["bs-call", "Black–Scholes call", "Haug 1998", 2.1334, 1e-4, () => european(1, 65, { spot: 60, r: 0.08, q: 0, sigma: 0.3, T: 0.25 })],
  ["merton-1", "call under jumps", "Haug 1998", 20.66764267, 1e-6, () => mertonEuropean(1, 80, { spot: 100, r: 0.08, q: 0, sigma: 0.25 * Math.sqrt(0.75), T: 0.1 }, { rate: 1, mean: -0.0078125, deviation: 0.125 })],
  ["heston-fo", "call under stochastic variance", "Fang & Oosterlee 2008", 5.78515543, 1e-6, () => hestonCall({ spot: 100, strike: 100, r: 0, q: 0, T: 1 }, { v0: 0.0175, kappa: 1.5768, theta: 0.0398, xi: 0.5751, rho: -0.5711 })],
  ["first-passage-1", "P(minimum below a barrier)", "closed form", 0.7911135326, 1e-8, () => firstPassage(100, 95, 0, 0.25, 0.5)],
  ["renewal", "availability", "renewal theory", 0.9972299169, 1e-8, () => availability(720, 2)],
  ["missed-exercise", "missed exercise, window of an hour", "renewal theory", 0.0016801403, 1e-8, () => missedExercise(1, 720, weibull(2, 1))],
  ["capped", "E[min(D, 4 h)]", "closed form", 1.4865278604, 1e-8, () => cappedMean(logNormal(0, 1.2), 4)],
  ["hawkes", "outages until 10 when they cluster", "Hawkes 1971", 9.1687322935, 1e-8, () => expectedCount(10, { mu: 0.5, alpha: 0.6, beta: 1.2 })],
  ["cox", "P(no outage) under the volatility link", "Cox, Ingersoll & Ross 1985", 0.3031751044, 1e-8, () => noOutage(1, 0.36, { ...link, a: 0.5, b: 2 })],
  ["size-bias", "variance at an outage", "size-biased gamma law", 0.4192105263, 1e-8, () => varianceAtOutage({ ...link, a: 2, b: 5 })],
  ["common-shock", "correlation of counts", "closed form", 0.0979795897, 1e-8, () => countCorrelation([{ rate: 0.6, hits: [0.8, 0.5] }], 0, 1, 3, 2)],
  ["arcsine", "back within the grace", "Lévy's arcsine law", 0.25, 1e-8, () => recoversWithin(1, 1)],
  ["carr-put", "bad debt after an exponential outage (× 10⁵)", "Carr 1998", 2.11315254, 1e-7, () => 1e5 * putAfterExponential(100, 90, 0, 0.8, 3 * HOUR)],
  ["grace-curve", "mean bad debt at a grace of an hour (× 10⁵)", "quadrature and Poisson sum", 1.403644, 1e-4, () => 1e5 * meanBadDebt(HOUR, curve)],
  ["stale-pool", "stale pool (× 10⁵)", "Milionis et al. 2022", 1.82646734, 1e-7, () => 1e5 * stalePool(0.8, 2 * HOUR)],
  ["reorg", "choice that a reversion gives", "closed form", 0.003937467, 1e-6, () => reversionStraddle(0.8, HOUR / 3)],
  ["nakamoto", "reversal after 6 confirmations", "Nakamoto 2008", 0.0002428, 1e-7, () => reversal(0.1, 6)],
  ["cvar-normal", "CVaR 95 % of a normal law", "Rockafellar & Uryasev 2000", 2.06271281, 1e-7, () => normalTail(0.95).conditional],
  ["cvar-exponential", "CVaR 95 % of an exponential law", "Norton, Khokhlov & Uryasev 2019", 3.99573227, 1e-7, () => exponentialTail(0.95).conditional],
  ["cvar-pareto", "CVaR 95 % of a Pareto law", "Norton, Khokhlov & Uryasev 2019", 5.52409003, 1e-7, () => paretoTail(0.95, 1, 2.5).conditional],
];

/** The cases. */
export const CHECKS: readonly Check[] = ROWS.map(([id, title, source, reference, tolerance, compute]) => ({
  id,
  title,
  source,
  reference,
  tolerance,
  compute,
}));
