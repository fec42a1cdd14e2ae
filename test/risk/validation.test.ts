/** Closed forms of the risk engine against published and recomputed values, each at the tolerance of its case. */
import { exponentialTail, logNormalTail, normalTail, paretoTail, type Tail } from "../../src/risk/aggregate/tail.js";
import { putAfterExponential } from "../../src/risk/costs/bad-debt.js";
import { meanBadDebt } from "../../src/risk/costs/grace-curve.js";
import { recoversWithin, reversal, reversionStraddle, stalePool } from "../../src/risk/costs/reversion.js";
import { countCorrelation, jointSurvival, stopTogether } from "../../src/risk/outages/common-shock.js";
import { cappedMean, logNormal, weibull } from "../../src/risk/outages/duration.js";
import { expectedCount, expectedIntensity, meanRate, varianceRate } from "../../src/risk/outages/hawkes.js";
import { availability, missedExercise, upAfter } from "../../src/risk/outages/renewal.js";
import { noOutage, varianceAtOutage } from "../../src/risk/outages/volatility-link.js";
import { barrierOption } from "../../src/risk/prices/barrier.js";
import { cashOrNothing, european, firstPassage, type Side } from "../../src/risk/prices/black-scholes.js";
import { hestonCall } from "../../src/risk/prices/heston.js";
import { mertonEuropean, mertonTail } from "../../src/risk/prices/merton.js";
import { expectCase, numbersOf, parametersOf, validationCase, validationIds } from "../helpers/risk-validation.js";
import { expect } from "chai";
import { expectClose } from "../helpers/close-to.js";

const HOURS_IN_YEAR = 8760;
const hours = (count: number) => count / HOURS_IN_YEAR;
const market = (p: (name: string) => number, sigma = p("sigma")) => ({
  spot: p("spot"),
  r: p("r"),
  q: p("q"),
  sigma,
  T: p("T"),
});
const pair = ({ valueAtRisk, conditional }: Tail): number[] => [valueAtRisk, conditional];

function plain(id: string, side: Side): number[] {
  const p = parametersOf(id);
  return [european(side, p("strike"), market(p))];
}

function passage(id: string): number[] {
  const p = parametersOf(id);
  return [firstPassage(p("spot"), p("barrier"), p("mu"), p("sigma"), p("T"))];
}

function barrier(id: string): number[] {
  const p = parametersOf(id);
  const option = {
    side: 1 as const,
    kind: "out" as const,
    strike: p("strike"),
    barrier: p("barrier"),
    rebate: p("rebate"),
  };
  return [barrierOption(option, market(p))];
}

function merton(id: string): number[] {
  const p = parametersOf(id);
  const [v, gamma, rate] = [p("v"), p("gamma"), p("lambda")];
  const deviation = v * Math.sqrt(gamma / rate);
  const jumps = { rate, mean: -(deviation * deviation) / 2, deviation };
  return [mertonEuropean(1, p("strike"), market(p, v * Math.sqrt(1 - gamma)), jumps)];
}

function heston(id: string, strikes: readonly number[], terms: { r?: number; q?: number } = {}): number[] {
  const p = parametersOf(id);
  const jumps =
    id === "bates-bk"
      ? { rate: p("lambda"), mean: Math.log(1 + p("meanJump")) - p("sJ") ** 2 / 2, deviation: p("sJ") }
      : undefined;
  const variance = { v0: p("v0"), kappa: p("kappa"), theta: p("theta"), xi: p("xi"), rho: p("rho") };
  return strikes.map((strike) =>
    hestonCall({ spot: p("spot"), strike, r: terms.r ?? p("r"), q: terms.q ?? 0, T: p("T") }, variance, jumps),
  );
}

const COMPUTED: Readonly<Record<string, () => number[]>> = {
  "bs-call": () => plain("bs-call", 1),
  "bs-put": () => plain("bs-put", -1),
  "digital-put": () => {
    const p = parametersOf("digital-put");
    return [cashOrNothing(-1, p("strike"), p("cash"), market(p))];
  },
  "merton-1": () => merton("merton-1"),
  "merton-2": () => merton("merton-2"),
  "merton-3": () => merton("merton-3"),
  "merton-var-1d": () => {
    const p = parametersOf("merton-var-1d");
    const jumps = { rate: p("lambda"), mean: p("mJ"), deviation: p("sJ") };
    const terms = { r: p("r"), sigma: p("sigma"), T: p("days") / 365 };
    return [0.95, 0.99].flatMap((level) => mertonTail(level, terms, jumps));
  },
  "heston-lewis": () => heston("heston-lewis", [80, 90, 100], { q: 0.02 }),
  "heston-fo": () => heston("heston-fo", [100]),
  "bates-bk": () => heston("bates-bk", [100]),
  "barrier-doc": () => barrier("barrier-doc"),
  "barrier-uoc": () => barrier("barrier-uoc"),
  "first-passage-1": () => passage("first-passage-1"),
  "first-passage-2": () => passage("first-passage-2"),
  cvar: () => [normalTail(0.95), exponentialTail(0.95), logNormalTail(0.95), paretoTail(0.95, 1, 2.5)].flatMap(pair),
  renewal: () => [availability(720, 2), upAfter(1, 720, 2)],
  "missed-exercise": () => [0, 0.5, 1, 4].map((window) => missedExercise(window, 720, weibull(2, 1))),
  capped: () => [4, 12].map((cap) => cappedMean(logNormal(0, 1.2), cap)),
  hawkes: () => {
    const hawkes = { mu: 0.5, alpha: 0.6, beta: 1.2 };
    return [meanRate(hawkes), varianceRate(hawkes), expectedIntensity(1, hawkes), expectedCount(10, hawkes)];
  },
  nakamoto: () => [1, 2, 6].map((z) => reversal(0.1, z)),
  cox: () => {
    const p = parametersOf("cox");
    return [noOutage(p("T"), p("v0"), { a: p("a"), b: p("b"), kappa: p("kappa"), theta: p("theta"), xi: p("xi") })];
  },
  "size-bias": () => {
    const p = parametersOf("size-bias");
    return [varianceAtOutage({ a: p("a"), b: p("b"), kappa: p("kappa"), theta: p("theta"), xi: p("xi") })];
  },
  "marshall-olkin": () => {
    const p = parametersOf("marshall-olkin");
    const rates = [p("own1"), p("own2"), p("common")] as const;
    return [jointSurvival(p("s"), p("t"), ...rates), stopTogether(...rates)];
  },
  "common-shock": () => [countCorrelation([{ rate: 0.6, hits: [0.8, 0.5] }], 0, 1, 3, 2)],
  arcsine: () => [recoversWithin(1, 1), recoversWithin(1, 3)],
  "carr-put": () => [putAfterExponential(100, 90, 0, 0.8, hours(3))],
  "stale-pool": () => [stalePool(0.8, hours(2))],
  reorg: () => [reversionStraddle(0.8, hours(1 / 3))],
};

/** Cases that are simulated, and the one that stands in a test of its own. */
const ELSEWHERE = ["philox", "grace-curve", "bgk", "kou-wang", "ru-portfolio", "compound-poisson", "kernel"];

describe("validation of the risk engine", () => {
  for (const [id, compute] of Object.entries(COMPUTED)) {
    it(`given ${validationCase(id).title} / when computed / it is the value of ${validationCase(id).source}`, () => {
      expectCase(id, compute());
    });
  }

  it("given the curve of the yardstick / when integrated / it is the value of the quadrature to seven digits", () => {
    const curve = {
      moneyness: 0.8,
      duration: { median: hours(1), deviation: 1.2 },
      volatility: { median: 0.9, deviation: 0.5 },
      jumps: { rate: 40, mean: -0.05, deviation: 0.08 },
    };
    const expected = numbersOf(validationCase("grace-curve").reference);
    for (const [index, grace] of [0, 0.5, 1].entries()) {
      expectClose(meanBadDebt(hours(grace), curve) / (expected[index] ?? 0), 1, 1e-6);
    }
  });

  it("given the table / when read / every case is computed somewhere", () => {
    expect([...Object.keys(COMPUTED), ...ELSEWHERE].sort()).to.deep.equal([...validationIds].sort());
  });
});
