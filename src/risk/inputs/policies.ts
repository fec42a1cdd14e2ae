/** The policies that a run compares: a list, or a grid that is spread out. No guard is always beside them. */
import { z } from "zod";

import { RiskInputError } from "../errors.js";
import type { PolicyTerms } from "../simulate/types.js";
import { finite, name, seconds, share } from "./numbers.js";

/** More policies are refused: each one costs time in every episode. */
export const MAX_POLICIES = 4_096;

const terms = {
  minGrace: seconds,
  maxGrace: seconds,
  graceScale: finite.min(0).max(100),
  ignoreBelow: seconds,
  ramp: seconds,
  startCloseFactor: share,
  closeFactor: share.gt(0),
  carveOut: z.boolean(),
  severityMargin: share,
  graceBudget: seconds,
};

/** One policy in full. */
export const policySchema = z
  .object({ id: name, guarded: z.boolean(), ...terms })
  .strict()
  .superRefine((policy, context) => {
    const rule = policy.guarded ? ruleBroken(policy) : undefined;
    if (rule !== undefined) context.addIssue({ code: z.ZodIssueCode.custom, path: rule.path, message: rule.message });
  });

/** One value, or a list of them. */
function several<T>(value: z.ZodType<T>): z.ZodType<T[], z.ZodTypeDef, T | T[]> {
  return z.preprocess((given): unknown => (Array.isArray(given) ? given : [given]), z.array(value).min(1)) as never;
}

/** Each field one value or a list of them; every combination that makes sense is a policy. */
export const gridSchema = z
  .object({
    minGrace: several(terms.minGrace).default([900]),
    maxGrace: several(terms.maxGrace).default([7_200]),
    graceScale: several(terms.graceScale).default([1]),
    ignoreBelow: several(terms.ignoreBelow).default([120]),
    ramp: several(terms.ramp).default([3_600]),
    startCloseFactor: several(terms.startCloseFactor).default([0.1]),
    closeFactor: several(terms.closeFactor).default([0.5]),
    carveOut: several(terms.carveOut).default([true]),
    severityMargin: several(terms.severityMargin).default([0.01]),
    graceBudget: several(terms.graceBudget).default([21_600]),
  })
  .strict();

/** A list of policies. */
export const policyListSchema = z.array(policySchema).min(1).max(MAX_POLICIES);

/** What a field of a grid may be. */
export type PolicyGrid = Readonly<z.infer<typeof gridSchema>>;

/** No guard: liquidations run from the recovery on. */
export const NO_GUARD: PolicyTerms = {
  id: "no guard",
  guarded: false,
  minGrace: 0,
  maxGrace: 0,
  graceScale: 0,
  ignoreBelow: 0,
  ramp: 0,
  startCloseFactor: 1,
  closeFactor: 0.5,
  carveOut: false,
  severityMargin: 0,
  graceBudget: 0,
};

/** Graces of 5 minutes to 4 hours, in proportion and constant, with two ramps and two starts: 56 policies beside no guard. */
export const DEFAULT_GRID: PolicyGrid = gridSchema.parse({
  minGrace: [300, 900, 1_800, 3_600],
  maxGrace: [900, 3_600, 7_200, 14_400],
  ramp: [600, 3_600],
  startCloseFactor: [0.1, 0.25],
});

/**
 * The policies of a list or a grid, no guard first; its close factor is that of the first policy.
 * @throws RiskInputError when there are too many, when none makes sense, or when two have the same id.
 */
export function policiesOf(input: readonly PolicyTerms[] | PolicyGrid): PolicyTerms[] {
  const listed = "length" in input ? input : spread(input);
  const guarded = listed.filter((policy) => policy.guarded);
  const [first] = guarded;
  if (first === undefined) throw new RiskInputError("policies", "empty", "at least one policy with a guard");
  if (guarded.length > MAX_POLICIES) {
    throw new RiskInputError("policies", guarded.length, `at most ${MAX_POLICIES} policies`);
  }
  const ids = new Set<string>([NO_GUARD.id]);
  for (const { id } of guarded) {
    if (ids.size === ids.add(id).size) throw new RiskInputError("policies.id", id, "each id once");
  }
  return [{ ...NO_GUARD, closeFactor: first.closeFactor }, ...guarded];
}

/** Every combination of a grid that breaks no rule. */
function spread(grid: PolicyGrid): PolicyTerms[] {
  const fields = Object.keys(grid) as (keyof PolicyGrid)[];
  const varied = fields.filter((field) => grid[field].length > 1);
  const count = fields.reduce((product, field) => product * grid[field].length, 1);
  if (count > 16 * MAX_POLICIES)
    throw new RiskInputError("policies", count, `at most ${16 * MAX_POLICIES} combinations`);
  let rows: Record<string, number | boolean>[] = [{}];
  for (const field of fields) {
    const values: readonly (number | boolean)[] = grid[field];
    rows = rows.flatMap((row) => values.map((value) => ({ ...row, [field]: value })));
  }
  return rows.flatMap((row) => {
    const id = varied.map((field) => `${field} ${String(row[field])}`).join(", ");
    const policy = { id: id === "" ? "the policy" : id, guarded: true, ...row } as unknown as PolicyTerms;
    return ruleBroken(policy) === undefined ? [policy] : [];
  });
}

/** The first relation between fields that a policy breaks. */
function ruleBroken(policy: Omit<PolicyTerms, "id">): { path: string[]; message: string } | undefined {
  const { minGrace, maxGrace, startCloseFactor, closeFactor, graceBudget } = policy;
  if (minGrace > maxGrace) return { path: ["minGrace"], message: `at most maxGrace (${maxGrace})` };
  if (graceBudget < maxGrace) return { path: ["graceBudget"], message: `at least maxGrace (${maxGrace})` };
  if (startCloseFactor > closeFactor) {
    return { path: ["startCloseFactor"], message: `at most closeFactor (${closeFactor})` };
  }
  return undefined;
}
