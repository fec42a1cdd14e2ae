import type { AttemptResult } from "../../report/model.js";
import { CLOSED, everyAttempt, isGuarded, type Rule } from "../rules.js";
import { AAVE_ERROR, aaveErrorName } from "../../lab/probes/aave/error-codes.js";
import type { SentinelKind } from "../../lab/probes/aave/sentinels.js";

const OURS = "holdfast" satisfies SentinelKind;
/** Below this Aave asks no sentinel. */
const DEEP = 0.95;
const SENTINEL = aaveErrorName(AAVE_ERROR.sentinelCheckFailed);

const stoppedBySentinel = (result: AttemptResult | undefined) => result?.error === SENTINEL;

/** What must hold in the Aave run; the ids go on from those of the example market. */
export const AAVE_RULES: readonly Rule[] = [
  {
    id: "DEMO-7",
    sentence:
      "In Aave behind Holdfast's adapter, nobody borrows and no position with a health factor of 0.95 or more is liquidated while the guard's status is Unknown, Down or Recovering.",
    check: (run) =>
      everyAttempt(run, (step, attempt) => {
        const result = attempt.results[OURS];
        const exempt = attempt.kind === "Liquidate" && (result?.healthFactor ?? 1) < DEEP;
        return isGuarded(attempt) && result?.outcome === "passed" && !exempt && CLOSED.has(step.status ?? "")
          ? `${attempt.actor} ${attempt.action} at "${step.id}" although the guard said ${step.status ?? ""}`
          : undefined;
      }),
  },
  {
    id: "DEMO-8",
    sentence: "In Aave, no sentinel ever stops supplying, repaying or withdrawing.",
    check: (run) =>
      everyAttempt(run, (step, attempt) =>
        !isGuarded(attempt) && Object.values(attempt.results).some(stoppedBySentinel)
          ? `${attempt.actor} ${attempt.action} at "${step.id}" was stopped by a sentinel`
          : undefined,
      ),
  },
  {
    id: "DEMO-9",
    sentence: "Holdfast's adapter stops nothing in Aave while the guard's status is Ramping or Up.",
    check: (run) =>
      everyAttempt(run, (step, { actor, action, results }) =>
        !CLOSED.has(step.status ?? "") && stoppedBySentinel(results[OURS])
          ? `${actor} ${action} at "${step.id}" was stopped although the guard said ${step.status ?? "nothing"}`
          : undefined,
      ),
  },
];
