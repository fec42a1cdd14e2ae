/**
 * The policy to deploy: the simplest of those that cannot be told from the cheapest. The cheapest of a sample is partly luck; what lies
 * within the sampling error of it is a plateau, and there simplicity decides. All policies are judged on the same random numbers.
 */
import { whole } from "../check.js";
import { RiskInputError } from "../errors.js";
import type { ObjectiveWeights } from "../inputs/objective.js";
import type { PolicySums, PolicyTerms } from "../simulate/types.js";
import { addRows, interval90, multiplicities, type Interval } from "./bootstrap.js";
import { coarse, costOfRow, rowOf, type PolicyCost } from "./cost.js";
import { bySimplicity } from "./simplicity.js";

/** Numbers of a policy of which an interval is told. */
export const TUNED = [
  "minGrace",
  "maxGrace",
  "graceScale",
  "ramp",
  "startCloseFactor",
  "severityMargin",
  "graceBudget",
] as const;

/** One of these numbers. */
export type Tuned = (typeof TUNED)[number];

/** A policy, what it costs, and how sure that is. */
export interface JudgedPolicy {
  readonly policy: PolicyTerms;
  readonly cost: PolicyCost;
  /** 90 % interval of the total. */
  readonly total: Interval;
  /** 90 % interval of what it costs more than the cheapest. */
  readonly excess: Interval;
  /** Whether it may be chosen and cannot be told from the cheapest. */
  readonly onPlateau: boolean;
}

/** What is to be deployed, and beside what. */
export interface Optimum {
  readonly chosen: JudgedPolicy;
  readonly cheapest: JudgedPolicy;
  readonly noGuard: JudgedPolicy;
  /** What the chosen policy costs less than no guard; below zero when it costs more. */
  readonly saving: Interval & { readonly mean: number };
  /** 90 % interval of each number over the cheapest policies of the resamples. */
  readonly intervals: Readonly<Record<Tuned, Interval>>;
  /** Numbers of the chosen policy that lie at the end of what was compared: a wider grid might find a cheaper policy. */
  readonly atEdge: readonly Tuned[];
  /** How often false alarms could cost what they do before the guard saves nothing; Infinity when they cost nothing. */
  readonly falseAlarmHeadroom: number;
  readonly judged: readonly JudgedPolicy[];
  readonly weights: ObjectiveWeights;
  readonly groups: number;
  readonly resamples: number;
}

/** How a choice is made. */
export interface ChoiceOptions {
  readonly weights: ObjectiveWeights;
  readonly seed: number;
  /** Default 200. */
  readonly resamples?: number;
  /** Which policies may be chosen; default: all with a guard. */
  readonly eligible?: (policy: PolicyTerms) => boolean;
}

/**
 * Chooses among policies.
 * @param policies As the sweep had them; one without a guard is among them.
 * @param groups For each group of blocks the sums of each policy, in the order of `policies`. At least 10: 30 to 100 serve well. What is
 * iterated need not be kept.
 * @throws RiskInputError when there is nothing to choose from, or too few groups.
 */
export function chooseOptimum(
  policies: readonly PolicyTerms[],
  groups: Iterable<readonly PolicySums[]>,
  { weights, seed, resamples = 200, eligible = ({ guarded }) => guarded }: ChoiceOptions,
): Optimum {
  whole("resamples", resamples, 100, 100_000);
  const bare = policies.findIndex(({ guarded }) => !guarded);
  if (bare < 0) throw new RiskInputError("policies", "all guarded", "a list with one policy without a guard");
  const open = policies.flatMap((policy, index) => (policy.guarded && eligible(policy) ? [index] : []));
  if (open.length === 0)
    throw new RiskInputError("policies", "none eligible", "at least one policy that may be chosen");

  const { rows, costs } = gather(policies, groups, weights);
  const count = whole("groups.length", rows[0]?.length ?? 0, 10, 100_000);
  const draws = resampled(rows, { weights, seed, resamples });
  const cheapest = least(open, (index) => costs[index]?.total ?? Infinity);
  const judged = policies.map((policy, index): JudgedPolicy => {
    const [own, best] = [draws[index] ?? draw0, draws[cheapest] ?? draw0];
    const excess = interval90(own.map((total, k) => total - (best[k] ?? 0)));
    const onPlateau = open.includes(index) && excess.low <= 0;
    return { policy, cost: costs[index] ?? noCost(policy), total: interval90(own), excess, onPlateau };
  });
  const at = (index: number) => judged[index] ?? noCost(policies[index]);
  const chosen = judged.filter(({ onPlateau }) => onPlateau).toSorted(inOrder)[0] ?? at(cheapest);
  const noGuard = at(bare);
  const [mine, theirs] = [draws[judged.indexOf(chosen)] ?? draw0, draws[bare] ?? draw0];
  return {
    chosen,
    cheapest: at(cheapest),
    noGuard,
    saving: {
      mean: noGuard.cost.total - chosen.cost.total,
      ...interval90(theirs.map((total, k) => total - (mine[k] ?? 0))),
    },
    intervals: intervalsOf(policies, open, draws, resamples),
    atEdge: edgesOf(
      chosen.policy,
      open.flatMap((index) => policies[index] ?? []),
    ),
    falseAlarmHeadroom: headroom(chosen.cost, noGuard.cost),
    judged,
    weights,
    groups: count,
    resamples,
  };
}

const draw0 = new Float64Array(0);

/** What each policy costs over all groups, and its coarse row in each. */
function gather(policies: readonly PolicyTerms[], groups: Iterable<readonly PolicySums[]>, weights: ObjectiveWeights) {
  const rows: Float64Array[][] = policies.map(() => []);
  const totals: Float64Array[] = [];
  for (const group of groups) {
    for (const [index, policy] of policies.entries()) {
      const row = rowOf(sumsAt(group, index, policy));
      rows[index]?.push(coarse(row));
      const total = (totals[index] ??= new Float64Array(row.length));
      for (let place = 0; place < row.length; place++) total[place] = (total[place] ?? 0) + (row[place] ?? 0);
    }
  }
  return { rows, costs: totals.map((row) => costOfRow(row, weights)) };
}

/** Totals of each policy in each resample. */
function resampled(
  rows: readonly (readonly Float64Array[])[],
  { weights, seed, resamples }: { weights: ObjectiveWeights; seed: number; resamples: number },
): Float64Array[] {
  const totals = rows.map(() => new Float64Array(resamples));
  const scratch = rows.map(blank);
  for (let k = 0; k < resamples; k++) {
    const times = multiplicities(rows[0]?.length ?? 0, k, seed);
    for (const [index, row] of rows.entries()) {
      const total = totals[index] ?? draw0;
      total[k] = costOfRow(addRows(row, times, scratch[index] ?? blank(row)), weights).total;
    }
  }
  return totals;
}

function intervalsOf(
  policies: readonly PolicyTerms[],
  open: readonly number[],
  draws: readonly Float64Array[],
  resamples: number,
): Record<Tuned, Interval> {
  const winners = Array.from({ length: resamples }, (_, k) => least(open, (index) => draws[index]?.[k] ?? Infinity));
  const of = (field: Tuned) => interval90(winners.map((index) => policies[index]?.[field] ?? NaN));
  return Object.fromEntries(TUNED.map((field) => [field, of(field)])) as Record<Tuned, Interval>;
}

function edgesOf(chosen: PolicyTerms, compared: readonly PolicyTerms[]): Tuned[] {
  return TUNED.filter((field) => {
    const values = new Set(compared.map((policy) => policy[field]));
    // Of two values both are ends: that says nothing.
    return values.size > 2 && [Math.min(...values), Math.max(...values)].includes(chosen[field]);
  });
}

function inOrder(a: JudgedPolicy, b: JudgedPolicy): number {
  return bySimplicity(a.policy, b.policy) || a.cost.total - b.cost.total;
}

function headroom(chosen: PolicyCost, bare: PolicyCost): number {
  if (chosen.falseAlarm === 0) return Infinity;
  return Math.max(0, (bare.total - (chosen.total - chosen.falseAlarm)) / chosen.falseAlarm);
}

/** The index with the least value; the first of several. */
function least(indices: readonly number[], value: (index: number) => number): number {
  return indices.reduce((best, index) => (value(index) < value(best) ? index : best));
}

function sumsAt(group: readonly PolicySums[], index: number, policy: PolicyTerms): PolicySums {
  const sums = group[index];
  if (sums?.policy === policy.id) return sums;
  throw new RiskInputError(`groups[].policy`, sums?.policy, `"${policy.id}", as in the list of policies,`);
}

function blank(rows: readonly Float64Array[]): Float64Array {
  return new Float64Array(rows[0]?.length ?? 0);
}

function noCost(policy: PolicyTerms | undefined): never {
  throw new RiskInputError("policies", policy?.id, "a policy with sums");
}
