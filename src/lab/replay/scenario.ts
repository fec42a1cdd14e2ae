import type { FeedLag } from "../lag/feed-lag.js";
import type { PricePaths } from "../prices/path.js";

/** A transaction that somebody puts into the L1 inbox while the sequencer is down. */
export interface QueuedMessage {
  /** Names the message's steps: `queued:<id>` and `delayed:<id>`. */
  readonly id: string;
  /** L1 time at which it enters the inbox, in seconds; not before the outage begins. */
  readonly at: bigint;
  /** For people, for example "Bob repays through the delayed inbox". */
  readonly label?: string;
}

/** A moment at which actors get a turn after the recovery. */
export interface Checkpoint {
  /** Names the step: `checkpoint:<id>`. */
  readonly id: string;
  /** Seconds of real time after the moment named by `since`; not negative. */
  readonly after: bigint;
  /**
   * `recovery`: the first new block. `up-report`: the L1 time of the feed's report "up", which becomes its `startedAt`.
   * `up-visible`: the moment that report can be seen on the rollup.
   */
  readonly since: "recovery" | "up-report" | "up-visible";
  readonly label?: string;
}

/**
 * Something that happens to the uptime feed beside the two reports of the outage:
 * - `down`, `up`: one more report
 * - `flap`: "down" and "up" in one block, so that nobody ever sees the answer 1
 * - `late-down`: the outage's own report "down", undelivered until now, is relayed
 * - `new-phase`: a fresh aggregator takes over behind the proxy
 */
export type FeedActKind = "down" | "up" | "flap" | "late-down" | "new-phase";

/** One act of a feed, at a moment after the recovery: while the chain stands still nothing can happen to a feed. */
export interface FeedAct extends Pick<Checkpoint, "id" | "after" | "since" | "label"> {
  /** Names the step: `feed-act:<id>`. */
  readonly id: string;
  readonly act: FeedActKind;
}

/** One outage as it is to be replayed. All times are seconds; L1 time is real time. */
export interface OutageScenario {
  /** L1 time of the last block before the halt. */
  readonly startedAt: bigint;
  /** L1 time at which the sequencer produces blocks again. */
  readonly endedAt: bigint;
  /** Default: the middle of the ranges known for the chain's clock. */
  readonly lag?: Partial<FeedLag>;
  /** How long before the halt the step `before` lies. Default 600. */
  readonly lead?: bigint;
  /** Transactions queued on L1. */
  readonly queue?: readonly QueuedMessage[];
  /** Turns for actors after the recovery. */
  readonly checkpoints?: readonly Checkpoint[];
  /** What else happens to the uptime feed. */
  readonly feedActs?: readonly FeedAct[];
  /** Reports of the outage that never arrive at the feed. */
  readonly lostReports?: readonly ("down" | "up")[];
  /**
   * True market prices along L1 time; reported at the steps `before`, `halt` and `prices`, and from then on whenever the
   * chain catches up, the feed turns to up or a checkpoint is reached.
   */
  readonly prices?: PricePaths;
  /** Real seconds from the recovery to the first price reports. Default 30, one OCR round. */
  readonly priceDelay?: bigint;
  /**
   * Nitro: seconds by which ordinary transactions are sequenced before the delayed messages. Default 0: the delayed ones
   * come first and are stamped inside the outage. Neither order is guaranteed on the real chain.
   */
  readonly ordinaryHeadStart?: bigint;
  /** OP stack: whether ordinary transactions enter back-dated blocks. Default true. */
  readonly mempoolOpen?: boolean;
  /** OP stack: seconds of chain time produced per real second while catching up. Default 20; no figure is published. */
  readonly catchUpSpeed?: bigint;
  /** OP stack: seconds per block. Default 2. */
  readonly blockTime?: bigint;
  /** OP stack: most blocks mined to fill one stretch of back-dated time, evenly spread. Default 40. */
  readonly maxBackfillBlocks?: number;
}

/** A scenario with every default filled in. */
export type ResolvedScenario = Required<Omit<OutageScenario, "lag">> & { readonly lag: FeedLag };
