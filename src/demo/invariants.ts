import type { Attempt, Invariant, Run, Step } from "../report/model.js";
import { AAVE_ERROR, aaveErrorName } from "../lab/probes/aave/error-codes.js";
import { AAVE_RULES } from "./aave/invariants.js";
import { actorOf } from "./cast.js";
import { EXPIRY_RULES } from "./expiry/invariants.js";
import { GRACE_RULES } from "./grace/invariants.js";
import { POLICY_INVARIANTS } from "./policy/invariants.js";
import { CLOSED, everyAttempt, isGuarded, type Rule } from "./rules.js";
import { SETUP } from "./scene.js";
import { WORLDS } from "./worlds.js";

/** Errors by which a guard stops an action. */
const GUARD_ERRORS = new Set(["SequencerDown", "SequencerRecovering", "UptimeFeedUnavailable"]);
/** What repaying says when a liquidation has left no debt. */
const NOTHING_TO_DO = new Set(["ZeroAmount", aaveErrorName(AAVE_ERROR.noDebtToRepay)]);
/** Each row of the money table is rounded to a cent, three times. */
const CENTS_PER_ACTOR = 3;

const guarded = WORLDS[0].id;

/** What must hold in every run, whatever the price does. */
const MARKET_RULES: readonly Rule[] = [
  {
    id: "DEMO-1",
    sentence:
      "With the guard, nothing that raises risk or liquidates passes while its status is Unknown, Down or Recovering; but in Recovering a position beyond saving is liquidated.",
    check: (run) =>
      everyAttempt(run, (step, attempt) =>
        isGuarded(attempt) &&
        CLOSED.has(step.status ?? "") &&
        attempt.results[guarded]?.outcome === "passed" &&
        !isExempt(step, attempt)
          ? `${attempt.actor} ${attempt.action} at "${step.id}" although the guard said ${step.status ?? ""}`
          : undefined,
      ),
  },
  {
    id: "DEMO-2",
    sentence: "Repaying and adding collateral are never stopped, in no world.",
    check: (run) =>
      everyAttempt(run, (step, { actor, action, kind, results }) =>
        kind === "ReduceRisk" &&
        Object.values(results).some(({ outcome, error }) => outcome === "stopped" && !NOTHING_TO_DO.has(error ?? ""))
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
      run.worlds.flatMap(({ id, name }) => {
        const sum = run.money.reduce((total, row) => total + (row.cents[id] ?? 0), 0);
        return Math.abs(sum) <= CENTS_PER_ACTOR * run.money.length
          ? []
          : [`${name}: the actors' gains add up to ${String(sum)} cents`];
      }),
  },
  {
    id: "DEMO-5",
    sentence:
      "With the guard, whoever repays within the grace is not liquidated, unless it happened before the feed's report arrived or the position was beyond saving.",
    check: (run) =>
      everyAttempt(run, (step, { action, results }) =>
        action === `liquidates ${actorOf.ana.name}` &&
        results[guarded]?.outcome === "passed" &&
        results[guarded].beyondSaving !== true &&
        step.status !== "Up"
          ? `${actorOf.ana.name} was liquidated at "${step.id}" although the guard said ${step.status ?? ""}`
          : undefined,
      ),
  },
  {
    id: "DEMO-6",
    sentence: "Before the outage all worlds are alike.",
    check: (run) =>
      everyAttempt(run, (step, { actor, action, results }) => {
        const outcomes = new Set(run.worlds.map(({ id }) => JSON.stringify(results[id])));
        return (step.id === SETUP || step.id === "before") && outcomes.size > 1
          ? `${actor} ${action} differs`
          : undefined;
      }),
  },
];

/** Checks every rule on every run. */
export function checkInvariants(runs: readonly Run[]): readonly Invariant[] {
  return [...MARKET_RULES, ...AAVE_RULES, ...POLICY_INVARIANTS, ...EXPIRY_RULES, ...GRACE_RULES].map(
    ({ id, sentence, check }) => {
      const violations = runs.flatMap((run) => check(run).map((violation) => `${run.id}: ${violation}`));
      return { id, sentence, holds: violations.length === 0, violations };
    },
  );
}

/** The policy's own exemption: waiting could only make bad debt. */
function isExempt(step: Step, { kind, results }: Attempt): boolean {
  return kind === "Liquidate" && step.status === "Recovering" && results[guarded]?.beyondSaving === true;
}
