import { FetchRequest, isError, JsonRpcProvider, Network } from "ethers";

import type { Chain, ChainRegistry } from "../types.js";
import { priceFeedProblems, uptimeFeedProblems, uptimeFeedSummary } from "./judge.js";
import { readFeed } from "./read-feed.js";

const TIMEOUT_MS = 20_000;

/** Environment variables, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What was found on one chain. */
export interface ChainCheck {
  readonly chain: Chain;
  /** One line for each feed that was read. */
  readonly lines: readonly string[];
  /** One line for each difference between the registry and the chain. */
  readonly problems: readonly string[];
}

/** What was read, what differs and what could not be read for want of an RPC. */
export interface FeedsCheck {
  readonly checked: readonly ChainCheck[];
  readonly notChecked: readonly Chain[];
  readonly problems: readonly string[];
}

/**
 * Reads every entry of the registry on each chain whose RPC variable is set. Read-only; never throws for what a chain
 * answers: an RPC that fails or serves another chain is a problem like any other.
 */
export async function checkFeeds(registry: ChainRegistry, environment: Environment): Promise<FeedsCheck> {
  const checked: ChainCheck[] = [];
  const notChecked: Chain[] = [];
  for (const chain of registry.chains) {
    const url = environment[chain.rpcVariable];
    if (url === undefined || url === "") notChecked.push(chain);
    else checked.push(await checkChain(registry, chain, url));
  }
  return { checked, notChecked, problems: checked.flatMap((chain) => chain.problems) };
}

async function checkChain(registry: ChainRegistry, chain: Chain, url: string): Promise<ChainCheck> {
  const request = new FetchRequest(url);
  request.timeout = TIMEOUT_MS;
  const network = Network.from(chain.chainId);
  const provider = new JsonRpcProvider(request, network, { staticNetwork: network, batchMaxCount: 1 });
  try {
    const served = BigInt(String(await provider.send("eth_chainId", [])));
    if (served !== BigInt(chain.chainId)) {
      return {
        chain,
        lines: [],
        problems: [`${chain.name}: ${chain.rpcVariable} serves chain ${served}, not ${chain.chainId}`],
      };
    }
    return await readChain(registry, chain, provider);
  } catch (error) {
    return {
      chain,
      lines: [],
      problems: [`${chain.name}: the RPC in ${chain.rpcVariable} failed: ${reasonOf(error)}`],
    };
  } finally {
    provider.destroy();
  }
}

async function readChain(registry: ChainRegistry, chain: Chain, provider: JsonRpcProvider): Promise<ChainCheck> {
  const lines: string[] = [];
  const problems: string[] = [];
  for (const feed of registry.uptimeFeeds.filter(({ chainId }) => chainId === chain.chainId)) {
    const reading = await readFeed(provider, feed.proxy);
    lines.push(`uptime feed ${feed.proxy}: ${uptimeFeedSummary(feed, reading)}`);
    problems.push(
      ...uptimeFeedProblems(feed, reading).map((problem) => `${chain.name}: uptime feed ${feed.proxy}: ${problem}`),
    );
  }
  for (const feed of registry.priceFeeds.filter(({ chainId }) => chainId === chain.chainId)) {
    const reading = await readFeed(provider, feed.proxy);
    lines.push(`${feed.pair} ${feed.proxy}: ${String(reading.answer)}`);
    problems.push(
      ...priceFeedProblems(feed, reading).map((problem) => `${chain.name}: ${feed.pair} ${feed.proxy}: ${problem}`),
    );
  }
  return { chain, lines, problems };
}

/** The short message only: the long one repeats the URL, which may hold somebody's key. */
function reasonOf(error: unknown): string {
  if (isError(error, "SERVER_ERROR") || isError(error, "TIMEOUT")) return error.shortMessage;
  const { code } = error as { code?: unknown };
  return typeof code === "string" ? code : "unknown error";
}
