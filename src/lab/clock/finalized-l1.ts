import { later } from "../time.js";
import { sameTime } from "./draft.js";
import { jumpClock } from "./jump.js";

/**
 * zkSync Era and Scroll. The clock stands still during the halt and jumps. Messages queued on L1 execute at the recovery, ahead
 * of ordinary transactions and stamped like them, but not before their L1 block is final: whoever queued late waits up to 19
 * minutes after the sequencer is back, and so do the feed's reports.
 */
export const finalizedL1Clock = jumpClock({
  id: "finalized-l1",

  message: ({ endedAt, lag }, sentAt) => {
    return sameTime(later(endedAt, sentAt + lag.visibility));
  },
});
