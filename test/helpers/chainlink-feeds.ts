/**
 * Chainlink's own uptime feeds behind Chainlink's own proxy, driven by the senders they accept, on a plain simulated network.
 * One interface for both families, so that a test runs against either.
 */
import type { NetworkConnection } from "hardhat/types/network";

import { sendAt, stampNextBlock } from "./chainlink-clock.js";
import { deployAggregator, type FeedFamily } from "./chainlink-families.js";

export type { FeedFamily } from "./chainlink-families.js";

/** Both families, to run a suite over. */
export const FEED_FAMILIES: readonly FeedFamily[] = ["arbitrum", "optimism"];

/** One round as the proxy answers it. */
export interface UptimeRound {
  readonly roundId: bigint;
  readonly answer: bigint;
  readonly startedAt: bigint;
  readonly updatedAt: bigint;
}

/**
 * A feed under test. `at` is the L1 time that a message carries; it runs in a block stamped `seenAt`, by default the same second
 * or, when the chain is already past it, the newest block's.
 */
export interface UptimeFeedFixture {
  readonly family: FeedFamily;
  /** Address of the proxy: what contracts read. */
  readonly proxy: string;
  /** Address of the running phase's aggregator; contracts other than the proxy may not read it. */
  aggregator(): Promise<string>;
  /** Delivers "down since `at`". */
  goDown(at: number, seenAt?: number): Promise<void>;
  /** Delivers "up since `at`". */
  recover(at: number, seenAt?: number): Promise<void>;
  /** Delivers the status that holds already, stamped `at`: refreshes `updatedAt` (optimism) or is ignored (arbitrum). */
  heartbeat(at: number, seenAt?: number): Promise<void>;
  /** Replaces the aggregator: a new phase whose round 1 says `down` (default false), stamped with the L2 time `at`. */
  newPhase(at?: number, down?: boolean): Promise<void>;
  /** The newest round, through the proxy. */
  latest(): Promise<UptimeRound>;
}

/**
 * Deploys a feed of the family with its proxy; round 1 says "up" in the newest block's second unless told otherwise.
 *
 * @param connection Simulated network to deploy on.
 * @param family Which feed.
 * @param first Answer and L2 time of round 1.
 */
export async function deployUptimeFeed(
  connection: NetworkConnection,
  family: FeedFamily,
  first: { readonly down?: boolean; readonly at?: number } = {},
): Promise<UptimeFeedFixture> {
  let current = await deployAggregator(connection, family, first.down ?? false, first.at);
  await stampNextBlock(connection);
  const proxy = await connection.ethers.deployContract("DataFeedsLegacyAggregatorProxy", [current.address]);
  const proxyAddress = await proxy.getAddress();
  await current.allow(proxyAddress);

  async function latest(): Promise<UptimeRound> {
    const [roundId, answer, startedAt, updatedAt] = await proxy.latestRoundData();
    return { roundId, answer, startedAt, updatedAt };
  }

  return {
    family,
    proxy: proxyAddress,
    aggregator: () => proxy.aggregator(),
    goDown: (at, seenAt = at) => current.deliver(true, at, seenAt),
    recover: (at, seenAt = at) => current.deliver(false, at, seenAt),
    heartbeat: async (at, seenAt = at) => current.deliver((await latest()).answer === 1n, at, seenAt),
    newPhase: async (at, down = false) => {
      current = await deployAggregator(connection, family, down, at);
      await current.allow(proxyAddress);
      const { address } = current;
      await sendAt(connection, undefined, () => proxy.proposeAggregator(address));
      await sendAt(connection, undefined, () => proxy.confirmAggregator(address));
    },
    latest,
  };
}
