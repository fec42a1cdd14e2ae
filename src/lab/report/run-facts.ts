import type { OutageRun } from "../probe/run.js";

/** What a report says about where an outage comes from; times in seconds. */
export interface OutageStory {
  readonly id: string;
  readonly chain: string;
  readonly title: string;
  readonly startedAt: bigint;
  readonly endedAt: bigint;
  readonly cause: string;
  readonly source: string;
  readonly confidence: string;
  readonly precision: string;
  readonly notes: string;
  readonly assumed: readonly string[];
}

/** A run with what a report says of it beside its results. */
export interface RunFacts {
  readonly run: OutageRun;
  readonly story: OutageStory;
  /** What happens to prices, a sentence. */
  readonly priceWords: string;
}
