import { expect } from "chai";

import { AAVE_WORLDS } from "../../../src/demo/aave/worlds.js";
import { checkInvariants } from "../../../src/demo/invariants.js";
import type { AttemptResult, Run } from "../../../src/report/model.js";

const passed: AttemptResult = { outcome: "passed" };
const sentinel: AttemptResult = { outcome: "stopped", error: "Aave error 59 PRICE_ORACLE_SENTINEL_CHECK_FAILED" };
const healthy: AttemptResult = { outcome: "stopped", error: "Aave error 45 HEALTH_FACTOR_NOT_BELOW_THRESHOLD" };

/** A run of one step with one attempt; what is not said is stopped by the sentinel. */
function runOf(status: string, kind: string, results: Readonly<Record<string, AttemptResult>>): Run {
  const all = { holdfast: sentinel, aave: sentinel, none: sentinel, ...results };
  const times = { realTime: 100, chainTime: 100 };
  const attempts = [{ actor: "Liz", action: "acts", kind, results: all }];
  return {
    id: "aave",
    title: "",
    description: "",
    worlds: AAVE_WORLDS,
    pair: "",
    steps: [{ id: "x", label: "x", ...times, feed: "up", status, attempts }],
    spans: [],
    prices: [],
    money: [],
    measures: [],
    notStopped: [],
    setup: [],
  };
}

const broken = (run: Run) => checkInvariants([run]).flatMap(({ id, holds }) => (holds ? [] : [id]));

describe("demo, invariants of the Aave run", () => {
  for (const status of ["Unknown", "Down", "Recovering"]) {
    it(`DEMO-7 given status ${status} / when a borrow or a liquidation passes behind the adapter / it is broken`, () => {
      expect(broken(runOf(status, "IncreaseRisk", { holdfast: passed }))).to.deep.equal(["DEMO-7"]);
      expect(broken(runOf(status, "Liquidate", { holdfast: passed }))).to.deep.equal(["DEMO-7"]);
      expect(broken(runOf(status, "Liquidate", { aave: passed, none: passed }))).to.deep.equal([]);
    });
  }

  for (const [healthFactor, expected] of [
    [0.949, []],
    [0.95, ["DEMO-7"]],
    [0.951, ["DEMO-7"]],
  ] as const) {
    it(`DEMO-7 given a health factor of ${String(healthFactor)} / when liquidated while Down / Aave's own exemption ${expected.length === 0 ? "covers it" : "does not cover it"}`, () => {
      expect(broken(runOf("Down", "Liquidate", { holdfast: { ...passed, healthFactor } }))).to.deep.equal(expected);
    });
  }

  it("DEMO-7 given a health factor below 0.95 / when somebody borrows while Down / it is broken", () => {
    const result = { ...passed, healthFactor: 0.9 };
    expect(broken(runOf("Down", "IncreaseRisk", { holdfast: result }))).to.deep.equal(["DEMO-7"]);
  });

  it("DEMO-8 given supplying, repaying or withdrawing / when any sentinel stops it / it is broken", () => {
    const all = { holdfast: passed, none: passed };
    for (const kind of ["none", "ReduceRisk"]) {
      expect(broken(runOf("Down", kind, { ...all, aave: sentinel }))).to.include("DEMO-8");
      expect(broken(runOf("Down", kind, { ...all, aave: passed }))).to.deep.equal([]);
    }
  });

  for (const status of ["Ramping", "Up"]) {
    it(`DEMO-9 given status ${status} / when the adapter stops a liquidation / it is broken`, () => {
      expect(broken(runOf(status, "Liquidate", { holdfast: sentinel }))).to.deep.equal(["DEMO-9"]);
      expect(broken(runOf(status, "Liquidate", { holdfast: healthy, aave: sentinel }))).to.deep.equal([]);
    });
  }
});
