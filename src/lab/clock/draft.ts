import type { ResolvedScenario } from "../replay/scenario.js";
import type { StatusMessage, TimelineStep } from "./profile.js";

/** A step before it has its place in the plan. */
export type DraftStep = Omit<TimelineStep, "index" | "feed">;

/** The two reports of an outage. */
export interface Reports {
  readonly down: StatusMessage;
  readonly up: StatusMessage;
}

/** The reports that the feed makes of an outage; `undefined` when it ends before the feed can notice. */
export function reportsOf(scenario: ResolvedScenario): Reports | undefined {
  const downAt = scenario.startedAt + scenario.lag.downDetection;
  if (downAt >= scenario.endedAt) return undefined;
  return {
    down: { down: true, reportedAt: downAt },
    up: { down: false, reportedAt: scenario.endedAt + scenario.lag.upDetection },
  };
}

/** The two steps that every plan begins with: a healthy market, and the last block. */
export function healthySteps(scenario: ResolvedScenario): readonly DraftStep[] {
  const { startedAt, lead } = scenario;
  const usual = { executes: true, ordinary: true } as const;
  return [
    {
      ...usual,
      kind: "before",
      id: "before",
      label: "All is well",
      ...sameTime(startedAt - lead),
      pricesObservedAt: startedAt - lead,
    },
    {
      ...usual,
      kind: "halt",
      id: "halt",
      label: "The last block",
      ...sameTime(startedAt),
      pricesObservedAt: startedAt,
    },
  ];
}

/** The steps in which something is queued or reported on L1 and nothing executes. */
export function l1Steps(
  scenario: ResolvedScenario,
  reports: Reports | undefined,
  chainTimeAt: (l1Time: bigint) => bigint,
): readonly DraftStep[] {
  const idle = { executes: false, ordinary: false } as const;
  const queued = scenario.queue.map((message): DraftStep => ({
    ...idle,
    kind: "queued",
    id: `queued:${message.id}`,
    label: `Queued on L1: ${message.label ?? message.id}`,
    l1Time: message.at,
    chainTime: chainTimeAt(message.at),
    message,
  }));
  if (reports === undefined) return queued;
  const reported = [reports.down, reports.up].map((status): DraftStep => ({
    ...idle,
    kind: "reported",
    id: status.down ? "reported:down" : "reported:up",
    label: `The feed reports "${status.down ? "down" : "up"}" on L1${isLost(scenario, status) ? ", and the report is lost" : ""}`,
    l1Time: status.reportedAt,
    chainTime: chainTimeAt(status.reportedAt),
    status,
  }));
  return [...queued, ...reported];
}

/** Whether a report never arrives. */
export function isLost({ lostReports }: ResolvedScenario, { down }: StatusMessage): boolean {
  return lostReports.includes(down ? "down" : "up");
}

/** Real and chain time of a chain that is not behind. */
export function sameTime(time: bigint): { l1Time: bigint; chainTime: bigint } {
  return { l1Time: time, chainTime: time };
}
