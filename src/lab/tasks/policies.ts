import JSON5 from "json5";
import { z } from "zod";

import type { GuardTerms } from "../probe/terms.js";
import { ArgumentInvalidError, ScenarioFileError } from "./errors.js";
import { listOf, textOf } from "./parse.js";

/** What to change in a guard's default terms; bigint fields in seconds. */
export type TermChanges = Partial<GuardTerms>;

/** Seconds of users' time that the rules demand of every policy alike, so that policies compare. */
export const USERS_TIME = 900n;

const POLICIES: Readonly<Record<string, TermChanges>> = {
  default: {},
  // Half of the default users' time and the shortest ramp.
  short: { minGrace: 450n, maxGrace: 3600n, graceScaleBps: 5_000n, ramp: 600n },
  // Twice of it.
  long: { minGrace: 1800n, maxGrace: 14_400n, graceScaleBps: 20_000n, ramp: 7200n },
  // The least that the contract accepts.
  least: { minGrace: 300n, maxGrace: 300n, graceScaleBps: 1_000n, ignoreBelow: 600n, ramp: 600n, visibilityLag: 0n },
};

const seconds = z.number().int().nonnegative().optional();
const fields = {
  minGrace: seconds,
  maxGrace: seconds,
  graceScaleBps: seconds,
  ignoreBelow: seconds,
  ramp: seconds,
  graceBudget: seconds,
  budgetWindow: seconds,
  visibilityLag: seconds,
  maxOverride: seconds,
  overrideCooldown: seconds,
  liquidateWhenUnknown: z.boolean().optional(),
} satisfies Record<keyof GuardTerms, z.ZodTypeAny>;

/** Changed terms as a file says them: whole seconds, basis points, yes or no. */
export const termsShape = z.object(fields).strict();

const policyFile = z.record(z.string().regex(/^[\w.-]+$/), termsShape);

/** Terms as a file says them, for the lab. */
export function termsOf(file: z.infer<typeof termsShape>): TermChanges {
  const entries = Object.entries(file).map(([field, value]) => [
    field,
    typeof value === "number" ? BigInt(value) : value,
  ]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as TermChanges;
}

/**
 * The policies that an argument names, by name, in its order.
 * @throws ArgumentInvalidError for an unknown name, FileUnreadableError and ScenarioFileError for a file that does not serve.
 */
export async function policiesNamed(argument: string, given: string): Promise<Readonly<Record<string, TermChanges>>> {
  if (/[/\\]|\.json5?$/.test(given)) return await policiesOf(given);
  const entries = listOf(argument, given).map((name): [string, TermChanges] => {
    const terms = Object.hasOwn(POLICIES, name) ? POLICIES[name] : undefined;
    if (terms === undefined)
      throw new ArgumentInvalidError(
        argument,
        name,
        `there is ${Object.keys(POLICIES).join(", ")}; a file of yours is named by its path, ./policies.json5`,
      );
    return [name, terms];
  });
  return Object.fromEntries(entries);
}

async function policiesOf(path: string): Promise<Readonly<Record<string, TermChanges>>> {
  const parsed = policyFile.safeParse(json5Of(path, await textOf(path)));
  if (!parsed.success) throw new ScenarioFileError(path, problemsOf(parsed.error));
  const entries = Object.entries(parsed.data).map(([name, terms]) => [name, termsOf(terms)] as const);
  if (entries.length === 0) throw new ScenarioFileError(path, ["it names no policy"]);
  return Object.fromEntries(entries);
}

/** The content of a JSON5 file. @throws ScenarioFileError with line and column. */
export function json5Of(path: string, text: string): unknown {
  try {
    return JSON5.parse<unknown>(text);
  } catch (error) {
    throw new ScenarioFileError(path, [error instanceof Error ? error.message : String(error)]);
  }
}

/** One line for each problem, with its field. */
export function problemsOf({ issues }: z.ZodError): readonly string[] {
  return issues.map(({ path, message }) => `${path.join(".") || "file"}: ${message}`);
}
