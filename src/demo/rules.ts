import type { Attempt, Run, Step } from "../report/model.js";

/** A fact that must hold in every run that it speaks of. */
export interface Rule {
  readonly id: string;
  readonly sentence: string;
  /** One sentence per violation. */
  readonly check: (run: Run) => readonly string[];
}

/** Statuses in which a guard must stop what raises risk or liquidates. */
export const CLOSED: ReadonlySet<string> = new Set(["Unknown", "Down", "Recovering"]);

/** Whether a guard is asked about an attempt. */
export function isGuarded({ kind }: Attempt): boolean {
  return kind === "IncreaseRisk" || kind === "Liquidate";
}

/** Puts a question to every attempt of a run; the answer is the violation, if there is one. */
export function everyAttempt(run: Run, check: (step: Step, attempt: Attempt) => string | undefined): readonly string[] {
  return run.steps.flatMap((step) => step.attempts.flatMap((attempt) => check(step, attempt) ?? []));
}
