/** The choice of a policy: against a book whose optimum is known, and by hand. */
import { expect } from "chai";

import { exponentialTail, sampleTail } from "../../../src/risk/aggregate/tail.js";
import { DEFAULT_WEIGHTS, type ObjectiveWeights } from "../../../src/risk/inputs/objective.js";
import { NO_GUARD, policiesOf } from "../../../src/risk/inputs/policies.js";
import { addRows, interval90, multiplicities } from "../../../src/risk/policy/bootstrap.js";
import { costOf } from "../../../src/risk/policy/cost.js";
import { explain, graceOf, numberOf, timeOf } from "../../../src/risk/policy/explain.js";
import { chooseOptimum } from "../../../src/risk/policy/optimum.js";
import { bySimplicity } from "../../../src/risk/policy/simplicity.js";
import { uniforms } from "../../../src/risk/random/uniform.js";
import type { PolicyTerms } from "../../../src/risk/simulate/types.js";
import { expectClose } from "../../helpers/close-to.js";
import { expectRejection } from "../../helpers/risk-errors.js";
import { sumsOf, type Outcome } from "../../helpers/risk-sums.js";

const YEAR = 31_536_000;
const [first] = policiesOf([{ ...NO_GUARD, id: "seed", guarded: true }]).slice(1);
const base: PolicyTerms = first ?? NO_GUARD;

/** A constant grace. */
function constant(minutes: number): PolicyTerms {
  return { ...base, id: `${minutes} min`, minGrace: minutes * 60, maxGrace: minutes * 60, graceBudget: minutes * 60 };
}

/**
 * A book with a known optimum. Bad debt is exponential with the mean `SLOPE · g` after a grace of `g` minutes (and small without a guard);
 * `STAKE` is liquidated unfairly, less the share `1 − e^(−g/SAVED)` that owners save. So the cost is
 * `SLOPE · g · (1 − ln(1 − level)) + w · STAKE · e^(−g/SAVED)`, and least at `SAVED · ln(w · STAKE / (SAVED · SLOPE · (1 − ln(1 − level))))`.
 */
const [SLOPE, STAKE, SAVED, LEVEL, UNFAIR_WEIGHT] = [1, 12_000, 20, 0.9, 0.1];
const weights: ObjectiveWeights = { ...DEFAULT_WEIGHTS, level: LEVEL, tailWeight: 1, unfairWeight: UNFAIR_WEIGHT };
const PER_MINUTE = exponentialTail(LEVEL, SLOPE).conditional;
const BEST = SAVED * Math.log((UNFAIR_WEIGHT * STAKE) / (SAVED * PER_MINUTE));
const GRID = Array.from({ length: 16 }, (_, k) => 5 * (k + 1));

function costAt(grace: number): number {
  return PER_MINUTE * grace + UNFAIR_WEIGHT * STAKE * Math.exp(-grace / SAVED);
}

function outcome(grace: number, u: number): Outcome {
  return { badDebt: -SLOPE * grace * Math.log(u), unfair: STAKE * Math.exp(-grace / SAVED) };
}

/** The sweep of that book: one group of sums for each stretch of paths, common random numbers over policies. */
function sweep(policies: readonly PolicyTerms[], groups: number, paths: number, seed: number) {
  return Array.from({ length: groups }, (_, g) => {
    const numbers = Array.from({ length: paths }, (_, k) => uniforms([k, g, 0, 0], [seed, 0])[0]);
    return policies.map(({ id, guarded, maxGrace }) =>
      sumsOf(
        id,
        numbers.map((u) => outcome(guarded ? maxGrace / 60 : 0.1, u)),
        800,
        100,
      ),
    );
  });
}

describe("optimum of the policy", () => {
  const policies = [NO_GUARD, ...GRID.map(constant)];

  it("given a book whose optimal grace is known / when chosen by a sample / it is found within one step of the grid", () => {
    const { chosen, cheapest, intervals } = chooseOptimum(policies, sweep(policies, 30, 200, 1), { weights, seed: 1 });
    expectClose(BEST, 58, 0.01);
    expectClose(chosen.policy.maxGrace / 60, BEST, 5);
    expectClose(cheapest.policy.maxGrace / 60, BEST, 5);
    expect(intervals.maxGrace.low / 60).to.be.at.most(BEST + 5);
    expect(intervals.maxGrace.high / 60).to.be.at.least(BEST - 5);
    expectClose(chosen.cost.total / costAt(chosen.policy.maxGrace / 60), 1, 0.05);
  });

  it("given 200 samples of the book / when judged / the 90 % intervals of a cost cover it in 90 ± 5 %", () => {
    const two = [NO_GUARD, constant(50)];
    const expected = costAt(50);
    let covered = 0;
    for (let seed = 1; seed <= 200; seed++) {
      const { chosen } = chooseOptimum(two, sweep(two, 30, 40, seed), { weights, seed, resamples: 100 });
      if (chosen.total.low <= expected && expected <= chosen.total.high) covered++;
    }
    expectClose(covered / 200, 0.9, 0.05);
  });

  it("given perpetuals that lose with the grace / when chosen / the known optimum moves to where they have it", () => {
    // Three units more for each minute: as a slope of the tail that is steeper by so much.
    const steeper = SAVED * Math.log((UNFAIR_WEIGHT * STAKE) / (SAVED * (PER_MINUTE + 3)));
    const groups = sweep(policies, 30, 200, 1).map((group) =>
      group.map((sums, index) => ({
        ...sums,
        perpetuals: { badDebt: (3 * (policies[index]?.maxGrace ?? NaN)) / 60, unfair: 0 },
      })),
    );
    const { chosen } = chooseOptimum(policies, groups, { weights, seed: 1 });
    expect(BEST - steeper).to.be.greaterThan(10);
    expectClose(chosen.policy.maxGrace / 60, steeper, 5);
    const without = chooseOptimum(policies, groups, { weights: { ...weights, perpetualWeight: 0 }, seed: 1 });
    expectClose(without.chosen.policy.maxGrace / 60, BEST, 5);
  });

  it("given the same input and seed / when chosen twice / the result is the same", () => {
    const choose = () => chooseOptimum(policies, sweep(policies, 12, 50, 3), { weights, seed: 9 });
    expect(choose()).to.deep.equal(choose());
  });

  it("given a flat cost / when chosen / it is the simplest of the plateau, not the luckiest", () => {
    const scaled = { ...constant(10), id: "scaled", minGrace: 300 };
    const same = [NO_GUARD, scaled, constant(30), constant(20)];
    const groups = Array.from({ length: 20 }, (_, g) =>
      same.map(({ id, guarded }, index) =>
        sumsOf(id, [{ badDebt: guarded ? 10 + uniforms([g, index, 0, 0], [5, 5])[0] : 500 }], 1_000),
      ),
    );
    const { chosen, judged } = chooseOptimum(same, groups, { weights, seed: 1 });
    expect(judged.map(({ onPlateau }) => onPlateau)).to.deep.equal([false, true, true, true]);
    expect(chosen.policy.id).to.equal("20 min");
  });

  it("given a policy that may not be chosen / when it is the cheapest / it is judged and passed over", () => {
    const groups = sweep(policies, 12, 50, 3);
    const eligible = ({ maxGrace }: PolicyTerms) => maxGrace <= 900;
    const { chosen, judged, atEdge } = chooseOptimum(policies, groups, { weights, seed: 1, eligible });
    expect(chosen.policy.id).to.equal("15 min");
    expect(atEdge).to.deep.equal(["minGrace", "maxGrace", "graceBudget"]);
    expect(judged).to.have.length(policies.length);
  });

  it("given false alarms / when charged / they are the guard's, and the headroom is how often they could come", () => {
    const two = [NO_GUARD, constant(10)];
    const groups = Array.from({ length: 10 }, () => [
      sumsOf("no guard", [{ badDebt: 0, unfair: 1_000 }], 10),
      sumsOf("10 min", [{ badDebt: 0, unfair: 200, falseAlarm: 20 }], 10),
    ]);
    const { saving, falseAlarmHeadroom, noGuard } = chooseOptimum(two, groups, { weights, seed: 1 });
    expect(noGuard.cost.falseAlarm).to.equal(0);
    expectClose(saving.mean, 60, 1e-9);
    expectClose(falseAlarmHeadroom, 4, 1e-9);
  });

  it("given lists that do not serve / when chosen / field and value are named", () => {
    const groups = sweep(policies, 12, 10, 3);
    const options = { weights, seed: 1 };
    expectRejection(() => chooseOptimum(policies, groups.slice(0, 9), options), "groups.length", 9);
    expectRejection(() => chooseOptimum(policies.slice(1), groups, options), "policies", "all guarded");
    expectRejection(() => chooseOptimum(policies.slice(0, 1), groups, options), "policies", "none eligible");
    expectRejection(() => chooseOptimum(policies.toReversed(), groups, options), "groups[].policy", "no guard");
    expectRejection(() => chooseOptimum(policies, groups, { ...options, resamples: 99 }), "resamples", 99);
  });
});

describe("cost of a policy", () => {
  it("given classed losses / when the tail is taken / it is the sample's to the width of a class", () => {
    const losses = Float64Array.from({ length: 5_000 }, (_, k) => -100 * Math.log(uniforms([k, 0, 0, 0], [1, 1])[0]));
    for (const level of [0, 0.5, 0.9, 0.99, 0.999]) {
      const sums = sumsOf(
        "p",
        Array.from(losses, (badDebt) => ({ badDebt })),
        1_000,
        1_000,
      );
      expectClose(costOf(sums, { ...weights, level }).tail, sampleTail(losses, level).conditional, 1);
    }
  });

  it("given every part / when weighted / the total is their sum by hand", () => {
    const sums = sumsOf("p", [{ badDebt: 8, unfair: 100, falseAlarm: 3, withheld: YEAR * 40 }, { badDebt: 0 }], 10);
    const all = { level: 0.5, tailWeight: 2, unfairWeight: 0.1, falseAlarmWeight: 3, capitalRate: 0.05 };
    const { tail, unfair, falseAlarm, capital, total, badDebt } = costOf(sums, all);
    expect([tail, unfair, falseAlarm, badDebt]).to.deep.equal([16, 5, 4.5, 4]);
    expectClose(capital, 1, 1e-12);
    expectClose(total, 26.5, 1e-12);
  });

  it("given perpetuals / when weighted / bad debt counts in full or by its weight, unfair liquidations as those of loans", () => {
    const sums = { ...sumsOf("p", [{ badDebt: 0 }, { badDebt: 0 }], 10), perpetuals: { badDebt: 7, unfair: 50 } };
    const cost = costOf(sums, { ...weights, unfairWeight: 0.1 });
    expect([cost.perpetuals, cost.total]).to.deep.equal([12, 12]);
    expect(costOf(sums, { ...weights, unfairWeight: 0.1, perpetualWeight: 3 }).perpetuals).to.equal(26);
    expect(costOf(sums, { ...weights, unfairWeight: 0, perpetualWeight: 0 }).perpetuals).to.equal(0);
  });

  it("given a policy without episodes / when judged / it is refused", () => {
    expectRejection(() => costOf(sumsOf("p", [], 10), weights), "weight", 0);
  });
});

describe("resamples", () => {
  it("given groups / when drawn / as many as there are, and each as often as any other", () => {
    const total = new Float64Array(7);
    for (let k = 0; k < 2_000; k++) {
      const times = multiplicities(7, k, 1);
      expect(times.reduce((sum, count) => sum + count, 0)).to.equal(7);
      for (const [index, count] of times.entries()) total[index] = (total[index] ?? 0) + count;
    }
    for (const count of total) expectClose(count / 2_000, 1, 0.1);
  });

  it("given rows / when added with multiplicities / each counts so often", () => {
    const rows = [Float64Array.of(1, 2), Float64Array.of(10, 20), Float64Array.of(100, 200)];
    expect([...addRows(rows, Uint32Array.of(2, 0, 1), new Float64Array(2))]).to.deep.equal([102, 204]);
  });

  it("given a sample / when its 90 % interval is taken / a twentieth is left on either side", () => {
    expect(interval90(Array.from({ length: 101 }, (_, k) => 100 - k))).to.deep.equal({ low: 5, high: 95 });
    expectRejection(() => interval90([1, 2]), "sample.length", 2);
  });
});

describe("simplicity", () => {
  it("given two policies / when compared / constant comes first, then what withholds less", () => {
    const scaled = { ...constant(10), minGrace: 300 };
    const order = [scaled, { ...constant(10), ramp: 60 }, constant(30), constant(10)].toSorted(bySimplicity);
    expect(order.map(({ minGrace, maxGrace, ramp }) => [minGrace, maxGrace, ramp])).to.deep.equal([
      [600, 600, 0],
      [600, 600, 60],
      [1_800, 1_800, 0],
      [300, 600, 0],
    ]);
  });
});

describe("words for a choice", () => {
  it("given an optimum / when explained / it says grace, interval, reason and parts", () => {
    const policies = [NO_GUARD, ...GRID.map(constant)];
    const lines = explain(chooseOptimum(policies, sweep(policies, 30, 200, 1), { weights, seed: 1 }));
    expect(lines[0]).to.match(
      /^grace chosen: (55 min|1 h|65 min) \(90 % [\d.]+ (min|h) to [\d.]+ (min|h)\), because it costs [\d ]+ an episode \(90 % [\d ]+ to [\d ]+\) and no guard [\d ]+: it saves [\d ]+ \(90 % [\d ]+ to [\d ]+\)$/,
    );
    expect(lines[1]).to.match(
      /^tail of bad debt [\d ]+, unfair liquidations [\d.]+, false alarms 0, capital 0, against /,
    );
    expect(lines.at(-1)).to.equal("false alarms cost it nothing");
  });

  it("given perpetuals / when explained / their part is told, and nowhere else", () => {
    const two = [NO_GUARD, constant(10)];
    const groups = (badDebt: number) =>
      Array.from({ length: 10 }, () =>
        two.map(({ id }) => ({ ...sumsOf(id, [{ badDebt: 1 }], 10), perpetuals: { badDebt, unfair: 0 } })),
      );
    const [, told] = explain(chooseOptimum(two, groups(4), { weights, seed: 1 }));
    expect(told).to.contain("capital 0, perpetuals 4, against ");
    expect(explain(chooseOptimum(two, groups(0), { weights, seed: 1 })).join()).to.not.contain("perpetuals");
  });

  it("given a guard that does not pay / when explained / it says so", () => {
    const two = [NO_GUARD, constant(10)];
    const groups = Array.from({ length: 10 }, () => [
      sumsOf("no guard", [{ badDebt: 1 }], 10),
      sumsOf("10 min", [{ badDebt: 5, falseAlarm: 1 }], 10),
    ]);
    const lines = explain(chooseOptimum(two, groups, { weights, seed: 1 }));
    expect(lines[0]).to.contain("no other guard is cheaper");
    expect(lines[0]).to.contain("but no guard costs 1, which is less");
    expect(lines.at(-1)).to.equal("it would not pay without any false alarm either");
  });

  it("given numbers, times and graces / when written / they are short and plain", () => {
    expect([0.012345, 12.345, 1_234.5, 1_234_567].map(numberOf)).to.deep.equal([
      "0.0123",
      "12.3",
      "1 235",
      "1 234 567",
    ]);
    expect([59, 60, 3_599, 5_400].map(timeOf)).to.deep.equal(["59 s", "1 min", "60 min", "1.5 h"]);
    expect(graceOf({ ...constant(10), minGrace: 300, graceScale: 1 })).to.equal(
      "5 min to 10 min, 1 s for each second of outage",
    );
  });
});
