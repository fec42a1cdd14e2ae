import type { ProbeRecord } from "../probe/outcome.js";
import type { ProbeMoment } from "../probe/probe.js";

/** The outage as it truly was, and what could be seen of it; L1 seconds. */
export interface OutageTimeline {
  readonly startedAt: bigint;
  readonly endedAt: bigint;
  /** When the feed turned to "down" on the rollup for the first time after the halt; absent when it never did. */
  readonly downVisibleAt?: bigint;
  /** Position of that moment among the records: others may have the same L1 time and come before it. */
  readonly downRecord?: number;
  /** When the recovery could be seen: the feed's first "up" after that, on a chain that runs; absent when it never came. */
  readonly upVisibleAt?: bigint;
  /** When the chain's clock showed real time again. */
  readonly caughtUpAt: bigint;
  /** How often the feed turned to "down". */
  readonly downs: number;
}

/** Reads the timeline off the moments of a replay. */
export function timelineOf(
  scenario: { readonly startedAt: bigint; readonly endedAt: bigint },
  records: readonly Pick<ProbeRecord, "moment" | "step">[],
): OutageTimeline {
  const { startedAt, endedAt } = scenario;
  const executing = records
    .map(({ moment, step }, at) => ({ ...moment, step, at }))
    .filter(({ step }) => step.executes);
  const after = executing.filter(({ l1Time }) => l1Time > startedAt);
  const isSeen = executing.some(({ feed, step }) => feed === "down" || step.bundled !== undefined || flapped(step.act));
  const down = after.find(({ feed, step }) => feed === "down" || step.bundled !== undefined || flapped(step.act));
  const up = down && after.find(({ feed, l1Time, at }) => feed === "up" && at >= down.at && l1Time >= endedAt);
  const behind = after.filter(({ l1Time, chainTime, ordinary }) => ordinary && chainTime < l1Time);
  const caughtUp = after.find(({ l1Time, chainTime }) => l1Time >= endedAt && chainTime >= l1Time);
  return {
    startedAt,
    endedAt,
    ...(down === undefined ? {} : { downVisibleAt: down.l1Time, downRecord: down.at }),
    ...(up === undefined ? {} : { upVisibleAt: up.l1Time }),
    caughtUpAt: behind.length === 0 ? endedAt : (caughtUp?.l1Time ?? endedAt),
    downs: isSeen ? countDowns(executing) : 0,
  };
}

function flapped(act: { readonly act: string } | undefined): boolean {
  return act?.act === "flap";
}

function countDowns(moments: readonly (ProbeMoment & { readonly step: ProbeRecord["step"] })[]): number {
  let downs = 0;
  let feed: ProbeMoment["feed"] = "up";
  for (const moment of moments) {
    const { bundled, act } = moment.step;
    if ((moment.feed === "down" && feed === "up") || bundled !== undefined || flapped(act)) downs += 1;
    feed = moment.feed;
  }
  return downs;
}
