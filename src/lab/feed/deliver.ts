import { labAbi } from "../abi.js";
import { StatusNotDeliveredError } from "../errors.js";
import type { JsonRpc, RawLog, RawReceipt } from "../evm.js";
import { deliverOnArbitrum } from "./deliver-arbitrum.js";
import { deliverOnOpStack } from "./deliver-op-stack.js";
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

/** Sends a report on the path that its family authorises. */
export type Deliver = (rpc: JsonRpc, feed: FoundFeed, down: boolean, reportedAt: bigint) => Promise<RawReceipt>;

const paths: Readonly<Record<DrivableFamily, Deliver>> = { arbitrum: deliverOnArbitrum, opstack: deliverOnOpStack };
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
  const receipt = await paths[feed.family](rpc, feed, down, reportedAt);
  const effect = receipt.logs.map((log) => effectOf(log, feed.aggregator)).find((found) => found !== undefined);
  if (effect === undefined) throw new StatusNotDeliveredError(feed.aggregator, receipt.transactionHash);
  const round = await uptimeRound(rpc, proxy);
  return { down, reportedAt, effect, round, transactionHash: receipt.transactionHash };
}

function effectOf(log: RawLog, aggregator: string): DeliveryEffect | undefined {
  if (log.address.toLowerCase() !== aggregator.toLowerCase()) return undefined;
  const event = labAbi.parseLog(log);
  return event === null ? undefined : effects[event.name];
}
