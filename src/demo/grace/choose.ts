import { createHash } from "node:crypto";

import { DEFAULT_WEIGHTS } from "../../risk/inputs/objective.js";
import { gridSchema, policiesOf } from "../../risk/inputs/policies.js";
import { isDeployable, type ContractTerms } from "../../risk/parameters/contract-terms.js";
import { termsFor, writeParameters } from "../../risk/parameters/write-parameters.js";
import { explain } from "../../risk/policy/explain.js";
import { chooseOptimum } from "../../risk/policy/optimum.js";
import { groupsOf } from "../../risk/outputs/groups.js";
import { drawnModel } from "../../risk/policy/groups.js";
import { presetOf, rollupModel } from "../../risk/presets/preset.js";
import { simulate } from "../../risk/simulate/simulate.js";
import { policySums } from "../../risk/simulate/summarise.js";
import { ENGINE_VERSION } from "../../risk/version.js";
import type { Prices } from "../../lab/probes/amounts.js";
import { RULES } from "../cast.js";
import { demoBook } from "./book.js";

const EPISODES = 163_840;
const SEED = 20_231_215;
const BPS = 10_000;

/** Graces of five minutes to four hours, in proportion or constant. */
const GRID = gridSchema.parse({
  minGrace: [300, 900, 1_800, 3_600, 7_200, 14_400],
  maxGrace: [900, 3_600, 7_200, 14_400],
  closeFactor: RULES.closeFactorBps / BPS,
});

/** A grace that the risk engine chose, and a parameter file with it. */
export interface ChosenGrace {
  /** "grace chosen: … (90 % …), because …", and what belongs to it. */
  readonly sentences: readonly string[];
  /** What a guard deployed with {@link ChosenGrace.parameters} must answer. */
  readonly terms: ContractTerms;
  /** Content of the file. */
  readonly parameters: string;
  readonly episodes: number;
}

/**
 * Simulates outages of a rollup over the demo's book and chooses the grace.
 * @param chain A rollup with a preset.
 * @param prices Before the outage.
 * @param parameters The chain's parameter file as it is.
 */
export function chooseGrace(chain: string, prices: Prices, parameters: string): ChosenGrace {
  const preset = presetOf(chain);
  const { model, repairPerHour } = rollupModel(preset);
  const book = demoBook(prices, repairPerHour);
  const policies = policiesOf(GRID);
  // Each group draws the laws of length and rate from what is known of them, so that the intervals hold that too.
  const groups = groupsOf(EPISODES).map((blocks, group) => {
    const drawn = drawnModel(preset, group, SEED);
    const sums = simulate({ model: drawn.model, book, policies, seed: BigInt(SEED), blocks });
    return policies.map((_, index) => policySums(sums, index));
  });
  const eligible = (policy: (typeof policies)[number]) => isDeployable(policy, model.visibilityLag);
  const optimum = chooseOptimum(policies, groups, { weights: DEFAULT_WEIGHTS, seed: SEED, eligible });
  const input = JSON.stringify({ preset, book, policies, weights: DEFAULT_WEIGHTS, seed: SEED, episodes: EPISODES });
  const inputHash = `sha256:${createHash("sha256").update(input).digest("hex")}`;
  return {
    sentences: explain(optimum),
    terms: termsFor(parameters, optimum).terms,
    parameters: writeParameters(parameters, optimum, {
      engineVersion: ENGINE_VERSION,
      seed: SEED,
      inputHash,
      episodes: EPISODES,
    }),
    episodes: EPISODES,
  };
}
