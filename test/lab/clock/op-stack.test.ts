import { expect } from "chai";

import { CatchUp } from "../../../src/lab/clock/catch-up.js";
import { opStackClock } from "../../../src/lab/clock/op-stack.js";
import { resolveScenario } from "../../../src/lab/replay/resolve.js";
import type { OutageScenario } from "../../../src/lab/replay/scenario.js";

const START = 1_000_000n;
/** 1900 s of halt at 20 s of chain time per second: caught up after another 100 s. */
const END = START + 1_900n;
const CAUGHT_UP = END + 100n;
const LAG = { downDetection: 160n, upDetection: 40n, visibility: 48n };

function resolved(scenario: Partial<OutageScenario> = {}) {
  return resolveScenario({ startedAt: START, endedAt: END, lag: LAG, ...scenario }, "op-stack");
}

function step(scenario: Partial<OutageScenario>, id: string) {
  const found = opStackClock.plan(resolved(scenario)).find((candidate) => candidate.id === id);
  expect(found, id).to.not.equal(undefined);
  return found as NonNullable<typeof found>;
}

describe("lab/clock/op-stack", () => {
  const catchUp = new CatchUp(resolved());

  it("given the recovery / when real time runs / the chain's clock gains on it until both agree", () => {
    expect(catchUp.caughtUpAt).to.equal(CAUGHT_UP);
    const around = [END - 1n, END, END + 1n, CAUGHT_UP - 1n, CAUGHT_UP, CAUGHT_UP + 1n, CAUGHT_UP + 2n];
    expect(around.map((time) => catchUp.chainTimeAt(time) - START)).to.deep.equal([
      0n,
      0n,
      20n,
      1_980n,
      2_000n,
      2_000n,
      2_002n,
    ]);
  });

  it("given a moment of chain time / when asked for its real time / both mappings agree and never run ahead", () => {
    for (let chain = START + 2n; chain < CAUGHT_UP + 10n; chain += 2n) {
      const real = catchUp.l1TimeOf(chain);
      expect(real >= chain && real >= END, `${chain}`).to.equal(true);
      expect(catchUp.chainTimeAt(real) >= chain, `${chain}`).to.equal(true);
    }
  });

  it("given the first back-dated blocks / when planned / the feed still says up for 208 s of chain time", () => {
    expect(step({}, "reopened")).to.include({ chainTime: START + 2n, feed: "up", ordinary: true });
    const flip = step({}, "flip-down");
    expect(flip.chainTime - START).to.equal(208n);
    expect(flip.l1Time - END).to.equal(11n);
  });

  it("given the range of the lag / when planned / the blind stretch lasts between 3 and 4 minutes of back-dated time", () => {
    const blind = ([135n, 190n] as const).map(
      (downDetection) => step({ lag: { ...LAG, downDetection } }, "flip-down").chainTime - START,
    );
    expect(blind).to.deep.equal([184n, 238n]);
  });

  it("given a deposit made during the halt / when planned / it executes 48 s after its L1 time, on the grid of blocks", () => {
    const queue = [100n, 101n, 102n].map((after) => ({ id: `m${after}`, at: START + after }));
    expect(queue.map(({ id }) => step({ queue }, `delayed:${id}`).chainTime - START)).to.deep.equal([148n, 150n, 150n]);
    expect(step({ queue }, "delayed:m100")).to.include({ feed: "up", ordinary: false });
  });

  it("given an open mempool / when planned / the first price report is back-dated and observed ahead of the chain", () => {
    const prices = step({}, "prices");
    expect(prices).to.include({
      l1Time: END + 30n,
      chainTime: START + 600n,
      ordinary: true,
      pricesObservedAt: END + 30n,
    });
  });

  it("given a closed mempool / when planned / nothing ordinary enters a block before the chain has caught up", () => {
    const steps = opStackClock.plan(resolved({ mempoolOpen: false }));
    for (const { executes, ordinary, chainTime, l1Time, id } of steps) {
      if (executes && chainTime > START) expect(ordinary, id).to.equal(l1Time >= CAUGHT_UP);
    }
    expect(steps.find(({ id }) => id === "prices")?.l1Time).to.equal(CAUGHT_UP);
    expect(steps.find(({ id }) => id === "caught-up")).to.not.have.property("pricesObservedAt");
  });

  it("given an open mempool / when planned / the price is reported again when the chain has caught up", () => {
    const lag = { ...LAG, upDetection: 150n };
    expect(step({ lag }, "caught-up")).to.include({ pricesObservedAt: CAUGHT_UP });
    // With the shorter lag the flip to up is produced in the same real second, and reports for both.
    expect(step({}, "flip-up")).to.include({ l1Time: CAUGHT_UP, pricesObservedAt: CAUGHT_UP });
    expect(step({}, "caught-up")).to.not.have.property("pricesObservedAt");
  });

  it("given a report made after the chain has caught up / when planned / it is seen 48 s later", () => {
    const lag = { ...LAG, upDetection: 150n };
    expect(step({ lag }, "flip-up")).to.include({ l1Time: END + 198n, chainTime: END + 198n, feed: "up" });
  });

  it("given a plan / when executed in order / neither clock ever runs back", () => {
    const queue = [5n, 400n, 1_899n, 1_990n].map((after) => ({ id: `m${after}`, at: START + after }));
    const steps = opStackClock.plan(resolved({ queue })).filter(({ executes }) => executes);
    for (const [index, { l1Time, chainTime, id }] of steps.entries()) {
      const previous = steps[index - 1];
      expect(previous === undefined || (previous.l1Time <= l1Time && previous.chainTime <= chainTime), id).to.equal(
        true,
      );
    }
  });
});
