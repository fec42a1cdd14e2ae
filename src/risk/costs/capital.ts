/** Capital that waits: `r_c · ∫ locked dt` over the outage, the grace and the ramp. */
import { nonNegative, probability } from "../check.js";
import type { PolicyTerms } from "../simulate/types.js";

const YEAR = 31_536_000;

/**
 * Seconds for which a unit is locked. All of it during outage and grace; in the ramp the part that may not be closed yet falls linearly
 * from `1 − start/normal` to nothing.
 */
export function lockedSeconds(
  outage: number,
  grace: number,
  { ramp, startCloseFactor, closeFactor }: Pick<PolicyTerms, "ramp" | "startCloseFactor" | "closeFactor">,
): number {
  const open = probability("startCloseFactor / closeFactor", startCloseFactor / closeFactor);
  return nonNegative("outage", outage) + nonNegative("grace", grace) + (nonNegative("ramp", ramp) * (1 - open)) / 2;
}

/** Cost of capital that waits. @param rate By the year. @param locked Money times seconds. */
export function capitalCost(rate: number, locked: number): number {
  return (nonNegative("rate", rate) * nonNegative("locked", locked)) / YEAR;
}

/** Grace that an outage earns, without the budget: as `GracePolicy.earned` computes it, without the visibility lag. */
export function graceFor(
  outage: number,
  { minGrace, maxGrace, graceScale, ignoreBelow, guarded }: PolicyTerms,
): number {
  if (!guarded || nonNegative("outage", outage) < ignoreBelow) return 0;
  return Math.min(Math.max(outage * graceScale, minGrace), maxGrace);
}
