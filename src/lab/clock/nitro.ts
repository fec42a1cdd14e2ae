import type { Checkpoint, ResolvedScenario } from "../replay/scenario.js";
import { later } from "../time.js";
import { healthySteps, inOrder, l1Steps, reportsOf, sameTime, type DraftStep, type Reports } from "./draft.js";
import type { ClockProfile } from "./profile.js";

/**
 * Arbitrum Nitro. The clock stands still during the halt and jumps to real time with the first ordinary transaction.
 * Messages queued on L1 execute at the recovery, stamped with the time at which they were queued, so inside the outage; a
 * separate loop takes them once their L1 block is safe, which is also why the feed's reports arrive late.
 */
export const nitroClock: ClockProfile = {
  id: "nitro",

  plan(scenario) {
    const reports = reportsOf(scenario);
    const standing = (l1Time: bigint): bigint => (l1Time < scenario.endedAt ? scenario.startedAt : l1Time);
    return inOrder([
      ...healthySteps(scenario),
      ...l1Steps(scenario, reports, standing),
      ...delayedSteps(scenario, reports),
      ...ordinarySteps(scenario, reports),
    ]);
  },

  async advance({ clock }, { chainTime }) {
    await clock.moveTo(chainTime);
  },
};

/** When a message of the delayed inbox executes, and with which stamp. */
function execution(scenario: ResolvedScenario, queuedAt: bigint): { l1Time: bigint; chainTime: bigint } {
  const { endedAt, ordinaryHeadStart, lag } = scenario;
  const l1Time = later(endedAt + ordinaryHeadStart, queuedAt + lag.visibility);
  // Stamps never fall behind the newest block: only what runs before all ordinary traffic keeps its own time.
  return { l1Time, chainTime: l1Time === endedAt ? queuedAt : l1Time };
}

function delayedSteps(scenario: ResolvedScenario, reports: Reports | undefined): readonly DraftStep[] {
  const at = (sentAt: bigint) => {
    const times = execution(scenario, sentAt);
    return { ...times, executes: true, ordinary: times.l1Time > scenario.endedAt };
  };
  const users = scenario.queue.map((message): DraftStep => ({
    kind: "delayed",
    id: `delayed:${message.id}`,
    label: message.label ?? message.id,
    ...at(message.at),
    message,
  }));
  if (reports === undefined) return users;
  const flips = [reports.down, reports.up].map((status): DraftStep => ({
    kind: status.down ? "flip-down" : "flip-up",
    id: status.down ? "flip-down" : "flip-up",
    label: `The feed turns to "${status.down ? "down" : "up"}"`,
    ...at(status.reportedAt),
    status,
  }));
  return [...users, ...flips].sort((a, b) => Number(queuedAt(a) - queuedAt(b)));
}

function queuedAt(step: DraftStep): bigint {
  return step.message?.at ?? step.status?.reportedAt ?? step.l1Time;
}

function ordinarySteps(scenario: ResolvedScenario, reports: Reports | undefined): readonly DraftStep[] {
  const usual = { executes: true, ordinary: true } as const;
  const { endedAt, priceDelay } = scenario;
  const upVisible = reports === undefined ? endedAt : execution(scenario, reports.up.reportedAt).l1Time;
  const since: Record<Checkpoint["since"], bigint> = {
    recovery: endedAt,
    "up-report": reports?.up.reportedAt ?? endedAt,
    "up-visible": upVisible,
  };
  return [
    { ...usual, kind: "reopened", id: "reopened", label: "The sequencer is back", ...sameTime(endedAt) },
    {
      ...usual,
      kind: "prices",
      id: "prices",
      label: "Price feeds report again",
      ...sameTime(endedAt + priceDelay),
      pricesObservedAt: endedAt + priceDelay,
    },
    ...scenario.checkpoints.map((checkpoint): DraftStep => ({
      ...usual,
      kind: "checkpoint",
      id: `checkpoint:${checkpoint.id}`,
      label: checkpoint.label ?? checkpoint.id,
      ...sameTime(since[checkpoint.since] + checkpoint.after),
    })),
  ];
}
