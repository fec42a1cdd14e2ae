import type { Invariant, Run, Step } from "../report/model.js";
import { BEYOND_SAVING } from "./attempt.js";
import { actorOf } from "./cast.js";
import { WORLDS } from "./worlds.js";

/** Errors by which a guard stops an action. */
const GUARD_ERRORS = new Set(["SequencerDown", "SequencerRecovering", "UptimeFeedUnavailable"]);
/** Statuses in which a guard must stop what raises risk or liquidates. */
const CLOSED = new Set(["Unknown", "Down", "Recovering"]);
/** What repaying says when a liquidation has left no debt. */
const NOTHING_TO_DO = "ZeroAmount";
/** Each row of the money table is rounded to a cent, three times. */
const CENTS_PER_ACTOR = 3;

interface Rule {
  readonly id: string;
  readonly sentence: string;
  /** One sentence per violation. */
  readonly check: (run: Run) => readonly string[];
}

const guarded = WORLDS[0].id;

/** What must hold in every run, whatever the price does. */
const RULES: readonly Rule[] = [
  {
    id: "DEMO-1",
    sentence:
      "With the guard, nothing that raises risk or liquidates passes while its status is Unknown, Down or Recovering, but in Recovering the liquidation of a position that is beyond saving.",
    check: (run) =>
      everyAttempt(run, (step, { actor, action, kind, results }) =>
        (kind === "IncreaseRisk" || kind === "Liquidate") &&
        CLOSED.has(step.status ?? "") &&
        results[guarded]?.outcome === "passed" &&
        !isExempt(step, kind, results[guarded].detail)
          ? `${actor} ${action} at "${step.id}" although the guard said ${step.status ?? ""}`
          : undefined,
      ),
  },
  {
    id: "DEMO-2",
    sentence: "Repaying and adding collateral are never stopped, in no world.",
    check: (run) =>
      everyAttempt(run, (step, { actor, action, kind, results }) =>
        kind === "ReduceRisk" &&
        Object.values(results).some(({ outcome, error }) => outcome === "stopped" && error !== NOTHING_TO_DO)
          ? `${actor} ${action} at "${step.id}" was stopped`
          : undefined,
      ),
  },
  {
    id: "DEMO-3",
    sentence: "The guard opens by itself at the second that its errors name.",
    check: (run) =>
      everyAttempt(run, (step, { actor, action, results }) => {
        const result = results[guarded];
        const late = result?.until !== undefined && step.chainTime >= result.until;
        const shut = step.id === "grace-over" && GUARD_ERRORS.has(result?.error ?? "");
        return late || shut
          ? `${actor} ${action} at "${step.id}" was still stopped by ${result?.error ?? ""}`
          : undefined;
      }),
  },
  {
    id: "DEMO-4",
    sentence: "The books balance: what one actor loses another gains.",
    check: (run) =>
      WORLDS.flatMap(({ id, name }) => {
        const sum = run.money.reduce((total, row) => total + (row.cents[id] ?? 0), 0);
        return Math.abs(sum) <= CENTS_PER_ACTOR * run.money.length
          ? []
          : [`${name}: the actors' gains add up to ${String(sum)} cents`];
      }),
  },
  {
    id: "DEMO-5",
    sentence:
      "With the guard, whoever repays within the grace is not liquidated, unless it happened before the feed's report arrived.",
    check: (run) =>
      everyAttempt(run, (step, { action, results }) =>
        action === `liquidates ${actorOf.ana.name}` && results[guarded]?.outcome === "passed" && step.status !== "Up"
          ? `${actorOf.ana.name} was liquidated at "${step.id}" although the guard said ${step.status ?? ""}`
          : undefined,
      ),
  },
  {
    id: "DEMO-6",
    sentence: "Before the outage both worlds are alike.",
    check: (run) =>
      everyAttempt(run, (step, { actor, action, results }) => {
        const outcomes = new Set(WORLDS.map(({ id }) => JSON.stringify(results[id])));
        return (step.id === "setup" || step.id === "before") && outcomes.size > 1
          ? `${actor} ${action} differs`
          : undefined;
      }),
  },
];

/** Checks every rule on every run. */
export function checkInvariants(runs: readonly Run[]): readonly Invariant[] {
  return RULES.map(({ id, sentence, check }) => {
    const violations = runs.flatMap((run) => check(run).map((violation) => `${run.id}: ${violation}`));
    return { id, sentence, holds: violations.length === 0, violations };
  });
}

function isExempt(step: Step, kind: string, detail: string | undefined): boolean {
  return kind === "Liquidate" && step.status === "Recovering" && detail?.endsWith(BEYOND_SAVING) === true;
}

function everyAttempt(
  run: Run,
  check: (step: Step, attempt: Step["attempts"][number]) => string | undefined,
): readonly string[] {
  return run.steps.flatMap((step) => step.attempts.flatMap((attempt) => check(step, attempt) ?? []));
}
