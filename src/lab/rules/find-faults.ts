import type { Finding } from "../probe/outcome.js";
import { groupBy } from "./group.js";
import { labRules } from "./lab-rules.js";
import type { Fault, LabRule } from "./rule.js";
import { WorldView, type RuleContext } from "./view.js";

/** Every fault that the lab's rules find in the protected worlds of a probe; for each rule and path the first moment. */
export function findFaults(context: RuleContext, rules: readonly LabRule[] = labRules): readonly Finding[] {
  const worlds = context.probe.worlds.filter((world) => world.protected);
  return worlds.flatMap(({ id }) => {
    const view = new WorldView(context, id);
    return rules.flatMap((rule) => firstOfEach(rule.check(view)).map((found) => findingOf(context, id, rule, found)));
  });
}

interface Found {
  readonly fault: Fault;
  /** At how many moments. */
  readonly times: number;
}

function firstOfEach(faults: readonly Fault[]): readonly Found[] {
  const byPath = groupBy(faults, ({ where }) => where);
  return [...byPath.values()].flatMap((same) =>
    same[0] === undefined ? [] : [{ fault: same[0], times: same.length }],
  );
}

function findingOf({ probe }: RuleContext, world: string, rule: LabRule, { fault, times }: Found): Finding {
  const { where, moment, sentence } = fault;
  return {
    rule: rule.id,
    probe: probe.id,
    world,
    where,
    step: moment.id,
    at: Number(moment.chainTime),
    sentence: times === 1 ? `${sentence}.` : `${sentence}; ${times} times in this run.`,
    pitfalls: rule.pitfalls,
  };
}
