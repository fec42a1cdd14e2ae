import type { ClockBend } from "../../report/clock-bend.js";
import type { Attempt, AttemptResult, Step } from "../../report/model.js";
import type { ClockId } from "../clock/profile.js";
import type { ProbeRecord, TriedAction } from "../probe/outcome.js";
import type { ReplayStep } from "../replay/replay.js";
import { CLOCK_WORDS } from "./fidelity.js";

/** The steps of a replay with what one probe's people tried at each. */
export function stepsOf(steps: readonly ReplayStep[], records: readonly ProbeRecord[]): readonly Step[] {
  const byStep = new Map<string, Attempt[]>();
  for (const { step, tried } of records) byStep.set(step.id, [...(byStep.get(step.id) ?? []), ...tried.map(attemptOf)]);
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

function attemptOf({ actor, words, kind, path, mode, results, gasUsed }: TriedAction): Attempt {
  const shown = Object.entries(results).map(([world, result]) => [world, resultOf(result, gasUsed[world])] as const);
  const simulated = mode === "try" ? { simulated: true as const } : {};
  return { actor, action: words, kind, path, ...simulated, results: Object.fromEntries(shown) };
}

function resultOf(result: AttemptResult, gasUsed: number | undefined): AttemptResult {
  const { healthFactor } = result;
  return {
    ...result,
    ...(healthFactor === undefined ? {} : { healthFactor: Math.floor(healthFactor * 1000) / 1000 }),
    ...(gasUsed === undefined ? {} : { gasUsed }),
  };
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
