import type { FeedActKind, QueuedMessage, ResolvedScenario } from "../replay/scenario.js";
import type { JsonRpc } from "../evm.js";
import type { LabClock } from "./lab-clock.js";

/** How a rollup's `block.timestamp` behaves around an outage. */
export type ClockId = "nitro" | "op-stack" | "finalized-l1" | "linea" | "plain";

/**
 * What happens at a step:
 * - `before`: the market is healthy, some minutes before the halt
 * - `halt`: the last block
 * - `queued`: somebody puts a transaction into the L1 inbox; nothing executes
 * - `reported`: the feed's report enters the L1 inbox; nothing executes
 * - `delayed`: a queued transaction executes
 * - `reopened`: the first ordinary transactions of real time after the recovery
 * - `flip-down`, `flip-up`: a report arrives at the feed
 * - `prices`: price feeds report again, and go on doing so at the steps after it
 * - `caught-up`: the chain's clock shows real time again (OP stack)
 * - `checkpoint`: a moment that the scenario asked for
 * - `feed-act`: something that the scenario has happen to the feed beside the two reports of the outage
 */
export type StepKind =
  | "before"
  | "halt"
  | "queued"
  | "reported"
  | "delayed"
  | "reopened"
  | "flip-down"
  | "flip-up"
  | "prices"
  | "caught-up"
  | "checkpoint"
  | "feed-act";

/** A report of the uptime feed. */
export interface StatusMessage {
  readonly down: boolean;
  /** L1 time of the report; becomes `startedAt`. */
  readonly reportedAt: bigint;
}

/** What happens to the feed at a `feed-act`. */
export interface PlannedAct {
  readonly act: FeedActKind;
  /** The reports that arrive, in order. */
  readonly reports: readonly StatusMessage[];
}

/** One step of a replay, known before anything runs. Times in seconds. */
export interface TimelineStep {
  readonly index: number;
  readonly kind: StepKind;
  /** Unique within a plan, for example `delayed:bob-repays`. */
  readonly id: string;
  readonly label: string;
  /** Real time at which this happens. */
  readonly l1Time: bigint;
  /** `block.timestamp` of what executes now; while the chain stands still, that of its last block. */
  readonly chainTime: bigint;
  /** False while the chain stands still: what is queued or reported on L1 executes at a later step. */
  readonly executes: boolean;
  /** Whether ordinary transactions can enter a block at this step. */
  readonly ordinary: boolean;
  /** What the feed answers at the end of the step. */
  readonly feed: "up" | "down";
  /** At `reported`, `flip-down`, `flip-up`: the report. */
  readonly status?: StatusMessage;
  /** At `flip-up` on Linea: the report "down" that the same bundle carries just before. */
  readonly bundled?: StatusMessage;
  /** At `feed-act`: what happens. */
  readonly act?: PlannedAct;
  /** At `queued`, `delayed`: the message. */
  readonly message?: QueuedMessage;
  /** When price feeds report at this step: the observation's time, in real time. */
  readonly pricesObservedAt?: bigint;
}

/** What a profile needs to move a chain. */
export interface ClockTarget {
  readonly rpc: JsonRpc;
  readonly clock: LabClock;
}

/** One way in which a rollup's clock bends around an outage. */
export interface ClockProfile {
  readonly id: ClockId;
  /** The steps of a replay in the order in which they happen. Pure. */
  plan(scenario: ResolvedScenario): readonly TimelineStep[];
  /** Produces the blocks up to a step in the way of this rollup and holds the clock there. */
  advance(target: ClockTarget, step: TimelineStep, scenario: ResolvedScenario): Promise<void>;
}
