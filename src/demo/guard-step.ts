import type { Step } from "../report/model.js";
import type { SequencerGuard } from "../../typechain-types/guards/SequencerGuard.js";
import { STATUSES, type Moment } from "./scene.js";

/** A moment as the guard sees it, before anybody moves; without a status where nothing executes. */
export async function guardStep(guard: SequencerGuard, moment: Moment): Promise<Step> {
  const { id, label, l1Time, chainTime, feed, executes } = moment;
  const step = { id, label, realTime: Number(l1Time), chainTime: Number(chainTime), feed, attempts: [] };
  if (!executes) return step;
  const { status, until } = await guard.status();
  const ends = until === 0n ? {} : { statusUntil: Number(until) };
  return { ...step, status: STATUSES[Number(status)] ?? "Unknown", ...ends };
}

/** When the users' time ends, in the guard's own words; `undefined` when it never named it. */
export function graceOverIn(steps: readonly Step[]): number | undefined {
  return steps.findLast(({ status }) => status === "Recovering")?.statusUntil;
}
