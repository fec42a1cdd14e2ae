import { FaultUnknownError } from "./errors.js";

/** What can be wrong with a feed. The order is that of the enum `FeedFault` in the contract `FaultyFeedMock`. */
export const feedFaults = [
  "none",
  "reverts",
  "noCode",
  "shortReturn",
  "hugeReturn",
  "burnsGas",
  "zeroRound",
  "negative",
  "two",
  "futureStart",
  "neverStarted",
  "frozen",
  "stuckDown",
  "flapping",
  "newPhase",
  "oneRound",
] as const;

/** One fault of the vocabulary. */
export type FeedFault = (typeof feedFaults)[number];

/** How the lab brings a fault about: with the real feed, by taking its code away, or with a broken feed in its place. */
export type FaultMeans = "mend" | "realFeed" | "clearCode" | "mock";

/** A fault in words and in the way the lab makes it. */
export interface FaultFact {
  readonly means: FaultMeans;
  /** What a reader of the feed meets. */
  readonly meets: string;
}

/** What is known of each fault. */
export const faultFacts: Readonly<Record<FeedFault, FaultFact>> = {
  none: { means: "mend", meets: "the healthy feed" },
  reverts: { means: "mock", meets: "every call reverts" },
  noCode: { means: "clearCode", meets: "an address without code: calls succeed and return nothing" },
  shortReturn: { means: "mock", meets: "a byte too few" },
  hugeReturn: { means: "mock", meets: "a round followed by kilobytes that must not be copied" },
  burnsGas: { means: "mock", meets: "all gas of the call is used up" },
  zeroRound: { means: "mock", meets: "a round of zeros, which reads as up since 1970" },
  negative: { means: "mock", meets: "answer -1" },
  two: { means: "mock", meets: "answer 2" },
  futureStart: { means: "mock", meets: "a change that lies ahead of the clock" },
  neverStarted: { means: "mock", meets: "startedAt 0" },
  frozen: { means: "mock", meets: "the newest round of the moment at which the fault began, whatever happens later" },
  stuckDown: { means: "realFeed", meets: '"down" on a live chain: a late report that nothing corrects' },
  flapping: { means: "realFeed", meets: "a status that changes every few minutes, each time a round" },
  newPhase: { means: "realFeed", meets: "round 1 of a new aggregator, seconds old, same status" },
  oneRound: { means: "mock", meets: "one round, and none before it" },
};

/** Position of a fault in the vocabulary: what `FaultyFeedMock.setFault` takes. */
export function faultIndex(fault: FeedFault): number {
  return feedFaults.indexOf(fault);
}

/**
 * Checks that a text names a fault.
 * @throws FaultUnknownError when it does not.
 */
export function asFault(text: string): FeedFault {
  const found = feedFaults.find((fault) => fault === text);
  if (found === undefined) throw new FaultUnknownError(text, feedFaults);
  return found;
}
