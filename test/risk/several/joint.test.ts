/** Several rollups at once. */
import { expect } from "chai";

import { allocate } from "../../../src/risk/aggregate/allocate.js";
import { contributions } from "../../../src/risk/aggregate/contributions.js";
import { fitRate } from "../../../src/risk/calibration/arrivals.js";
import { fitDuration } from "../../../src/risk/calibration/duration.js";
import { badDebt } from "../../../src/risk/costs/bad-debt.js";
import { NO_GUARD } from "../../../src/risk/inputs/policies.js";
import { countCorrelation } from "../../../src/risk/outages/common-shock.js";
import { meanRate, varianceRate } from "../../../src/risk/outages/hawkes.js";
import { Sequence } from "../../../src/risk/random/sequence.js";
import { debtAt, debtLadder } from "../../../src/risk/several/debt-ladder.js";
import { jointLosses, type JointBook, type JointMarket } from "../../../src/risk/several/joint-losses.js";
import { jointHalts, ownRates, type JointModel } from "../../../src/risk/several/joint-outages.js";
import { expectClose } from "../../helpers/close-to.js";
import { priceAfter } from "../../helpers/risk-episode-law.js";
import { expectRejection } from "../../helpers/risk-errors.js";
import { CHOSEN } from "../../helpers/risk-optimum.js";
import { numbersOf, validationCase } from "../../helpers/risk-validation.js";

const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, x) => sum + x, 0) / values.length;
const cover = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  mean(Array.from(a, (x, k) => x * (b[k] ?? 0))) - mean(a) * mean(b);

/** The case of the validation table. */
const duration = { law: "logNormal", mu: 8, sigma: 1.2 } as const;
const model: JointModel = {
  rollups: [
    { name: "one", haltsPerYear: 3, duration },
    { name: "two", haltsPerYear: 2, duration },
  ],
  shocks: [{ rate: 0.6, hits: [0.8, 0.5] }],
  years: 1,
};
const market: JointMarket = {
  prices: [2_000, 60_000],
  correlation: [
    [1, 0.8],
    [0.8, 1],
  ],
  volatility: { law: "constant", sigma: 2 },
  drift: 0,
  jumps: { rate: 50, mean: -0.05, deviation: 0.08 },
};
const position = { id: "p", collateral: 1, debt: 1_890, liquidationThreshold: 0.9, bonus: 0.05 };
const book: JointBook = { positions: [[position], []], policy: NO_GUARD, visibilityLag: 0, repairPerHour: 0 };

/** Numbers of halts of each rollup by scenario. */
function counts(of: JointModel, scenarios: number, seed = 1): number[][] {
  const own = ownRates(of);
  const rows = of.rollups.map(() => Array.from({ length: scenarios }, () => 0));
  for (let s = 0; s < scenarios; s++) {
    for (const { rollup } of jointHalts(of, s, seed, own)) {
      const row = rows[rollup];
      if (row !== undefined) row[s] = (row[s] ?? 0) + 1;
    }
  }
  return rows;
}

describe("halts of several rollups", () => {
  it("given a common cause / when counted / rates and correlation are the validation table's within three errors", () => {
    const [n, [one = [], two = []]] = [10_000, counts(model, 10_000)];
    expectClose(mean(one), 3, 3 * Math.sqrt(3 / n));
    expectClose(mean(two), 2, 3 * Math.sqrt(2 / n));
    const correlation = cover(one, two) / Math.sqrt(cover(one, one) * cover(two, two));
    const [expected = NaN] = numbersOf(validationCase("common-shock").reference);
    expectClose(correlation, expected, 3 / Math.sqrt(n));
    expectClose(countCorrelation(model.shocks, 0, 1, 3, 2), expected, 1e-9);
  });

  it("given halts that bring further ones / when counted over many years / mean and variance are Hawkes's", () => {
    const excitation = { branching: 0.5, meanDelay: 86_400 };
    const years = 20;
    const [one = []] = counts(
      { rollups: [{ name: "one", haltsPerYear: 2, duration }], shocks: [], excitation, years },
      800,
    );
    const hawkes = { mu: 1, alpha: 0.5 * 365, beta: 365 };
    expectClose(meanRate(hawkes), 2, 1e-12);
    const spread = varianceRate(hawkes) * years;
    expectClose(mean(one), 2 * years, 3 * Math.sqrt(spread / 800) + 0.05);
    expectClose(cover(one, one) / spread, 1, 0.2);
  });

  it("given an uncertain rate / when counted / the counts vary by the posterior's variance more than Poisson's", () => {
    const rate = fitRate({ halts: 3, years: 5 });
    const posterior = { rate, duration: fitDuration([600, 6_000]) };
    const [one = []] = counts(
      { rollups: [{ name: "one", haltsPerYear: 1, duration, posterior }], shocks: [], years: 10 },
      4_000,
    );
    const average = (10 * rate.shape) / rate.rate;
    expectClose(mean(one) / average, 1, 0.04);
    expectClose(cover(one, one) / (average + (100 * rate.shape) / rate.rate ** 2), 1, 0.1);
  });

  it("given causes that stop a rollup more often than it halts / when run / it is refused", () => {
    const shocks = [{ rate: 10, hits: [0.8, 0.5] }];
    expectRejection(() => ownRates({ ...model, shocks }), "one.haltsPerYear", 3);
    const excitation = { branching: 1, meanDelay: 1 };
    expectRejection(() => ownRates({ ...model, excitation }), "excitation.branching", 1);
    expectRejection(() => ownRates({ ...model, shocks: [{ rate: 1, hits: [1.5] }] }), "hits[0]", 1.5);
  });
});

describe("losses of several rollups", () => {
  it("given a book / when its debt is read off the ladder / it is the sum of its puts", () => {
    const positions = [
      position,
      { ...position, collateral: 2 },
      { ...position, debt: 0 },
      { ...position, debt: 1_900 },
    ];
    const ladder = debtLadder(positions);
    for (const price of [3_000, 1_995, 1_800, 1_000, 900, 0]) {
      const sum = positions.reduce((total, loan) => total + badDebt(loan, price), 0);
      expectClose(debtAt(ladder, price), sum, 1e-9);
    }
  });

  it("given one rollup / when simulated / the mean loss is rate times put within three errors", () => {
    const [only] = model.rollups;
    const single: JointModel = { rollups: only === undefined ? [] : [only], shocks: [], years: 1 };
    const [losses = new Float64Array(1)] = jointLosses(single, market, [book], { first: 0, count: 4_000 }, 1);
    const law = priceAfter(
      { ...market, duration, falseDuration: duration, falseShare: 0, visibilityLag: 0, detection: 0 },
      () => 0,
    );
    const strike = (1_890 * 1.05) / 2_000;
    const expected = (3 * 2_000 * law.put(strike)) / 1.05;
    expectClose(mean(losses), expected, 3 * Math.sqrt(cover(losses, losses) / losses.length));
  });

  it("given a stretch of scenarios / when run alone / it is the same bits as in the whole", () => {
    const all = jointLosses(model, market, [book, book], { first: 0, count: 300 }, 5);
    const part = jointLosses(model, market, [book, book], { first: 100, count: 50 }, 5);
    expect(part.map((line) => [...line])).to.deep.equal(all.map((line) => [...line.slice(100, 150)]));
  });

  it("given common causes / when compared with none / losses go together and the tail of the sum is larger", () => {
    const [shared, own] = [
      { ...model, shocks: [{ rate: 2, hits: [1, 1] }] },
      { ...model, shocks: [] },
    ].map((each) => jointLosses(each, market, [book, book], { first: 0, count: 1_500 }, 2));
    const together = ([a = new Float64Array(0), b = new Float64Array(0)]: Float64Array[] = []) =>
      cover(a, b) / Math.sqrt(cover(a, a) * cover(b, b));
    expect(together(shared)).to.be.greaterThan(together(own) + 0.3);
    const tail = (parts: Float64Array[] = []) => contributions(parts, 0.99).conditional;
    expect(tail(shared)).to.be.greaterThan(tail(own));
  });

  it("given a grace and nobody who repairs / when compared with none / the loss is larger; with repairs it is smaller", () => {
    const lossOf = (changes: Partial<JointBook>) => {
      const books = [book, book].map((each) => ({ ...each, ...changes }));
      return mean(jointLosses(model, market, books, { first: 0, count: 1_000 }, 3)[0] ?? []);
    };
    const bare = lossOf({});
    expect(lossOf({ policy: CHOSEN, visibilityLag: 900 })).to.be.greaterThan(bare);
    expect(lossOf({ policy: CHOSEN, visibilityLag: 900, repairPerHour: 5 })).to.be.lessThan(bare);
  });

  it("given losses of three rollups / when allocated / the weights spread and the parts add up to the tail", () => {
    const three: JointModel = {
      rollups: ["a", "b", "c"].map((name) => ({ name, haltsPerYear: 1, duration })),
      shocks: [{ rate: 0.9, hits: [1, 1, 0] }],
      years: 1,
    };
    const losses = jointLosses(three, market, [book, book, book], { first: 0, count: 3_000 }, 4);
    const { weights, conditional } = allocate(losses, { level: 0.95 });
    expect(weights[2]).to.be.greaterThan(Math.max(weights[0] ?? 1, weights[1] ?? 1));
    const { parts } = contributions(
      losses.map((line, k) => line.map((loss) => loss * (weights[k] ?? 0))),
      0.95,
    );
    expectClose(parts.reduce((a, b) => a + b, 0) / conditional, 1, 1e-6);
  });

  it("given books, prices or scenarios that do not fit / when run / field and value are named", () => {
    const run = (m: JointMarket, books: readonly JointBook[], count: number) => () =>
      jointLosses(model, m, books, { first: 0, count }, 1);
    expectRejection(run(market, [book], 1), "books.length", 1);
    expectRejection(run({ ...market, prices: [1] }, [book, book], 1), "market.prices.length", 1);
    expectRejection(run({ ...market, prices: [0, 1] }, [book, book], 1), "market.prices[0]", 0);
    expectRejection(run(market, [book, book], 0), "scenarios.count", 0);
  });
});

describe("sequence of an address", () => {
  it("given an address / when drawn from twice / the numbers are the same, and another address has others", () => {
    const take = (scenario: number) => {
      const draw = new Sequence([scenario, 0], [1, 2]);
      return [draw.uniform(), draw.normal(), draw.exponential(2), draw.poisson(3)];
    };
    expect(take(1)).to.deep.equal(take(1));
    expect(take(1)[0]).not.to.equal(take(2)[0]);
  });

  it("given compound sums of Poisson numbers and exponentials / when drawn / they are the validation table's", () => {
    const {
      mean: expected,
      variance,
      P_gt_15: beyond,
    } = validationCase("compound-poisson").reference as Record<string, number>;
    const n = 20_000;
    const sums = Array.from({ length: n }, (_, k) => {
      const draw = new Sequence([k, 0], [11, 2]);
      let total = 0;
      for (let left = draw.poisson(3); left > 0; left--) total += draw.exponential(2);
      return total;
    });
    expectClose(mean(sums), expected ?? NaN, 3 * Math.sqrt((variance ?? NaN) / n));
    expectClose(cover(sums, sums) / (variance ?? NaN), 1, 0.06);
    const p = beyond ?? NaN;
    expectClose(sums.filter((x) => x > 15).length / n, p, 3 * Math.sqrt((p * (1 - p)) / n));
  });
});
