/** What must hold while something is wrong with the uptime feed. */
import type { FeedFault } from "../faults.js";
import type { FaultRecord, TriedAction } from "../probe/outcome.js";
import type { ActionKind } from "../probe/probe.js";
import type { Fault, LabRule } from "./rule.js";
import { isPanic } from "./stops.js";
import type { WorldView } from "./view.js";

/** Answers that are neither "up" nor "down", and rounds that are none. */
const NO_ANSWER: readonly FeedFault[] = ["negative", "two", "neverStarted", "zeroRound"];
/** Feeds that cannot be read. */
const UNREADABLE: readonly FeedFault[] = ["reverts", "noCode", "shortReturn", "burnsGas"];
/**
 * Feeds that are healthy but look unusual. A new phase is none of them: it may hide a recovery, so a guard may close for a
 * grace.
 */
const HARMLESS: readonly FeedFault[] = ["hugeReturn", "oneRound", "frozen"];
/** After so many seconds a feed that says nothing, or "down" on a live chain, must not hold liquidations any longer. */
export const LONGEST_WITHHOLDING = 3n * 86_400n;

const CLOSABLE: readonly ActionKind[] = ["IncreaseRisk", "Settle", "Liquidate"];

interface Tried {
  readonly record: FaultRecord;
  readonly action: TriedAction;
  readonly error: string | undefined;
}

function tried(view: WorldView, faults: readonly FeedFault[], kinds: readonly ActionKind[]): readonly Tried[] {
  return view.context.underFaults
    .filter(({ fault }) => faults.includes(fault))
    .flatMap((record) =>
      record.tried.flatMap((action): Tried[] => {
        const result = action.results[view.world];
        if (result === undefined || !kinds.includes(action.kind) || !passesWhenHealthy(view, action.action)) return [];
        return [{ record, action, error: result.outcome === "passed" ? undefined : (result.error ?? "an error") }];
      }),
    );
}

/** What is stopped with a healthy feed too tells nothing about a broken one. */
function passesWhenHealthy(view: WorldView, id: string): boolean {
  const healthy = view.context.underFaults.find(({ fault }) => fault === "none");
  return healthy?.tried.find(({ action }) => action === id)?.results[view.world]?.outcome === "passed";
}

function fault({ record, action }: Tried, sentence: string): Fault {
  return {
    where: action.path,
    moment: record.moment,
    sentence: `${action.actor} ${action.words}: ${sentence} with the feed fault "${record.fault}"`,
  };
}

export const onlyZeroIsUp: LabRule = {
  id: "L-19",
  sentence:
    "Only the answer 0 of a started round is up: 2, -1, a round of zeros and one that never started are no answer.",
  pitfalls: ["A2", "A4"],
  check: (view) =>
    tried(view, NO_ANSWER, CLOSABLE)
      .filter(isOpenBlindly)
      .map((seen) => fault(seen, "passes as if the sequencer were up")),
};

export const failsClosed: LabRule = {
  id: "L-20",
  sentence: "A feed that cannot be read opens nothing that an outage would stop.",
  pitfalls: ["A6", "A7"],
  check: (view) =>
    tried(view, UNREADABLE, CLOSABLE)
      .filter(isOpenBlindly)
      .map((seen) => fault(seen, "passes")),
};

export const noBrick: LabRule = {
  id: "L-21",
  sentence: "A broken feed does not stop who reduces risk or exercises.",
  pitfalls: ["A7", "C1"],
  check: (view) =>
    tried(view, [...NO_ANSWER, ...UNREADABLE, ...HARMLESS, "futureStart", "stuckDown"], ["ReduceRisk", "Exercise"])
      .filter(({ error, record }) => error !== undefined && !record.isQuiet)
      .map((seen) => fault(seen, `is stopped by ${seen.error ?? ""}`)),
};

export const noPanic: LabRule = {
  id: "L-22",
  sentence: "A broken feed is met by an error that says so, never by a panic or an empty revert.",
  pitfalls: ["A5", "A6"],
  check: (view) =>
    tried(view, [...NO_ANSWER, ...UNREADABLE, ...HARMLESS, "futureStart"], ["IncreaseRisk", "Liquidate", "Settle"])
      .filter(({ error }) => error !== undefined && isPanic(error))
      .map((seen) => fault(seen, `is stopped by ${seen.error ?? ""}`)),
};

export const notForGood: LabRule = {
  id: "L-23",
  sentence: "A feed that is dead, or stuck at down on a live chain, does not hold liquidations for good.",
  pitfalls: ["A7", "C3"],
  check: (view) =>
    tried(view, ["reverts", "stuckDown"], ["Liquidate"])
      .filter(({ error, record }) => error !== undefined && record.age >= LONGEST_WITHHOLDING)
      .map((seen) => fault(seen, `is still stopped by ${seen.error ?? ""} after ${String(seen.record.age)} s`)),
};

export const harmlessChanges: LabRule = {
  id: "L-24",
  sentence: "A short history, a long answer and a feed that has nothing new to say close nothing on a healthy chain.",
  pitfalls: ["A11", "A12"],
  check: (view) =>
    tried(view, HARMLESS, ["IncreaseRisk", "Liquidate", "Settle"])
      .filter(({ error, record }) => error !== undefined && !record.isQuiet)
      .map((seen) => fault(seen, `is stopped by ${seen.error ?? ""}`)),
};

/**
 * Whether something passes that an outage would stop, without any sign that there is none. A liquidation may go by a fresh price
 * instead of the feed; so it is held against the fault only where prices are silent too.
 */
function isOpenBlindly({ error, record, action }: Tried): boolean {
  if (error !== undefined) return false;
  return action.kind === "Liquidate" ? record.isQuiet : record.age === 0n;
}
