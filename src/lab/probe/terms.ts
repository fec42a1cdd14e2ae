import type { ClockId } from "../clock/profile.js";
import { DAY, later } from "../time.js";
import { RunOptionsError } from "./errors.js";

/**
 * Parameters of the `SequencerGuard` that a scenario runs under, in seconds unless said otherwise; the fields of the Solidity
 * struct `GuardPolicy`, so that a probe can pass them on as they are.
 */
export interface GuardTerms {
  readonly minGrace: bigint;
  readonly maxGrace: bigint;
  /** Basis points of the outage. */
  readonly graceScaleBps: bigint;
  readonly ignoreBelow: bigint;
  readonly ramp: bigint;
  readonly graceBudget: bigint;
  readonly budgetWindow: bigint;
  readonly visibilityLag: bigint;
  readonly maxOverride: bigint;
  readonly overrideCooldown: bigint;
  readonly liquidateWhenUnknown: boolean;
}

/** How much later than its L1 time a recovery can be seen at most; what `deploy/parameters` gives each chain's guard. */
const VISIBILITY: Readonly<Record<ClockId, bigint>> = {
  nitro: 900n,
  "op-stack": 120n,
  "finalized-l1": 1200n,
  linea: 0n,
  plain: 0n,
};

/** The terms of this project's own deployments on a rollup with that clock. */
export function guardTerms(clock: ClockId, changed: Partial<GuardTerms> = {}): GuardTerms {
  const terms = {
    minGrace: 900n,
    maxGrace: 7200n,
    graceScaleBps: 10_000n,
    ignoreBelow: 120n,
    ramp: 3600n,
    graceBudget: 21_600n,
    budgetWindow: 7n * DAY,
    visibilityLag: VISIBILITY[clock],
    maxOverride: DAY,
    overrideCooldown: DAY,
    liquidateWhenUnknown: false,
    ...changed,
  };
  for (const [field, value] of Object.entries(terms)) {
    if (typeof value === "bigint" && value < 0n)
      throw new RunOptionsError(`terms.${field}`, value.toString(), "must not be negative (0)");
  }
  if (terms.maxGrace < terms.minGrace)
    throw new RunOptionsError("terms.maxGrace", terms.maxGrace.toString(), `must reach minGrace (${terms.minGrace})`);
  return terms;
}

/** Users-first time after an outage of so many seconds, without what the visibility lag and the budget do to it. */
export function graceAfter(length: bigint, { minGrace, maxGrace, graceScaleBps, ignoreBelow }: GuardTerms): bigint {
  if (length < ignoreBelow) return 0n;
  const scaled = later(minGrace, (length * graceScaleBps) / 10_000n);
  return scaled < maxGrace ? scaled : maxGrace;
}
