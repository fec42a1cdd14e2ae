import { expect } from "chai";

import { POLICY_INVARIANTS } from "../../../src/demo/policy/invariants.js";
import type { Run } from "../../../src/report/model.js";
import type { PolicyTrace } from "../../../src/report/policy.js";
import { sampleReport } from "../../helpers/sample-report.js";

const THROTTLE = { capacityCents: 1000, refillCentsPerSecond: 10 };

function broken(changes: Partial<PolicyTrace>): readonly string[] {
  const [run] = sampleReport().runs;
  if (run?.policy === undefined) throw new Error("HF_TEST_NO_POLICY");
  const changed: Run = { ...run, policy: { ...run.policy, throttle: THROTTLE, deviations: [], ...changes } };
  return POLICY_INVARIANTS.flatMap(({ id, check }) => (check(changed).length === 0 ? [] : [id]));
}

const counted = (at: number, throttledCents: number) => ({ at, throttledCents, beyondSaving: false });

describe("demo, invariants of the liquidation policy", () => {
  it("DEMO-10 given an answer that no rule explains / when checked / it is broken", () => {
    expect(broken({ deviations: ["17:00:00, ordinary: no"] })).to.deep.equal(["DEMO-10"]);
    expect(broken({})).to.deep.equal([]);
  });

  it("DEMO-11 given two liquidations / when they take what the throttle held and what returned, a cent less, a cent more / only more breaks it", () => {
    for (const [second, expected] of [
      [599, []],
      [600, []],
      [601, ["DEMO-11"]],
    ] as const) {
      expect(broken({ liquidations: [counted(100, 1000), counted(160, second)] })).to.deep.equal(expected);
    }
    expect(broken({ liquidations: [counted(100, 1001)] })).to.deep.equal(["DEMO-11"]);
  });

  it("DEMO-11 given three liquidations / when the last two alone are too much / it is broken", () => {
    const liquidations = [counted(0, 1), counted(1000, 800), counted(1010, 301)];
    expect(broken({ liquidations })).to.deep.equal(["DEMO-11"]);
  });

  it("DEMO-12 given a liquidation past the throttle / when the position could be saved / it is broken", () => {
    expect(broken({ liquidations: [{ at: 1, beyondSaving: false }] })).to.deep.equal(["DEMO-12"]);
    expect(broken({ liquidations: [{ at: 1, beyondSaving: true }] })).to.deep.equal([]);
  });

  it("given a run without a watch / when checked / there is nothing to say", () => {
    const [run] = sampleReport().runs;
    if (run === undefined) throw new Error("HF_TEST_NO_RUN");
    const bare: { -readonly [Key in keyof Run]: Run[Key] } = { ...run };
    delete bare.policy;
    for (const { check } of POLICY_INVARIANTS) expect(check(bare)).to.deep.equal([]);
  });
});
