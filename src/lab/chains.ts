import { priceFeedsOf, rpcVariableOf, uptimeFeedOf } from "../chains/chains.js";
import type { ClockId } from "./clock/profile.js";
import { LabChainUnknownError } from "./errors.js";
import { secondsOf } from "./time.js";

/** A chain that the lab can fork, by the name used in {@link openFork}. */
export type LabChainName = "arbitrum" | "optimism" | "base";

/** What the lab has to know of a chain beside its feeds. */
export interface LabChain {
  readonly name: LabChainName;
  readonly chainId: number;
  /** Hardhat's chain type; "op" brings the OP stack's predeploys. */
  readonly chainType: "generic" | "op";
  readonly clock: ClockId;
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
}

const labChains: Readonly<Record<LabChainName, LabChain>> = {
  arbitrum: {
    name: "arbitrum",
    chainId: 42161,
    chainType: "generic",
    clock: "nitro",
    networkName: "arbitrumFork",
    startAt: secondsOf("2023-12-15T14:00:00Z"),
  },
  optimism: {
    name: "optimism",
    chainId: 10,
    chainType: "op",
    clock: "op-stack",
    networkName: "optimismFork",
    startAt: secondsOf("2024-02-15T10:00:00Z"),
  },
  base: {
    name: "base",
    chainId: 8453,
    chainType: "op",
    clock: "op-stack",
    networkName: "baseFork",
    startAt: secondsOf("2024-09-21T14:14:00Z"),
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

/** The registry's feeds of a chain. */
export function labFeedsOf(chain: LabChain): LabFeeds {
  const prices = priceFeedsOf(chain.chainId).map((feed) => [pairKey(feed.pair), feed.proxy] as const);
  return { uptime: uptimeFeedOf(chain.chainId).proxy, prices: Object.fromEntries(prices) };
}

/** Name of the environment variable that names a real endpoint for a chain. */
export function labRpcVariable(chain: LabChain): string {
  return rpcVariableOf(chain.chainId);
}
