import { fileURLToPath } from "node:url";

import type { NetworkConnection } from "hardhat/types/network";

import { openFork, type Fork, type ForkOptions } from "../lab/fork/open-fork.js";
import { loadIncident, scenarioOf } from "../lab/incidents/load-incident.js";
import type { Incident } from "../lab/incidents/incident.js";
import { feedLag } from "../lab/lag/feed-lag.js";
import { labChain } from "../lab/chains.js";
import type { LabEnvironment } from "../lab/upstream/embedded.js";
import { duration } from "../report/format.js";
import { REPORT_SCHEMA, type Fact, type OutageReport, type Run } from "../report/model.js";
import { COLLATERAL_PAIR, DEBT_PAIR } from "./cast.js";
import { assumptionsOf, marketFacts, NOT_MODELLED, policyFacts, versionFacts } from "./facts.js";
import { checkInvariants } from "./invariants.js";
import type { DemoOptions } from "./options.js";
import { playStory, type RunTitle } from "./replay.js";
import { writeStory } from "./story.js";
import { setStage, WORLDS } from "./worlds.js";

/** Seconds before the outage at which the fork begins: time to deploy and to open the positions. */
const LEAD_IN = 3600n;

/** Gets one line for each stage of the work. */
export type Progress = (line: string) => void;

/** Which upstream to fork; see the lab's `ForkOptions`. */
export type Source = NonNullable<ForkOptions["upstream"]>;

/** How one run is played. */
interface Play {
  readonly title: RunTitle;
  readonly drop: number;
  readonly headStart: bigint;
  readonly downDetection: bigint;
}

interface Played {
  readonly run: Run;
  readonly upstream: "embedded" | "rpc";
  readonly summary: string;
  readonly policy: readonly Fact[];
}

/**
 * Replays an incident with and without the guard; the contracts must have been built.
 * @param hre Hardhat's environment.
 * @param source `embedded` keeps away from a real endpoint even if the environment names one.
 * @throws The lab's and the demo's typed errors for an incident or parameters that do not serve.
 */
export async function runDemo(
  hre: LabEnvironment,
  options: DemoOptions,
  progress: Progress,
  source: Source = "auto",
): Promise<OutageReport> {
  const incident = loadIncident(options.incident);
  const chain = labChain(incident.chain);
  const lag = feedLag(chain.clock);
  const played: Played[] = [];
  for (const { headStart, ...title } of runsOf(options, chain.clock === "nitro")) {
    progress(`${title.title}:`);
    const fork = { incident, source, progress };
    const play = { title, drop: options.drop, headStart, downDetection: lag.downDetection };
    played.push(await onFork(hre, fork, async (opened) => await playOn(opened, incident, play, progress)));
  }
  const runs = played.map(({ run }) => run);
  const [first] = played;
  return {
    schema: REPORT_SCHEMA,
    title: incident.title,
    abstract: `The outage of ${duration(Number(incident.endedAt - incident.startedAt))} is replayed on a forked chain with Chainlink's own uptime feed. Two lending markets, alike but for the guard, live through it with the same people, who try the same things in the same seconds.`,
    incident: {
      id: incident.id,
      chain: incident.chain,
      startedAt: Number(incident.startedAt),
      endedAt: Number(incident.endedAt),
      cause: incident.cause,
      source: incident.source,
      confidence: `${incident.confidence}. ${incident.notes}`,
      precision: incident.precision,
    },
    upstream: { kind: first?.upstream ?? "embedded", chainId: chain.chainId, note: first?.summary ?? "" },
    worlds: WORLDS,
    runs,
    invariants: checkInvariants(runs),
    policy: first?.policy ?? [],
    market: marketFacts(),
    versions: versionFacts(),
    assumptions: assumptionsOf(incident, options, lag),
    notModelled: NOT_MODELLED,
  };
}

/** Opens a fork that begins before the incident, and closes it whatever happens. */
async function onFork<T>(
  hre: LabEnvironment,
  { incident, source, progress }: { incident: Incident; source: Source; progress: Progress },
  use: (fork: Fork) => Promise<T>,
): Promise<T> {
  progress("  starting the upstream and forking it");
  const fork = await openFork(hre, incident.chain, { startAt: incident.startedAt - LEAD_IN, upstream: source });
  try {
    progress(`  ${fork.summary}`);
    return await use(fork);
  } finally {
    await fork.close();
  }
}

async function playOn(fork: Fork, incident: Incident, play: Play, progress: Progress): Promise<Played> {
  const connection: NetworkConnection = fork.connection;
  const { outage } = connection;
  const before = { weth: (await outage.price(COLLATERAL_PAIR)).answer, usdc: (await outage.price(DEBT_PAIR)).answer };
  await outage.clock.moveTo(await outage.clock.now());
  progress("  deploying the guard and both markets");
  const stage = await setStage(connection, parametersOf(incident.chain), fork.feeds.prices);
  progress("  replaying the outage");
  const { drop, downDetection, headStart, title } = play;
  const written = writeStory(incident, before, drop, downDetection, headStart);
  const story = { ...written, scenario: { ...scenarioOf(incident), ...written.scenario } };
  const run = await playStory(connection, stage, story, title);
  return { run, upstream: fork.upstream, summary: fork.summary, policy: await policyFacts(stage.guard) };
}

function parametersOf(chain: Incident["chain"]): string {
  return fileURLToPath(new URL(`../../deploy/parameters/${chain}.json5`, import.meta.url));
}

/** The runs to make: the usual order of events, and the one in which the guard is blind at first. */
function runsOf(options: DemoOptions, nitro: boolean): readonly (RunTitle & { headStart: bigint })[] {
  const usual = {
    id: "delayed-first",
    title: "Delayed messages come first",
    description:
      "What was queued on L1 during the outage, the feed's report among it, runs before ordinary transactions. The guard knows of the outage before anybody can use it.",
    headStart: 0n,
  };
  if (!nitro)
    return [
      {
        ...usual,
        id: "as-derived",
        title: "The order that the rollup derives",
        description: "Messages from L1 run in the block of their L1 origin; the chain fills in the missing blocks.",
      },
    ];
  if (options.headStart === 0) return [usual];
  return [
    usual,
    {
      id: "ordinary-first",
      title: "Ordinary transactions come first",
      description: `The rollup does not promise that order. Here ordinary transactions run for ${duration(options.headStart)} before the feed's report arrives, and the new price arrives sooner: the guard does not know yet and stops nothing.`,
      headStart: BigInt(options.headStart),
    },
  ];
}
