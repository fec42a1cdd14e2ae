import { expect } from "chai";

import { factorNumber, withHealth } from "../../src/demo/health.js";
import { isBeyondSaving } from "../../src/demo/market-health.js";
import type { Attempt } from "../../src/report/model.js";

const FACTOR = 10n ** 15n;
const attempt: Attempt = {
  actor: "Liz",
  action: "liquidates Ben",
  kind: "Liquidate",
  results: { one: { outcome: "passed", detail: "x" }, two: { outcome: "stopped", error: "PriceStale" } },
};

describe("demo, health factors", () => {
  it("given a health factor / when shown / it is cut to thousandths, and absent without debt or price", () => {
    expect(factorNumber(949_999n * 10n ** 12n)).to.equal(0.949);
    expect(factorNumber(950_000n * 10n ** 12n)).to.equal(0.95);
    expect(factorNumber(2n ** 256n - 1n)).to.equal(undefined);
    expect(factorNumber(undefined)).to.equal(undefined);
  });

  it("given results / when noted / each gets its own world's factor, and only who is lost is said to be", () => {
    const noted = withHealth(attempt, { one: 900n * FACTOR, two: undefined }, (factor) => factor < 950n * FACTOR);
    expect(noted.results).to.deep.equal({
      one: { outcome: "passed", detail: "x", healthFactor: 0.9, beyondSaving: true },
      two: { outcome: "stopped", error: "PriceStale" },
    });
    expect(withHealth(attempt, { one: 900n * FACTOR }).results["one"]).not.to.have.property("beyondSaving");
  });

  // 0.915 × 1.026 × 1.01 = 0.9481779
  for (const [factor, lost] of [
    [948_177_899_999_999_999n, true],
    [948_177_900_000_000_000n, true],
    [948_177_900_000_000_001n, false],
  ] as const) {
    it(`given a health factor of ${String(factor)} / when judged by the market's terms / it is ${lost ? "" : "not "}beyond saving`, () => {
      expect(isBeyondSaving(factor, 100n)).to.equal(lost);
    });
  }
});
