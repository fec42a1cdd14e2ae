import type { Finding } from "../probe/outcome.js";
import { groupBy } from "./group.js";
import { labRules } from "./lab-rules.js";
import type { Fault, LabRule } from "./rule.js";
import { WorldView, type RuleContext } from "./view.js";

/** What the lab's rules found. */
export interface Found {
  readonly findings: readonly Finding[];
  /** Breaches at moments at which nothing on the chain could tell. */
  readonly limits: readonly Finding[];
}

/** Every fault that the lab's rules find in the protected worlds of a probe; for each rule and path the first moment. */
export function findFaults(context: RuleContext, rules: readonly LabRule[] = labRules): Found {
  const [findings, limits]: [Finding[], Finding[]] = [[], []];
  for (const world of context.probe.worlds) {
    if (!world.protected) continue;
    const view = new WorldView(context, world.id);
    for (const rule of rules) {
      const faults = rule.check(view);
      findings.push(
        ...firstOfEach(
          context,
          world.id,
          rule,
          faults.filter(({ isLimit }) => isLimit !== true),
        ),
      );
      limits.push(
        ...firstOfEach(
          context,
          world.id,
          rule,
          faults.filter(({ isLimit }) => isLimit === true),
        ),
      );
    }
  }
  return { findings, limits };
}

function firstOfEach(
  { probe }: RuleContext,
  world: string,
  rule: LabRule,
  faults: readonly Fault[],
): readonly Finding[] {
  return [...groupBy(faults, ({ where }) => where).values()].flatMap((same): Finding[] => {
    const [first] = same;
    if (first === undefined) return [];
    const { where, moment, sentence } = first;
    return [
      {
        rule: rule.id,
        probe: probe.id,
        world,
        where,
        step: moment.id,
        at: Number(moment.chainTime),
        sentence: same.length === 1 ? `${sentence}.` : `${sentence}; ${same.length} times in this run.`,
        pitfalls: rule.pitfalls,
      },
    ];
  });
}
