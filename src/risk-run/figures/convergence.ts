/** How the cost of the chosen policy settles as groups are added. */
import { addRows, interval90, multiplicities } from "../../risk/policy/bootstrap.js";
import { costOfRow, rowOf } from "../../risk/policy/cost.js";
import { withoutEmpty } from "../../risk/outputs/rows.js";
import type { ObjectiveWeights } from "../../risk/inputs/objective.js";
import type { PolicySums } from "../../risk/simulate/types.js";
import type { ConvergencePoint } from "../../report/risk/model.js";

const RESAMPLES = 100;
/** With fewer groups an interval says nothing. */
const FIRST = 4;

/** Points of the curve. */
const MOST_POINTS = 16;

/** From the fourth group on, every few groups and at the last one. */
export function convergenceOf(
  groups: readonly PolicySums[],
  weights: ObjectiveWeights,
  seed: number,
): ConvergencePoint[] {
  const rows = withoutEmpty(groups.map(rowOf));
  const scratch = new Float64Array(rows[0]?.length ?? 0);
  const episodesOf = (count: number) => groups.slice(0, count).reduce((sum, { badDebt }) => sum + badDebt.weight, 0);
  const step = Math.max(1, Math.ceil((rows.length - FIRST) / (MOST_POINTS - 1)));
  const counts = Array.from(rows.keys(), (k) => k + 1).filter(
    (count) => count >= FIRST && (rows.length - count) % step === 0,
  );
  return counts.map((count) => {
    const some = rows.slice(0, count);
    const cost = (times: Uint32Array) => costOfRow(addRows(some, times, scratch), weights).total;
    const mean = cost(new Uint32Array(some.length).fill(1));
    const draws = Array.from({ length: RESAMPLES }, (_, draw) => cost(multiplicities(some.length, draw, seed)));
    return { episodes: Math.round(episodesOf(some.length)), mean, ...interval90(draws) };
  });
}
