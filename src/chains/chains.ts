import { NoUptimeFeedError, UnknownChainError, UptimeFeedNotByDefaultError } from "./errors.js";
import registryFile from "./feeds.json" with { type: "json" };
import type { Chain, ChainRegistry, FamilyFacts, FeedFamily, PriceFeed, UptimeFeed } from "./types.js";

/** The registry as committed. Its rules are enforced when the generated files are made and by their freshness check. */
export const chainRegistry: ChainRegistry = registryFile as ChainRegistry;

/** An id as people write it (`42161`) or as ethers gives it (`42161n`). */
export type ChainId = number | bigint;

/**
 * A chain by its id; addresses alone never identify one (several chains use the same 20 bytes for different things).
 * @throws UnknownChainError when the registry does not know the id.
 */
export function chainOf(chainId: ChainId): Chain {
  const chain = chainRegistry.chains.find((candidate) => BigInt(candidate.chainId) === BigInt(chainId));
  if (chain === undefined) {
    throw new UnknownChainError(
      BigInt(chainId),
      chainRegistry.chains.map((known) => known.chainId),
    );
  }
  return chain;
}

/**
 * The uptime feed of a chain.
 * @param options `includeUnproven` also returns entries marked `notByDefault`.
 * @throws UnknownChainError when the registry does not know the id.
 * @throws NoUptimeFeedError when no feed is known there.
 * @throws UptimeFeedNotByDefaultError when the entry is a record only and was not asked for.
 */
export function uptimeFeedOf(chainId: ChainId, options: { readonly includeUnproven?: boolean } = {}): UptimeFeed {
  const { name } = chainOf(chainId);
  const feed = chainRegistry.uptimeFeeds.find(
    (candidate) => candidate.chainId !== null && BigInt(candidate.chainId) === BigInt(chainId),
  );
  if (feed === undefined) throw new NoUptimeFeedError(BigInt(chainId), name);
  if (feed.notByDefault !== undefined && options.includeUnproven !== true) {
    throw new UptimeFeedNotByDefaultError(BigInt(chainId), name, feed.notByDefault);
  }
  return feed;
}

/**
 * The price feeds of a chain, in the registry's order; empty when none is recorded.
 * @throws UnknownChainError when the registry does not know the id.
 */
export function priceFeedsOf(chainId: ChainId): readonly PriceFeed[] {
  const chain = chainOf(chainId);
  return chainRegistry.priceFeeds.filter((feed) => feed.chainId === chain.chainId);
}

/** What is known of a family. */
export function familyFactsOf(family: FeedFamily): FamilyFacts {
  return chainRegistry.families[family];
}

/** Seconds by which users see a status change later than its L1 time. An unknown family has the longest one known. */
export function visibilityLagOf(family: FeedFamily): number {
  return familyFactsOf(family).visibilityLag;
}

/**
 * Name of the environment variable with the chain's JSON-RPC URL.
 * @throws UnknownChainError when the registry does not know the id.
 */
export function rpcVariableOf(chainId: ChainId): string {
  return chainOf(chainId).rpcVariable;
}
