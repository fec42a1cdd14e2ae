/** The parameters of a guard under test, in seconds, and their bounds. */
import type { FeedFamily } from "./chainlink-families.js";

export const MINUTE = 60;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** What `GuardPolicy` is in Solidity. */
export interface Policy {
  readonly minGrace: number;
  readonly maxGrace: number;
  readonly graceScaleBps: number;
  readonly ignoreBelow: number;
  readonly ramp: number;
  readonly graceBudget: number;
  readonly budgetWindow: number;
  readonly visibilityLag: number;
  readonly maxOverride: number;
  readonly overrideCooldown: number;
  readonly liquidateWhenUnknown: boolean;
}

/** A field of the policy that has bounds. */
export type PolicyField = Exclude<keyof Policy, "liquidateWhenUnknown">;

/** Merge gap of the ledgers under test. */
export const MERGE_GAP = 15 * MINUTE;

/** The defaults of the design, with the visibility lag of the feed's family. */
export function policyOf(family: FeedFamily, changes: Partial<Policy> = {}): Policy {
  return {
    minGrace: 15 * MINUTE,
    maxGrace: 2 * HOUR,
    graceScaleBps: 10_000,
    ignoreBelow: 2 * MINUTE,
    ramp: HOUR,
    graceBudget: 6 * HOUR,
    budgetWindow: 7 * DAY,
    visibilityLag: family === "arbitrum" ? 15 * MINUTE : 2 * MINUTE,
    maxOverride: DAY,
    overrideCooldown: DAY,
    liquidateWhenUnknown: false,
    ...changes,
  };
}

/** Smallest and largest value of a field, given the others; `min` is 0 where nothing is too small. */
export interface Bounds {
  readonly min: number;
  readonly max: number;
}

/** The bounds that `GuardBounds` states, written down a second time. */
export function boundsOf(field: PolicyField, policy: Policy): Bounds {
  const bounds: Record<PolicyField, Bounds> = {
    minGrace: { min: 5 * MINUTE, max: 4 * HOUR },
    maxGrace: { min: policy.minGrace, max: 4 * HOUR },
    graceScaleBps: { min: 1_000, max: 40_000 },
    ignoreBelow: { min: 0, max: 10 * MINUTE },
    ramp: { min: 10 * MINUTE, max: 6 * HOUR },
    graceBudget: { min: policy.visibilityLag + policy.maxGrace, max: DAY },
    budgetWindow: { min: 2 * DAY, max: 30 * DAY },
    visibilityLag: { min: 0, max: HOUR },
    maxOverride: { min: HOUR, max: DAY },
    overrideCooldown: { min: policy.maxOverride, max: 30 * DAY },
  };
  return bounds[field];
}
