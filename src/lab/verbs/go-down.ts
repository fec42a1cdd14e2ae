import type { StatusDelivery } from "../feed/deliver.js";
import type { LabSession } from "../session.js";
import { reportStatus, type ReportOptions } from "./report-status.js";

/**
 * The feed learns that the sequencer is down. While it already says so, Arbitrum's feed ignores the report and the Base
 * family refreshes `updatedAt`; a report older than the newest round is ignored by both.
 */
export async function goDown(session: LabSession, options: ReportOptions = {}): Promise<StatusDelivery> {
  return await reportStatus(session, true, options);
}
