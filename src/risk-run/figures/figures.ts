/** The figures of one policy, each with its interval, effective sample size and mean weight. */
import type { ObjectiveWeights } from "../../risk/inputs/objective.js";
import { meanOf, resampledEstimate } from "../../risk/outputs/estimate.js";
import { conditionalAt, valueAtRisk } from "../../risk/outputs/loss.js";
import { costOfRow } from "../../risk/policy/cost.js";
import type { Estimate, PolicySums } from "../../risk/simulate/types.js";
import type { Figure } from "../../report/risk/model.js";

/** What figures need besides the sums. */
export interface FigureTerms {
  readonly episodes: number;
  readonly seed: number;
  readonly weights: ObjectiveWeights;
  readonly episodesPerYear: number;
}

/** Figures of a policy from its sums by group. @param whose How it is called in their names. */
export function figuresOf(whose: string, groups: readonly PolicySums[], terms: FigureTerms): Figure[] {
  const { episodes, seed, weights, episodesPerYear } = terms;
  const percent = `${Number((100 * weights.level).toPrecision(6))} %`;
  const mean = (name: "badDebt" | "unfair" | "falseAlarm" | "withheld") =>
    meanOf(
      groups.map((group) => group[name]),
      episodes,
    );
  const resampled = (figure: (row: Float64Array) => number) => resampledEstimate(groups, seed, episodes, figure);
  const of = (name: string, unit: Figure["unit"], estimate: Estimate): Figure => ({
    name: `${name}, ${whose}`,
    unit,
    ...estimate,
  });
  const badDebt = mean("badDebt");
  return [
    of("bad debt", "money", badDebt),
    of("bad debt a year", "moneyByYear", scaled(badDebt, episodesPerYear)),
    of(
      `value at risk of bad debt at ${percent}`,
      "money",
      resampled((row) => valueAtRisk(row, weights.level)),
    ),
    of(
      `mean bad debt beyond it`,
      "money",
      resampled((row) => conditionalAt(row, weights.level)),
    ),
    of("unfairly liquidated debt", "money", mean("unfair")),
    of("bad debt by false alarms", "money", mean("falseAlarm")),
    of("liquidations withheld", "debtHours", scaled(mean("withheld"), 1 / 3_600)),
    of(
      "cost of the objective",
      "money",
      resampled((row) => costOfRow(row, weights).total),
    ),
  ];
}

function scaled(estimate: Estimate, factor: number): Estimate {
  const { mean, error, low, high } = estimate;
  return { ...estimate, mean: mean * factor, error: error * factor, low: low * factor, high: high * factor };
}
