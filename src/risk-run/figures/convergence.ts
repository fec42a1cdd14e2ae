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

/** One point for each group from the fourth on. */
export function convergenceOf(
  groups: readonly PolicySums[],
  weights: ObjectiveWeights,
  seed: number,
): ConvergencePoint[] {
  const rows = withoutEmpty(groups.map(rowOf));
  const scratch = new Float64Array(rows[0]?.length ?? 0);
  const episodesOf = (count: number) => groups.slice(0, count).reduce((sum, { badDebt }) => sum + badDebt.weight, 0);
  return Array.from({ length: Math.max(0, rows.length - FIRST + 1) }, (_, k) => {
    const some = rows.slice(0, FIRST + k);
    const cost = (times: Uint32Array) => costOfRow(addRows(some, times, scratch), weights).total;
    const mean = cost(new Uint32Array(some.length).fill(1));
    const draws = Array.from({ length: RESAMPLES }, (_, draw) => cost(multiplicities(some.length, draw, seed)));
    return { episodes: Math.round(episodesOf(some.length)), mean, ...interval90(draws) };
  });
}
