import { PairUnknownError } from "../errors.js";
import { read, type JsonRpc } from "../evm.js";

/** One round of a price feed, read through its proxy. */
export interface PriceRound {
  readonly roundId: bigint;
  /** In the feed's decimals. */
  readonly answer: bigint;
  /** The node operators' wall clock, seconds; may lie ahead of the chain. */
  readonly startedAt: bigint;
  /** Time of the block that carried the report, seconds. */
  readonly updatedAt: bigint;
}

/**
 * The proxy of a pair.
 * @throws PairUnknownError when there is none.
 */
export function priceProxyOf(prices: Readonly<Record<string, string>>, pair: string): string {
  const proxy = prices[pair];
  if (proxy === undefined) throw new PairUnknownError(pair, Object.keys(prices));
  return proxy;
}

/** The newest round of a price feed. */
export async function priceRound(rpc: JsonRpc, proxy: string): Promise<PriceRound> {
  const [roundId, answer, startedAt, updatedAt] = await read(rpc, proxy, "latestRoundData");
  return { roundId, answer, startedAt, updatedAt } as PriceRound;
}
