/** What must hold between formulas of the risk engine, whatever the numbers. */
import { expect } from "chai";
import fc from "fast-check";

import { sampleTail } from "../../src/risk/aggregate/tail.js";
import { badDebt, carveOutHealth, putStrike } from "../../src/risk/costs/bad-debt.js";
import { cappedMean, logNormal, splicedPareto, weibull, type Duration } from "../../src/risk/outages/duration.js";
import { barrierOption } from "../../src/risk/prices/barrier.js";
import { european, firstPassage, type Side } from "../../src/risk/prices/black-scholes.js";
import { hestonCall } from "../../src/risk/prices/heston.js";
import { mertonEuropean } from "../../src/risk/prices/merton.js";
import { expectClose } from "../helpers/close-to.js";

const PROPERTY = { seed: 0x484f4c44, numRuns: 200 };
const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const markets = fc.record({
  spot: fc.constant(100),
  r: between(-0.05, 0.2),
  q: between(-0.05, 0.2),
  sigma: between(0.05, 2),
  T: between(0.01, 2),
});
const strikes = between(20, 300);
const jumps = fc.record({ rate: between(0, 20), mean: between(-0.3, 0.3), deviation: between(0.01, 0.5) });

describe("identities of the risk engine", () => {
  it("given any market / when call and put are priced / they differ by the forward", () => {
    fc.assert(
      fc.property(markets, strikes, jumps, (market, strike, j) => {
        const forward = market.spot * Math.exp(-market.q * market.T) - strike * Math.exp(-market.r * market.T);
        const plain = european(1, strike, market) - european(-1, strike, market);
        const jumping = mertonEuropean(1, strike, market, j) - mertonEuropean(-1, strike, market, j);
        expectClose(plain, forward, 1e-9 * market.spot);
        expectClose(jumping, forward, 1e-7 * market.spot);
      }),
      PROPERTY,
    );
  });

  it("given any barrier / when the option that dies and the one that comes to life are added / they are the plain one", () => {
    fc.assert(
      fc.property(markets, strikes, between(50, 200), fc.constantFrom<Side>(1, -1), (market, strike, barrier, side) => {
        fc.pre(Math.abs(barrier - market.spot) > 0.1);
        // A call above its barrier from below, or a put below its barrier from above, comes to life before it is worth anything.
        const option = { side, strike, barrier, rebate: 0 };
        const both =
          barrierOption({ ...option, kind: "in" }, market) + barrierOption({ ...option, kind: "out" }, market);
        expectClose(both, european(side, strike, market), 1e-7 * market.spot);
        expect(barrierOption({ ...option, kind: "in" }, market)).to.be.at.least(-1e-7 * market.spot);
        expect(barrierOption({ ...option, kind: "out" }, market)).to.be.at.least(-1e-7 * market.spot);
      }),
      PROPERTY,
    );
  });

  it("given jumps that never come / when priced / it is the plain price; given a still variance / it is Heston's", () => {
    const market = { spot: 100, r: 0.03, q: 0.01, sigma: 0.4, T: 0.5 };
    const none = { rate: 0, mean: 0, deviation: 0.1 };
    expectClose(mertonEuropean(1, 105, market, none), european(1, 105, market), 1e-12);
    const still = { v0: 0.16, kappa: 50, theta: 0.16, xi: 1e-3, rho: 0 };
    expectClose(hestonCall({ ...market, strike: 105 }, still), european(1, 105, market), 1e-5);
  });

  it("given a barrier far below / when its passage is asked for / it is as good as impossible; at the spot it is sure", () => {
    expect(firstPassage(100, 1, 0, 0.5, 0.1)).to.be.lessThan(1e-100);
    expect(firstPassage(100, 100, 0, 0.5, 0.1)).to.equal(1);
    expectClose(firstPassage(100, 99.999999, 0, 0.5, 0.1), 1, 1e-6);
  });

  const laws: Readonly<Record<string, Duration>> = {
    "log-normal": logNormal(0.4, 1.25),
    "log-normal, a narrow one": logNormal(0, 0.05),
    Weibull: weibull(2, 0.7),
    exponential: weibull(2, 1),
    "spliced Pareto": splicedPareto(0.4, 1.25, 0.9, 2.5),
  };
  for (const [name, law] of Object.entries(laws)) {
    it(`given ${name} lengths / when asked in several ways / the answers agree`, () => {
      for (const p of [0.01, 0.3, 0.5, 0.9, 0.95, 0.999]) expectClose(law.survival(law.quantile(p)), 1 - p, 1e-9);
      expect(law.survival(0)).to.equal(1);
      expectClose(law.excess(0), law.mean, 1e-12);
      expectClose(cappedMean(law, 1e9), law.mean, 1e-4);
      for (const w of [0.1, 1, 3, 10, 40]) {
        // d/dw E[(D − w)⁺] = −P(D > w)
        const slope = (law.excess(w + 1e-4) - law.excess(w - 1e-4)) / 2e-4;
        expectClose(-slope, law.survival(w), 1e-6, `${name} at ${w}`);
      }
    });
  }

  it("given a loan / when its bad debt is computed / it is a put, zero from the strike on", () => {
    const loan = { collateral: 10, debt: 900, bonus: 0.05 };
    expectClose(putStrike(loan), 94.5, 1e-12);
    expect(badDebt(loan, 94.5)).to.equal(0);
    expectClose(badDebt(loan, 90), 900 - (10 * 90) / 1.05, 1e-9);
    expectClose(badDebt(loan, 0), 900, 1e-9);
    expectClose(carveOutHealth(0.8, 0.05), 0.84, 1e-12);
  });

  it("given two books / when their tails are added / the tail of both is no larger", () => {
    const samples = fc.array(fc.tuple(between(-10, 100), between(-10, 100)), { minLength: 5, maxLength: 200 });
    fc.assert(
      fc.property(samples, between(0.5, 0.99), (pairs, level) => {
        const [a, b] = [Float64Array.from(pairs, ([x]) => x), Float64Array.from(pairs, ([, y]) => y)];
        const both = Float64Array.from(pairs, ([x, y]) => x + y);
        const apart = sampleTail(a, level).conditional + sampleTail(b, level).conditional;
        expect(sampleTail(both, level).conditional).to.be.at.most(apart + 1e-9 * Math.abs(apart) + 1e-9);
      }),
      PROPERTY,
    );
  });

  it("given a sample with equal weights / when weighed or not / the tail is the same", () => {
    fc.assert(
      fc.property(fc.array(between(-5, 5), { minLength: 1, maxLength: 60 }), between(0, 0.99), (values, level) => {
        const losses = Float64Array.from(values);
        const weighed = sampleTail(
          losses,
          level,
          losses.map(() => 3),
        );
        expectClose(sampleTail(losses, level).conditional, weighed.conditional, 1e-9);
      }),
      PROPERTY,
    );
  });
});
