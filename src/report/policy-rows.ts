import { clockTime, dollars } from "./format.js";
import {
  policyStretches,
  type PolicyAnswer,
  type PolicyPoint,
  type PolicyStretch,
  type PolicyTrace,
} from "./policy.js";

/** Cells of one position's table. */
export interface PolicyTable {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The first columns of {@link PolicyTable} hold words, the others numbers. */
export const WORD_COLUMNS = 3;

const HEAD = ["from", "status", "rule that decides", "close factor", "bonus", "most debt value", "throttle has left"];
/** A ramp is shown in steps of a quarter of an hour; every minute stands in the JSON file. */
const QUARTER = 900;

/** One table for each position: a row whenever rule or status change, and each quarter of an hour in between. */
export function policyTables(trace: PolicyTrace, longest: number = QUARTER): readonly PolicyTable[] {
  return trace.positions.map(({ id, name, description }) => ({
    title: `${name.charAt(0).toUpperCase()}${name.slice(1)}: ${description}`,
    head: HEAD,
    rows: policyStretches(trace, id, longest).map((stretch) => cells(stretch, trace)),
  }));
}

function cells({ position, rule, first, last }: PolicyStretch, trace: PolicyTrace): readonly string[] {
  const range = (read: (answer: PolicyAnswer, point: PolicyPoint) => string) => {
    const [from, to] = [first, last].map((point) => {
      const answer = point.answers[position];
      return answer === undefined ? "" : read(answer, point);
    });
    return from === to ? (from ?? "") : `${from ?? ""} – ${to ?? ""}`;
  };
  return [
    clockTime(first.at),
    first.status,
    trace.rules.find(({ id }) => id === rule)?.name ?? rule,
    range(({ closeFactorBps }) => tenths(closeFactorBps)),
    range(({ bonusBps }) => tenths(bonusBps)),
    range(({ mostCents }) => dollars(mostCents)),
    range((_, { throttleCents }) => dollars(throttleCents)),
  ];
}

/** `10.7 %` of 1 074 basis points: tenths tell enough of what rises every second. */
function tenths(bps: number): string {
  return `${(Math.floor(bps / 10) / 10).toFixed(1)} %`;
}
