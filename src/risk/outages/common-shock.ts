/** Causes that stop several rollups at once. Sources: Marshall & Olkin 1967; Lindskog & McNeil 2003. */
import { nonNegative, positive, probability } from "../check.js";

/** A cause, and with which probability it stops each rollup. */
export interface Shock {
  readonly rate: number;
  readonly hits: readonly number[];
}

/** Correlation of the numbers of outages of two rollups with rates `rateI` and `rateJ`. */
export function countCorrelation(shocks: readonly Shock[], i: number, j: number, rateI: number, rateJ: number): number {
  const common = shocks.reduce((total, { rate, hits }) => {
    const [p, q] = [probability(`hits[${i}]`, hits[i] ?? 0), probability(`hits[${j}]`, hits[j] ?? 0)];
    return total + nonNegative("shock.rate", rate) * p * q;
  }, 0);
  return common / Math.sqrt(positive("rateI", rateI) * positive("rateJ", rateJ));
}

/** P(the first runs beyond `s` and the second beyond `t`) with rates of their own and a common one. */
export function jointSurvival(s: number, t: number, own1: number, own2: number, common: number): number {
  const [first, second] = [nonNegative("s", s), nonNegative("t", t)];
  return Math.exp(
    -nonNegative("own1", own1) * first -
      nonNegative("own2", own2) * second -
      nonNegative("common", common) * Math.max(first, second),
  );
}

/** P(both stop in the same moment). */
export function stopTogether(own1: number, own2: number, common: number): number {
  return (
    nonNegative("common", common) / positive("rates", nonNegative("own1", own1) + nonNegative("own2", own2) + common)
  );
}
