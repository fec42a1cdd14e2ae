/** Random outages with whatever may happen to a feed: Chainlink's contracts answer what the plan foretells. */
import * as fc from "fast-check";

import type { LabChainName } from "../../src/lab/chains.js";
import type { FeedAct } from "../../src/lab/replay/scenario.js";
import { suiteFork } from "../helpers/fork.js";
import { outageScenarios } from "../helpers/outage-scenarios.js";
import { propertyRuns } from "../helpers/property-runs.js";
import { expectAsPlanned, replayed } from "../helpers/replayed.js";

const SEED = 0x484f4c44;
const REPORTS: readonly FeedAct["act"][] = ["down", "up", "flap", "new-phase"];
const CHAINS: readonly (readonly [LabChainName, readonly FeedAct["act"][]])[] = [
  ["arbitrum", [...REPORTS, "late-down"]],
  ["base", [...REPORTS, "late-down"]],
  ["scroll", [...REPORTS, "late-down"]],
  ["linea", REPORTS],
];

for (const [name, acts] of CHAINS) {
  describe(`fork/plans on ${name}`, () => {
    const suite = suiteFork(name, { upstream: "embedded" });

    it("given any outage / when replayed / each step is mined at its time and the feed answers as planned", async () => {
      const { connection } = suite.fork;
      const start = (await suite.outage.clock.now()) + 3_600n;
      await fc.assert(
        fc.asyncProperty(outageScenarios(start, acts), async (scenario) => {
          const snapshot = await connection.networkHelpers.takeSnapshot();
          const { seen } = await replayed(connection, { ...scenario, maxBackfillBlocks: 2 });
          await snapshot.restore();
          expectAsPlanned(seen, name);
        }),
        { seed: SEED, numRuns: propertyRuns(10) },
      );
    });
  });
}
