/** What each rollup adds to the tail of a year when the book is spread evenly over all that have a preset. */
import { contributions } from "../../risk/aggregate/contributions.js";
import { sumsOfPolicy } from "../../risk/outputs/groups.js";
import { classesOf } from "../../risk/outputs/loss.js";
import { yearlyLosses, type CommonCause, type LossLaw } from "../../risk/outputs/scenarios.js";
import { addRows } from "../../risk/policy/bootstrap.js";
import { rowOf } from "../../risk/policy/cost.js";
import { PRESET_NAMES, type PresetName } from "../../risk/presets/names.js";
import type { PolicyTerms } from "../../risk/simulate/types.js";
import type { RiskReport } from "../../report/risk/model.js";
import { allGroups, termsOf } from "../groups.js";
import { runOf, type Run } from "../input.js";
import type { SweepPool } from "../sweep.js";

const EPISODES = 5_120;
const MOST_SCENARIOS = 20_000;

/** Law of the bad debt of an episode on one rollup, for one unit of debt. */
export async function lossLawOn(
  chain: PresetName,
  run: Run,
  policy: PolicyTerms,
  pool: SweepPool,
  episodes = EPISODES,
): Promise<{ readonly law: LossLaw; readonly haltsPerYear: number; readonly episodesPerYear: number }> {
  const there = chain === run.input.chain ? run : runOf({ ...run.input, chain, model: {} });
  const { seed } = run.input;
  const terms = {
    ...termsOf(there),
    modelOf: () => there.rollup.model,
    policies: [policy],
    episodes: Math.min(episodes, run.input.episodes),
  };
  const rows = sumsOfPolicy(await allGroups(seed, terms, pool), 0).map(rowOf);
  const row = addRows(rows, new Uint32Array(rows.length).fill(1), new Float64Array(rows[0]?.length ?? 0));
  const debt = run.books.reduce((sum, { positions }) => positions.reduce((part, one) => part + one.debt, sum), 0);
  const law = classesOf(row).map(({ weight, loss }) => ({ weight, loss: loss / debt }));
  return { law, haltsPerYear: there.rollup.haltsPerYear, episodesPerYear: there.rollup.episodesPerYear };
}

/** Causes of an input in the order of some rollups. */
export function causesOf({ input }: Run, chains: readonly PresetName[]): CommonCause[] {
  return input.shocks.map(({ perYear, hits }) => ({ perYear, hits: chains.map((chain) => hits[chain] ?? 0) }));
}

/** Rate of the episodes of a rollup that no common cause brings; never below zero. */
export function ownRate(total: number, causes: readonly CommonCause[], place: number): number {
  return Math.max(0, total - causes.reduce((sum, { perYear, hits }) => sum + perYear * (hits[place] ?? 0), 0));
}

/** Contributions by Euler's theorem. */
export async function contributionsOf(
  run: Run,
  policy: PolicyTerms,
  pool: SweepPool,
): Promise<RiskReport["contributions"]> {
  const causes = causesOf(run, PRESET_NAMES);
  const { seed, horizonYears: years, objective, episodes } = run.input;
  const scenarios = Math.min(MOST_SCENARIOS, episodes);
  const rollups = await Promise.all(
    PRESET_NAMES.map(async (name, place) => {
      const { law, haltsPerYear, episodesPerYear } = await lossLawOn(name, run, policy, pool);
      return { name, law, haltsPerYear, rate: ownRate(episodesPerYear, causes, place) };
    }),
  );
  const debt = run.books.reduce((sum, { positions }) => positions.reduce((part, one) => part + one.debt, sum), 0);
  const each = debt / rollups.length;
  const losses = yearlyLosses(rollups, causes, { scenarios, years, seed }).map((part) =>
    part.map((loss) => loss * each),
  );
  const { conditional, parts } = contributions(losses, objective.level);
  return {
    conditional,
    rows: rollups.map(({ name, haltsPerYear }, index) => ({
      chain: name,
      haltsPerYear,
      meanLoss: (losses[index] ?? new Float64Array(1)).reduce((sum, loss) => sum + loss, 0) / scenarios,
      contribution: parts[index] ?? 0,
    })),
  };
}
