import { dirname, resolve } from "node:path";

import { isAddress } from "ethers";
import { z } from "zod";

import { labChainList, type LabChainName } from "../chains.js";
import type { PriceChoice } from "../prices/choice.js";
import type { OutageScenario } from "../replay/scenario.js";
import type { OutageStory } from "../report/run-facts.js";
import { secondsOf } from "../time.js";
import { ScenarioFileError } from "./errors.js";
import { priceChoiceOf, textOf } from "./parse.js";
import { json5Of, problemsOf, termsOf, termsShape, type TermChanges } from "./policies.js";

const words = z.string().min(1);
const seconds = z.number().int("whole seconds are needed").nonnegative("must not be negative");
const chain = z.enum(labChainList.map(({ name }) => name) as [LabChainName, ...LabChainName[]]);
const address = z.string().refine((text) => isAddress(text), "an address is needed: 0x and 40 hexadecimal digits");

const price = z
  .object({
    drop: z.number().gt(-10, "must be above -10").lt(1, "must be below 1").optional(),
    path: words.optional(),
  })
  .strict()
  .refine(({ drop, path }) => drop !== undefined || path?.endsWith(".csv") === true, "drop or a .csv path is needed");

/** The shape of a scenario file. Strict: a misspelt field is an error, not a default. */
const scenarioFile = z
  .object({
    id: z.string().regex(/^[\w-]+$/, "letters, digits, - and _ only"),
    title: words,
    chain,
    /** L1 time of the last block before the halt. */
    startedAt: z.string().datetime("ISO 8601 with Z is needed, for example 2023-12-15T15:29:00Z"),
    duration: z.number().int("whole seconds are needed").positive("must be above 0 seconds"),
    notes: words.optional(),
    lag: z
      .object({ downDetection: seconds.optional(), upDetection: seconds.optional(), visibility: seconds.optional() })
      .strict()
      .optional(),
    queue: z.array(z.object({ id: words, after: seconds, label: words.optional() }).strict()).optional(),
    checkpoints: z
      .array(
        z
          .object({
            id: words,
            after: seconds,
            since: z.enum(["recovery", "up-report", "up-visible"]),
            label: words.optional(),
          })
          .strict(),
      )
      .optional(),
    prices: z.record(price).optional(),
    priceDelay: seconds.optional(),
    ordinaryHeadStart: seconds.optional(),
    mempoolOpen: z.boolean().optional(),
    catchUpSpeed: seconds.optional(),
    blockTime: seconds.optional(),
    probes: z.array(words).min(1).optional(),
    terms: termsShape.optional(),
    usersTime: seconds.optional(),
    /** Contracts that must stand on the chain before anything is played, by name. */
    contracts: z.record(address).optional(),
  })
  .strict();

type ScenarioFile = z.infer<typeof scenarioFile>;

/** A scenario of somebody's own, ready to be played. */
export interface OwnScenario {
  readonly chain: LabChainName;
  readonly story: OutageStory;
  readonly scenario: OutageScenario;
  readonly prices: Readonly<Record<string, PriceChoice>>;
  /** As the file names them; empty when it names none. */
  readonly probes: readonly string[];
  readonly terms: TermChanges;
  readonly usersTime: bigint | undefined;
  readonly contracts: Readonly<Record<string, string>>;
  /** What relative paths of the file begin at. */
  readonly folder: string;
}

/**
 * Reads a scenario of one's own.
 * @throws FileUnreadableError, ScenarioFileError with every field that does not serve.
 */
export async function readScenario(path: string): Promise<OwnScenario> {
  const parsed = scenarioFile.safeParse(json5Of(path, await textOf(path)));
  if (!parsed.success) throw new ScenarioFileError(path, problemsOf(parsed.error));
  const file = parsed.data;
  const folder = dirname(resolve(path));
  return {
    chain: file.chain,
    story: storyOf(file),
    scenario: scenarioOf(file),
    prices: await pricesOf(file, folder),
    probes: file.probes ?? [],
    terms: termsOf(file.terms ?? {}),
    usersTime: file.usersTime === undefined ? undefined : BigInt(file.usersTime),
    contracts: file.contracts ?? {},
    folder,
  };
}

function storyOf({ id, chain: on, title, startedAt, duration, notes }: ScenarioFile): OutageStory {
  const start = secondsOf(startedAt);
  return {
    id,
    chain: on,
    title,
    startedAt: start,
    endedAt: start + BigInt(duration),
    cause: "A scenario of somebody's own",
    source: "the scenario file",
    confidence: "made-up",
    precision: "made-up",
    notes: notes ?? "It never happened.",
    assumed: ["Times, lags and prices are the scenario file's."],
  };
}

function scenarioOf(file: ScenarioFile): OutageScenario {
  const startedAt = secondsOf(file.startedAt);
  const { lag, queue = [], checkpoints = [], mempoolOpen } = file;
  const times = ["priceDelay", "ordinaryHeadStart", "catchUpSpeed", "blockTime"] as const;
  return {
    startedAt,
    endedAt: startedAt + BigInt(file.duration),
    queue: queue.map(({ id, after, label }) => ({ id, at: startedAt + BigInt(after), ...labelled(label) })),
    checkpoints: checkpoints.map(({ id, after, since, label }) => ({
      id,
      since,
      after: BigInt(after),
      ...labelled(label),
    })),
    ...(lag === undefined ? {} : { lag: wholeSeconds(lag) }),
    ...(mempoolOpen === undefined ? {} : { mempoolOpen }),
    ...wholeSeconds(Object.fromEntries(times.map((field) => [field, file[field]]))),
  };
}

function labelled(label: string | undefined): { readonly label?: string } {
  return label === undefined ? {} : { label };
}

/** Seconds for the lab; fields that say nothing are left out, so that its defaults hold. */
function wholeSeconds(fields: Readonly<Record<string, number | undefined>>): Readonly<Record<string, bigint>> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([field, value]) => (value === undefined ? [] : [[field, BigInt(value)] as const])),
  );
}

async function pricesOf({ prices = {} }: ScenarioFile, folder: string): Promise<OwnScenario["prices"]> {
  const entries = Object.entries(prices).map(async ([pair, { drop = 0, path = "gap" }]) => {
    const given = path.endsWith(".csv") ? resolve(folder, path) : path;
    return [pair, await priceChoiceOf(given, drop)] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}
