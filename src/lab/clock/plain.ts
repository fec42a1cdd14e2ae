import { later } from "../time.js";
import { sameTime } from "./draft.js";
import { jumpClock } from "./jump.js";

/**
 * A chain without peculiarities, for comparison and for local networks: the clock stands still and jumps, both reports carry
 * the true times and arrive at once, messages from L1 execute as soon as the chain runs.
 */
export const plainClock = jumpClock({
  id: "plain",

  message: ({ endedAt, lag }, sentAt) => {
    return sameTime(later(endedAt, sentAt + lag.visibility));
  },
});
