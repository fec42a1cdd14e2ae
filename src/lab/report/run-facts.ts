import type { ClockId } from "../clock/profile.js";
import type { FeedLag } from "../lag/feed-lag.js";
import type { PricePaths } from "../prices/path.js";
import type { ProbeOutcome } from "../probe/outcome.js";
import type { ReplayStep } from "../replay/replay.js";

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

/** What the probes lived through, as much of it as a report needs. */
export interface RunFacts {
  readonly story: OutageStory;
  readonly clock: ClockId;
  readonly lag: FeedLag;
  /** Every step of the replay, in order. */
  readonly steps: readonly ReplayStep[];
  readonly outcomes: readonly ProbeOutcome[];
  /** True prices along L1 time. */
  readonly prices: PricePaths;
  /** Decimals of the price feeds; 8 where a pair is missing. */
  readonly decimals?: Readonly<Record<string, number>>;
  /** What happens to prices, for people. */
  readonly priceWords: string;
  readonly upstream: { readonly kind: "embedded" | "rpc"; readonly chainId: number; readonly summary: string };
  /** The guard's parameters of this scenario, by name. */
  readonly terms: Readonly<Record<string, bigint | boolean>>;
}
