/** Random outages for properties of plans and replays, as fast-check arbitraries. */
import * as fc from "fast-check";

import type { FeedAct, OutageScenario } from "../../src/lab/replay/scenario.js";

const ALL_ACTS: readonly FeedAct["act"][] = ["down", "up", "flap", "late-down", "new-phase"];

const seconds = (most: number) => fc.integer({ min: 0, max: most }).map(BigInt);
const since = fc.constantFrom("recovery" as const, "up-report" as const, "up-visible" as const);

/**
 * Outages of up to eight hours, with messages, checkpoints, acts of the feed and lost reports.
 * @param start L1 time of the last block.
 * @param acts What may happen to the feed; default: everything.
 */
export function outageScenarios(
  start: bigint,
  acts: readonly FeedAct["act"][] = ALL_ACTS,
): fc.Arbitrary<OutageScenario> {
  return fc
    .record({
      length: fc.integer({ min: 1, max: 30_000 }).map(BigInt),
      lag: fc.record({ downDetection: seconds(300), upDetection: seconds(120), visibility: seconds(1_200) }),
      queue: fc.array(seconds(32_000), { maxLength: 4 }),
      checkpoints: fc.array(fc.record({ since, after: seconds(8_000) }), { maxLength: 3 }),
      feedActs: fc.array(
        fc.record({
          act: fc.constantFrom(...acts),
          since,
          after: seconds(8_000),
        }),
        { maxLength: 4 },
      ),
      lostReports: fc.subarray(["down" as const, "up" as const]),
      ordinaryHeadStart: fc.oneof(fc.constant(0n), seconds(60)),
      mempoolOpen: fc.boolean(),
      catchUpSpeed: fc.integer({ min: 2, max: 60 }).map(BigInt),
      priceDelay: seconds(120),
    })
    .map(({ length, queue, checkpoints, feedActs, ...rest }) => ({
      ...rest,
      startedAt: start,
      endedAt: start + length,
      queue: queue.map((after, index) => ({ id: `${index}`, at: start + after })),
      checkpoints: checkpoints.map((checkpoint, index) => ({ ...checkpoint, id: `${index}` })),
      feedActs: feedActs.map((act, index) => ({ ...act, id: `${index}` })),
      prices: {},
    }));
}
