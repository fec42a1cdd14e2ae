/** Intervals of what options, perpetuals and pools lose: the posterior's, and nothing else's. */
import { expect } from "chai";

import { othersOf } from "../../../src/risk-run/figures/others.js";
import { drawnRollup, parseInput, runOf, type Run } from "../../../src/risk-run/input.js";
import { ELAPSED } from "../../../src/risk/costs/elapsed.js";
import { lengthNodes } from "../../../src/risk/costs/episode-law.js";
import { stalePool } from "../../../src/risk/costs/reversion.js";
import { interval90 } from "../../../src/risk/policy/bootstrap.js";
import { NO_GUARD } from "../../../src/risk/inputs/policies.js";
import type { OtherRow } from "../../../src/report/risk/model.js";
import { expectClose } from "../../helpers/close-to.js";
import { CHOSEN, optimumOf } from "../../helpers/risk-optimum.js";

const YEAR = 31_536_000;
const BOOK = {
  name: "kinds",
  assets: [{ name: "ETH", price: 2_000 }],
  repair: { perHour: 1, share: 0.5 },
  lending: [{ id: "a", collateral: 10, debt: 16_200, liquidationThreshold: 0.83, bonus: 0.05 }],
  options: [{ id: "o", side: "call", size: 9, strike: 2_100, expiry: 604_800, style: "american", window: 3_600 }],
  perpetuals: [{ id: "long", size: 50, margin: 8_000, maintenance: 0.03 }],
  pools: [{ id: "pool", value: 1e6 }],
};
const SIGMA = 0.9;
const VOLATILITY = { law: "constant", sigma: SIGMA } as const;

function runWith(model: object): Run {
  return runOf(parseInput({ chain: "base", book: BOOK, model: { volatility: VOLATILITY, ...model }, seed: 3 }));
}

function rowsOf(run: Run): OtherRow[] {
  return othersOf(run, optimumOf(CHOSEN));
}

describe("options, perpetuals and pools in the result", () => {
  it("given length and rate by the input / when valued / nothing is uncertain: every interval is the value", () => {
    const duration = { law: "logNormal", mu: 8.5, sigma: 1.2 };
    for (const row of rowsOf(runWith({ duration, haltsPerYear: 2 }))) {
      for (const [value, held] of [
        [row.chosen, row.chosenRange],
        [row.noGuard, row.noGuardRange],
        [row.probability, row.probabilityRange],
      ] as const) {
        if (value === null || held === null) continue;
        expect(held.high).to.equal(held.low);
        expectClose(value, held.low, 1e-9 * held.low, row.what);
      }
    }
  });

  it("given known halts / when a pool is valued / mean and interval are those of the law over the posterior's draws", () => {
    const run = runWith({});
    const stale = Array.from({ length: 200 }, (_, draw) => {
      const lengths = lengthNodes(drawnRollup(run, draw).model.duration);
      // No outage counts for longer than the grid of times is.
      const lost = (seconds: number) => stalePool(SIGMA, Math.min(seconds, ELAPSED.at(-1) ?? NaN) / YEAR);
      return 1e6 * lengths.reduce((sum, { seconds, weight }) => sum + weight * lost(seconds), 0);
    });
    const row = rowsOf(run).find(({ position }) => position === "pool");
    expectClose((row?.chosen ?? NaN) / (stale.reduce((sum, value) => sum + value, 0) / 200), 1, 1e-3);
    const { low, high } = interval90(stale);
    expectClose((row?.chosenRange.low ?? NaN) / low, 1, 1e-3);
    expectClose((row?.chosenRange.high ?? NaN) / high, 1, 1e-3);
    expect(high / low).to.be.greaterThan(1.5);
  });

  it("given another seed / when drawn / the same seed gives the same rows, another one others", () => {
    const run = runWith({});
    expect(rowsOf(run)).to.deep.equal(rowsOf(runWith({})));
    const other = rowsOf({ ...run, input: { ...run.input, seed: 4 } });
    expect(other.map(({ chosen }) => chosen)).to.not.deep.equal(rowsOf(run).map(({ chosen }) => chosen));
  });

  it("given a book of loans / when valued / there are no rows", () => {
    const { book, ...input } = runWith({}).input;
    const loans = { ...book, options: [], perpetuals: [], pools: [] };
    expect(othersOf(runOf({ ...input, book: loans }), optimumOf({ ...NO_GUARD, id: "x" }))).to.deep.equal([]);
  });
});
