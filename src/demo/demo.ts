import { labChain, type LabChainName } from "../lab/chains.js";
import { loadIncident } from "../lab/incidents/load-incident.js";
import { feedLag } from "../lab/lag/feed-lag.js";
import type { LabEnvironment } from "../lab/upstream/embedded.js";
import { duration } from "../report/format.js";
import { REPORT_SCHEMA, type OutageReport } from "../report/model.js";
import { assumptionsOf, marketFacts, NOT_MODELLED, versionFacts } from "./facts.js";
import { campaignDistribution } from "./campaign.js";
import { IncidentNotPlayableError } from "./errors.js";
import { checkInvariants } from "./invariants.js";
import { playOnFork, type Progress, type Replayed, type Source } from "./on-fork.js";
import type { DemoOptions } from "./options.js";
import { ordersOf } from "./runs.js";

/** Chains for which `deploy/parameters` has a file. */
const DEPLOYABLE: ReadonlySet<LabChainName> = new Set(["arbitrum", "optimism", "base"]);

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
  const { on } = incident.replay;
  if (!DEPLOYABLE.has(on)) {
    throw new IncidentNotPlayableError(
      incident.id,
      `it is replayed on ${on}, for which there are no parameters to deploy`,
    );
  }
  const chain = labChain(on);
  const lag = feedLag(chain.clock);
  const setting = { incident, source, downDetection: lag.downDetection, progress };
  const replayed: Replayed[] = [];
  for (const order of ordersOf(options, chain.clock === "nitro")) {
    replayed.push(await playOnFork(hre, setting, order));
  }
  // The example market's runs first, then the other protocols'.
  const runs = [...replayed.flatMap(({ runs: [own] }) => own ?? []), ...replayed.flatMap(({ runs }) => runs.slice(1))];
  const [first] = replayed;
  return {
    schema: REPORT_SCHEMA,
    title: incident.title,
    abstract: `The outage of ${duration(Number(incident.endedAt - incident.startedAt))} is replayed on a forked chain with Chainlink's own uptime feed. Two lending markets, alike but for the guard, live through it with the same people, who try the same things in the same seconds. So do three markets of unmodified Aave v3, alike but for their sentinel, and two books of options, alike but for their clock. Early means before users had their time; beyond saving is a position whose collateral does not cover debt and bonus.`,
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
    runs,
    invariants: checkInvariants(runs),
    campaign: campaignDistribution(),
    policy: first?.policy ?? [],
    market: marketFacts(),
    versions: versionFacts(),
    assumptions: assumptionsOf(incident, options, lag),
    notModelled: NOT_MODELLED,
  };
}
