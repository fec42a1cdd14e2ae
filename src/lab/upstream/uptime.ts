import { labUptimeFeedOf, type LabChain } from "../chains.js";
import { callAs } from "../evm.js";
import { deliverStatus } from "../feed/deliver.js";
import type { DrivableFamily } from "../feed/uptime-feed.js";
import { feedLag } from "../lag/feed-lag.js";
import { madeUpAddress } from "../made-up.js";
import { UPSTREAM_OWNER, type Site } from "./builder.js";
import { uptimeHistory, type PastPhase } from "./history.js";
import { deployArbitrumFeed, deployFlags } from "./uptime-arbitrum.js";
import { deployLineaFeed, deployScrollFeed, deployScrollMessenger, deployZkSyncFeed } from "./uptime-base.js";
import { deployMessenger, deployOpStackFeed } from "./uptime-op-stack.js";

/** Deploys one aggregator of a family, opens it for its proxy and begins its first round at `at`. */
export type DeployFeed = (site: Site, aggregator: string, proxy: string, at: bigint) => Promise<void>;

/** What a family's feeds need on the chain, and how one is deployed. */
interface FamilyBuilder {
  readonly prepare: (site: Site, at: bigint) => Promise<void>;
  readonly deployFeed: DeployFeed;
}

const nothing = async (): Promise<void> => Promise.resolve();
const builders: Readonly<Record<DrivableFamily, FamilyBuilder>> = {
  arbitrum: { prepare: deployFlags, deployFeed: deployArbitrumFeed },
  opstack: { prepare: deployMessenger, deployFeed: deployOpStackFeed },
  scroll: { prepare: deployScrollMessenger, deployFeed: deployScrollFeed },
  zksync: { prepare: nothing, deployFeed: deployZkSyncFeed },
  linea: { prepare: nothing, deployFeed: deployLineaFeed },
};

/** Seconds before the fork at which the running status was last repeated: the daily refresh. */
const LAST_REFRESH_AGO = 9_000n;

/**
 * Gives the chain its uptime feed: Chainlink's contracts at the registry's addresses (Linea's at made-up ones), driven through {@link uptimeHistory}
 * on the authorised path. The newest phase's aggregator is the registry's, the one before it has a made-up address.
 * @param start L2 time at which the fork will begin, in seconds.
 */
export async function buildUptimeFeed(site: Site, chain: LabChain, start: bigint): Promise<void> {
  const { proxy, aggregator } = labUptimeFeedOf(chain);
  const { prepare, deployFeed } = builders[chain.family];
  for (const [index, phase] of uptimeHistory.entries()) {
    const at = start - phase.deployedAgo;
    const running = index === uptimeHistory.length - 1;
    const address = running && aggregator !== null ? aggregator : madeUpAddress(`uptime-aggregator-${index}`);
    if (index === 0) await prepare(site, at);
    await deployFeed(site, address, proxy, at);
    await connect(site, proxy, address, at, index === 0);
    await suffer(site, chain, proxy, phase, start);
  }
  await site.setTime(start - LAST_REFRESH_AGO);
  await deliverStatus(site.rpc, proxy, false, start - LAST_REFRESH_AGO);
}

/** Puts an aggregator behind the proxy: by its constructor, or as the next phase. */
export async function connect(
  site: Site,
  proxy: string,
  aggregator: string,
  at: bigint,
  first: boolean,
): Promise<void> {
  if (first) {
    await site.deploy("DataFeedsLegacyAggregatorProxy", proxy, ["address"], [aggregator], at);
    return;
  }
  for (const step of ["proposeAggregator", "confirmAggregator"]) {
    await site.setTime(at);
    await callAs(site.rpc, UPSTREAM_OWNER, proxy, step, [aggregator]);
  }
}

/** Delivers both reports of each outage, as late as the chain's lag has them. */
async function suffer(site: Site, chain: LabChain, proxy: string, phase: PastPhase, start: bigint): Promise<void> {
  const lag = feedLag(chain.clock);
  for (const { ago, length } of phase.outages) {
    const end = start - ago + length;
    await site.setTime(end);
    await deliverStatus(site.rpc, proxy, true, start - ago + lag.downDetection);
    await site.setTime(end + lag.upDetection + lag.visibility);
    await deliverStatus(site.rpc, proxy, false, end + lag.upDetection);
  }
}
