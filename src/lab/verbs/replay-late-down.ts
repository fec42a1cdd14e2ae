import { codeAt, request, sendCall, type LabCall } from "../evm.js";
import { deliveryOf, deliveryPaths, type StatusDelivery } from "../feed/deliver.js";
import { findUptimeFeed, uptimeRound, type DrivableFamily } from "../feed/uptime-feed.js";
import { madeUpAddress } from "../made-up.js";
import type { LabSession } from "../session.js";
import { NotOnFamilyError } from "./errors.js";
import { inRange, LATEST_TIME } from "./range.js";
import { checkReporting } from "./report-status.js";

/** When an undelivered report is relayed after all, and by whom. */
export interface LateDownOptions {
  /**
   * L1 time of the undelivered report, in seconds. Default: the newest round's `startedAt`, the oldest that the feed still
   * takes.
   */
  readonly at?: bigint;
  /** L2 time of the block that relays it; the clock is then held there. Default: where the clock stands. */
  readonly deliveredAt?: bigint;
  /** Who relays it, where anybody may: any account. Default: one made up for this purpose. */
  readonly by?: string;
}

/** A late delivery and whose transaction brought it. */
export interface LateDelivery extends StatusDelivery {
  readonly relayedBy: string;
}

/** Any code that always reverts: what makes the first delivery fail. */
const REVERTS = "0x60006000fd";
const ANYBODY = madeUpAddress("anybody");

/**
 * How an undelivered message comes through later. `again`: the messenger on L2 kept it, and takes it from anybody (OP stack).
 * `resent`: anybody has it sent again on L1 (Scroll), or redeems the ticket that it left (Arbitrum); the transaction then
 * comes from the account that the family authorises. Elsewhere there is no such way.
 */
const ways: Readonly<Record<DrivableFamily, { readonly way: "again" | "resent" } | { readonly none: string }>> = {
  opstack: { way: "again" },
  scroll: { way: "resent" },
  arbitrum: { way: "resent" },
  zksync: { none: "a failed priority operation is never executed again" },
  linea: { none: "the sequencer itself reports, no message has to arrive" },
};

/**
 * A report "down" whose delivery failed is relayed late, on a chain that is up. The feed takes it while its time is not before
 * the newest change, and then says "down" until the next report "up": a feed stuck down.
 * @throws NotOnFamilyError on zkSync Era and Linea.
 * @throws OutOfRangeError, TimeGoesBackError for times that make no sense.
 * @throws FeedBrokenError, FeedStalledError as every report.
 */
export async function replayLateDown(session: LabSession, options: LateDownOptions = {}): Promise<LateDelivery> {
  const { rpc, clock, feeds } = session;
  inRange("at", options.at, 0n, LATEST_TIME);
  inRange("deliveredAt", options.deliveredAt, 0n, LATEST_TIME);
  await checkReporting(session);
  const feed = await findUptimeFeed(rpc, feeds.uptime);
  const found = ways[feed.family];
  if ("none" in found) {
    const instead = "use goDown({ at }) for a report that arrives late";
    throw new NotOnFamilyError("replayLateDown", feed.family, found.none, instead);
  }
  const reportedAt = options.at ?? (await uptimeRound(rpc, feeds.uptime)).startedAt;
  const wasHeld = clock.heldAt !== undefined || options.deliveredAt !== undefined;
  // Held before the first delivery too: an unheld clock would run on with it.
  const stands = clock.heldAt ?? (await clock.now());
  await clock.moveTo(stands);
  const call = await deliveryPaths[feed.family](rpc, feed, true, reportedAt);
  if (feed.family !== "arbitrum") await fail(session, feed.aggregator, call);
  await clock.moveTo(options.deliveredAt ?? stands);
  const relayed = { ...call, from: found.way === "again" ? (options.by ?? ANYBODY) : call.from };
  const receipt = await sendCall(rpc, relayed);
  const delivery = await deliveryOf(rpc, feed, { down: true, reportedAt }, receipt);
  if (!wasHeld) clock.release();
  return { ...delivery, relayedBy: relayed.from };
}

/** Delivers a message while its target reverts: the messenger keeps it as failed. */
async function fail({ rpc }: LabSession, aggregator: string, call: LabCall): Promise<void> {
  const code = await codeAt(rpc, aggregator);
  await request(rpc, "hardhat_setCode", [aggregator, REVERTS]);
  try {
    await sendCall(rpc, call);
  } finally {
    await request(rpc, "hardhat_setCode", [aggregator, code]);
  }
}
