import { writeWhole } from "../../report/write-file.js";
import { table } from "../../report/risk/text-table.js";
import { allocate, type Allocation } from "../../risk/aggregate/allocate.js";
import { contributions } from "../../risk/aggregate/contributions.js";
import { coverPremium } from "../../risk/aggregate/premium.js";
import { yearlyLosses } from "../../risk/outputs/scenarios.js";
import { numberOf } from "../../risk/policy/explain.js";
import { ENGINE_VERSION } from "../../risk/version.js";
import { chooseFor } from "../choose.js";
import { command } from "../command.js";
import { causesOf, lossLawOn, ownRate } from "../figures/contributions.js";
import { OptionError } from "../errors.js";
import { allGroups, termsOf } from "../groups.js";
import { poolOptions, presetName, runFrom, share, whole, type RunOptions } from "../options.js";
import { withPerpetuals } from "../perpetuals.js";
import { withPool } from "../with-pool.js";

/** Options of `risk allocate`. */
export interface AllocateArguments extends RunOptions {
  readonly chains: string;
  readonly cap: string;
  readonly scenarios: string;
  readonly workers: number;
  readonly out: string | undefined;
  readonly backend: string;
}

const EPISODES = 16_384;
/** Limits on one rollup between an even spread and none, for the frontier. */
const FRONTIER_STEPS = 5;
/** Terms of the cover that is priced beside the allocation. */
const COVER = { deductible: 0, hurdle: 0.1, expenses: 0.15 } as const;

/** Spreads a book, and says what each rollup adds to the tail, how it moves with the limit, and what a cover of it would cost. */
export default async function riskAllocate(options: AllocateArguments): Promise<void> {
  await command(async ({ say, signal }) => {
    const pooled = { ...poolOptions(options), signal };
    const chains = options.chains.split(",").map((name) => presetName("--chains", name.trim()));
    if (new Set(chains).size < chains.length)
      throw new OptionError("--chains", options.chains, "name each rollup once");
    const cap = share("--cap", options.cap);
    if (cap * chains.length < 1 - 1e-12) {
      throw new OptionError("--cap", options.cap, `give at least 1/${chains.length}, so that the whole fits`);
    }
    const scenarios = whole("--scenarios", options.scenarios, 1_000, 10_000_000);
    const run = await runFrom(options);
    const { seed, horizonYears: years, objective } = run.input;
    const causes = causesOf(run, chains);
    const { policy, rollups } = await withPool(pooled, async (pool) => {
      // The policy that `risk run` would choose for this input.
      const terms = termsOf(run);
      const { chosen } = chooseFor(run, withPerpetuals(run, terms, await allGroups(seed, terms, pool)));
      const laws = chains.map(async (name, place) => {
        const { law, episodesPerYear } = await lossLawOn(name, run, chosen.policy, pool, EPISODES);
        return { name, law, rate: ownRate(episodesPerYear, causes, place) };
      });
      return { policy: chosen.policy, rollups: await Promise.all(laws) };
    });
    const losses = yearlyLosses(rollups, causes, { scenarios, years, seed });
    const { level } = objective;
    const best = allocate(losses, { level, cap });
    const spread = losses.map((part, index) => part.map((loss) => loss * (best.weights[index] ?? 0)));
    const { parts } = contributions(spread, level);
    const total = Float64Array.from({ length: scenarios }, (_, s) =>
      spread.reduce((sum, part) => sum + (part[s] ?? 0), 0),
    );
    const premium = coverPremium(total, { ...COVER, limit: 1, level });
    const frontier = limitsFrom(1 / chains.length).map((limit) => ({
      limit,
      ...allocate(losses, { level, cap: limit }),
    }));
    say(`under the policy that is chosen for ${run.rollup.chain}: ${policy.id}`);
    for (const line of [...shares(chains, best, parts), "", ...alongLimits(frontier, level)]) say(line);
    say("");
    say(
      `cover of all losses: premium ${percent(premium.premium)} of the debt (expected ${percent(premium.expectedLoss)}, capital ${percent(premium.capital)})`,
    );
    if (options.out === undefined) return;
    const result = {
      schema: 1,
      engine: ENGINE_VERSION,
      seed,
      inputHash: run.hash,
      policy: policy.id,
      level,
      scenarios,
      chains,
      allocation: best,
      contributions: parts,
      frontier,
      premium,
    };
    await writeWhole(options.out, `${JSON.stringify(result, null, 2)}\n`);
    say(options.out);
  });
}

function limitsFrom(even: number): number[] {
  return Array.from({ length: FRONTIER_STEPS }, (_, k) => even + ((1 - even) * k) / (FRONTIER_STEPS - 1));
}

function shares(
  chains: readonly string[],
  { weights, conditional, gap }: Allocation,
  parts: readonly number[],
): string[] {
  const rows = chains.map((chain, index) => [chain, percent(weights[index] ?? 0), percent(parts[index] ?? 0)]);
  return [
    ...table(["rollup", "share", "adds to the tail of a year"], rows, 1),
    `tail of a year: ${percent(conditional)} of the debt; the optimum is at most ${percent(gap)} below`,
  ];
}

function alongLimits(frontier: readonly (Allocation & { readonly limit: number })[], level: number): string[] {
  const rows = frontier.map(({ limit, conditional }) => [percent(limit), percent(conditional)]);
  return table(["at most on one rollup", `mean beyond ${percent(level)}`], rows, 1);
}

function percent(value: number): string {
  return `${numberOf(100 * value)} %`;
}
