/**
 * How to spread an amount over several rollups so that the conditional value at risk is least. Sources: Rockafellar & Uryasev 2000;
 * cutting planes by Kelley 1960, as Künzi-Bay & Mayer 2006 use them. The linear programs are solved by YALPS.
 */
import { solve, type Constraint } from "yalps";

import { finite, within } from "../check.js";
import { NotConvergedError, RiskInputError } from "../errors.js";
import { checkParts } from "./contributions.js";
import { sampleTail } from "./tail.js";

/** What the allocation has to keep to. */
export interface AllocationRules {
  readonly level: number;
  /** Most of the whole in one part; 1 where absent. */
  readonly cap?: number;
  /** Least mean return of the whole; the mean return of a part is the mean of minus its losses. */
  readonly minReturn?: number;
  /** Accepted distance to the optimum, relative to the conditional value at risk. Default 1e-6. */
  readonly tolerance?: number;
}

/** An allocation. */
export interface Allocation {
  /** Shares, which add up to 1. */
  readonly weights: readonly number[];
  readonly valueAtRisk: number;
  readonly conditional: number;
  /** The optimum is at most so far below `conditional`. */
  readonly gap: number;
}

const MAX_CUTS = 1_000;

/** A plane that the conditional value at risk never lies below: `offset + slopes · weights`. */
interface Cut {
  readonly offset: number;
  readonly slopes: readonly number[];
}

/**
 * The allocation with the least conditional value at risk.
 * @param parts Losses by part, one unit invested, one number for each scenario.
 * @throws RiskInputError for rules that no allocation keeps to; NotConvergedError
 */
export function allocate(parts: readonly Float64Array[], rules: AllocationRules): Allocation {
  const cap = within("cap", rules.cap ?? 1, 1 / parts.length, 1);
  const tolerance = within("tolerance", rules.tolerance ?? 1e-6, 1e-12, 1);
  checkParts(parts);
  const returns = parts.map(meanReturn);
  const cuts: Cut[] = [];
  let best: Allocation | undefined;
  let weights: readonly number[] = feasible(returns, cap, rules.minReturn);
  while (cuts.length < MAX_CUTS) {
    const { cut, valueAtRisk, conditional } = evaluate(parts, weights, rules.level);
    cuts.push(cut);
    const { weights: next, bound } = master(cuts, returns, cap, rules.minReturn);
    if (best === undefined || conditional < best.conditional) best = { weights, valueAtRisk, conditional, gap: 0 };
    const gap = best.conditional - bound;
    if (gap <= tolerance * Math.max(Math.abs(best.conditional), Number.MIN_VALUE))
      return { ...best, gap: Math.max(gap, 0) };
    weights = next;
  }
  throw new NotConvergedError("allocation", best === undefined ? NaN : best.conditional, tolerance);
}

function meanReturn(losses: Float64Array): number {
  let total = 0;
  for (const loss of losses) total += loss;
  return -total / losses.length;
}

/** The conditional value at risk at `weights`, and the plane that touches it there. */
function evaluate(parts: readonly Float64Array[], weights: readonly number[], level: number) {
  const size = parts[0]?.length ?? 0;
  const losses = new Float64Array(size);
  for (const [index, part] of parts.entries()) {
    const weight = weights[index] ?? 0;
    if (weight !== 0) for (let s = 0; s < size; s++) losses[s] = (losses[s] ?? 0) + weight * (part[s] ?? 0);
  }
  const { valueAtRisk, conditional } = sampleTail(losses, level);
  const rest = (1 - level) * size;
  const slopes = new Float64Array(parts.length);
  let beyond = 0;
  for (let s = 0; s < size; s++) {
    if ((losses[s] ?? 0) <= valueAtRisk) continue;
    beyond++;
    for (let index = 0; index < parts.length; index++) {
      slopes[index] = (slopes[index] ?? 0) + (parts[index]?.[s] ?? 0);
    }
  }
  // The scenario at the value at risk takes what is left of the tail.
  const edge = losses.indexOf(valueAtRisk);
  const gradient = parts.map((part, index) => ((slopes[index] ?? 0) + (rest - beyond) * (part[edge] ?? 0)) / rest);
  const touched = gradient.reduce((sum, slope, index) => sum + slope * (weights[index] ?? 0), 0);
  return { valueAtRisk, conditional, cut: { offset: conditional - touched, slopes: gradient } };
}

/** Least value over all planes. */
function master(cuts: readonly Cut[], returns: readonly number[], cap: number, minReturn: number | undefined) {
  // YALPS keeps variables at or above zero, so the value is counted from a level that no plane falls below.
  const floor = Math.min(...cuts.map(({ offset, slopes }) => offset + Math.min(...slopes)));
  const constraints: Record<string, Constraint> = { whole: { equal: 1 } };
  const variables: Record<string, Record<string, number>> = { value: { objective: 1 } };
  for (const [k, { offset }] of cuts.entries()) constraints[`cut${k}`] = { min: offset - floor };
  for (const [k] of cuts.entries()) variables["value"] = { ...variables["value"], [`cut${k}`]: 1 };
  for (const [index, mean] of returns.entries()) {
    const column: Record<string, number> = { whole: 1, [`cap${index}`]: 1, return: mean };
    for (const [k, { slopes }] of cuts.entries()) column[`cut${k}`] = -(slopes[index] ?? 0);
    constraints[`cap${index}`] = { max: cap };
    variables[`w${index}`] = column;
  }
  if (minReturn !== undefined) constraints["return"] = { min: finite("minReturn", minReturn) };
  const solution = solve(
    { direction: "minimize", objective: "objective", constraints, variables },
    { precision: 1e-11 },
  );
  const values = new Map(solution.variables);
  return {
    weights: returns.map((_, index) => values.get(`w${index}`) ?? 0),
    bound: floor + (values.get("value") ?? 0),
  };
}

/** Some allocation that keeps to the rules: as much as allowed into what returns most. */
function feasible(returns: readonly number[], cap: number, minReturn: number | undefined): number[] {
  const weights = returns.map(() => 0);
  let left = 1;
  for (const index of [...returns.keys()].sort((i, j) => (returns[j] ?? 0) - (returns[i] ?? 0))) {
    weights[index] = Math.min(cap, left);
    left -= weights[index];
  }
  const most = returns.reduce((sum, mean, index) => sum + mean * (weights[index] ?? 0), 0);
  if (minReturn !== undefined && most < minReturn) {
    throw new RiskInputError("minReturn", minReturn, `at most ${most}, which the best allocation returns,`);
  }
  return weights;
}
