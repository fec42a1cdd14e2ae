import { clockTime } from "./format.js";
import type { Attempt, AttemptResult, OutageReport, Step, World } from "./model.js";

/** "passed" or "stopped: SequencerRecovering until 18:41:24"; what else is known behind it. */
export function resultPhrase(result: AttemptResult): string {
  const until = result.until === undefined ? "" : ` until ${clockTime(result.until)}`;
  const head = result.outcome === "passed" ? "passed" : `stopped: ${result.error ?? "unknown reason"}${until}`;
  return result.detail === undefined ? head : `${head} (${result.detail})`;
}

/** What an attempt came to, one entry per group of worlds that share it. */
export function groupedResults(attempt: Attempt, worlds: readonly World[]): readonly { worlds: string; result: AttemptResult }[] {
  const present = worlds.flatMap((world) => {
    const result = attempt.results[world.id];
    return result === undefined ? [] : [{ world, result, phrase: resultPhrase(result) }];
  });
  const [first] = present;
  if (first !== undefined && present.length > 1 && present.every(({ phrase }) => phrase === first.phrase)) {
    return [{ worlds: present.length === 2 ? "both" : "all", result: first.result }];
  }
  return present.map(({ world, result }) => ({ worlds: world.name, result }));
}

/** "feed up, guard Recovering until 18:41:24", and the block's stamp where it is not the real time. */
export function stepPhrase(step: Step): string {
  const until = step.statusUntil === undefined ? "" : ` until ${clockTime(step.statusUntil)}`;
  const parts = [
    step.chainTime === step.realTime ? "" : `block stamped ${clockTime(step.chainTime)}`,
    `feed says ${step.feed}`,
    step.status === undefined ? "" : `guard ${step.status}${until}`,
  ];
  return parts.filter((part) => part !== "").join(", ");
}

/** The names of the invariants that broke. */
export function brokenInvariants(report: OutageReport): readonly string[] {
  return report.invariants.filter((invariant) => !invariant.holds).map((invariant) => invariant.id);
}

/** What kind of chain was replayed on: the words of the banner that heads each rendering. */
export function fidelityPhrase(report: OutageReport): string {
  return report.upstream.kind === "embedded"
    ? "Replayed on an embedded copy of the chain's feeds, not on the live chain's state."
    : "Replayed on a fork of the live chain's state.";
}
