import { parseUnits } from "ethers";

import { callAs, readOne } from "../evm.js";
import { priceProxyOf, priceRound, type PriceRound } from "../feed/price-feed.js";
import { scriptedFeedOf, takeOverPriceFeed } from "../feed/scripted-feed.js";
import type { LabSession } from "../session.js";
import { FeedStalledError } from "./errors.js";
import { inRange, LATEST_TIME } from "./range.js";

/** How a price report is made. */
export interface PriceOptions {
  /** Wall clock of the observation, in seconds; the round's `startedAt`. Default: the time of the block. */
  readonly observedAt?: bigint;
  /** L2 time of the block that carries it; the clock is then held there. Default: where the clock stands. */
  readonly deliveredAt?: bigint;
}

/**
 * Reports a price on the feed of a pair. A real aggregator is first replaced by a scripted one, as a new phase.
 * @param pair For example `"ETH/USD"`.
 * @param price In the feed's decimals, or as text in whole units, for example `"1971.2"`.
 * @throws PairUnknownError when the chain has no such feed.
 * @throws FeedStalledError while that feed is told to keep silent.
 * @throws OutOfRangeError for a time that a feed cannot hold.
 * @throws TimeGoesBackError when `deliveredAt` lies before the newest block.
 */
export async function setPrice(
  session: LabSession,
  pair: string,
  price: bigint | string,
  options: PriceOptions = {},
): Promise<PriceRound> {
  const { rpc, clock } = session;
  inRange("observedAt", options.observedAt, 0n, (1n << 32n) - 1n);
  inRange("deliveredAt", options.deliveredAt, 0n, LATEST_TIME);
  if (session.stalled.has(pair)) throw new FeedStalledError(pair);
  const proxy = priceProxyOf(session.feeds.prices, pair);
  const scripted =
    (await scriptedFeedOf(rpc, proxy)) ??
    (await takeOverPriceFeed(rpc, proxy, await session.creationCode("ScriptedAggregator")));
  const answer = typeof price === "bigint" ? price : parseUnits(price, await readOne<bigint>(rpc, proxy, "decimals"));
  const target = options.deliveredAt ?? clock.heldAt ?? (await clock.now());
  const wasHeld = clock.heldAt !== undefined || options.deliveredAt !== undefined;
  await clock.moveTo(target);
  await callAs(rpc, scripted.transmitter, scripted.aggregator, "transmit", [answer, options.observedAt ?? target]);
  if (!wasHeld) clock.release();
  return await priceRound(rpc, proxy);
}
