import { calendarDay, clockTime, grouped } from "./format.js";
import type { Attempt, AttemptResult, OutageReport, Run, Step, World } from "./model.js";

/** "passed" or "stopped by SequencerRecovering until 18:41:24"; what else is known in brackets behind it. */
export function resultPhrase(result: AttemptResult): string {
  const since = result.since === undefined ? "" : ` since ${clockTime(result.since)}`;
  const until = result.until === undefined ? "" : ` until ${clockTime(result.until)}`;
  const head =
    result.outcome === "passed" ? "passed" : `stopped by ${result.error ?? "an unknown error"}${since}${until}`;
  const { healthFactor, beyondSaving, gasUsed, detail } = result;
  const aside = [
    ...(healthFactor === undefined ? [] : [`health factor ${healthFactor.toFixed(3)}`]),
    ...(beyondSaving === true ? ["beyond saving"] : []),
    // The error's arguments stand in the JSON file; its name and times have been said.
    ...(detail === undefined || (result.error !== undefined && detail.startsWith(`${result.error}(`)) ? [] : [detail]),
    ...(gasUsed === undefined ? [] : [`gas ${grouped(gasUsed)}`]),
  ];
  return aside.length === 0 ? head : `${head} (${aside.join(", ")})`;
}

/** What an attempt came to, one entry per group of worlds that share it. */
export function groupedResults(
  attempt: Attempt,
  worlds: readonly World[],
): readonly { worlds: string; result: AttemptResult }[] {
  const groups = new Map<string, { names: string[]; result: AttemptResult }>();
  for (const { id, name } of worlds) {
    const result = attempt.results[id];
    if (result === undefined) continue;
    const group = groups.get(resultPhrase(result));
    if (group === undefined) groups.set(resultPhrase(result), { names: [name], result });
    else group.names.push(name);
  }
  return [...groups.values()].map(({ names, result }) => ({
    worlds:
      names.length > 1 && names.length === worlds.length ? (names.length === 2 ? "both" : "all") : names.join(", "),
    result,
  }));
}

/**
 * `feed says up, guard Recovering until 18:41:24`, and the block's stamp where it is not the real time; where nothing executes,
 * since when. Empty when there is nothing to say.
 */
export function stepPhrase(step: Step): string {
  const stamp = clockTime(step.chainTime);
  if (!executes(step)) return step.chainTime === step.realTime ? "" : `no block since ${stamp}`;
  const until = step.statusUntil === undefined ? "" : ` until ${clockTime(step.statusUntil)}`;
  const parts = [
    step.chainTime === step.realTime ? "" : `block stamped ${stamp}`,
    `feed says ${step.feed}`,
    step.status === undefined ? "" : `guard ${step.status}${until}`,
  ];
  return parts.filter((part) => part !== "").join(", ");
}

/** The time of day of a step; with the day where it is not the day on which the outage began. */
export function stepTime(step: Step, { incident }: OutageReport): string {
  const day = calendarDay(step.realTime);
  return day === calendarDay(incident.startedAt) ? clockTime(step.realTime) : `${day} ${clockTime(step.realTime)}`;
}

/** Whether anything executes at a step. */
export function executes(step: Step): boolean {
  return step.executes ?? step.status !== undefined;
}

/**
 * What the first of two worlds has more than the second.
 * @returns `undefined` unless there are exactly two.
 */
export function difference(values: Readonly<Record<string, number>>, worlds: readonly World[]): number | undefined {
  const [first, second, third] = worlds;
  if (first === undefined || second === undefined || third !== undefined) return undefined;
  return (values[first.id] ?? 0) - (values[second.id] ?? 0);
}

/** A run's steps from where it departs from another run, and a sentence about those that are left out. */
export function newSteps(
  report: OutageReport,
  run: Run,
): { readonly steps: readonly Step[]; readonly omitted?: string } {
  const first = report.runs.find(({ id }) => id === run.departsFrom);
  if (first === undefined) return withoutRepeats(run.steps);
  const same = run.steps.findIndex((step, index) => JSON.stringify(step) !== JSON.stringify(first.steps[index]));
  const steps = same === -1 ? [] : run.steps.slice(same);
  const last = run.steps[(same === -1 ? run.steps.length : same) - 1];
  return last === undefined
    ? { steps }
    : { steps, omitted: `Up to ${clockTime(last.realTime)} as in "${first.title}".` };
}

/** What is only simulated is tried at every moment: it is shown when it comes to something else than the time before. */
function withoutRepeats(steps: readonly Step[]): { readonly steps: readonly Step[]; readonly omitted?: string } {
  const last = new Map<string, string>();
  let repeats = 0;
  const shown = steps.map((step) => ({
    ...step,
    attempts: step.attempts.filter((attempt) => {
      if (Object.keys(attempt.results).length === 0) return false;
      if (attempt.simulated !== true) return true;
      const key = `${attempt.actor}|${attempt.action}|${attempt.path ?? ""}`;
      const said = JSON.stringify(
        Object.entries(attempt.results).map(([world, { outcome, error, until }]) => [world, outcome, error, until]),
      );
      const isRepeat = last.get(key) === said;
      last.set(key, said);
      if (isRepeat) repeats += 1;
      return !isRepeat;
    }),
  }));
  return repeats === 0
    ? { steps: shown }
    : { steps: shown, omitted: "What is tried at every moment is said when it comes to something else than before." };
}

/** The names of the invariants that broke. */
export function brokenInvariants(report: OutageReport): readonly string[] {
  return report.invariants.filter((invariant) => !invariant.holds).map((invariant) => invariant.id);
}

/** What is said when no invariant broke. */
export function allHold({ invariants }: OutageReport): string {
  return invariants.length === 1
    ? "The invariant of the scenario holds."
    : `All ${String(invariants.length)} invariants of the scenario hold.`;
}

/** What kind of chain was replayed on: the words of the banner that heads each rendering. */
export function fidelityPhrase(report: OutageReport): string {
  return report.upstream.kind === "embedded"
    ? "Replayed on an embedded copy of the chain's feeds, not on the live chain's state."
    : "Replayed on a fork of the live chain's state.";
}
