/** How the cost moves with a constant grace and with the close factor at the start, all else as in the chosen policy. */
import { interval90, addRows, multiplicities } from "../../risk/policy/bootstrap.js";
import { costOfRow, rowOf } from "../../risk/policy/cost.js";
import { withoutEmpty } from "../../risk/outputs/rows.js";
import { sumsOfPolicy } from "../../risk/outputs/groups.js";
import type { PolicyTerms } from "../../risk/simulate/types.js";
import type { GracePoint, HeatCell } from "../../report/risk/model.js";
import { allGroups, termsOf } from "../groups.js";
import type { Run } from "../input.js";
import { withPerpetuals } from "../perpetuals.js";
import type { SweepPool } from "../sweep.js";

const GRACES = [300, 600, 900, 1_800, 2_700, 3_600, 5_400, 7_200, 10_800, 14_400] as const;
const CLOSE_FACTORS = [0.01, 0.1, 0.25, 0.5, 1] as const;
/** One block for each group, so that every draw of the posterior is in it. */
const MOST_EPISODES = 32_768;
const RESAMPLES = 100;

/** A curve over the grace, and a map over grace and close factor. */
export async function shapeOf(
  run: Run,
  chosen: PolicyTerms,
  pool: SweepPool,
): Promise<{ graceCurve: GracePoint[]; heat: HeatCell[] }> {
  const { objective, seed, episodes } = run.input;
  const factors = [...CLOSE_FACTORS.filter((factor) => factor < chosen.closeFactor), chosen.closeFactor];
  const own = { ...chosen, closeFactor: chosen.closeFactor };
  const at = (grace: number, startCloseFactor: number, id: string): PolicyTerms => ({
    ...own,
    id,
    minGrace: grace,
    maxGrace: grace,
    graceBudget: Math.max(own.graceBudget, grace),
    startCloseFactor,
  });
  const curve = GRACES.map((grace) => at(grace, own.startCloseFactor, `grace ${grace}`));
  const cells = GRACES.flatMap((grace) =>
    factors.map((factor) => at(grace, factor, `grace ${grace}, close ${factor}`)),
  );
  const terms = { ...termsOf(run), policies: [...curve, ...cells], episodes: Math.min(episodes, MOST_EPISODES) };
  const groups = withPerpetuals(run, terms, await allGroups(seed, terms, pool));
  const rowsOf = (index: number) => withoutEmpty(sumsOfPolicy(groups, index).map(rowOf));
  const cost = (rows: readonly Float64Array[], times: Uint32Array) =>
    costOfRow(addRows(rows, times, new Float64Array(rows[0]?.length ?? 0)), objective);
  const graceCurve = curve.map(({ minGrace }, index): GracePoint => {
    const rows = rowsOf(index);
    const draws = Array.from({ length: RESAMPLES }, (_, k) => cost(rows, multiplicities(rows.length, k, seed)).total);
    return { grace: minGrace, cost: cost(rows, ones(rows.length)), ...interval90(draws) };
  });
  const heat = cells.map(({ minGrace, startCloseFactor }, index): HeatCell => {
    const rows = rowsOf(curve.length + index);
    return { grace: minGrace, closeFactor: startCloseFactor, total: cost(rows, ones(rows.length)).total };
  });
  return { graceCurve, heat };
}

function ones(count: number): Uint32Array {
  return new Uint32Array(count).fill(1);
}
