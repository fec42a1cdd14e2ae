/** How a liquidation policy answered over time: the part of a report that shows its rules step by step. Plain data. */

/** A position that is asked about; its values stay the same, so that only the rules change the answer. */
export interface WatchedPosition {
  readonly id: string;
  /** For people, for example "ordinary". */
  readonly name: string;
  /** What is special about it, with its numbers. */
  readonly description: string;
}

/** The answer about one position at one moment. */
export interface PolicyAnswer {
  /** Largest share of the debt in one liquidation, in basis points. */
  readonly closeFactorBps: number;
  /** What a liquidator receives on top, in basis points. */
  readonly bonusBps: number;
  /** Largest debt value in one liquidation, whole US cents. */
  readonly mostCents: number;
  /** Id of the rule that decides. */
  readonly rule: string;
}

/** One moment of chain time. */
export interface PolicyPoint {
  readonly at: number;
  /** The guard's status. */
  readonly status: string;
  /** What the throttle would still let through, whole US cents. */
  readonly throttleCents: number;
  /** By position. */
  readonly answers: Readonly<Record<string, PolicyAnswer>>;
}

/** A rule, for people. */
export interface PolicyRule {
  readonly id: string;
  readonly name: string;
  readonly sentence: string;
}

/** A liquidation while the policy held back. */
export interface WatchedLiquidation {
  readonly at: number;
  /** Debt value that the throttle counted, whole US cents; absent when it counted nothing. */
  readonly throttledCents?: number;
  readonly beyondSaving: boolean;
}

/** The throttle's terms, whole US cents. */
export interface Throttle {
  readonly capacityCents: number;
  readonly refillCentsPerSecond: number;
}

/** A policy's answers through an outage. */
export interface PolicyTrace {
  /** What is asked and how to read it. */
  readonly description: string;
  readonly positions: readonly WatchedPosition[];
  /** In the order in which they are applied. */
  readonly rules: readonly PolicyRule[];
  /** One for each minute and each step. */
  readonly points: readonly PolicyPoint[];
  /** Liquidations from the recovery until the ramp was over. */
  readonly liquidations: readonly WatchedLiquidation[];
  readonly throttle: Throttle;
  /** Where the market's answer is not what the rule named beside it says; empty when all is well. */
  readonly deviations: readonly string[];
}

/** A stretch of a position's answers under one rule and one status. */
export interface PolicyStretch {
  readonly position: string;
  readonly rule: string;
  readonly first: PolicyPoint;
  readonly last: PolicyPoint;
  /** When the next stretch begins; absent for the last one. */
  readonly until?: number;
}

/**
 * A position's answers as stretches.
 * @param longest Seconds after which a stretch whose answer changes is cut, so that a table shows how it rises.
 */
export function policyStretches(trace: PolicyTrace, position: string, longest: number): readonly PolicyStretch[] {
  const groups: PolicyPoint[][] = [];
  for (const point of trace.points) {
    const group = groups.at(-1);
    const [first] = group ?? [];
    if (group !== undefined && first !== undefined && isSame(first, point, position, longest)) group.push(point);
    else groups.push([point]);
  }
  return groups.flatMap((group, index) => {
    const [first, last, next] = [group[0], group.at(-1), groups[index + 1]?.[0]];
    if (first === undefined || last === undefined) return [];
    const rule = first.answers[position]?.rule ?? "";
    return [{ position, rule, first, last, ...(next === undefined ? {} : { until: next.at }) }];
  });
}

function isSame(first: PolicyPoint, point: PolicyPoint, position: string, longest: number): boolean {
  const [a, b] = [first.answers[position], point.answers[position]];
  if (a === undefined || b === undefined || a.rule !== b.rule || first.status !== point.status) return false;
  const steady = a.closeFactorBps === b.closeFactorBps && a.bonusBps === b.bonusBps && a.mostCents === b.mostCents;
  return steady || point.at - first.at < longest;
}
