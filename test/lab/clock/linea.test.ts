import { expect } from "chai";

import { lineaClock } from "../../../src/lab/clock/linea.js";
import { resolveScenario } from "../../../src/lab/replay/resolve.js";
import type { OutageScenario } from "../../../src/lab/replay/scenario.js";

const START = 1_000_000n;
const END = START + 2_760n;

function plan(scenario: Partial<OutageScenario> = {}) {
  return lineaClock.plan(resolveScenario({ startedAt: START, endedAt: END, ...scenario }, "linea"));
}

describe("lab/clock/linea", () => {
  it("given an outage / when planned / both reports are one step, first in the first new block, and the feed never shows down", () => {
    const executed = plan({ queue: [{ id: "m", at: START + 5n }] }).filter(({ executes }) => executes);
    expect(executed.map(({ id, chainTime, feed }) => [id, chainTime - START, feed])).to.deep.equal([
      ["before", -600n, "up"],
      ["halt", 0n, "up"],
      ["flip-up", 2_760n, "up"],
      ["delayed:m", 2_760n, "up"],
      ["reopened", 2_760n, "up"],
      ["prices", 2_790n, "up"],
    ]);
  });

  it("given the bundle / when planned / down carries the time of the last block and up that of the first new one", () => {
    const bundle = plan().find(({ id }) => id === "flip-up");
    expect(bundle?.bundled).to.deep.equal({ down: true, reportedAt: START });
    expect(bundle?.status).to.deep.equal({ down: false, reportedAt: END });
    expect(bundle?.ordinary).to.equal(false);
  });

  it("given a halt of 59, 60 and 61 seconds / when planned / the sequencer reports only the longest", () => {
    const reported = [59n, 60n, 61n].map((length) => plan({ endedAt: START + length }).some(({ status }) => status));
    expect(reported).to.deep.equal([false, false, true]);
  });

  it("given a lost report / when planned / the other one comes alone", () => {
    const ids = (lost: "down" | "up") =>
      plan({ lostReports: [lost] }).filter(({ executes, status }) => executes && status);
    expect(ids("up").map(({ id, feed, bundled }) => [id, feed, bundled])).to.deep.equal([
      ["flip-down", "down", undefined],
    ]);
    expect(ids("down").map(({ id, feed, bundled }) => [id, feed, bundled])).to.deep.equal([
      ["flip-up", "up", undefined],
    ]);
  });
});
