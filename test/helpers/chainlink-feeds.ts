/**
 * Chainlink's own uptime feeds behind Chainlink's own proxy, driven by the senders they accept, on a plain simulated network.
 * One interface for both families, so that a test runs against either.
 */
import type { NetworkConnection } from "hardhat/types/network";

import { sendAt, stampNextBlock } from "./chainlink-clock.js";
import { deployAggregator, type Aggregator, type FeedFamily } from "./chainlink-families.js";

export type { FeedFamily } from "./chainlink-families.js";

/** Arbitrum's and one of the Base family, to run a suite over. */
export const FEED_FAMILIES: readonly Extract<FeedFamily, "arbitrum" | "optimism">[] = ["arbitrum", "optimism"];

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
  /** Delivers "down since `down`" and "up since `up`" in one block: nobody ever sees the answer 1. */
  flipInOneBlock(down: number, up: number, seenAt: number): Promise<void>;
  /** Delivers the status that holds already, stamped `at`: refreshes `updatedAt` (optimism) or is ignored (arbitrum). */
  heartbeat(at: number, seenAt?: number): Promise<void>;
  /** Replaces the aggregator: a new phase whose round 1 says `down` (default false), stamped with the L2 time `at`. */
  newPhase(at?: number, down?: boolean): Promise<void>;
  /** Takes the proxy's right to read away: the feed is there and answers nobody. */
  closeAccess(): Promise<void>;
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
  const initial = await deployAggregator(connection, family, first.down ?? false, first.at);
  await stampNextBlock(connection);
  const proxy = await connection.ethers.deployContract("DataFeedsLegacyAggregatorProxy", [initial.address]);
  const proxyAddress = await proxy.getAddress();
  await initial.allow(proxyAddress);
  const deployed = new Map([[initial.address, initial]]);

  /** Asked of the chain each time: a test that goes back to a snapshot takes the newer phases away. */
  async function current(): Promise<Aggregator> {
    const address = await proxy.aggregator();
    const aggregator = deployed.get(address);
    if (aggregator === undefined) throw new UnknownAggregator(address);
    return aggregator;
  }
  async function deliver(down: boolean, at: number, seenAt: number): Promise<void> {
    await (await current()).deliver(down, at, seenAt);
  }

  async function latest(): Promise<UptimeRound> {
    const [roundId, answer, startedAt, updatedAt] = await proxy.latestRoundData();
    return { roundId, answer, startedAt, updatedAt };
  }

  return {
    family,
    proxy: proxyAddress,
    aggregator: () => proxy.aggregator(),
    goDown: (at, seenAt = at) => deliver(true, at, seenAt),
    recover: (at, seenAt = at) => deliver(false, at, seenAt),
    flipInOneBlock: async (down, up, seenAt) => {
      const messages = [
        { down: true, at: down },
        { down: false, at: up },
      ];
      await (await current()).deliverTogether(messages, seenAt);
    },
    heartbeat: async (at, seenAt = at) => deliver((await latest()).answer === 1n, at, seenAt),
    newPhase: async (at, down = false) => {
      const next = await deployAggregator(connection, family, down, at);
      deployed.set(next.address, next);
      await next.allow(proxyAddress);
      await sendAt(connection, undefined, () => proxy.proposeAggregator(next.address));
      await sendAt(connection, undefined, () => proxy.confirmAggregator(next.address));
    },
    closeAccess: async () => (await current()).refuse(proxyAddress),
    latest,
  };
}

/** The proxy points to an aggregator that this fixture did not deploy. */
export class UnknownAggregator extends Error {
  readonly code = "HF_TEST_UNKNOWN_AGGREGATOR";
  constructor(readonly aggregator: string) {
    super(`HF_TEST_UNKNOWN_AGGREGATOR: ${aggregator} was not deployed by this fixture`);
  }
}
