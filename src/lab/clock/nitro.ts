import { later } from "../time.js";
import { jumpClock } from "./jump.js";

/**
 * Arbitrum Nitro. The clock stands still during the halt and jumps to real time with the first ordinary transaction.
 * Messages queued on L1 execute at the recovery, stamped with the time at which they were queued, so inside the outage; a
 * separate loop takes them once their L1 block is safe, which is also why the feed's reports arrive late.
 */
export const nitroClock = jumpClock({
  id: "nitro",

  message: ({ startedAt, endedAt, ordinaryHeadStart, lag }, sentAt) => {
    const l1Time = later(endedAt + ordinaryHeadStart, sentAt + lag.visibility);
    // Stamps never fall behind the newest block: only what runs before all ordinary traffic keeps its own time.
    return { l1Time, chainTime: l1Time === endedAt ? later(sentAt, startedAt) : l1Time };
  },
});
