/** Costs beside the sweep: against closed forms, identities and samples. */
import { expect } from "chai";
import fc from "fast-check";

import { DEFAULT_EXTENSION, prepareBook, type OtherKind } from "../../../src/risk/costs/book-costs.js";
import { capitalCost, graceFor, lockedSeconds } from "../../../src/risk/costs/capital.js";
import {
  extensionWeights,
  optionCost,
  optionCurve,
  touched,
  type ExtensionTerms,
  type OptionCost,
} from "../../../src/risk/costs/options.js";
import { outageWeights, type Repair } from "../../../src/risk/costs/outage-weights.js";
import { perpetualCost } from "../../../src/risk/costs/perpetuals.js";
import { reorderingBound, reversionCost, reversionStraddle, stalePool } from "../../../src/risk/costs/reversion.js";
import type { OptionPosition } from "../../../src/risk/inputs/book.js";
import { NO_GUARD } from "../../../src/risk/inputs/policies.js";
import { quantile } from "../../../src/risk/math/normal.js";
import { logNormal, splicedPareto, weibull } from "../../../src/risk/outages/duration.js";
import { durationOf, felt } from "../../../src/risk/outages/laws.js";
import { missedExercise } from "../../../src/risk/outages/renewal.js";
import { varianceAtOutage } from "../../../src/risk/outages/volatility-link.js";
import { presetOf, rollupModel } from "../../../src/risk/presets/preset.js";
import { european } from "../../../src/risk/prices/black-scholes.js";
import { uniforms } from "../../../src/risk/random/uniform.js";
import type { EpisodeModel, PolicyTerms } from "../../../src/risk/simulate/types.js";
import { expectClose } from "../../helpers/close-to.js";
import { episodeNodes, meanOver, priceAfter } from "../../helpers/risk-episode-law.js";
import { expectRejection } from "../../helpers/risk-errors.js";
import { CHOSEN } from "../../helpers/risk-optimum.js";
import { numbersOf, validationCase } from "../../helpers/risk-validation.js";

const YEAR = 31_536_000;
const HOUR = 3_600;

/** The yardstick of the validation table. */
const model: EpisodeModel = {
  duration: { law: "logNormal", mu: Math.log(HOUR), sigma: 1.2 },
  falseDuration: { law: "logNormal", mu: 6, sigma: 1 },
  falseShare: 0,
  volatility: { law: "logNormal", median: 0.9, deviation: 0.5 },
  drift: 0,
  jumps: { rate: 40, mean: -0.05, deviation: 0.08 },
  visibilityLag: 0,
  detection: 0,
};

describe("law of an episode by sums", () => {
  it("given the yardstick / when the put is summed / it is the validation table's to its last digit", () => {
    const expected = numbersOf(validationCase("grace-curve").reference);
    for (const [k, hours] of [0, 0.5, 1].entries()) {
      const put = priceAfter(model, () => hours * HOUR).put(0.8);
      expectClose(put / (expected[k] ?? NaN), 1, 1e-6);
    }
  });

  it("given any strike / when put and call are summed / parity holds and the put's slope is the probability", () => {
    const law = priceAfter(model, () => HOUR);
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 2, noNaN: true }), (k) => {
        expectClose(law.call(k) - law.put(k), 1 - k, 1e-10);
        expectClose((law.put(k + 1e-4) - law.put(k - 1e-4)) / 2e-4, law.below(k), 1e-4);
      }),
      { seed: 1, numRuns: 10 },
    );
  });

  it("given the link of volatility and outages / when the variance is averaged / it is the size-biased one", () => {
    const link = { kappa: 4, theta: 0.36, xi: 1, a: 2, b: 5 };
    const nodes = episodeNodes({ ...model, volatility: { law: "linkedCir", ...link } });
    expectClose(
      meanOver(nodes, (_, sigma) => sigma * sigma),
      varianceAtOutage(link),
      1e-6,
    );
    expectClose(
      meanOver(nodes, () => 1),
      1,
      1e-3,
    );
  });

  it("given each law of lengths / when the length is averaged / it is the distribution's mean", () => {
    for (const [law, mean] of [
      [{ law: "logNormal", mu: 8, sigma: 1.2 }, logNormal(8, 1.2).mean],
      [{ law: "weibull", scale: 5_000, shape: 0.7 }, weibull(5_000, 0.7).mean],
      [{ law: "splicedPareto", mu: 8, sigma: 1.2, level: 0.9, index: 3 }, splicedPareto(8, 1.2, 0.9, 3).mean],
    ] as const) {
      const nodes = episodeNodes({ duration: law, volatility: { law: "constant", sigma: 1 } });
      // A kink where the tail is spliced on costs the rule some digits.
      expectClose(meanOver(nodes, (seconds) => seconds) / mean, 1, law.law === "splicedPareto" ? 5e-3 : 1e-6, law.law);
      expectClose(durationOf(law).mean, mean, 1e-9);
    }
  });
});

describe("an outage for somebody who can force a transaction in", () => {
  it("given a delay / when the outage is felt / it is the shorter of the two", () => {
    const inner = logNormal(Math.log(1), 1.2);
    for (const [k, cap] of [4, 12].entries()) {
      const capped = felt(inner, cap);
      expectClose(capped.mean, numbersOf(validationCase("capped").reference)[k] ?? NaN, 1e-8);
      expect([capped.survival(cap - 1e-9) > 0, capped.survival(cap), capped.excess(cap)]).to.deep.equal([true, 0, 0]);
      expect(capped.quantile(0.9999)).to.equal(cap);
      expectClose(capped.excess(1), inner.excess(1) - inner.excess(cap), 1e-12);
    }
    expect(felt(inner, null)).to.equal(inner);
    expectRejection(() => felt(inner, -1), "forcedAfter", -1);
  });
});

describe("outages and options", () => {
  const down = logNormal(Math.log(87 * 60), 1.25);
  const outages = { meanUp: YEAR, down };
  const option: OptionPosition = {
    id: "o",
    side: "call",
    size: 10,
    strike: 2_100,
    expiry: 7 * 86_400,
    style: "american",
    window: HOUR,
  };
  const costOfOption = (position: OptionPosition, terms: ExtensionTerms): OptionCost =>
    optionCost(optionCurve(position, 2_000, 0.8, terms), outages, terms);
  const payoff = european(1, 2_100, { spot: 2_000, r: 0, q: 0, sigma: 0.8, T: option.expiry / YEAR });

  it("given a call / when an outage can cover its last hour / the loss is the probability times the payoff", () => {
    const { missedProbability, missed } = costOfOption(option, DEFAULT_EXTENSION);
    expectClose(missedProbability, missedExercise(HOUR, YEAR, down), 1e-15);
    expectClose(missed, 10 * missedProbability * payoff, 1e-12);
  });

  it("given an extension of one length / when valued / it is the price of waiting so much longer", () => {
    const terms = { window: HOUR, minExtension: 7_200, maxExtension: 7_200 };
    const { extension, extensionProbability } = costOfOption(option, terms);
    const later = european(1, 2_100, { spot: 2_000, r: 0, q: 0, sigma: 0.8, T: (option.expiry + 7_200) / YEAR });
    expectClose(extension, 10 * extensionProbability * (later - payoff), 1e-12);
    expect(extension).to.be.greaterThan(0);
  });

  it("given lengths within and beyond the bounds / when valued between steps / it is the mean over the lengths", () => {
    const later = (seconds: number) =>
      european(1, 2_100, { spot: 2_000, r: 0, q: 0, sigma: 0.8, T: (option.expiry + seconds) / YEAR }) - payoff;
    const lengths = Array.from({ length: 2_000 }, (_, k) => down.quantile((k + 0.5) / 2_000));
    const gained = lengths.map((length) => later(Math.min(Math.max(length, 1_800), 14_400)));
    const mean = gained.reduce((sum, gain) => sum + gain, 0) / lengths.length;
    const { extension, extensionProbability } = costOfOption(option, DEFAULT_EXTENSION);
    expectClose(extension / (10 * extensionProbability * mean), 1, 1e-3);
    const steps = extensionWeights(down, DEFAULT_EXTENSION);
    expectClose(
      steps.reduce((sum, weight) => sum + weight, 0),
      1,
      1e-12,
    );
  });

  it("given put and call of a strike / when extended / both gain the same: parity does not move", () => {
    const value = (side: "call" | "put") => costOfOption({ ...option, side }, DEFAULT_EXTENSION).extension;
    expectClose(value("call"), value("put"), 1e-10);
  });

  it("given a stationary process / when a window is watched / it is touched as often as simulated", () => {
    const times = { meanUp: 50, down: logNormal(1, 0.5) };
    let hits = 0;
    const [count, window] = [40_000, 10];
    for (let k = 0; k < count; k++) {
      // Down at the start with the stationary probability; else the first outage comes after an exponential time.
      const [first, second] = uniforms([k, 0, 0, 0], [8, 8]);
      const isDown = first < times.down.mean / (times.meanUp + times.down.mean);
      if (isDown || -times.meanUp * Math.log(second) < window) hits++;
    }
    const p = touched(window, times);
    expectClose(hits / count, p, 4 * Math.sqrt((p * (1 - p)) / count));
  });

  it("given a cash series / when an outage covers its expiry / nothing is missed and nothing moves", () => {
    const cost = costOfOption({ ...option, style: "cash" }, DEFAULT_EXTENSION);
    expect(Object.values(cost)).to.deep.equal([0, 0, 0, 0]);
  });
});

describe("outages and perpetuals", () => {
  const law = priceAfter({ ...model, jumps: { ...model.jumps, rate: 0 } }, () => HOUR);

  it("given a long and a short / when the price jumps over the margin / bad debt is a put and a call", () => {
    const long = perpetualCost({ size: 5, margin: 1_000, maintenance: 0.03 }, 2_000, law);
    expect([long.bankruptcy, long.liquidation]).to.deep.equal([1_800, 1_800 / 0.97]);
    expectClose(long.badDebt, 5 * 2_000 * law.put(0.9), 1e-9);
    const short = perpetualCost({ size: -5, margin: 1_000, maintenance: 0.03 }, 2_000, law);
    expect([short.bankruptcy, short.liquidation]).to.deep.equal([2_200, 2_200 / 1.03]);
    expectClose(short.badDebt, 5 * 2_000 * law.call(1.1), 1e-9);
    for (const { liquidated, gapped } of [long, short]) expect(liquidated > gapped && gapped > 0).to.equal(true);
  });

  it("given samples of the price / when equity is counted / bad debt agrees within three standard errors", () => {
    const one = priceAfter(
      {
        ...model,
        duration: { law: "weibull", scale: 7_200, shape: 40 },
        volatility: { law: "constant", sigma: 3 },
        jumps: { rate: 0, mean: 0, deviation: 1 },
      },
      () => 0,
    );
    const [size, margin, count, lengths] = [2, 60, 20_000, weibull(7_200, 40)];
    const losses = Array.from({ length: count }, (_, k) => {
      const [u, v] = uniforms([k, 0, 0, 0], [5, 6]);
      const years = lengths.quantile(u) / YEAR;
      const price = 1_000 * Math.exp(-4.5 * years + 3 * Math.sqrt(years) * quantile(v));
      return Math.max(0, -(margin + size * (price - 1_000)));
    });
    const mean = losses.reduce((sum, loss) => sum + loss, 0) / count;
    const error = Math.sqrt(losses.reduce((sum, loss) => sum + (loss - mean) ** 2, 0)) / count;
    expectClose(perpetualCost({ size, margin, maintenance: 0.01 }, 1_000, one).badDebt, mean, 3 * error);
  });

  it("given a long with more margin than value / when the price falls to nothing / no bad debt is left", () => {
    const { badDebt, gapped } = perpetualCost({ size: 1, margin: 3_000, maintenance: 0.03 }, 2_000, law);
    expect([badDebt, gapped]).to.deep.equal([0, 0]);
  });
});

describe("reversion, reordering and capital", () => {
  it("given a Brownian path / when its range is averaged / it is below the bound by what a grid misses", () => {
    const [paths, steps] = [500, 200];
    let total = 0;
    for (let k = 0; k < paths; k++) {
      let [x, low, high] = [0, 0, 0];
      for (let step = 0; step < steps; step++) {
        x += quantile(uniforms([k, step, 0, 0], [2, 2])[0]) / Math.sqrt(steps);
        [low, high] = [Math.min(low, x), Math.max(high, x)];
      }
      total += high - low;
    }
    // Each extreme is missed by 0.5826 of a step's deviation (Chernoff 1965).
    expectClose(total / paths, reorderingBound(1, 1) - (2 * 0.5826) / Math.sqrt(steps), 0.08);
  });

  it("given reversions / when charged / it is their number, what was in flight and the straddle", () => {
    const cost = reversionCost({ perYear: 0.5, depth: 1_200, flow: 10 }, 0.8);
    expectClose(cost, 0.5 * 12_000 * reversionStraddle(0.8, 1_200 / YEAR), 1e-12);
    expectRejection(() => reversionCost({ perYear: -1, depth: 1, flow: 1 }, 0.8), "reversions.perYear", -1);
  });

  it("given outage, grace and ramp / when capital waits / it is the area under what is locked", () => {
    const terms = { ramp: 3_600, startCloseFactor: 0.1, closeFactor: 0.5 };
    expectClose(lockedSeconds(100, 900, terms), 100 + 900 + 1_800 * 0.8, 1e-9);
    expectClose(capitalCost(0.05, 1_000 * YEAR), 50, 1e-9);
  });

  it("given outages around each bound / when a grace is earned / it is as in the contract", () => {
    const graces = [119, 120, 121, 1_200, 1_201, 3_600, 3_601].map((outage) => graceFor(outage, CHOSEN));
    expect(graces).to.deep.equal([0, 1_800, 1_800, 1_800, 1_801.5, 5_400, 5_400]);
    expect(graceFor(9_999, NO_GUARD)).to.equal(0);
  });
});

describe("costs of a book", () => {
  const book = {
    name: "book",
    assets: [
      { name: "ETH", price: 2_000 },
      { name: "BTC", price: 60_000 },
    ],
    repair: { perHour: 1 },
    lending: [],
    options: [
      { id: "c", asset: "BTC", side: "put", size: 1, strike: 50_000, expiry: 86_400, style: "european", window: 600 },
    ] satisfies OptionPosition[],
    perpetuals: [{ id: "p", size: 3, margin: 500, maintenance: 0.02 }],
    pools: [{ id: "l", value: 1e6 }],
  };
  const rollup = rollupModel(presetOf("base"));
  const never: Repair = { perHour: 0 };
  const costs = (policy: PolicyTerms, { repair = never, law = rollup, of = book } = {}) => {
    const found = prepareBook(of, law.model).costs(outageWeights(law, policy, repair, DEFAULT_EXTENSION));
    return (kind: OtherKind, position: string | null = null) =>
      found.find((one) => one.kind === kind && one.position === position)?.cost ?? NaN;
  };

  it("given a book without repairs / when costed with and without a guard / perpetuals lose more under the grace, pools and options the same", () => {
    const [bare, guarded] = [costs(NO_GUARD), costs(CHOSEN)];
    expect(guarded("perpetualDebt")).to.be.greaterThan(bare("perpetualDebt"));
    for (const kind of ["missed", "extension", "stale"] as const) expect(guarded(kind)).to.equal(bare(kind));
    const nodes = episodeNodes(rollup.model);
    const stale = meanOver(nodes, (seconds, s) => stalePool(s, seconds / YEAR));
    expectClose(bare("stale") / (1e6 * stale), 1, 1e-4);
  });

  it("given halts only / when perpetuals are costed on the grid of times / it is the sum over lengths and volatilities in full", () => {
    const law = { ...rollup, model: { ...rollup.model, falseShare: 0, detection: 0, visibilityLag: 900 } };
    for (const policy of [NO_GUARD, CHOSEN]) {
      const delay = (seconds: number) => {
        const grace = graceFor(seconds, policy);
        return grace === 0 ? 0 : Math.min(900 + grace, policy.graceBudget);
      };
      const full = priceAfter(law.model, delay);
      const { badDebt } = perpetualCost({ size: 3, margin: 500, maintenance: 0.02 }, 2_000, full);
      // Each has its error where the grace has a kink.
      expectClose(costs(policy, { law })("perpetualDebt") / badDebt, 1, 5e-3, policy.id);
    }
  });

  it("given owners who add margin / when the grace is longer / less bad debt is left and fewer are liquidated unfairly", () => {
    const repair = { perHour: 1, share: 0.5 };
    const long = { ...CHOSEN, minGrace: 14_400, maxGrace: 14_400 };
    const [bare, short, longer] = [NO_GUARD, CHOSEN, long].map((policy) =>
      costs(policy, { repair })("perpetualUnfair"),
    );
    expect((bare ?? NaN) > (short ?? NaN) && (short ?? NaN) > (longer ?? NaN)).to.equal(true);
    const idle = costs(long)("perpetualDebt");
    const acting = costs(long, { repair })("perpetualDebt");
    expect(acting < idle && acting > 0.5 * idle).to.equal(true);
    expect(costs(NO_GUARD)("perpetualUnfair")).to.equal(0);
  });

  it("given false alarms only / when costed / no guard loses nothing, and a guard what the price does until its end", () => {
    const law = { ...rollup, model: { ...rollup.model, falseShare: 1 } };
    expect(costs(NO_GUARD, { law })("perpetualDebt")).to.equal(0);
    expect(costs(CHOSEN, { law })("perpetualDebt")).to.be.greaterThan(0);
    expect(costs(CHOSEN, { law })("perpetualUnfair")).to.equal(0);
  });

  it("given more perpetuals than are summed exactly / when costed on a grid of strikes / the sum is that of the positions", () => {
    const many = Array.from({ length: 130 }, (_, k) => ({
      id: `p${k}`,
      size: k % 2 === 0 ? 3 : -2,
      margin: 200 + 5 * k,
      maintenance: 0.02,
    }));
    const repair = { perHour: 1, share: 0.5 };
    const of = (perpetuals: typeof many) => costs(CHOSEN, { repair, of: { ...book, perpetuals } });
    const [grid, ...halves] = [many, many.slice(0, 65), many.slice(65)].map(of);
    for (const kind of ["perpetualDebt", "perpetualUnfair"] as const) {
      const exact = halves.reduce((sum, half) => sum + half(kind), 0);
      expect(exact).to.be.greaterThan(0);
      expectClose((grid?.(kind) ?? NaN) / exact, 1, 1e-4, kind);
    }
  });

  it("given forced inclusion / when exercises are missed / it is rarer than where nothing can be forced", () => {
    const free = costs(NO_GUARD, { law: { ...rollup, forcedInclusion: 1_800 } })("missed");
    const bound = costs(NO_GUARD, { law: { ...rollup, forcedInclusion: null } })("missed");
    expect(free).to.be.lessThan(bound);
    expect(free).to.be.greaterThan(0);
  });
});
