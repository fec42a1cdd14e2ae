import { priceProxyOf } from "../feed/price-feed.js";
import { UPTIME, type LabSession } from "../session.js";
import { inRange, LONGEST } from "./range.js";

/** Which feeds: `uptime`, all price feeds, all of both, or the price feed of one pair. */
export type StallTarget = "uptime" | "prices" | "all" | `${string}/${string}`;

/** How long feeds keep silent. */
export interface StallOptions {
  /** Seconds by which the clock moves on meanwhile; then they report again. Default: until {@link resumeFeed}. */
  readonly for?: bigint;
}

/**
 * Feeds stop reporting: their newest rounds grow old. In a replay their reports are left out; a verb that would report for
 * them throws FeedStalledError.
 * @throws PairUnknownError when the chain has no such feed.
 * @throws OutOfRangeError when `for` is negative.
 */
export async function stallFeed(
  session: LabSession,
  target: StallTarget = "all",
  options: StallOptions = {},
): Promise<void> {
  inRange("for", options.for, 0n, LONGEST);
  const feeds = feedsOf(session, target).filter((feed) => !session.stalled.has(feed));
  for (const feed of feeds) session.stalled.add(feed);
  if (options.for === undefined) return;
  const { clock } = session;
  const wasHeld = clock.heldAt !== undefined;
  await clock.moveTo((clock.heldAt ?? (await clock.now())) + options.for);
  if (!wasHeld) clock.release();
  for (const feed of feeds) session.stalled.delete(feed);
}

/**
 * Feeds report again, from their next report on.
 * @throws PairUnknownError when the chain has no such feed.
 */
export function resumeFeed(session: LabSession, target: StallTarget = "all"): void {
  for (const feed of feedsOf(session, target)) session.stalled.delete(feed);
}

function feedsOf({ feeds }: LabSession, target: StallTarget): readonly string[] {
  const pairs = Object.keys(feeds.prices);
  if (target === "uptime") return [UPTIME];
  if (target === "prices") return pairs;
  if (target === "all") return [UPTIME, ...pairs];
  priceProxyOf(feeds.prices, target);
  return [target];
}
