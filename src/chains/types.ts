/** How a chain's uptime feed receives its reports; decides how late a report becomes visible. */
export type FeedFamily = "arbitrum" | "opstack" | "opstack-legacy" | "scroll" | "zksync" | "linea" | "unknown";

/** How a chain's `block.timestamp` behaves around an outage; the lab's clock profiles carry these names. */
export type ClockProfile = "nitro" | "op-stack" | "finalized-l1" | "linea";

/** What holds for every chain of one family. */
export interface FamilyFacts {
  /** `null` when it is not known. */
  readonly clock: ClockProfile | null;
  /** Seconds by which users see a status change later than its L1 time; at least the longest delay known. */
  readonly visibilityLag: number;
  /** Where the number comes from, in words. */
  readonly measured: string;
}

/** A chain that the registry knows. */
export interface Chain {
  readonly chainId: number;
  readonly name: string;
  readonly family: FeedFamily;
  /** Environment variable that holds the URL of a JSON-RPC endpoint of this chain. */
  readonly rpcVariable: string;
}

/** An L2 sequencer uptime feed. */
export interface UptimeFeed {
  readonly chain: string;
  /** `null` when it is not known; such an entry is kept as a record and never returned by {@link uptimeFeedOf}. */
  readonly chainId: number | null;
  /** The proxy, the only address that contracts may read. */
  readonly proxy: string;
  /** Aggregator behind the proxy when the source was written; it changes with each phase. */
  readonly aggregator: string | null;
  readonly family: FeedFamily;
  readonly source: string;
  /** Whether the proxy stands in a primary source; no entry was read on a live chain (see `npm run check:feeds`). */
  readonly verified: boolean;
  /** Why this entry is not handed out unless asked for explicitly; absent for usable entries. */
  readonly notByDefault?: string;
}

/** A Chainlink price feed. */
export interface PriceFeed {
  readonly chain: string;
  readonly chainId: number;
  /** As in the feed's `description()`, for example `ETH / USD`. */
  readonly pair: string;
  readonly proxy: string;
  readonly aggregatorAtDump: string;
  readonly decimals: number;
  /** Longest seconds between two rounds; `null` when not known. It changes without notice: a parameter, never a constant. */
  readonly heartbeatSeconds: number | null;
  readonly heartbeatVerified: boolean;
  readonly source: string;
}

/** The file `feeds.json`: the single source of every address by chain. */
export interface ChainRegistry {
  readonly note: string;
  readonly families: Readonly<Record<FeedFamily, FamilyFacts>>;
  readonly chains: readonly Chain[];
  readonly uptimeFeeds: readonly UptimeFeed[];
  readonly priceFeeds: readonly PriceFeed[];
  /** Chains for which no uptime feed was found. */
  readonly notFound: readonly string[];
}
