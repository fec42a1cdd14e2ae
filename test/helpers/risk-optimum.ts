/** An optimum by hand, for what is done with one. */
import { DEFAULT_WEIGHTS } from "../../src/risk/inputs/objective.js";
import { NO_GUARD } from "../../src/risk/inputs/policies.js";
import type { JudgedPolicy, Optimum } from "../../src/risk/policy/optimum.js";
import type { PolicyTerms } from "../../src/risk/simulate/types.js";

/** A guard's policy: half an hour to an hour and a half. */
export const CHOSEN: PolicyTerms = {
  id: "chosen",
  guarded: true,
  minGrace: 1_800,
  maxGrace: 5_400,
  graceScale: 1.5,
  ignoreBelow: 120,
  ramp: 1_800,
  startCloseFactor: 0.25,
  closeFactor: 0.5,
  carveOut: true,
  severityMargin: 0.02,
  graceBudget: 14_400,
};

/** An optimum that chose `policy`. */
export function optimumOf(policy: PolicyTerms): Optimum {
  const chosen = judged(policy, 100);
  const noGuard = judged(NO_GUARD, 150);
  return {
    chosen,
    cheapest: chosen,
    noGuard,
    saving: { mean: 50, low: 40, high: 60 },
    intervals: {
      minGrace: { low: 900, high: 1_800 },
      maxGrace: { low: 3_600, high: 7_200 },
      graceScale: { low: 1, high: 2 },
      ramp: { low: 600, high: 3_600 },
      startCloseFactor: { low: 0.1, high: 0.25 },
      severityMargin: { low: 0.01, high: 0.02 },
      graceBudget: { low: 14_400, high: 21_600 },
    },
    atEdge: [],
    falseAlarmHeadroom: 3,
    judged: [noGuard, chosen],
    weights: DEFAULT_WEIGHTS,
    groups: 30,
    resamples: 200,
  };
}

function judged(policy: PolicyTerms, total: number): JudgedPolicy {
  return {
    policy,
    cost: { tail: total - 10, unfair: 5, falseAlarm: 4, capital: 1, perpetuals: 0, total, badDebt: 1 },
    total: { low: total - 5, high: total + 5 },
    excess: { low: 0, high: 0 },
    onPlateau: policy.guarded,
  };
}
