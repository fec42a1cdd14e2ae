/** From the sums of all groups to the result: the choice, its figures, and what else the report shows. The same whoever computed the sums. */
import { rowOf } from "../risk/policy/cost.js";
import { addRows } from "../risk/policy/bootstrap.js";
import { explain } from "../risk/policy/explain.js";
import type { JudgedPolicy, Optimum } from "../risk/policy/optimum.js";
import { cascadesOf } from "../risk/outputs/cascades.js";
import { groupsOf, sumsOfPolicy } from "../risk/outputs/groups.js";
import { conditionalAt, lossCurve, valueAtRisk } from "../risk/outputs/loss.js";
import { CHECKS } from "../risk/outputs/self-check.js";
import { BLOCK, type PackedSums, type PolicySums } from "../risk/simulate/types.js";
import { ENGINE_VERSION } from "../risk/version.js";
import { RISK_REPORT_SCHEMA, type Choice, type LossCurve, type RiskReport } from "../report/risk/model.js";
import { chooseFor } from "./choose.js";
import { contributionsOf } from "./figures/contributions.js";
import { convergenceOf } from "./figures/convergence.js";
import { figuresOf } from "./figures/figures.js";
import { frontierOf } from "./figures/frontier.js";
import { othersOf } from "./figures/others.js";
import { provenanceOf } from "./figures/provenance.js";
import { sensitivityOf } from "./figures/sensitivity.js";
import { shapeOf } from "./figures/shape.js";
import { calibrationOf, timelineOf } from "./figures/known.js";
import { termsOf } from "./groups.js";
import type { Run } from "./input.js";
import { withPerpetuals } from "./perpetuals.js";
import type { SweepPool } from "./sweep.js";

const CURVE_POINTS = 100;

/** Makes the result. @param swept Sums of every group, in order, each policy in the order of the run. */
export async function finish(
  run: Run,
  swept: readonly (readonly PackedSums[])[],
  pool: SweepPool,
  say: (step: string) => void = () => undefined,
): Promise<RiskReport> {
  const { input, rollup, books } = run;
  const { objective: weights, seed } = input;
  say("choose the policy");
  const groups = withPerpetuals(run, termsOf(run), swept);
  const optimum = chooseFor(run, groups);
  const episodes = groupsOf(input.episodes).reduce((sum, { count }) => sum + count * BLOCK, 0);
  const sumsOf = ({ policy }: JudgedPolicy) =>
    sumsOfPolicy(
      groups,
      optimum.judged.findIndex((one) => one.policy.id === policy.id),
    );
  const { chosen, noGuard } = optimum;
  const [mine, bare] = [sumsOf(chosen), sumsOf(noGuard)];
  say("cost against grace and close factor, sensitivity, contributions of the rollups");
  // At once, so that no thread waits for the last task of another table.
  const [shape, sensitivity, contributions] = await Promise.all([
    shapeOf(run, chosen.policy, pool),
    sensitivityOf(run, optimum, pool),
    contributionsOf(run, chosen.policy, pool),
  ]);
  return {
    schema: RISK_REPORT_SCHEMA,
    engine: ENGINE_VERSION,
    seed,
    inputHash: run.hash,
    chain: rollup.chain,
    book: sizeOf(run),
    episodes,
    episodesPerYear: rollup.episodesPerYear,
    level: weights.level,
    choice: choiceOf(optimum),
    figures: [
      ...figuresOf("chosen policy", mine, { episodes, seed, weights, episodesPerYear: rollup.episodesPerYear }),
      ...figuresOf("no guard", bare, { episodes, seed, weights, episodesPerYear: rollup.episodesPerYear }),
    ],
    losses: [curveOf(chosen.policy.id, mine, weights.level), curveOf(noGuard.policy.id, bare, weights.level)],
    ...shape,
    timeline: timelineOf(run),
    cascade: books.flatMap(cascadesOf),
    sensitivity,
    contributions,
    others: othersOf(run, optimum),
    frontier: frontierOf(optimum),
    calibration: calibrationOf(run),
    convergence: convergenceOf(mine, weights, seed),
    validation: CHECKS.map(({ compute, ...check }) => ({ ...check, computed: compute() })),
    provenance: provenanceOf(run),
    notes: notesOf(run),
  };
}

function choiceOf(optimum: Optimum): Choice {
  const {
    chosen,
    cheapest,
    noGuard,
    saving,
    intervals,
    atEdge,
    falseAlarmHeadroom,
    judged,
    weights,
    groups,
    resamples,
  } = optimum;
  return {
    sentences: explain(optimum),
    chosen: chosen.policy.id,
    cheapest: cheapest.policy.id,
    noGuard: noGuard.policy.id,
    saving,
    intervals,
    atEdge,
    falseAlarmHeadroom: Number.isFinite(falseAlarmHeadroom) ? falseAlarmHeadroom : null,
    judged,
    weights: Object.fromEntries(
      Object.entries(weights).flatMap(([name, weight]) => (weight === undefined ? [] : [[name, weight]])),
    ),
    groups,
    resamples,
  };
}

function curveOf(policy: string, groups: readonly PolicySums[], level: number): LossCurve {
  const rows = groups.map(rowOf);
  const row = addRows(rows, new Uint32Array(rows.length).fill(1), new Float64Array(rows[0]?.length ?? 0));
  const points = lossCurve(row, CURVE_POINTS);
  return { policy, points, valueAtRisk: valueAtRisk(row, level), conditional: conditionalAt(row, level) };
}

function sizeOf({ input, books }: Run): RiskReport["book"] {
  const sum = (of: (at: { debt: number; collateral: number }, price: number) => number) =>
    books.reduce((all, { price, positions }) => positions.reduce((part, one) => part + of(one, price), all), 0);
  return {
    name: input.book.name,
    positions: books.reduce((count, { positions }) => count + positions.length, 0),
    debt: sum(({ debt }) => debt),
    collateral: sum(({ collateral }, price) => collateral * price),
  };
}

function notesOf({ input, books, calibration }: Run): string[] {
  const { options, perpetuals, pools } = input.book;
  return [
    ...(books.length > 1
      ? [
          "Each asset is simulated by itself and the worst episodes of all are added: means are right, the tail is an upper bound.",
        ]
      : []),
    ...(input.model.duration === undefined
      ? [
          `Length and rate of outages are drawn from their posterior (${calibration.seen.halts} own halts in ${calibration.seen.years.toFixed(1)} years, others at a quarter): intervals hold what so few halts leave open.`,
        ]
      : []),
    ...(options.length + pools.length > 0
      ? [
          `${options.length + pools.length} options and pools do not weigh in the choice of the policy: what they lose does not depend on its grace.`,
        ]
      : []),
    ...(perpetuals.length > 0
      ? [
          `${perpetuals.length} perpetuals weigh in the choice by their mean, not by their tail, and are liquidated at once after the grace, without ramp or carve-out.`,
        ]
      : []),
    "How volatility and outages are linked, how often the feed gives false alarms and how quickly users act is assumed: see the sensitivity table.",
  ];
}
