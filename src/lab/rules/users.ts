/** What users must be able to do, and what they must be told. */
import type { Fault, LabRule } from "./rule.js";
import { isOutageError, timelessErrors } from "./stops.js";
import type { Seen, WorldView } from "./view.js";

function fault(seen: Seen, sentence: string): Fault {
  return {
    where: seen.action.path,
    moment: seen.moment,
    sentence: `${seen.action.actor} ${seen.action.words}: ${sentence}`,
  };
}

export const reduceAlways: LabRule = {
  id: "L-6",
  sentence: "Nothing stops who reduces risk: repays, adds collateral, closes, cancels.",
  pitfalls: ["C1", "C7", "A7"],
  check: (view) =>
    view
      .after("ReduceRisk")
      .filter(
        ({ action, result }) =>
          result.outcome === "stopped" && !view.ordinaryErrors(action.action).has(result.error ?? ""),
      )
      .map((seen) => fault(seen, `is stopped by ${seen.result.error ?? "an error"}`)),
};

export const staysOpen: LabRule = {
  id: "L-7",
  sentence:
    "What has opened after an outage stays open until the feed reports another one; a repeated report closes nothing.",
  pitfalls: ["A3", "A11", "A12"],
  check: (view) =>
    [...view.of("Liquidate"), ...view.of("IncreaseRisk")].flatMap((seen) =>
      isClosedAgain(view, seen) ? [closedAgain(seen)] : [],
    ),
};

function isClosedAgain(view: WorldView, seen: Seen): boolean {
  const { upVisibleAt } = view.timeline;
  if (upVisibleAt === undefined || !view.isOutageStop(seen) || seen.moment.feed === "down") return false;
  const earlier = view.attempts.filter(
    ({ action, moment }) =>
      action.action === seen.action.action && moment.l1Time > upVisibleAt && moment.l1Time < seen.moment.l1Time,
  );
  const opened = earlier.findLast(({ result }) => result.outcome === "passed");
  if (opened === undefined) return false;
  return !view.context.records.some(
    ({ moment, step }) =>
      moment.l1Time > opened.moment.l1Time &&
      moment.l1Time <= seen.moment.l1Time &&
      (moment.feed === "down" || step.act?.act === "flap" || step.act?.act === "down"),
  );
}

function closedAgain(seen: Seen): Fault {
  return fault(
    seen,
    `had opened, and is stopped again by ${seen.result.error ?? "an error"} although the feed never left "up"`,
  );
}

/** Whether a stop is one whose end is known: the users' time after an outage. */
function isAboutGrace(view: WorldView, { result: { outcome, error } }: Seen): boolean {
  if (outcome !== "stopped" || error === undefined || timelessErrors.has(error)) return false;
  return isOutageError(error, view.context.probe.outageErrors);
}

export const tellsUntil: LabRule = {
  id: "L-8",
  sentence: "Once a recovery can be seen, a stop says until when.",
  pitfalls: ["C6"],
  check: (view) => {
    const { upVisibleAt } = view.timeline;
    if (upVisibleAt === undefined) return [];
    return view.attempts
      .filter(
        (seen) =>
          seen.moment.l1Time >= upVisibleAt &&
          seen.moment.feed === "up" &&
          (seen.action.kind === "Liquidate" || seen.action.kind === "IncreaseRisk") &&
          seen.result.until === undefined &&
          isAboutGrace(view, seen),
      )
      .map((seen) =>
        fault(seen, `is stopped by ${seen.result.error ?? "an error"}, which names no time to come again`),
      );
  },
};

export const viewsAgree: LabRule = {
  id: "L-9",
  sentence: "What a view announces is what happens in the same block.",
  pitfalls: ["D9", "C6"],
  check: (view) =>
    view.attempts
      .filter(({ announced, result }) => announced !== undefined && announced !== (result.outcome === "passed"))
      .map((seen) =>
        fault(
          seen,
          seen.result.outcome === "passed"
            ? "passes although the view says that it is closed"
            : `is stopped by ${seen.result.error ?? "an error"} although the view says that it is open`,
        ),
      ),
};

export const exerciseWindow: LabRule = {
  id: "L-10",
  sentence: "A holder can exercise from the recovery until the users' time is over.",
  pitfalls: ["D1", "D3"],
  check: (view) => {
    const { endedAt } = view.timeline;
    const { usersUntil } = view;
    return view
      .after("Exercise")
      .filter(
        (seen) =>
          seen.moment.l1Time >= endedAt &&
          (usersUntil === undefined || seen.moment.l1Time < usersUntil) &&
          seen.result.outcome === "stopped" &&
          view.isOutageStop(seen),
      )
      .map((seen) => fault(seen, `is stopped by ${seen.result.error ?? "an error"} in the users' time`));
  },
};
