import type { StatusDelivery } from "../feed/deliver.js";
import type { LabSession } from "../session.js";
import { reportStatus, type ReportOptions } from "./report-status.js";

/** The feed learns that the sequencer is up again; see {@link goDown} for repeats and old reports. */
export async function recover(session: LabSession, options: ReportOptions = {}): Promise<StatusDelivery> {
  return await reportStatus(session, false, options);
}
