import { later } from "../time.js";
import { sameTime, type Reports } from "./draft.js";
import { jumpClock } from "./jump.js";
import type { ResolvedScenario } from "../replay/scenario.js";

/**
 * Linea. The clock stands still during the halt and jumps. The sequencer itself reports: "down", with the time of the last
 * block, and "up", with the current time, are the first bundle of the first block after the recovery, so that no other
 * transaction ever sees the answer 1. Messages from L1 come after it.
 */
export const lineaClock = jumpClock({
  id: "linea",
  bundlesReports: true,
  reports: sequencersReports,

  message: ({ endedAt, lag }, sentAt) => {
    return sameTime(later(endedAt, sentAt + lag.visibility));
  },
});

/** `undefined` when the last block was not older than the age at which the sequencer reports itself. */
function sequencersReports({ startedAt, endedAt, lag }: ResolvedScenario): Reports | undefined {
  if (endedAt - startedAt <= lag.downDetection) return undefined;
  return {
    down: { down: true, reportedAt: startedAt },
    up: { down: false, reportedAt: endedAt + lag.upDetection },
  };
}
