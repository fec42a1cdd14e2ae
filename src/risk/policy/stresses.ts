/** What else might be true: models beside the one that a run uses, for a table of how much the optimum depends on what is assumed. */
import { nonNegative, positive } from "../check.js";
import { cdf, quantile } from "../math/normal.js";
import type { RollupModel } from "../presets/preset.js";
import { lengthAt } from "../simulate/draw.js";
import type { DurationLaw, EpisodeModel } from "../simulate/types.js";

/** One other model. */
export interface Stress {
  readonly name: string;
  readonly model: EpisodeModel;
  /** Factor on the repairs by the hour. */
  readonly repairFactor: number;
}

/** Variance of the linked models: reverts in a quarter of a year, and varies by half of its mean. */
const LINKED = { law: "linkedCir", kappa: 4, theta: 0.81, xi: 1.15 } as const;

/** The stresses of a rollup's model; none of them changes more than it says. */
export function stressesOf({ model, haltsPerYear, falseAlarmsPerYear }: RollupModel): readonly Stress[] {
  const as = (name: string, changes: Partial<EpisodeModel>, repairFactor = 1): Stress => ({
    name,
    model: { ...model, ...changes },
    repairFactor,
  });
  const linked = (share: number) => ({
    volatility: { ...LINKED, a: haltsPerYear * (1 - share), b: (haltsPerYear * share) / LINKED.theta },
  });
  const alarms = (factor: number) => {
    const rate = nonNegative("falseAlarmsPerYear", falseAlarmsPerYear) * factor;
    return { falseShare: rate / (rate + positive("haltsPerYear", haltsPerYear)) };
  };
  return [
    as("as assumed", {}),
    as("no link of outages to volatility", linked(0)),
    as("half of the outages linked to volatility", linked(0.5)),
    as("all outages linked to volatility", linked(1)),
    as("lengths by Weibull, same median and quartile", { duration: weibullLike(model.duration) }),
    as("a Pareto tail on the longest tenth", { duration: paretoLike(model.duration) }),
    as("ten times the false alarms", alarms(10)),
    as("no false alarm", alarms(0)),
    as("users act half as quickly", {}, 0.5),
    as("users act twice as quickly", {}, 2),
    as("twice the jumps", { jumps: { ...model.jumps, rate: 2 * model.jumps.rate } }),
  ];
}

/** A Weibull law through the median and the upper quartile. */
export function weibullLike(law: DurationLaw): DurationLaw {
  const [median, quartile] = [lengthAt(law, 0), lengthAt(law, quantile(0.75))];
  // S(median) = 1/2 and S(quartile) = 1/4: the exponents are ln 2 and 2 ln 2.
  const shape = Math.LN2 / Math.log(quartile / median);
  return { law: "weibull", scale: median / Math.LN2 ** (1 / shape), shape };
}

/** The law with a tail of index 1.5 from its 90 % quantile on: a mean, and no variance. */
export function paretoLike(law: DurationLaw): DurationLaw {
  if (law.law === "splicedPareto") return { ...law, index: 1.5 };
  if (law.law === "logNormal") return { law: "splicedPareto", mu: law.mu, sigma: law.sigma, level: 0.9, index: 1.5 };
  const [median, one] = [lengthAt(law, 0), lengthAt(law, quantile(cdf(1)))];
  return { law: "splicedPareto", mu: Math.log(median), sigma: Math.log(one / median), level: 0.9, index: 1.5 };
}
