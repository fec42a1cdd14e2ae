/** Mean bad debt of one position against the grace, in closed form but for two integrals: the yardstick of the simulation. */
import { nonNegative, positive } from "../check.js";
import { density } from "../math/normal.js";
import { integrate } from "../math/quadrature.js";
import { mertonEuropean, type Jumps } from "../prices/merton.js";

/** A log-normal quantity. */
export interface LogNormal {
  /** Median. */
  readonly median: number;
  /** Standard deviation of the logarithm. */
  readonly deviation: number;
}

/** What is uncertain in an episode. Years, and by the year. */
export interface GraceCurve {
  /** `K/S`: the strike of the put over the price at the outage. */
  readonly moneyness: number;
  readonly duration: LogNormal;
  readonly volatility: LogNormal;
  readonly jumps: Jumps;
}

/** Standard deviations over which is integrated: beyond them less than 1e-15 is left. */
const REACH = 8;

/** E[(K − S)⁺]/S after an outage and a grace of `grace` years. */
export function meanBadDebt(grace: number, { moneyness, duration, volatility, jumps }: GraceCurve): number {
  nonNegative("grace", grace);
  positive("moneyness", moneyness);
  const over = (law: LogNormal, f: (value: number) => number) =>
    integrate((z) => density(z) * f(law.median * Math.exp(law.deviation * z)), -REACH, REACH, 32, 4);
  return over(duration, (years) =>
    over(volatility, (sigma) => mertonEuropean(-1, moneyness, { spot: 1, r: 0, q: 0, sigma, T: years + grace }, jumps)),
  );
}
