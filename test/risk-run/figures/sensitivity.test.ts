/** What the choice hangs on: one assumption at a time. */
import { expect } from "chai";

import { sensitivityOf } from "../../../src/risk-run/figures/sensitivity.js";
import { parseInput, runOf } from "../../../src/risk-run/input.js";
import { openLocalPool } from "../../../src/risk-run/local-pool.js";
import { CHOSEN, optimumOf } from "../../helpers/risk-optimum.js";

const BOOK = {
  name: "nobody acts",
  assets: [{ name: "ETH", price: 2_000 }],
  repair: { perHour: 1, share: 0 },
  lending: [{ id: "a", collateral: 10, debt: 16_200, liquidationThreshold: 0.83, bonus: 0.05 }],
};

describe("sensitivity of a choice", () => {
  it("given owners of whom nobody acts / when they are quicker or slower / nothing changes, and nothing else of the book does", async () => {
    const run = runOf(parseInput({ chain: "base", book: BOOK, episodes: 5_120 }));
    const rows = await sensitivityOf(run, optimumOf(CHOSEN), openLocalPool({ backend: "auto" }));
    const [asItIs, ...changed] = rows;
    const quicker = changed.filter(({ what }) => what === "how quickly users repair");
    expect(quicker).to.have.length(3);
    for (const { value, ...numbers } of quicker) {
      const { chosen, noGuard, saving, bestGrace } = numbers;
      expect({ chosen, noGuard, saving, bestGrace }, value).to.deep.equal({
        chosen: asItIs?.chosen,
        noGuard: asItIs?.noGuard,
        saving: asItIs?.saving,
        bestGrace: asItIs?.bestGrace,
      });
    }
    const longer = changed.find(({ what, value }) => what === "length of outages" && value === "× 2");
    expect(longer?.chosen).to.be.greaterThan(asItIs?.chosen ?? NaN);
  });
});
