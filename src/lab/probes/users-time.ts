import type { ProbeStage } from "../probe/stage.js";
import { graceAfter } from "../probe/terms.js";

/** What users are due after an outage, whatever a protocol gives them. Chain time in seconds. */
export interface UsersTime {
  /** The last block before the halt: from the next second on, nobody could act. */
  readonly from: number;
  /** First second in which liquidations are no longer early. */
  readonly until: number;
  /** When ordinary transactions execute again. */
  readonly reopens: number;
}

/** Users' time as the scenario's terms give it: from the feed's report "up" on, lag and grace later. */
export function usersTime({ outage, terms }: Pick<ProbeStage, "outage" | "terms">): UsersTime {
  const { startedAt, endedAt, lag } = outage;
  const reported = endedAt - startedAt + lag.upDetection - lag.downDetection;
  const grace = endedAt - startedAt <= lag.downDetection ? 0n : graceAfter(reported, terms);
  const until = grace === 0n ? endedAt : endedAt + lag.upDetection + terms.visibilityLag + grace;
  return { from: Number(startedAt), until: Number(until), reopens: Number(endedAt) };
}
