import type { ClockBend } from "../../report/clock-bend.js";
import type { Attempt, Step } from "../../report/model.js";
import type { ClockId } from "../clock/profile.js";
import type { ProbeRecord } from "../probe/outcome.js";
import type { ReplayStep } from "../replay/replay.js";
import { CLOCK_WORDS } from "./fidelity.js";

/** The steps of a replay with what one probe's people tried at each. */
export function stepsOf(steps: readonly ReplayStep[], records: readonly ProbeRecord[]): readonly Step[] {
  const byStep = new Map<string, Attempt[]>();
  for (const { step, tried } of records)
    byStep.set(step.id, [...(byStep.get(step.id) ?? []), ...tried.map(attemptOf)]);
  return steps.map(({ id, label, l1Time, chainTime, feed, executes }) => ({
    id,
    label,
    realTime: Number(l1Time),
    chainTime: Number(chainTime),
    feed,
    executes,
    attempts: byStep.get(id) ?? [],
  }));
}

function attemptOf({ actor, words, kind, path, mode, results }: ProbeRecord["tried"][number]): Attempt {
  return { actor, action: words, kind, path, ...(mode === "try" ? { simulated: true as const } : {}), results };
}

/** How the chain's clock went in a replay. */
export function bendOf(clock: ClockId, steps: readonly ReplayStep[]): ClockBend {
  return {
    profile: clock,
    description: CLOCK_WORDS[clock].description,
    points: steps.map(({ l1Time, chainTime, label, executes }) => ({
      real: Number(l1Time),
      chain: Number(chainTime),
      label,
      executes,
    })),
  };
}
