/** Perpetuals beside the sums of a sweep, and in the choice. */
import { expect } from "chai";

import { chooseFor } from "../../src/risk-run/choose.js";
import { allGroups, termsOf } from "../../src/risk-run/groups.js";
import { modelOfGroup, parseInput, runOf, type Run } from "../../src/risk-run/input.js";
import { openLocalPool } from "../../src/risk-run/local-pool.js";
import { withPerpetuals } from "../../src/risk-run/perpetuals.js";
import { liquidationWeights } from "../../src/risk/costs/outage-weights.js";
import { perpetualBook, perpetualMeans } from "../../src/risk/costs/perpetual-book.js";

const GRACES = [300, 1_800, 3_600, 7_200];

function runWith(perpetuals: readonly object[], objective: object = {}): Run {
  const book = {
    name: "kinds",
    assets: [{ name: "ETH", price: 2_000 }],
    repair: { perHour: 1, share: 0.7 },
    lending: Array.from({ length: 40 }, (_, k) => ({
      id: `l${k}`,
      collateral: 10,
      debt: 12_000 + 110 * k,
      liquidationThreshold: 0.83,
      bonus: 0.05,
    })),
    perpetuals,
  };
  const policies = GRACES.map((grace) => ({
    id: `grace ${grace}`,
    guarded: true,
    minGrace: grace,
    maxGrace: grace,
    graceScale: 0,
    ignoreBelow: 120,
    ramp: 3_600,
    startCloseFactor: 0.1,
    closeFactor: 0.5,
    carveOut: true,
    severityMargin: 0.01,
    graceBudget: 21_600,
  }));
  return runOf(parseInput({ chain: "arbitrum", book, policies, objective, episodes: 5_120 }));
}

async function groupsOf(run: Run) {
  const pool = openLocalPool({ backend: "auto" });
  return withPerpetuals(run, termsOf(run), await allGroups(run.input.seed, termsOf(run), pool));
}

const LONG = { id: "long", size: 20_000, margin: 1.4e6, maintenance: 0.01 };

describe("perpetuals beside a sweep", () => {
  it("given each group's draw and each policy / when perpetuals are put beside / they are valued under that law and that grace", async () => {
    const run = runWith([LONG]);
    const groups = await groupsOf(run);
    expect(groups).to.have.length(10);
    for (const [group, sums] of groups.entries()) {
      const model = modelOfGroup(run, group);
      const { total } = perpetualBook(run.input.book, model);
      const means = run.input.policies.map((policy) =>
        perpetualMeans(total, liquidationWeights(model, policy, run.input.book.repair)),
      );
      expect(sums.map(({ perpetuals }) => perpetuals)).to.deep.equal(means);
    }
    const debts = groups[0]?.map(({ perpetuals }) => perpetuals?.badDebt ?? NaN) ?? [];
    expect(new Set(debts).size).to.equal(1 + GRACES.length);
  });

  it("given a book of loans / when put beside / the sums are as they were", async () => {
    const run = runWith([]);
    const groups = await groupsOf(run);
    expect(groups.flat().every((sums) => !("perpetuals" in sums))).to.equal(true);
    expect(chooseFor(run, groups).judged.every(({ cost }) => cost.perpetuals === 0)).to.equal(true);
  });

  it("given perpetuals that outweigh the loans / when chosen / they decide the grace, unless their weight is nothing", async () => {
    const decided = async (objective: object) => {
      const run = runWith([LONG], objective);
      return chooseFor(run, await groupsOf(run));
    };
    const loans = chooseFor(runWith([]), await groupsOf(runWith([])));
    const none = await decided({ perpetualWeight: 0, unfairWeight: 0 });
    const all = await decided({ unfairWeight: 0 });
    expect(all.chosen.cost.perpetuals).to.be.greaterThan(10 * all.chosen.cost.tail);
    const least = all.judged.slice(1).toSorted((a, b) => a.cost.perpetuals - b.cost.perpetuals)[0];
    expect(all.cheapest.policy.id).to.equal(least?.policy.id);
    expect(none.chosen.cost.perpetuals).to.equal(0);
    expect(loans.judged.map(({ cost }) => cost.tail)).to.deep.equal(all.judged.map(({ cost }) => cost.tail));
  });
});
