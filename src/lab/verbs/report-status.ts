import { FeedBrokenError } from "../errors.js";
import { codeAt } from "../evm.js";
import { deliverStatus, type StatusDelivery } from "../feed/deliver.js";
import { UPTIME, type LabSession } from "../session.js";
import { FeedStalledError } from "./errors.js";
import { inRange, LATEST_TIME } from "./range.js";

/** When a status report is made and when it arrives. */
export interface ReportOptions {
  /** L1 time of the report, in seconds; the round's `startedAt`. Default: the time of the block that carries it. */
  readonly at?: bigint;
  /** L2 time of the block that carries it; the clock is then held there. Default: where the clock stands. */
  readonly deliveredAt?: bigint;
}

/**
 * Delivers one status report to the real feed on its authorised path, without any lag.
 * @throws FeedBrokenError while a fault stands in the proxy's place.
 * @throws FeedStalledError while the feed is told to keep silent.
 * @throws OutOfRangeError for a time that a feed cannot hold.
 * @throws TimeGoesBackError when `deliveredAt` lies before the newest block.
 * @throws FeedNotDrivableError, StatusNotDeliveredError as {@link deliverStatus}.
 */
export async function reportStatus(
  session: LabSession,
  down: boolean,
  options: ReportOptions,
): Promise<StatusDelivery> {
  const { rpc, clock, feeds } = session;
  inRange("at", options.at, 0n, LATEST_TIME);
  inRange("deliveredAt", options.deliveredAt, 0n, LATEST_TIME);
  await checkReporting(session);
  // Held, so that the default of `at` and the block's own time are the same second.
  const target = options.deliveredAt ?? clock.heldAt ?? (await clock.now());
  const wasHeld = clock.heldAt !== undefined || options.deliveredAt !== undefined;
  await clock.moveTo(target);
  const delivery = await deliverStatus(rpc, feeds.uptime, down, options.at ?? target);
  if (!wasHeld) clock.release();
  return delivery;
}

/**
 * Checks that the real uptime feed stands at its proxy and is not told to keep silent.
 * @throws FeedBrokenError, FeedStalledError when it does not.
 */
export async function checkReporting({ rpc, feeds, broken, stalled }: LabSession): Promise<void> {
  if (stalled.has(UPTIME)) throw new FeedStalledError(UPTIME);
  if (broken?.originalCode !== undefined && (await codeAt(rpc, feeds.uptime)) !== broken.originalCode) {
    throw new FeedBrokenError(broken.fault);
  }
}
