import { expect } from "chai";

import { plainClock } from "../../../src/lab/clock/plain.js";
import { clockProfile, clockProfiles } from "../../../src/lab/clock/profiles.js";
import type { ClockId } from "../../../src/lab/clock/profile.js";
import { resolveScenario } from "../../../src/lab/replay/resolve.js";
import { thrown } from "../../helpers/rejection.js";

const START = 1_000_000n;
const END = START + 900n;

describe("lab/clock/plain", () => {
  it("given an outage / when planned / the clock jumps, both reports have the true times and nothing is late", () => {
    const steps = plainClock.plan(
      resolveScenario({ startedAt: START, endedAt: END, queue: [{ id: "m", at: START + 5n }] }, "plain"),
    );
    const executed = steps.filter(({ executes }) => executes);
    expect(executed.map(({ id, chainTime, feed }) => [id, chainTime - START, feed])).to.deep.equal([
      ["before", -600n, "up"],
      ["halt", 0n, "up"],
      ["flip-down", 900n, "down"],
      ["delayed:m", 900n, "down"],
      ["flip-up", 900n, "up"],
      ["reopened", 900n, "up"],
      ["prices", 930n, "up"],
    ]);
    expect(steps.flatMap(({ executes, status }) => (executes && status ? [status.reportedAt] : []))).to.deep.equal([
      START,
      END,
    ]);
  });

  it("given the profiles / when looked up / each stands under its own id and any other text is refused", () => {
    for (const [id, profile] of Object.entries(clockProfiles)) {
      expect(profile.id).to.equal(id);
      expect(clockProfile(id as ClockId)).to.equal(profile);
    }
    expect(Object.keys(clockProfiles)).to.have.length(5);
    const error = thrown(() => clockProfile("toString" as ClockId));
    expect(error.code).to.equal("HF_LAB_SCENARIO_INVALID");
    expect(error.message).to.include("finalized-l1");
  });
});
