import { chainRegistry, priceFeedsOf, rpcVariableOf } from "../chains/chains.js";
import type { UptimeFeed } from "../chains/types.js";
import type { ClockId } from "./clock/profile.js";
import { LabChainUnknownError } from "./errors.js";
import type { DrivableFamily } from "./feed/uptime-feed.js";
import { madeUpAddress } from "./made-up.js";
import { secondsOf } from "./time.js";

/** A chain that the lab can fork, by the name used in {@link openFork}. */
export type LabChainName = "arbitrum" | "optimism" | "base" | "scroll" | "zksync" | "linea";

/** What the lab has to know of a chain beside its feeds. */
export interface LabChain {
  readonly name: LabChainName;
  readonly chainId: number;
  /** Hardhat's chain type; "op" brings the OP stack's predeploys. */
  readonly chainType: "generic" | "op";
  readonly clock: ClockId;
  readonly family: DrivableFamily;
  /** Why a real endpoint of this chain cannot be forked; absent where it can. */
  readonly embeddedOnly?: string;
  /** Name of the network that `network.create` forks by itself. */
  readonly networkName: string;
  /** Where a fork begins unless told otherwise, in L1 seconds: about an hour before the chain's best-known outage. */
  readonly startAt: bigint;
}

/** Addresses of one chain's feeds. */
export interface LabFeeds {
  readonly uptime: string;
  /** Proxies by pair, for example `prices["ETH/USD"]`. */
  readonly prices: Readonly<Record<string, string>>;
  /** Whether the registry knows no uptime feed, so that the address is the lab's own invention. */
  readonly madeUp?: boolean;
}

const labChains: Readonly<Record<LabChainName, LabChain>> = {
  arbitrum: {
    name: "arbitrum",
    chainId: 42161,
    chainType: "generic",
    clock: "nitro",
    family: "arbitrum",
    networkName: "arbitrumFork",
    startAt: secondsOf("2023-12-15T14:00:00Z"),
  },
  optimism: {
    name: "optimism",
    chainId: 10,
    chainType: "op",
    clock: "op-stack",
    family: "opstack",
    networkName: "optimismFork",
    startAt: secondsOf("2024-02-15T10:00:00Z"),
  },
  base: {
    name: "base",
    chainId: 8453,
    chainType: "op",
    clock: "op-stack",
    family: "opstack",
    networkName: "baseFork",
    startAt: secondsOf("2024-09-21T14:14:00Z"),
  },
  scroll: {
    name: "scroll",
    chainId: 534352,
    chainType: "generic",
    clock: "finalized-l1",
    family: "scroll",
    networkName: "scrollFork",
    startAt: secondsOf("2024-12-16T15:35:00Z"),
  },
  zksync: {
    name: "zksync",
    chainId: 324,
    chainType: "generic",
    clock: "finalized-l1",
    family: "zksync",
    embeddedOnly: "its contracts are EraVM code, which no EVM runs",
    networkName: "zksyncFork",
    startAt: secondsOf("2023-12-25T04:50:00Z"),
  },
  linea: {
    name: "linea",
    chainId: 59144,
    chainType: "generic",
    clock: "linea",
    family: "linea",
    embeddedOnly: "no address of an uptime feed on it is known",
    networkName: "lineaFork",
    startAt: secondsOf("2025-09-10T05:35:00Z"),
  },
};

/** Every chain that the lab can fork. */
export const labChainList: readonly LabChain[] = Object.values(labChains);

/**
 * A chain by name.
 * @throws LabChainUnknownError when the lab has none of that name.
 */
export function labChain(name: string): LabChain {
  const found = labChainList.find((chain) => chain.name === name);
  if (found === undefined) throw new LabChainUnknownError(name, Object.keys(labChains));
  return found;
}

/** A chain by id; `undefined` when the lab has none. */
export function labChainById(chainId: number): LabChain | undefined {
  return labChainList.find((chain) => chain.chainId === chainId);
}

/** `"ETH / USD"`, as feeds describe themselves, in the form that the lab uses: `"ETH/USD"`. */
export function pairKey(description: string): string {
  return description.replaceAll(" ", "");
}

/** The registry's uptime feed of a chain, or one at a made-up address where it knows none. */
export function labUptimeFeedOf(
  chain: LabChain,
): Pick<UptimeFeed, "proxy" | "aggregator"> & { readonly madeUp: boolean } {
  const known = chainRegistry.uptimeFeeds.find(({ chainId }) => chainId === chain.chainId);
  if (known !== undefined) return { proxy: known.proxy, aggregator: known.aggregator, madeUp: false };
  const invented = (part: string): string => madeUpAddress(`${chain.name}-uptime-${part}`);
  return { proxy: invented("proxy"), aggregator: invented("aggregator"), madeUp: true };
}

/** The registry's feeds of a chain; see {@link labUptimeFeedOf} for where it knows none. */
export function labFeedsOf(chain: LabChain): LabFeeds {
  const prices = priceFeedsOf(chain.chainId).map((feed) => [pairKey(feed.pair), feed.proxy] as const);
  const { proxy, madeUp } = labUptimeFeedOf(chain);
  return { uptime: proxy, prices: Object.fromEntries(prices), ...(madeUp ? { madeUp } : {}) };
}

/** Name of the environment variable that names a real endpoint for a chain. */
export function labRpcVariable(chain: LabChain): string {
  return rpcVariableOf(chain.chainId);
}
