import type { Checkpoint, FeedAct, ResolvedScenario } from "../replay/scenario.js";
import { later } from "../time.js";
import { healthySteps, isLost, l1Steps, type DraftStep, type Reports } from "./draft.js";
import { inOrder } from "./order.js";
import type { PlannedAct, StatusMessage, TimelineStep } from "./profile.js";

/** Where something executes. */
export type Placed = Pick<DraftStep, "l1Time" | "chainTime" | "ordinary">;

/** The part of a clock profile that differs from rollup to rollup; {@link planWith} makes the plan of it. */
export interface Placing {
  /** The reports that the feed makes of this outage. */
  readonly reports: Reports | undefined;
  /** `block.timestamp` of the newest block at a moment of real time. */
  chainTimeAt(l1Time: bigint): bigint;
  /** Where a message executes that enters the L1 inbox at `sentAt`. */
  message(sentAt: bigint, from: "user" | "feed"): Placed;
  /** Where something on the rollup itself happens at a moment after the recovery. */
  onChain(l1Time: bigint): Placed;
  /** The first new block of ordinary time. */
  readonly reopened: Placed & Pick<DraftStep, "label">;
  /** Real time from which ordinary transactions enter blocks. */
  readonly ordinaryFrom: bigint;
  /** Whether "down" and "up" come in one bundle, ahead of everything else in the first new block. */
  readonly bundlesReports: boolean;
  /** Steps that only this rollup has. */
  readonly extra: readonly DraftStep[];
}

/** The steps of a replay, in order, of a rollup that places things in this way. */
export function planWith(scenario: ResolvedScenario, placing: Placing): readonly TimelineStep[] {
  return inOrder([
    ...healthySteps(scenario),
    ...l1Steps(scenario, placing.reports, (l1Time) => placing.chainTimeAt(l1Time)),
    ...arrivals(scenario, placing),
    ...onChainSteps(scenario, placing),
  ]);
}

/** What comes from L1: users' messages and the feed's reports, in the order in which they were sent. */
function arrivals(scenario: ResolvedScenario, placing: Placing): readonly DraftStep[] {
  const users = scenario.queue.map((message): DraftStep => ({
    kind: "delayed",
    id: `delayed:${message.id}`,
    label: message.label ?? message.id,
    ...placing.message(message.at, "user"),
    executes: true,
    message,
  }));
  const { reports } = placing;
  if (reports === undefined) return users;
  const arriving = [reports.down, reports.up].filter((status) => !isLost(scenario, status));
  const [down, up] = arriving;
  if (placing.bundlesReports && down !== undefined && up !== undefined) {
    const label = 'The feed turns to "down" and "up" in one bundle';
    return [{ ...flip(up, placing), label, bundled: down }, ...users];
  }
  const flips = arriving.map((status) => flip(status, placing));
  if (placing.bundlesReports) return [...flips, ...users];
  return [...users, ...flips].sort((a, b) => Number(sentAt(a) - sentAt(b)));
}

function flip(status: StatusMessage, placing: Placing): DraftStep {
  const kind = status.down ? "flip-down" : "flip-up";
  const label = `The feed turns to "${status.down ? "down" : "up"}"`;
  return { kind, id: kind, label, ...placing.message(status.reportedAt, "feed"), executes: true, status };
}

function sentAt(step: DraftStep): bigint {
  return step.message?.at ?? step.status?.reportedAt ?? step.l1Time;
}

/** What happens on the rollup itself from the recovery on. */
function onChainSteps(scenario: ResolvedScenario, placing: Placing): readonly DraftStep[] {
  const { endedAt, priceDelay, checkpoints, feedActs } = scenario;
  const { reports, ordinaryFrom } = placing;
  const pricesAt = later(endedAt + priceDelay, ordinaryFrom);
  const since: Record<Checkpoint["since"], bigint> = {
    recovery: endedAt,
    "up-report": reports?.up.reportedAt ?? endedAt,
    "up-visible": reports === undefined ? endedAt : placing.message(reports.up.reportedAt, "feed").l1Time,
  };
  return [
    { kind: "reopened", id: "reopened", ...placing.reopened, executes: true },
    {
      kind: "prices",
      id: "prices",
      label: "Price feeds report again",
      ...placing.onChain(pricesAt),
      executes: true,
      pricesObservedAt: pricesAt,
    },
    ...placing.extra,
    ...checkpoints.map((checkpoint): DraftStep => ({
      kind: "checkpoint",
      id: `checkpoint:${checkpoint.id}`,
      label: checkpoint.label ?? checkpoint.id,
      ...placing.onChain(since[checkpoint.since] + checkpoint.after),
      executes: true,
    })),
    ...feedActs.map((act) => actStep(scenario, placing, act, since[act.since] + act.after)),
  ];
}

/** What people read of an act that has no label of its own. */
const actLabels: Readonly<Record<FeedAct["act"], string>> = {
  down: 'The feed hears "down"',
  up: 'The feed hears "up"',
  flap: 'The feed hears "down" and "up" in one block',
  "late-down": 'The undelivered "down" is relayed late',
  "new-phase": "A new aggregator takes over behind the proxy",
};

function actStep(scenario: ResolvedScenario, placing: Placing, act: FeedAct, l1Time: bigint): DraftStep {
  const { lag, startedAt } = scenario;
  const fromL1 = act.act !== "late-down" && act.act !== "new-phase";
  const reportedAt = l1Time - lag.visibility;
  const reports: Record<FeedAct["act"], readonly StatusMessage[]> = {
    down: [{ down: true, reportedAt }],
    up: [{ down: false, reportedAt }],
    flap: [true, false].map((down) => ({ down, reportedAt })),
    "late-down": [{ down: true, reportedAt: placing.reports?.down.reportedAt ?? startedAt }],
    "new-phase": [],
  };
  const planned: PlannedAct = { act: act.act, reports: reports[act.act] };
  return {
    kind: "feed-act",
    id: `feed-act:${act.id}`,
    label: act.label ?? actLabels[act.act],
    ...(fromL1 ? placing.message(reportedAt, "feed") : placing.onChain(l1Time)),
    executes: true,
    act: planned,
  };
}
