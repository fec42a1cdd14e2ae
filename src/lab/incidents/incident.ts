import { z } from "zod";

import { IncidentInvalidError } from "../errors.js";
import { secondsOf } from "../time.js";

const time = z.string().datetime();
const words = z.string().min(1);

/** The shape of an incident file. Strict: a misspelt field is an error, not a default. */
const incidentFile = z
  .object({
    id: z.string().regex(/^[a-z]+-\d{4}-\d{2}-\d{2}$/),
    chain: z.enum(["arbitrum", "optimism", "base"]),
    title: words,
    startedAt: time,
    endedAt: time,
    cause: words,
    source: words,
    confidence: z.enum(["read", "recalled"]),
    precision: z.enum(["exact", "minutes", "approx"]),
    notes: words,
    replay: z.object({ assumed: z.array(words).min(1), mempoolOpen: z.boolean().optional() }).strict(),
  })
  .strict()
  .refine(
    ({ startedAt, endedAt }) => secondsOf(endedAt) > secondsOf(startedAt),
    "endedAt must be later than startedAt",
  );

/** A real outage, with how well it is known and what a replay of it assumes. */
export interface Incident extends Omit<z.infer<typeof incidentFile>, "startedAt" | "endedAt"> {
  /** L1 time of the last block before the halt, in seconds. */
  readonly startedAt: bigint;
  /** L1 time at which blocks were produced again, in seconds. */
  readonly endedAt: bigint;
}

/**
 * Checks the content of an incident file.
 * @param name For the error.
 * @throws IncidentInvalidError with every problem found.
 */
export function parseIncident(name: string, content: unknown): Incident {
  const parsed = incidentFile.safeParse(content);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `${path.join(".") || "file"}: ${message}`);
    throw new IncidentInvalidError(name, problems);
  }
  const { startedAt, endedAt, ...rest } = parsed.data;
  return { ...rest, startedAt: secondsOf(startedAt), endedAt: secondsOf(endedAt) };
}
