/** The whole way: a book whose best grace follows from formulas, simulated, judged and chosen. */
import { expect } from "chai";

import { PriceLaw } from "../../../src/risk/costs/episode-law.js";
import { DEFAULT_WEIGHTS } from "../../../src/risk/inputs/objective.js";
import { gridSchema, policiesOf } from "../../../src/risk/inputs/policies.js";
import { integrate } from "../../../src/risk/math/quadrature.js";
import { density } from "../../../src/risk/math/normal.js";
import { drawnModel, groupSums } from "../../../src/risk/policy/groups.js";
import { chooseOptimum } from "../../../src/risk/policy/optimum.js";
import { presetOf, rollupModel } from "../../../src/risk/presets/preset.js";
import { simulate } from "../../../src/risk/simulate/simulate.js";
import type { EpisodeModel, LendingBook } from "../../../src/risk/simulate/types.js";
import { expectClose } from "../../helpers/close-to.js";

const HOUR = 3_600;
/**
 * Outages of about two hours, constant volatility, no jumps, no false alarms, no ramp, no carve-out: what is left has a formula. A grace beyond
 * the outage saves nobody who lost time, and bad debt grows with it: the best grace is about the outage.
 */
const model: EpisodeModel = {
  duration: { law: "logNormal", mu: Math.log(2 * HOUR), sigma: 0.05 },
  falseDuration: { law: "logNormal", mu: 6, sigma: 1 },
  falseShare: 0,
  volatility: { law: "constant", sigma: 1.2 },
  drift: 0,
  jumps: { rate: 0, mean: 0, deviation: 1 },
  visibilityLag: 0,
  detection: 0,
};
const loan = { id: "loan", collateral: 1, debt: 90, liquidationThreshold: 0.92, bonus: 0.05 };
const book: LendingBook = { name: "one loan", price: 100, positions: [loan], repair: { perHour: 0.3 } };
const weights = { ...DEFAULT_WEIGHTS, level: 0, tailWeight: 1, unfairWeight: 0.003, capitalRate: 0 };
const GRACES = Array.from({ length: 16 }, (_, k) => 900 * (k + 1));
const STEP = 900;

/**
 * Mean cost of a constant grace `g`. Of the debt `e^(−ρg)` is left at the opening; unfair is what more time, as long as the outage, would have
 * saved: `e^(−ρg) − e^(−ρD)`, where the price is then below the threshold.
 */
function costOf(grace: number): number {
  const rho = book.repair.perHour / HOUR;
  const left = Math.exp(-rho * grace);
  const strike = (loan.debt * (1 + loan.bonus)) / 100;
  const threshold = loan.debt / loan.liquidationThreshold / 100;
  const over = (f: (law: PriceLaw, length: number) => number) =>
    integrate(
      (z) => {
        const length = 2 * HOUR * Math.exp(0.05 * z);
        const node = [{ weight: 1, seconds: length + grace, sigma: 1.2 }];
        return density(z) * f(new PriceLaw(model, node), length);
      },
      -6,
      6,
      32,
      2,
    );
  const badDebt = left * over((law) => (100 * law.put(strike)) / (1 + loan.bonus));
  const unfair = over((law, length) => Math.max(0, left - Math.exp(-rho * length)) * loan.debt * law.below(threshold));
  return weights.tailWeight * badDebt + weights.unfairWeight * unfair;
}

describe("optimum of a simulated book", () => {
  const grid = { minGrace: GRACES, maxGrace: GRACES, ramp: 0, carveOut: false, ignoreBelow: 0, startCloseFactor: 0.5 };
  const constant = policiesOf(gridSchema.parse(grid)).filter(({ minGrace, maxGrace }) => minGrace === maxGrace);

  it("given a book whose best grace follows from formulas / when simulated and chosen / it is found within one step", () => {
    const exact = GRACES.map(costOf);
    const best = GRACES[exact.indexOf(Math.min(...exact))] ?? NaN;
    expectClose(best, 2 * HOUR, STEP, "the best grace");
    const run = { model, book, policies: constant, seed: 3n, backend: "typescript" } as const;
    const parts = Array.from({ length: 32 }, (_, k) => simulate({ ...run, blocks: { first: 6 * k, count: 6 } }));
    const { chosen, judged, cheapest } = chooseOptimum(constant, groupSums(parts), { weights, seed: 1 });
    expectClose(cheapest.policy.maxGrace, best, STEP, "the cheapest grace");
    expectClose(chosen.policy.maxGrace, best, STEP, "the chosen grace");
    for (const { policy, cost, total } of judged.filter((each) => each.policy.guarded)) {
      const expected = exact[GRACES.indexOf(policy.maxGrace)] ?? NaN;
      const width = total.high - total.low;
      expectClose(cost.total, expected, 1.5 * width + 0.002 * expected, `the cost of ${policy.maxGrace} s`);
    }
  });
});

describe("law drawn from the posterior", () => {
  it("given a preset / when its law is drawn / rate and lengths are the draw's and the rest is the preset's", () => {
    const plain = rollupModel(presetOf("base"));
    const [one, two] = [drawnModel(presetOf("base"), 1, 1), drawnModel(presetOf("base"), 2, 1)];
    expect(one.model.duration).not.to.deep.equal(two.model.duration);
    expect(one.haltsPerYear).not.to.equal(two.haltsPerYear);
    expect(one.model.volatility).to.deep.equal(plain.model.volatility);
    expect(drawnModel(presetOf("base"), 1, 1)).to.deep.equal(one);
  });
});
