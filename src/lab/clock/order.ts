import type { DraftStep } from "./draft.js";
import type { StatusMessage, TimelineStep } from "./profile.js";

/** Steps of a chain that runs again, at which price feeds go on reporting. */
const GOES_ON: ReadonlySet<TimelineStep["kind"]> = new Set(["flip-up", "caught-up", "checkpoint", "feed-act"]);

/**
 * Puts steps in order: by real time, then by chain time, then as they were drafted; numbers them, adds what the feed answers
 * after each, and lets price feeds go on reporting once they have begun again.
 */
export function inOrder(drafts: readonly DraftStep[]): readonly TimelineStep[] {
  const sorted = [...drafts].sort((a, b) => Number(a.l1Time - b.l1Time) || Number(a.chainTime - b.chainTime));
  const feed = new FeedForecast();
  let reportedAgain: bigint | undefined;
  return sorted.map((draft, index) => {
    const { kind, ordinary, l1Time } = draft;
    feed.after(draft);
    const goesOn = GOES_ON.has(kind) && ordinary && reportedAgain !== undefined && reportedAgain < l1Time;
    if (kind === "prices" || goesOn) reportedAgain = l1Time;
    return { ...draft, ...(goesOn ? { pricesObservedAt: l1Time } : {}), index, feed: feed.status };
  });
}

/** What the feed will answer, by the rules that both families share: an older report than the newest change is ignored. */
class FeedForecast {
  status: TimelineStep["feed"] = "up";
  #since = 0n;

  after({ executes, status, bundled, act, chainTime }: DraftStep): void {
    if (!executes) return;
    if (bundled !== undefined) this.#hear(bundled);
    if (status !== undefined) this.#hear(status);
    // A fresh aggregator keeps the status and counts it from its own beginning.
    if (act?.act === "new-phase") this.#since = chainTime;
    else for (const report of act?.reports ?? []) this.#hear(report);
  }

  #hear({ down, reportedAt }: StatusMessage): void {
    const status = down ? "down" : "up";
    if (reportedAt < this.#since || status === this.status) return;
    this.status = status;
    this.#since = reportedAt;
  }
}
