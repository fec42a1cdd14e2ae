import type { StatusDelivery } from "../feed/deliver.js";
import { uptimeRound } from "../feed/uptime-feed.js";
import type { LabSession } from "../session.js";
import { reportStatus, type ReportOptions } from "./report-status.js";

/**
 * The feed is told its own status once more, as happens about once a day: on the Base family `updatedAt` moves and nothing
 * else, on Arbitrum nothing changes at all.
 */
export async function heartbeat(session: LabSession, options: ReportOptions = {}): Promise<StatusDelivery> {
  const { answer } = await uptimeRound(session.rpc, session.feeds.uptime);
  return await reportStatus(session, answer === 1n, options);
}
