/** The optimum that a result holds, as the engine has it. */
import type { JudgedRow, RiskReport } from "../report/risk/model.js";
import { RiskInputError } from "../risk/errors.js";
import { objectiveSchema } from "../risk/inputs/objective.js";
import { TUNED, type Optimum, type Tuned } from "../risk/policy/optimum.js";

/** @throws RiskInputError when the result's choice names a policy that it does not list. */
export function optimumOf({ choice }: Pick<RiskReport, "choice">): Optimum {
  const at = (field: "chosen" | "cheapest" | "noGuard"): JudgedRow => {
    const found = choice.judged.find(({ policy }) => policy.id === choice[field]);
    if (found === undefined) throw new RiskInputError(`choice.${field}`, choice[field], "a policy of choice.judged");
    return found;
  };
  const intervals = TUNED.map((name) => {
    const found = choice.intervals[name];
    if (found === undefined) throw new RiskInputError(`choice.intervals.${name}`, found, "an interval");
    return [name, found] as const;
  });
  return {
    chosen: at("chosen"),
    cheapest: at("cheapest"),
    noGuard: at("noGuard"),
    saving: choice.saving,
    intervals: Object.fromEntries(intervals) as Record<Tuned, (typeof intervals)[number][1]>,
    atEdge: TUNED.filter((name) => choice.atEdge.includes(name)),
    falseAlarmHeadroom: choice.falseAlarmHeadroom ?? Infinity,
    judged: choice.judged,
    weights: objectiveSchema.parse(choice.weights),
    groups: choice.groups,
    resamples: choice.resamples,
  };
}
