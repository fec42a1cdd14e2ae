/** Bad input: a typed error with field, value and bound. */
import { badDebt, putAfterExponential } from "../../src/risk/costs/bad-debt.js";
import { meanBadDebt } from "../../src/risk/costs/grace-curve.js";
import { recoversWithin, reversal, stalePool } from "../../src/risk/costs/reversion.js";
import { cappedMean, logNormal, splicedPareto, weibull } from "../../src/risk/outages/duration.js";
import { branchingRatio } from "../../src/risk/outages/hawkes.js";
import { missedExercise } from "../../src/risk/outages/renewal.js";
import { noOutage } from "../../src/risk/outages/volatility-link.js";
import { european } from "../../src/risk/prices/black-scholes.js";
import { hestonCall } from "../../src/risk/prices/heston.js";
import { mertonEuropean } from "../../src/risk/prices/merton.js";
import { sampleTail } from "../../src/risk/aggregate/tail.js";
import { expectRejection } from "../helpers/risk-errors.js";

const market = { spot: 100, r: 0, q: 0, sigma: 0.5, T: 1 };
const jumps = { rate: 1, mean: 0, deviation: 0.1 };
const variance = { v0: 0.04, kappa: 1, theta: 0.04, xi: 0.3, rho: 0 };
const call = { spot: 100, strike: 100, r: 0, q: 0, T: 1 };

const CASES: readonly [what: string, action: () => unknown, field: string, value: unknown][] = [
  ["no volatility", () => european(1, 100, { ...market, sigma: 0 }), "sigma", 0],
  ["no time", () => european(1, 100, { ...market, T: 0 }), "T", 0],
  ["a spot of NaN", () => european(1, 100, { ...market, spot: NaN }), "spot", NaN],
  ["a strike of zero", () => european(1, 0, market), "strike", 0],
  ["an endless rate", () => european(1, 100, { ...market, r: Infinity }), "r", Infinity],
  ["jumps that go back in time", () => mertonEuropean(1, 100, market, { ...jumps, rate: -1 }), "jumps.rate", -1],
  ["jumps without spread", () => mertonEuropean(1, 100, market, { ...jumps, deviation: 0 }), "jumps.deviation", 0],
  ["a negative variance", () => hestonCall(call, { ...variance, v0: -0.04 }), "variance.v0", -0.04],
  ["a correlation above one", () => hestonCall(call, { ...variance, rho: 1.1 }), "variance.rho", 1.1],
  ["lengths without spread", () => logNormal(0, 0), "duration.sigma", 0],
  ["a Weibull shape of zero", () => weibull(1, 0), "duration.shape", 0],
  ["a tail without a mean", () => splicedPareto(0, 1, 0.9, 1), "duration.index − 1", 0],
  ["a splice above one", () => splicedPareto(0, 1, 1.2, 2), "duration.level", 1.2],
  ["a negative cap", () => cappedMean(logNormal(0, 1), -1), "cap", -1],
  ["outages that never end to come", () => branchingRatio({ mu: 1, alpha: 2, beta: 2 }), "hawkes.alpha", 2],
  ["a window before the expiry that is negative", () => missedExercise(-1, 720, weibull(2, 1)), "window", -1],
  ["an intensity of nothing", () => noOutage(1, 1, { a: 0, b: 0, kappa: 1, theta: 1, xi: 1 }), "link.a + link.b", 0],
  ["a loan without collateral", () => badDebt({ collateral: 0, debt: 1, bonus: 0 }, 1), "collateral", 0],
  ["an outage of no length", () => putAfterExponential(100, 90, 0, 0.8, 0), "meanYears", 0],
  ["a grace before the outage", () => meanBadDebt(-1, curve()), "grace", -1],
  ["a share of the work above one", () => reversal(1.5, 1), "q", 1.5],
  ["half a confirmation", () => reversal(0.1, 1.5), "z", 1.5],
  ["an outage of no time", () => recoversWithin(0, 1), "D", 0],
  ["a pool that stood still for less than nothing", () => stalePool(0.8, -1), "years", -1],
  ["a level of one", () => sampleTail(Float64Array.of(1), 1), "level", 1],
  ["no losses", () => sampleTail(new Float64Array(0), 0.9), "losses", "empty"],
];

function curve() {
  const law = { median: 1, deviation: 1 };
  return { moneyness: 0.8, duration: law, volatility: law, jumps };
}

describe("inputs of the risk engine", () => {
  for (const [what, action, field, value] of CASES) {
    it(`given ${what} / when computed / ${field} is refused`, () => {
      expectRejection(action, field, value);
    });
  }
});
