import type { ExpectedOutage } from "../../probe/stage.js";
import { graceAfter, type GuardTerms } from "../../probe/terms.js";
import { later } from "../../time.js";

/** Parameters of the options' clock; what `deploy/parameters` gives every chain. Seconds. */
export const CLOCK_TERMS = {
  window: 3600n,
  minExtension: 1800n,
  maxExtension: 14_400n,
  lastCall: 900n,
  maxReextensions: 3n,
  detectionLag: 200n,
  settlementDelay: 1800n,
  longStop: 259_200n,
} as const;

const NOBODY = "0x0000000000000000000000000000000000000000";
const AVERAGE_DELAY = 300n;
/** Seconds between two observations at least. */
export const OBSERVATION_SPACING = 300n;
const AVERAGE_LENGTH = { min: 1200n, max: 14_400n };
const HALF_HOUR = 1800n;

/** When both series expire: half an hour into the outage, or halfway through a short one. L1 seconds. */
export function expiryIn({ startedAt, endedAt }: Pick<ExpectedOutage, "startedAt" | "endedAt">): bigint {
  const half = (endedAt - startedAt) / 2n;
  return startedAt + (half < HALF_HOUR ? half : HALF_HOUR);
}

/**
 * `SettlementPolicy` of the cash series. Its averaging time is made to reach from the users' time to the middle of the ramp: the moments that a
 * run gives lie there, so that somebody can observe often enough.
 */
export function settlementTerms(
  priceFeed: string,
  { startedAt, endedAt, lag }: ExpectedOutage,
  terms: GuardTerms,
): Readonly<Record<string, unknown>> & { readonly averageDelay: bigint; readonly averageLength: bigint } {
  const reported = endedAt - startedAt + lag.upDetection - lag.downDetection;
  const wanted = graceAfter(reported, terms) + terms.ramp / 2n;
  const averageLength = later(AVERAGE_LENGTH.min, wanted < AVERAGE_LENGTH.max ? wanted : AVERAGE_LENGTH.max);
  const { detectionLag, settlementDelay, longStop, maxReextensions, window } = CLOCK_TERMS;
  return {
    priceFeed,
    guardian: NOBODY,
    heartbeat: 3600n,
    averageDelay: AVERAGE_DELAY,
    averageLength,
    observationSpacing: OBSERVATION_SPACING,
    minObservations: 3n,
    disputeWindow: 0n,
    window: later(window, AVERAGE_DELAY + averageLength + terms.visibilityLag),
    maxReextensions,
    detectionLag,
    settlementDelay,
    longStop,
  };
}
