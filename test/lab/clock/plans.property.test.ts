/** What holds for the plan of every outage, on every clock. */
import * as fc from "fast-check";

import { clockProfiles } from "../../../src/lab/clock/profiles.js";
import type { ClockId, TimelineStep } from "../../../src/lab/clock/profile.js";
import { resolveScenario } from "../../../src/lab/replay/resolve.js";
import type { OutageScenario } from "../../../src/lab/replay/scenario.js";
import { outageScenarios } from "../../helpers/outage-scenarios.js";

const START = 1_700_000_000n;
const SEED = 0x484f4c44;

const RULES: Readonly<Record<string, (steps: readonly TimelineStep[], scenario: OutageScenario) => boolean>> = {
  "neither clock runs back": (steps) => {
    const executed = steps.filter(({ executes }) => executes);
    return executed.every(({ l1Time, chainTime }, index) => {
      const before = executed[index - 1];
      return before === undefined || (before.l1Time <= l1Time && before.chainTime <= chainTime);
    });
  },
  "the chain's clock is never ahead of real time": (steps) =>
    steps.every(({ l1Time, chainTime }) => chainTime <= l1Time),
  "nothing executes between the last block and the recovery": (steps, { startedAt, endedAt }) =>
    steps.every(({ executes, l1Time }) => !executes || l1Time <= startedAt || l1Time >= endedAt),
  "each queued message executes once, not before it was sent": (steps, { queue = [] }) =>
    queue.every(({ id, at }) => {
      const executed = steps.filter((step) => step.id === `delayed:${id}`);
      return executed.length === 1 && executed.every(({ l1Time, chainTime }) => l1Time >= at && chainTime >= at);
    }),
  "a report arrives after it was made, unless it is lost": (steps, { lostReports = [] }) =>
    steps.every(({ executes, status, bundled, l1Time }) => {
      if (!executes || status === undefined) return true;
      return (
        l1Time >= status.reportedAt &&
        [status, bundled].every((report) => report === undefined || !lostReports.includes(report.down ? "down" : "up"))
      );
    }),
  "ids differ and indices count up": (steps) =>
    new Set(steps.map(({ id }) => id)).size === steps.length && steps.every(({ index }, place) => index === place),
  "the feed changes at its own steps only": (steps) =>
    steps.every(
      ({ feed, kind }, index) =>
        feed === (steps[index - 1]?.feed ?? "up") || ["flip-down", "flip-up", "feed-act"].includes(kind),
    ),
  "price feeds report in ordinary steps only, what is observed is never older than the report before": (steps) => {
    const reports = steps.filter(({ pricesObservedAt }) => pricesObservedAt !== undefined);
    return reports.every(
      ({ ordinary, pricesObservedAt = 0n }, index) =>
        ordinary && pricesObservedAt >= (reports[index - 1]?.pricesObservedAt ?? 0n),
    );
  },
};

for (const clock of Object.keys(clockProfiles) as ClockId[]) {
  describe(`lab/clock/plans on ${clock}`, () => {
    for (const [rule, holds] of Object.entries(RULES)) {
      it(`given any outage / when planned / ${rule}`, () => {
        fc.assert(
          fc.property(outageScenarios(START), (scenario) =>
            holds(clockProfiles[clock].plan(resolveScenario(scenario, clock)), scenario),
          ),
          { seed: SEED, numRuns: 300 },
        );
      });
    }
  });
}
