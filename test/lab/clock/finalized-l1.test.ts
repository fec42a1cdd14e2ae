import { expect } from "chai";

import { finalizedL1Clock } from "../../../src/lab/clock/finalized-l1.js";
import { resolveScenario } from "../../../src/lab/replay/resolve.js";
import type { OutageScenario } from "../../../src/lab/replay/scenario.js";

const START = 1_000_000n;
const END = START + 5_280n;

function step(scenario: Partial<OutageScenario>, id: string) {
  const lag = { downDetection: 160n, upDetection: 40n, visibility: 900n };
  const resolved = resolveScenario({ startedAt: START, endedAt: END, lag, ...scenario }, "finalized-l1");
  const found = finalizedL1Clock.plan(resolved).find((candidate) => candidate.id === id);
  expect(found, id).to.not.equal(undefined);
  return found as NonNullable<typeof found>;
}

describe("lab/clock/finalized-l1", () => {
  it("given messages queued during the halt / when planned / they execute at the recovery, in the order of L1, before others", () => {
    const queue = [
      { id: "late", at: START + 2_000n },
      { id: "early", at: START + 100n },
    ];
    const lag = { downDetection: 160n, upDetection: 40n, visibility: 900n };
    const resolved = resolveScenario({ startedAt: START, endedAt: END, lag, queue }, "finalized-l1");
    const executed = finalizedL1Clock.plan(resolved).filter(({ executes }) => executes);
    expect(executed.map(({ id, chainTime, feed }) => [id, chainTime - END, feed])).to.deep.equal([
      ["before", -5_880n, "up"],
      ["halt", -5_280n, "up"],
      ["delayed:early", 0n, "up"],
      ["flip-down", 0n, "down"],
      ["delayed:late", 0n, "down"],
      ["reopened", 0n, "down"],
      ["prices", 30n, "down"],
      ["flip-up", 940n, "up"],
    ]);
  });

  it("given a message around finality at the recovery / when planned / it waits for its L1 block to be final", () => {
    const waits = [-1n, 0n, 1n].map((off) => step({ queue: [{ id: "m", at: END - 900n + off }] }, "delayed:m"));
    expect(waits.map(({ chainTime }) => chainTime - END)).to.deep.equal([0n, 0n, 1n]);
    expect(waits.map(({ ordinary }) => ordinary)).to.deep.equal([false, false, true]);
  });

  it("given the range of the lag / when planned / the recovery shows 13 to 19 minutes after it was reported", () => {
    const shown = [780n, 1_140n].map(
      (visibility) => step({ lag: { upDetection: 40n, visibility } }, "flip-up").chainTime - END - 40n,
    );
    expect(shown).to.deep.equal([13n * 60n, 19n * 60n]);
  });

  it("given the halt / when planned / the clock stands still and jumps by its whole length", () => {
    expect(step({}, "reported:down").chainTime).to.equal(START);
    expect(step({}, "reopened").chainTime - step({}, "halt").chainTime).to.equal(5_280n);
  });
});
