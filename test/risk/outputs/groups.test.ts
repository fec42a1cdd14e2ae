/** Groups of a run, and sums of which only the classes that hold something are kept. */
import { expect } from "chai";

import { acrossAssets } from "../../../src/risk/outputs/assets.js";
import {
  groupsOf,
  groupsOfShard,
  onClasses,
  sumsOfPolicy,
  usedClasses,
  withUsedClasses,
} from "../../../src/risk/outputs/groups.js";
import { classesOf, conditionalAt, lossCurve, valueAtRisk } from "../../../src/risk/outputs/loss.js";
import { yearlyLosses } from "../../../src/risk/outputs/scenarios.js";
import { rowOf } from "../../../src/risk/policy/cost.js";
import type { Moments, PackedSums } from "../../../src/risk/simulate/types.js";

const moments = (weight: number, total: number): Moments => ({
  weight,
  weightSquared: weight,
  total,
  squares: total ** 2,
});

/** Sums from [class, weight, mean loss]. */
function sums(...classes: readonly (readonly [number, number, number])[]): PackedSums {
  const weight = classes.reduce((sum, [, own]) => sum + own, 0);
  const total = classes.reduce((sum, [, own, loss]) => sum + own * loss, 0);
  return {
    policy: "p",
    badDebt: moments(weight, total),
    unfair: moments(weight, 0),
    falseAlarm: moments(weight, 0),
    withheld: moments(weight, 0),
    classes: {
      places: Uint16Array.from(classes, ([place]) => place),
      weights: Float64Array.from(classes, ([, own]) => own),
      losses: Float64Array.from(classes, ([, own, loss]) => own * loss),
    },
  };
}

describe("groups", () => {
  for (const blocks of [10, 63, 64, 65, 1_000]) {
    it(`given ${blocks} blocks / when cut / groups hold each block once, and shards each group once`, () => {
      const groups = groupsOf(blocks * 512);
      expect(groups).to.have.length(Math.min(64, blocks));
      let next = 0;
      for (const { first, count } of groups) {
        expect(first).to.equal(next);
        next += count;
      }
      expect(next).to.equal(blocks);
      const shards = [0, 1, 2].flatMap((index) => groupsOfShard(groups.length, index, 3));
      expect(shards).to.deep.equal([...groups.keys()]);
    });
  }

  it("given groups with different classes / when put on the same ones / nothing is lost and order stays", () => {
    const groups = [[sums([0, 5, 0], [7, 1, 10])], [sums([3, 2, 4], [9, 1, 30])]];
    expect([...usedClasses(groups)]).to.deep.equal([0, 3, 7, 9]);
    const [a, b] = [...withUsedClasses(groups)].map(([own]) => own?.histogram);
    expect([...(a?.weights ?? [])]).to.deep.equal([5, 0, 1, 0]);
    expect([...(b?.losses ?? [])]).to.deep.equal([0, 8, 0, 30]);
    expect(sumsOfPolicy(groups, 0).map(({ histogram }) => [...histogram.weights])).to.deep.equal([
      [5, 0, 1, 0],
      [0, 2, 0, 1],
    ]);
    expect(() => sumsOfPolicy(groups, 1)).to.throw("HF_RISK_INPUT");
  });

  it("given two assets / when joined / the worst falls with the worst and the mean is the sum of means", () => {
    const joined = acrossAssets([[sums([0, 9, 0], [5, 1, 10])], [sums([0, 8, 0], [4, 2, 3])]], 100)[0];
    if (joined === undefined) throw new Error("no sums");
    expect(joined.badDebt.total).to.equal(16);
    const row = rowOf(onClasses(joined, usedClasses([[joined]])));
    expect(classesOf(row).map(({ weight, loss }) => [weight, loss])).to.deep.equal([
      [8, 0],
      [1, 3],
      [1, 13],
    ]);
  });
});

describe("distribution of bad debt", () => {
  const own = sums([0, 90, 0], [5, 9, 10], [8, 1, 100]);
  const row = rowOf(onClasses(own, usedClasses([[own]])));

  for (const [level, value] of [
    [0.89, 0],
    [0.905, 10],
    [0.985, 10],
    [0.995, 100],
  ] as const) {
    it(`given a level of ${level} / when asked / the value at risk is the loss of its class`, () => {
      expect(valueAtRisk(row, level)).to.equal(value);
    });
  }

  it("given the worst tenth / when asked / its mean is that of its losses, and the curve falls", () => {
    expect(Math.abs(conditionalAt(row, 0.9) - 19)).to.be.below(1e-9);
    expect(lossCurve(row, 10)).to.deep.equal([
      { loss: 10, beyond: 0.1 },
      { loss: 100, beyond: 0.01 },
    ]);
  });
});

describe("yearly losses", () => {
  it("given a rate and a loss / when drawn / the mean is their product, and a cause that hits all makes them equal", () => {
    const law = [{ weight: 1, loss: 2 }];
    const terms = { scenarios: 20_000, years: 1, seed: 3 };
    const [alone] = yearlyLosses([{ name: "a", rate: 1.5, law }], [], terms);
    const mean = (alone ?? new Float64Array(1)).reduce((sum, loss) => sum + loss, 0) / terms.scenarios;
    // Standard deviation of a year's loss: 2·√1.5.
    expect(Math.abs(mean - 3)).to.be.below((4 * 2 * Math.sqrt(1.5)) / Math.sqrt(terms.scenarios));
    const both = ["a", "b"].map((name) => ({ name, rate: 0, law }));
    const [first, second] = yearlyLosses(both, [{ perYear: 1, hits: [1, 1] }], terms);
    expect(first).to.deep.equal(second);
    expect(first?.some((loss) => loss > 0)).to.equal(true);
  });
});
