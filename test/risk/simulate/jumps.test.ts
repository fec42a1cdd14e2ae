/** The table of jumps holds a bounded number: an input that would overfill it is refused before anything is drawn. */
import { expect } from "chai";

import { RiskInputError } from "../../../src/risk/errors.js";
import { simulate } from "../../../src/risk/simulate/simulate.js";
import type { SimulationInput } from "../../../src/risk/simulate/types.js";
import { policyTerms, runInput } from "../../helpers/risk-run.js";

/** A day in which a policy looks: half of it grace, half of it ramp. */
const POLICY = policyTerms("a day", { minGrace: 43_200, maxGrace: 43_200, ramp: 43_200, graceBudget: 43_200 });

function withRate(rate: number): SimulationInput {
  const input = runInput({ policies: [POLICY], blocks: { first: 0, count: 1 } });
  return { ...input, model: { ...input.model, visibilityLag: 0, jumps: { rate, mean: -0.001, deviation: 0.001 } } };
}

describe("jumps of a block", () => {
  it("given more jumps than the table holds / when simulated / field, value, bound and a way out are told", () => {
    const input = { ...withRate(10_000), policies: [{ ...POLICY, maxGrace: 30 * 86_400, graceBudget: 30 * 86_400 }] };
    expect(() => simulate(input))
      .to.throw(RiskInputError, "model.jumps.rate is 10000")
      .with.property("message")
      .that.match(/at most \d+ a year; give fewer jumps, a shorter maxGrace or a shorter ramp/);
  });

  it("given the bound and one more a year / when simulated / the bound is drawn in full and one more is refused", () => {
    const long = (rate: number): SimulationInput => ({
      ...withRate(rate),
      policies: [{ ...POLICY, minGrace: 30 * 86_400, maxGrace: 30 * 86_400, ramp: 0, graceBudget: 30 * 86_400 }],
    });
    const bound = Math.floor((((512 * 64 - 8 * Math.sqrt(512 * 64)) / 512) * 31_536_000) / (30 * 86_400));
    expect(() => simulate(long(bound))).to.not.throw();
    expect(() => simulate(long(bound + 1))).to.throw("HF_RISK_INPUT");
  });
});
