/** A policy as the contracts take it: whole seconds and basis points within their bounds. */
import { within } from "../check.js";
import type { PolicyTerms } from "../simulate/types.js";
import { GUARD_BOUNDS, LIQUIDATION_BOUNDS } from "./bounds.js";

/** Parameters that a policy decides; named as in the contracts. */
export interface ContractTerms {
  readonly minGrace: number;
  readonly maxGrace: number;
  readonly graceScaleBps: number;
  readonly ignoreBelow: number;
  readonly ramp: number;
  readonly graceBudget: number;
  readonly closeFactorBps: number;
  readonly startCloseFactorBps: number;
  readonly severityMarginBps: number;
}

/** Name of a parameter. */
export type TermName = keyof ContractTerms;

/** Terms within the bounds, and the names of those that were moved there. */
export interface ClampedTerms {
  readonly terms: ContractTerms;
  /** What the policy wanted of each parameter that had to be moved. */
  readonly moved: ReadonlyMap<TermName, number>;
}

/**
 * The terms of a policy, each moved to the nearest value that the contracts accept.
 * @param visibilityLag Of the guard: its budget holds at least one full grace with it.
 */
export function contractTerms(policy: PolicyTerms, visibilityLag: number): ClampedTerms {
  const g = GUARD_BOUNDS;
  const l = LIQUIDATION_BOUNDS;
  within("visibilityLag", visibilityLag, 0, g.MAX_VISIBILITY_LAG);
  const moved = new Map<TermName, number>();
  const fit = (name: TermName, value: number, low: number, high: number): number => {
    const wanted = Math.round(value);
    const fitted = Math.min(Math.max(wanted, low), high);
    if (fitted !== wanted) moved.set(name, wanted);
    return fitted;
  };
  const minGrace = fit("minGrace", policy.minGrace, g.MIN_GRACE_FLOOR, g.MAX_GRACE_CEILING);
  const maxGrace = fit("maxGrace", policy.maxGrace, minGrace, g.MAX_GRACE_CEILING);
  const closeFactorBps = fit("closeFactorBps", policy.closeFactor * l.BPS, l.MIN_START_CLOSE_FACTOR_BPS, l.BPS);
  return {
    terms: {
      minGrace,
      maxGrace,
      graceScaleBps: fit("graceScaleBps", policy.graceScale * l.BPS, g.MIN_SCALE_BPS, g.MAX_SCALE_BPS),
      ignoreBelow: fit("ignoreBelow", policy.ignoreBelow, 0, g.MAX_IGNORE_BELOW),
      ramp: fit("ramp", policy.ramp, g.MIN_RAMP, g.MAX_RAMP),
      graceBudget: fit("graceBudget", policy.graceBudget, visibilityLag + maxGrace, g.MAX_GRACE_BUDGET),
      closeFactorBps,
      startCloseFactorBps: fit(
        "startCloseFactorBps",
        policy.startCloseFactor * l.BPS,
        l.MIN_START_CLOSE_FACTOR_BPS,
        closeFactorBps,
      ),
      severityMarginBps: fit("severityMarginBps", policy.severityMargin * l.BPS, 0, l.MAX_SEVERITY_MARGIN_BPS),
    },
    moved,
  };
}

/** Whether the contracts can be deployed with exactly this policy; they always exempt what is severe. */
export function isDeployable(policy: PolicyTerms, visibilityLag: number): boolean {
  return policy.guarded && policy.carveOut && contractTerms(policy, visibilityLag).moved.size === 0;
}
