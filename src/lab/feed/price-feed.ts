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
  const round = await read(rpc, proxy, "latestRoundData");
  return {
    roundId: round[0] as bigint,
    answer: round[1] as bigint,
    startedAt: round[2] as bigint,
    updatedAt: round[3] as bigint,
  };
}
