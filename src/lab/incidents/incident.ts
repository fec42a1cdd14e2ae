import { z } from "zod";

import type { LabChainName } from "../chains.js";
import { labChainList } from "../chains.js";
import { IncidentInvalidError } from "../errors.js";
import type { FeedAct } from "../replay/scenario.js";
import { secondsOf } from "../time.js";

const time = z.string().datetime();
const words = z.string().min(1);
const seconds = z.number().int().nonnegative();
const labChainName = z.enum(labChainList.map(({ name }) => name) as [LabChainName, ...LabChainName[]]);

const feedAct = z
  .object({
    id: words,
    act: z.enum(["down", "up", "flap", "late-down", "new-phase"]),
    since: z.enum(["recovery", "up-report", "up-visible"]),
    after: seconds,
    label: words.optional(),
  })
  .strict();

const replay = z
  .object({
    /** Chain of the lab to replay on, where the incident's own cannot be forked. */
    on: labChainName.optional(),
    assumed: z.array(words).min(1),
    mempoolOpen: z.boolean().optional(),
    lag: z
      .object({ downDetection: seconds.optional(), upDetection: seconds.optional(), visibility: seconds.optional() })
      .strict()
      .optional(),
    feedActs: z.array(feedAct).min(1).optional(),
    lostReports: z
      .array(z.enum(["down", "up"]))
      .min(1)
      .optional(),
  })
  .strict();

/** The shape of an incident file. Strict: a misspelt field is an error, not a default. */
const incidentFile = z
  .object({
    id: z.string().regex(/^[a-z]+(-[a-z0-9]+)+$/),
    synthetic: z.literal(true).optional(),
    chain: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
    title: words,
    startedAt: time,
    endedAt: time,
    cause: words,
    source: words,
    confidence: z.enum(["read", "recalled", "made-up"]),
    precision: z.enum(["exact", "minutes", "approx", "made-up"]),
    notes: words,
    replay,
  })
  .strict();

type IncidentFile = z.infer<typeof incidentFile>;

/** What a replay of an incident does beside its times, and what it assumes. Durations in seconds. */
export interface IncidentReplay {
  /** Chain of the lab on which it is replayed; the incident's own, unless that cannot be forked. */
  readonly on: LabChainName;
  readonly assumed: readonly string[];
  readonly mempoolOpen?: boolean;
  readonly lag?: { readonly downDetection?: bigint; readonly upDetection?: bigint; readonly visibility?: bigint };
  readonly feedActs?: readonly FeedAct[];
  readonly lostReports?: readonly ("down" | "up")[];
}

/** An outage, real or made up, with how well it is known and what a replay of it assumes. */
export interface Incident extends Omit<IncidentFile, "startedAt" | "endedAt" | "replay" | "synthetic"> {
  /** Whether it is made up, to show one thing. */
  readonly synthetic: boolean;
  /** L1 time of the last block before the halt, in seconds. */
  readonly startedAt: bigint;
  /** L1 time at which blocks were produced again, in seconds. */
  readonly endedAt: bigint;
  readonly replay: IncidentReplay;
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
  const file = parsed.data;
  const problems = contradictions(file);
  const on = labChainName.safeParse(file.replay.on ?? file.chain);
  if (!on.success || problems.length > 0) throw new IncidentInvalidError(name, problems);
  const { startedAt, endedAt, replay: raw, synthetic, ...rest } = file;
  return {
    ...rest,
    synthetic: synthetic === true,
    startedAt: secondsOf(startedAt),
    endedAt: secondsOf(endedAt),
    replay: replayOf(raw, on.data),
  };
}

/** What no single field shows. */
function contradictions({ id, synthetic, chain, startedAt, endedAt, confidence, precision, replay }: IncidentFile) {
  const own = labChainName.safeParse(chain).success;
  const named = replay.assumed.some((sentence) => sentence.includes(replay.on ?? chain));
  const expected = synthetic === true ? /^synthetic-/ : new RegExp(`^${chain}-${startedAt.slice(0, 10)}$`);
  const invented = [confidence, precision].map((word) => word === "made-up");
  const rules: readonly (readonly [boolean, string])[] = [
    [secondsOf(endedAt) > secondsOf(startedAt), "endedAt: must be later than startedAt"],
    [expected.test(id), `id: must match ${expected.source}`],
    [
      invented.every((word) => word === (synthetic === true)),
      "confidence, precision: made-up if and only if synthetic",
    ],
    [own || replay.on !== undefined, `replay.on: the lab cannot fork "${chain}", so another chain must be named`],
    [replay.on === undefined || replay.on === chain || named, `replay.assumed: must name ${replay.on ?? ""}`],
    [
      new Set(replay.feedActs?.map((act) => act.id)).size === (replay.feedActs?.length ?? 0),
      "replay.feedActs: ids differ",
    ],
  ];
  return rules.flatMap(([holds, problem]) => (holds ? [] : [problem]));
}

function replayOf(raw: IncidentFile["replay"], on: LabChainName): IncidentReplay {
  const { assumed, mempoolOpen, lag, feedActs, lostReports } = raw;
  const acts = feedActs?.map(({ label, after, ...act }): FeedAct => ({
    ...act,
    after: BigInt(after),
    ...(label === undefined ? {} : { label }),
  }));
  const lags = Object.entries(lag ?? {}).map(([field, value]) => [field, BigInt(value ?? 0)] as const);
  return {
    on,
    assumed,
    ...(mempoolOpen === undefined ? {} : { mempoolOpen }),
    ...(lag === undefined ? {} : { lag: Object.fromEntries(lags) }),
    ...(acts === undefined ? {} : { feedActs: acts }),
    ...(lostReports === undefined ? {} : { lostReports }),
  };
}
