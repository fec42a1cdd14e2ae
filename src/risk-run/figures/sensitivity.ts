/**
 * What the choice hangs on: one assumption changed at a time, and the volatility link, which nobody has measured, in a table of its own.
 * All rows share their random numbers, and stand at the middle of what is believed of length and rate, so that only what is changed moves.
 */
import { withUsedClasses } from "../../risk/outputs/groups.js";
import { varianceAtOutage } from "../../risk/outages/volatility-link.js";
import { graceOf } from "../../risk/policy/explain.js";
import { chooseOptimum, type Optimum } from "../../risk/policy/optimum.js";
import type { DurationLaw, EpisodeModel, LendingBook, PolicyTerms, VolatilityLaw } from "../../risk/simulate/types.js";
import type { SensitivityRow } from "../../report/risk/model.js";
import { allGroups, termsOf, type SweepTerms } from "../groups.js";
import type { Run } from "../input.js";
import { withPerpetuals } from "../perpetuals.js";
import type { SweepPool } from "../sweep.js";

/** Enough to tell one assumption from another: all rows share their numbers. */
const EPISODES = 5_120;
const GRACES = [300, 1_800, 3_600, 7_200, 14_400] as const;

/** One assumption changed. */
interface Change {
  readonly what: string;
  readonly value: string;
  readonly model?: (model: EpisodeModel) => EpisodeModel;
  readonly book?: (book: LendingBook) => LendingBook;
}

const times = (factor: number) => `× ${factor}`;

const CHANGES: readonly Change[] = [
  { what: "as it is", value: "" },
  ...[0.5, 2].map((factor) => ({
    what: "length of outages",
    value: times(factor),
    model: (model: EpisodeModel) => ({ ...model, duration: longer(model.duration, factor) }),
  })),
  ...[0.75, 1.5].map((factor) => ({
    what: "volatility",
    value: times(factor),
    model: (model: EpisodeModel) => ({ ...model, volatility: wilder(model.volatility, factor) }),
  })),
  ...[0, 0.5, 0.9].map((falseShare) => ({
    what: "episodes that are false alarms",
    value: `${100 * falseShare} %`,
    model: (model: EpisodeModel) => ({ ...model, falseShare }),
  })),
  ...[0, 0.25, 4].map((factor) => ({
    what: "how quickly users repair",
    value: times(factor),
    book: (book: LendingBook) => ({
      ...book,
      repair: { ...book.repair, perHour: book.repair.perHour * factor },
    }),
  })),
  ...[0, 1, 5, 25].map((b) => ({
    what: "volatility link λ = a + b·v",
    value: linkInWords(b),
    model: (model: EpisodeModel) => ({ ...model, volatility: linked(b) }),
  })),
];

/** Every row: what the chosen policy and no guard cost, and which constant grace is cheapest. */
export async function sensitivityOf(
  run: Run,
  { chosen, noGuard }: Optimum,
  pool: SweepPool,
): Promise<SensitivityRow[]> {
  const { seed, objective, episodes } = run.input;
  const constant = GRACES.map((grace): PolicyTerms => ({
    ...chosen.policy,
    id: `constant ${grace}`,
    minGrace: grace,
    maxGrace: grace,
    graceBudget: Math.max(chosen.policy.graceBudget, grace),
  }));
  const policies = [noGuard.policy, chosen.policy, ...constant];
  const rowOf = async ({ what, value, model = same, book = same }: Change): Promise<SensitivityRow> => {
    const changed = model(run.rollup.model);
    const terms: SweepTerms = {
      ...termsOf(run),
      episodes: Math.min(EPISODES, episodes),
      policies,
      books: run.books.map(book),
      modelOf: () => changed,
    };
    const groups = withPerpetuals(run, terms, await allGroups(seed, terms, pool));
    const eligible = ({ id }: PolicyTerms) => id === chosen.policy.id;
    const judged = chooseOptimum(policies, withUsedClasses(groups), {
      weights: objective,
      seed,
      resamples: 100,
      eligible,
    });
    const least = judged.judged.slice(2).toSorted((a, b) => a.cost.total - b.cost.total)[0];
    return {
      what,
      value: value === "" ? graceOf(chosen.policy) : value,
      chosen: judged.chosen.cost.total,
      noGuard: judged.noGuard.cost.total,
      saving: judged.saving,
      bestGrace: least?.policy.minGrace ?? NaN,
    };
  };
  return await Promise.all(CHANGES.map(rowOf));
}

const same = <T>(value: T): T => value;

/** A law whose outages are longer by a factor. */
function longer(law: DurationLaw, factor: number): DurationLaw {
  return law.law === "weibull" ? { ...law, scale: law.scale * factor } : { ...law, mu: law.mu + Math.log(factor) };
}

/** A law whose volatility is higher by a factor. */
function wilder(law: VolatilityLaw, factor: number): VolatilityLaw {
  if (law.law === "constant") return { ...law, sigma: law.sigma * factor };
  if (law.law === "logNormal") return { ...law, median: law.median * factor };
  return { ...law, theta: law.theta * factor ** 2, xi: law.xi * factor };
}

/** Variance of ether over years, as in the validation table; an outage comes with the rate 1 + b·v. */
function linked(b: number): VolatilityLaw & { readonly law: "linkedCir" } {
  return { law: "linkedCir", kappa: 4, theta: 0.36, xi: 1, a: 1, b };
}

function linkInWords(b: number): string {
  return `b/a = ${b}: volatility ${Math.sqrt(varianceAtOutage(linked(b))).toFixed(2)} at an outage`;
}
