import { expect } from "chai";

import { kernelsFor } from "../../../src/risk/kernels/backend.js";
import { european } from "../../../src/risk/prices/black-scholes.js";
import { EpisodeDraw } from "../../../src/risk/simulate/draw.js";
import { COLUMN, layoutOf } from "../../../src/risk/simulate/layout.js";
import { simulate, slicesOf } from "../../../src/risk/simulate/simulate.js";
import { episodesOf, policySums, summarise } from "../../../src/risk/simulate/summarise.js";
import {
  BLOCK,
  type LendingPosition,
  type PolicyTerms,
  type SimulationInput,
} from "../../../src/risk/simulate/types.js";
import { expectClose } from "../../helpers/close-to.js";
import { policyTerms, positionsOf, runInput } from "../../helpers/risk-run.js";

const HORIZON = 18_000;
const TILT = { share: 0.5, shift: { duration: 1, volatility: 1, outage: -1, opening: -0.5 } };

/** Mean bad debt and unfair liquidations of one block, position by position, without a table. */
function direct(input: SimulationInput, policy: PolicyTerms): { badDebt: number; unfair: number } {
  const layout = layoutOf(1);
  const kernels = kernelsFor(layout.length, "typescript");
  const { perHour, share = 1 } = input.book.repair;
  const owed = (hours: number) => 1 - share + share * Math.exp(-perHour * hours);
  const terms = { seed: input.seed, tilt: input.tilt, horizon: HORIZON, repair: perHour, stay: 1 - share };
  new EpisodeDraw(input.model, terms, kernels, layout).fill(input.blocks.first);
  const column = (name: keyof typeof COLUMN, lane: number, add = 0) =>
    kernels.memory[layout.episodes + (COLUMN[name] + add) * BLOCK + lane] ?? NaN;
  let [badDebt, unfair] = [0, 0];
  for (let lane = 0; lane < BLOCK; lane++) {
    if (column("falseAlarm", lane) === 1) continue;
    const length = column("length", lane);
    const held = policy.guarded && column("shown", lane) === 1 && length >= policy.ignoreBelow;
    const earned = Math.min(Math.max(length * policy.graceScale, policy.minGrace), policy.maxGrace);
    const grace = held ? Math.min(input.model.visibilityLag + earned, policy.graceBudget) : 0;
    const jumpsUntil = (time: number) => {
      let total = 0;
      for (let k = 0; k < column("jumps", lane); k++) {
        const at = column("firstJump", lane) + k;
        if ((kernels.memory[layout.jumpTimes + at] ?? NaN) <= time)
          total += kernels.memory[layout.jumpSizes + at] ?? NaN;
      }
      return total;
    };
    const slices = held ? slicesOf(policy) : [1];
    for (const [k, slice] of slices.entries()) {
      const [step, time] = [policy.ramp / 4, grace + (k * policy.ramp) / 4];
      const walk =
        Math.sqrt(grace) * column("opening", lane) + (k === 0 ? 0 : Math.sqrt(step) * column("ramp", lane, k - 1));
      const moved = held ? column("drift", lane) * time + column("sigma", lane) * walk + jumpsUntil(time) : 0;
      const price = input.book.price * Math.exp(column("recovery", lane) + moved);
      const hours = Math.max(0, grace - input.model.visibilityLag) / 3600 + (k * policy.ramp) / 4 / 3600;
      const left = held ? owed(hours) : 1;
      const saved = Math.max(0, left - owed(length / 3600));
      for (const position of input.book.positions) {
        const { collateral, debt, bonus, liquidationThreshold } = position;
        if (collateral * price * liquidationThreshold > debt) continue;
        badDebt += slice * left * Math.max(0, debt - (collateral * price) / (1 + bonus));
        unfair += slice * saved * debt;
      }
    }
  }
  return { badDebt: badDebt / BLOCK, unfair: unfair / BLOCK };
}

/** A wild market, so that one block is enough to see losses; no cascade. */
function wild(policies: readonly PolicyTerms[], over: Partial<SimulationInput> = {}): SimulationInput {
  const input = runInput();
  return {
    ...input,
    model: {
      ...input.model,
      volatility: { law: "logNormal", median: 3, deviation: 0.3 },
      jumps: { rate: 400, mean: -0.05, deviation: 0.08 },
    },
    book: { name: "wild", price: 3000, positions: positionsOf(60), repair: { perHour: 0.5 } },
    policies,
    blocks: { first: 0, count: 1 },
    ...over,
  };
}

/** One loan that is under water at about today's price, an outage of four hours, and no jumps: bad debt is a put. */
function known(seed: bigint, blocks: number, tilt?: SimulationInput["tilt"]): SimulationInput {
  const input = runInput();
  const position: LendingPosition = { id: "p", collateral: 1.05, debt: 2900, liquidationThreshold: 0.9, bonus: 0.05 };
  return {
    ...input,
    model: {
      ...input.model,
      duration: { law: "logNormal", mu: Math.log(14_400), sigma: 1e-9 },
      falseShare: 0,
      volatility: { law: "constant", sigma: 0.9 },
      jumps: { rate: 0, mean: 0, deviation: 1 },
    },
    book: { name: "known", price: 3000, positions: [position], repair: { perHour: 0 } },
    policies: [policyTerms("none", { guarded: false })],
    seed,
    blocks: { first: 0, count: blocks },
    ...(tilt === undefined ? {} : { tilt }),
  };
}

const KNOWN = european(-1, 2900, { spot: 3000, r: 0, q: 0, sigma: 0.9, T: 14_400 / 31_536_000 });

describe("The sweep", () => {
  it("given a book, jumps, repairs and ramps / when swept / it agrees with a loop over positions", () => {
    const policies = [
      policyTerms("none", { guarded: false }),
      policyTerms("plain"),
      policyTerms("fixed", { minGrace: 3600, maxGrace: 3600, ramp: 0 }),
      policyTerms("short budget", { graceBudget: 1200 }),
    ];
    for (const share of [1, 0.6]) {
      const all = wild(policies);
      const input = { ...all, book: { ...all.book, repair: { ...all.book.repair, share } } };
      const figures = summarise(simulate(input));
      for (const [index, policy] of policies.entries()) {
        const { badDebt, unfair } = direct(input, policy);
        expect(badDebt, policy.id).to.be.greaterThan(0);
        expectClose((figures[index]?.badDebt.mean ?? NaN) / badDebt, 1, 0.002, `bad debt of ${policy.id}`);
        // Thresholds are smeared over a node of the table, which a step sees more than a put.
        expectClose((figures[index]?.unfair.mean ?? NaN) / Math.max(unfair, 1), 1, 0.02, `unfair of ${policy.id}`);
      }
    }
  });

  it("given nobody acts at all / when swept / it is as if nobody could repair", () => {
    const input = wild([policyTerms("plain")]);
    const nobody = (repair: SimulationInput["book"]["repair"]) =>
      summarise(simulate({ ...input, book: { ...input.book, repair } }))[0]?.badDebt.mean ?? NaN;
    expectClose(nobody({ perHour: 3, share: 0 }) / nobody({ perHour: 0 }), 1, 1e-12, "bad debt");
  });

  it("given a grace and a ramp of nothing / when swept / it is no guard, bit for bit", () => {
    const nothing = policyTerms("zero", { minGrace: 0, maxGrace: 0, ignoreBelow: 0, ramp: 0, graceBudget: 0 });
    const input = wild([policyTerms("none", { guarded: false }), nothing]);
    const halts = {
      ...input,
      model: { ...input.model, falseShare: 0, visibilityLag: 0 },
      blocks: { first: 0, count: 4 },
    };
    const sums = simulate(halts);
    const [none, zero] = [policySums(sums, 0), policySums(sums, 1)];
    expect(none.badDebt.total).to.be.greaterThan(0);
    expect({ ...zero, policy: "" }).to.deep.equal({ ...none, policy: "" });
  });

  it("given nobody repairs / when the grace grows / there is never less bad debt", () => {
    const graces = [0, 1800, 3600, 7200, 14_400, 28_800];
    const policies = graces.map((grace) =>
      policyTerms(`g${grace}`, { minGrace: grace, maxGrace: grace, ramp: 0, graceBudget: 86_400 }),
    );
    const input = wild(policies, { blocks: { first: 0, count: 60 } });
    const means = summarise(simulate({ ...input, book: { ...input.book, repair: { perHour: 0 } } })).map(
      ({ badDebt }) => badDebt,
    );
    for (let k = 1; k < means.length; k++) {
      const [before, after] = [means[k - 1], means[k]];
      expect(after?.mean ?? 0, `grace ${graces[k]}`).to.be.greaterThan((before?.mean ?? NaN) - (before?.error ?? 0));
    }
    const [shortest, longest] = [means.at(0), means.at(-1)];
    expect(longest?.low ?? 0).to.be.greaterThan(shortest?.high ?? Infinity);
  });

  it("given users who repair / when the grace grows / unfair liquidations fall to nothing at the outage's own length", () => {
    const terms = { minGrace: 0, maxGrace: 2_000_000, ignoreBelow: 0, ramp: 0, graceBudget: 2_000_000 };
    const scales = [0, 0.5, 1];
    const input = wild(
      scales.map((graceScale) => policyTerms(`s${graceScale}`, { ...terms, graceScale })),
      { blocks: { first: 0, count: 8 } },
    );
    const unfair = summarise(simulate({ ...input, model: { ...input.model, detection: 0 } })).map(
      (figures) => figures.unfair.mean,
    );
    expect(unfair[0] ?? 0).to.be.greaterThan(unfair[1] ?? Infinity);
    expect(unfair[1] ?? 0).to.be.greaterThan(0);
    expectClose((unfair[2] ?? NaN) / (unfair[0] ?? NaN), 0, 1e-12);
  });

  it("given false alarms only / when swept / no guard loses nothing, and a guard loses and withholds", () => {
    const input = wild([policyTerms("none", { guarded: false }), policyTerms("plain")], {
      blocks: { first: 0, count: 8 },
    });
    const [none, plain] = summarise(simulate({ ...input, model: { ...input.model, falseShare: 1 } }));
    expect(none?.loss.mean).to.equal(0);
    expect(none?.withheld.mean).to.equal(0);
    expect(plain?.badDebt.mean).to.equal(0);
    expect(plain?.falseAlarm.mean ?? 0).to.be.greaterThan(0);
    expect(plain?.unfair.mean).to.equal(0);
    expect(plain?.withheld.mean ?? 0).to.be.greaterThan(0);
  });

  it("given no jumps / when severe positions are exempt / their bad debt is that of no guard", () => {
    const input = wild([policyTerms("none", { guarded: false }), policyTerms("carved", { carveOut: true })], {
      blocks: { first: 0, count: 8 },
    });
    const quiet = { ...input.model, jumps: { rate: 0, mean: 0, deviation: 1 }, falseShare: 0, visibilityLag: 0 };
    const [none, carved] = summarise(simulate({ ...input, model: quiet }));
    expect(none?.badDebt.mean ?? 0).to.be.greaterThan(0);
    expect(carved?.badDebt.mean).to.equal(none?.badDebt.mean);
  });

  it("given a shallow market / when swept / selling makes it worse, and a deep one changes nothing", () => {
    const input = wild([policyTerms("none", { guarded: false })], { blocks: { first: 0, count: 4 } });
    const lossAt = (depth?: number) =>
      summarise(simulate({ ...input, book: { ...input.book, ...(depth === undefined ? {} : { depth }) } }))[0]?.loss
        .mean ?? NaN;
    expect(lossAt(500)).to.be.greaterThan(lossAt(50_000));
    expect(lossAt(50_000)).to.be.greaterThan(lossAt());
    expectClose(lossAt(1e12) / lossAt(), 1, 1e-6);
  });

  for (const [name, tilt] of [
    ["plain", undefined],
    ["weighted", { share: 0.5, shift: { duration: 0, volatility: 0, outage: -1.5, opening: 0 } }],
  ] as const) {
    it(`given a known answer / when 200 ${name} runs give 90 % intervals / 90 ± 5 % of them hold it`, () => {
      let held = 0;
      for (let seed = 1n; seed <= 200n; seed++) {
        const [figures] = summarise(simulate(known(seed, 2, tilt)));
        if (figures !== undefined && figures.loss.low <= KNOWN && KNOWN <= figures.loss.high) held++;
      }
      expect(held).to.be.within(170, 190);
    }).timeout(60_000);
  }

  it("given a tilt / when run / weights have mean one, the answer is the same, and the tail is seen better", () => {
    const plain = summarise(simulate(wild([policyTerms("plain")], { blocks: { first: 0, count: 60 } })))[0];
    const weighted = summarise(
      simulate(wild([policyTerms("plain")], { blocks: { first: 100, count: 60 }, tilt: TILT })),
    )[0];
    if (plain === undefined || weighted === undefined) throw new Error("HF_TEST: no figures");
    expectClose(weighted.loss.weightMean, 1, 0.02, "mean of the weights");
    expect(weighted.loss.effectiveSize).to.be.within(1000, 60 * BLOCK - 1);
    expect(plain.loss.effectiveSize).to.equal(60 * BLOCK);
    expect(plain.loss.weightMean).to.equal(1);
    expectClose(weighted.loss.mean, plain.loss.mean, 3 * Math.hypot(weighted.loss.error, plain.loss.error), "the loss");
  });

  it("given the classes of the loss / when the tail is read / it is that of the put within a class", () => {
    const sums = simulate(known(2n, 400));
    const [figures] = summarise(sums, [0.99]);
    const tail = figures?.tails[0];
    // Loss 2900 − S below 2900: its 99 % quantile is at the 1 % quantile of S.
    const deviation = 0.9 * Math.sqrt(14_400 / 31_536_000);
    const price = 3000 * Math.exp(-0.5 * deviation * deviation - 2.3263478740408408 * deviation);
    expectClose(tail?.valueAtRisk.mean, 2900 - price, 3 * (tail?.valueAtRisk.error ?? 0), "value at risk");
    expect(tail?.conditional.mean ?? 0).to.be.greaterThan(tail?.valueAtRisk.mean ?? Infinity);
    // The conditional mean makes up the whole mean at level 0.
    const [whole] = summarise(sums, [0]);
    expectClose((whole?.tails[0]?.conditional.mean ?? NaN) / (whole?.loss.mean ?? NaN), 1, 1e-3);
    expect(episodesOf(sums)).to.equal(400 * BLOCK);
  });
});
