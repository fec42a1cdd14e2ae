import { labAbi } from "../abi.js";
import { StatusNotDeliveredError } from "../errors.js";
import type { LabClock } from "../clock/lab-clock.js";
import type { StatusMessage } from "../clock/profile.js";
import { sendCall, sendTogether, type JsonRpc, type LabCall, type RawLog, type RawReceipt } from "../evm.js";
import { deliverOnArbitrum } from "./deliver-arbitrum.js";
import { deliverOnLinea } from "./deliver-linea.js";
import { deliverOnOpStack } from "./deliver-op-stack.js";
import { deliverOnScroll } from "./deliver-scroll.js";
import { deliverOnZkSync } from "./deliver-zksync.js";
import { findUptimeFeed, uptimeRound, type DrivableFamily, type FoundFeed, type UptimeRound } from "./uptime-feed.js";

/** What a feed did with a report. */
export type DeliveryEffect =
  /** A new round. */
  | "flipped"
  /** Base family: same status again, only `updatedAt` moved. */
  | "refreshed"
  /** Same status on Arbitrum, or older than the newest round. */
  | "ignored";

/** A delivered report and what became of it. */
export interface StatusDelivery {
  readonly down: boolean;
  readonly reportedAt: bigint;
  readonly effect: DeliveryEffect;
  /** The feed's newest round afterwards. */
  readonly round: UptimeRound;
  readonly transactionHash: string;
}

/** The transaction that brings a report on the path that its family authorises. */
export type Deliver = (rpc: JsonRpc, feed: FoundFeed, down: boolean, reportedAt: bigint) => Promise<LabCall>;

/** The path of each family. */
export const deliveryPaths: Readonly<Record<DrivableFamily, Deliver>> = {
  arbitrum: deliverOnArbitrum,
  opstack: deliverOnOpStack,
  scroll: deliverOnScroll,
  zksync: deliverOnZkSync,
  linea: deliverOnLinea,
};
const effects: Readonly<Record<string, DeliveryEffect>> = {
  NewRound: "flipped",
  RoundUpdated: "refreshed",
  UpdateIgnored: "ignored",
};

/**
 * Delivers a status report to the real feed behind `proxy`.
 * @param reportedAt L1 time of the report, in seconds.
 * @throws FeedNotDrivableError when the feed is of a type without a path.
 * @throws StatusNotDeliveredError when the message was relayed but the feed did not take it.
 */
export async function deliverStatus(
  rpc: JsonRpc,
  proxy: string,
  down: boolean,
  reportedAt: bigint,
): Promise<StatusDelivery> {
  const feed = await findUptimeFeed(rpc, proxy);
  const receipt = await sendCall(rpc, await deliveryPaths[feed.family](rpc, feed, down, reportedAt));
  return await deliveryOf(rpc, feed, { down, reportedAt }, receipt);
}

/**
 * Delivers several reports in one block, so that nobody can read the feed between them.
 * @param clock Held: the block carries the second at which it is.
 * @returns One delivery per report; `round` is the newest after the block in all of them.
 * @throws As {@link deliverStatus}.
 */
export async function deliverTogether(
  rpc: JsonRpc,
  clock: LabClock,
  proxy: string,
  reports: readonly StatusMessage[],
): Promise<readonly StatusDelivery[]> {
  const feed = await findUptimeFeed(rpc, proxy);
  const path = deliveryPaths[feed.family];
  const calls: LabCall[] = [];
  for (const { down, reportedAt } of reports) calls.push(await path(rpc, feed, down, reportedAt));
  const at = clock.heldAt ?? (await clock.now());
  const receipts = await sendTogether(rpc, calls, async () => {
    await clock.mineAt(at);
  });
  const deliveries: StatusDelivery[] = [];
  for (const [index, report] of reports.entries()) {
    const receipt = receipts[index];
    if (receipt !== undefined) deliveries.push(await deliveryOf(rpc, feed, report, receipt));
  }
  return deliveries;
}

/** Reads off a receipt what the feed did with a report. */
export async function deliveryOf(
  rpc: JsonRpc,
  { aggregator, proxy }: FoundFeed,
  { down, reportedAt }: StatusMessage,
  { logs, transactionHash }: RawReceipt,
): Promise<StatusDelivery> {
  const effect = logs.map((log) => effectOf(log, aggregator)).find((found) => found !== undefined);
  if (effect === undefined) throw new StatusNotDeliveredError(aggregator, transactionHash);
  return { down, reportedAt, effect, round: await uptimeRound(rpc, proxy), transactionHash };
}

function effectOf(log: RawLog, aggregator: string): DeliveryEffect | undefined {
  if (log.address.toLowerCase() !== aggregator.toLowerCase()) return undefined;
  const event = labAbi.parseLog(log);
  return event === null ? undefined : effects[event.name];
}
