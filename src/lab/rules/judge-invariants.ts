import { ProbeInvalidError } from "../probe/errors.js";
import type { BrokenInvariant, Finding, ProbeOutcome } from "../probe/outcome.js";
import type { Breach } from "../probe/probe.js";
import { groupBy } from "./group.js";
import { WorldView, type RuleContext } from "./view.js";

/** What became of a probe's own invariants. */
export type Judged = Pick<ProbeOutcome, "violations" | "limits">;

/**
 * Tells breaches of a probe's own invariants apart by the means of the lab's rules: at a moment at which nothing on the chain could show
 * the outage it is a limit, everything else is a violation.
 * @param invariants Ids of all of them; those that hold get an empty list.
 * @throws ProbeInvalidError for a breach at a moment that the run does not have.
 */
export function judgeInvariants(
  context: RuleContext,
  invariants: readonly string[],
  broken: readonly BrokenInvariant[],
): Judged {
  const limits: Finding[] = [];
  const violations = new Map<string, Set<string>>(invariants.map((id) => [id, new Set()]));
  for (const { invariant, world, breach } of broken) {
    const limit = typeof breach === "string" ? undefined : limitOf(context, invariant, world, breach);
    if (limit !== undefined) limits.push(limit);
    else violations.get(invariant)?.add(typeof breach === "string" ? breach : breach.sentence);
  }
  return {
    violations: Object.fromEntries([...violations].map(([id, sentences]) => [id, [...sentences]])),
    limits: firstOfEach(limits),
  };
}

/** The breach as a limit; `undefined` where something on the chain showed the outage, and before there was one. */
function limitOf(context: RuleContext, rule: string, world: string, breach: Breach): Finding | undefined {
  const { probe, records } = context;
  const at = records.findIndex(({ moment }) => moment.id === breach.moment.id);
  const moment = records[at]?.moment;
  if (moment === undefined)
    throw new ProbeInvalidError(
      probe.id,
      `invariant "${rule}"`,
      `broken at the moment "${breach.moment.id}"`,
      "name a moment of the run",
    );
  const view = new WorldView(context, world);
  if (view.isBefore({ moment }) || !view.isHidden(at)) return undefined;
  const { where, sentence } = breach;
  return { rule, probe: probe.id, world, where, step: moment.id, at: Number(moment.chainTime), sentence, pitfalls: [] };
}

/** For each invariant, world and place the first moment, with everything that happened there. */
function firstOfEach(limits: readonly Finding[]): readonly Finding[] {
  const places = groupBy(limits, ({ rule, world, where }) => [rule, world, where].join("|"));
  return [...places.values()].flatMap((same): Finding[] => {
    const [first] = [...same].sort((a, b) => a.at - b.at);
    const sentences = new Set(same.map(({ sentence }) => sentence));
    return first === undefined ? [] : [{ ...first, sentence: `${[...sentences].join("; ")}.` }];
  });
}
