/** Why a policy was chosen, in words, with the numbers. */
import type { Optimum } from "./optimum.js";
import type { PolicyTerms } from "../simulate/types.js";
import type { PolicyCost } from "./cost.js";
import type { Interval } from "./bootstrap.js";

/** "grace chosen: … (90 % …), because …", one sentence a line. */
export function explain(optimum: Optimum): readonly string[] {
  const { chosen, noGuard, intervals, saving } = optimum;
  const has = chosen.cost.perpetuals > 0 || noGuard.cost.perpetuals > 0;
  const sure = `90 % ${spanOf(intervals.minGrace, intervals.maxGrace)}`;
  return [
    `grace chosen: ${graceOf(chosen.policy)} (${sure}), because ${reasonOf(optimum)}`,
    `${partsOf(chosen.cost, has)}, against ${partsOf(noGuard.cost, has)} without a guard`,
    plateauOf(optimum),
    ...(saving.low <= 0 && saving.high >= 0
      ? ["whether it saves anything against no guard cannot be told: the interval holds zero"]
      : []),
    headroomOf(optimum.falseAlarmHeadroom),
    ...(optimum.atEdge.length === 0
      ? []
      : [`at the end of what was compared: ${optimum.atEdge.join(", ")}; beyond it there may be a cheaper policy`]),
  ];
}

/** A grace in words: `30 min`, or `15 min to 2 h, 1 s for each second of outage`. */
export function graceOf({ minGrace, maxGrace, graceScale }: PolicyTerms): string {
  if (minGrace === maxGrace) return timeOf(minGrace);
  return `${timeOf(minGrace)} to ${timeOf(maxGrace)}, ${numberOf(graceScale)} s for each second of outage`;
}

/** Seconds in words. */
export function timeOf(seconds: number): string {
  if (seconds >= 3_600) return `${numberOf(seconds / 3_600)} h`;
  return seconds >= 60 ? `${numberOf(seconds / 60)} min` : `${numberOf(seconds)} s`;
}

/** A number with three digits that count, whole ones in full. */
export function numberOf(value: number): string {
  const rounded = Math.abs(value) >= 1_000 ? Math.round(value) : Number(value.toPrecision(3));
  return rounded.toLocaleString("en-US", { maximumFractionDigits: 20 }).replaceAll(",", " ");
}

function reasonOf({ chosen, noGuard, saving }: Optimum): string {
  const costs = `it costs ${numberOf(chosen.cost.total)} an episode (90 % ${rangeOf(chosen.total)})`;
  const other = numberOf(noGuard.cost.total);
  if (saving.mean < 0) return `no other guard is cheaper: ${costs}; but no guard costs ${other}, which is less`;
  return `${costs} and no guard ${other}: it saves ${numberOf(saving.mean)} (90 % ${rangeOf(saving)})`;
}

function partsOf({ tail, unfair, falseAlarm, capital, perpetuals }: PolicyCost, hasPerpetuals: boolean): string {
  const parts = [
    ["tail of bad debt", tail],
    ["unfair liquidations", unfair],
    ["false alarms", falseAlarm],
    ["capital", capital],
    ...(hasPerpetuals ? ([["perpetuals", perpetuals]] as const) : []),
  ] as const;
  return parts.map(([what, cost]) => `${what} ${numberOf(cost)}`).join(", ");
}

function plateauOf({ judged, chosen, cheapest }: Optimum): string {
  const alike = judged.filter(({ onPlateau }) => onPlateau).length;
  if (alike === 1) return "every other policy costs more, beyond the sampling error";
  if (chosen === cheapest) return `it is the cheapest, and the simplest of ${alike} that cannot be told from it`;
  return `the cheapest is "${cheapest.policy.id}"; ${alike} policies cannot be told from it, and this is the simplest of them`;
}

function headroomOf(headroom: number): string {
  if (headroom === Infinity) return "false alarms cost it nothing";
  if (headroom === 0) return "it would not pay without any false alarm either";
  return `it pays as long as false alarms cost no more than ${numberOf(headroom)} times what they do here`;
}

function spanOf(from: Interval, to: Interval): string {
  return `${timeOf(from.low)} to ${timeOf(to.high)}`;
}

function rangeOf({ low, high }: Interval): string {
  return `${numberOf(low)} to ${numberOf(high)}`;
}
