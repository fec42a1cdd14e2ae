import { expect } from "chai";

import { nitroClock } from "../../../src/lab/clock/nitro.js";
import { resolveScenario } from "../../../src/lab/replay/resolve.js";
import type { OutageScenario } from "../../../src/lab/replay/scenario.js";

const START = 1_000_000n;
const END = START + 5_280n;
const LAG = { downDetection: 160n, upDetection: 40n, visibility: 600n };

function plan(scenario: Partial<OutageScenario> = {}) {
  return nitroClock.plan(resolveScenario({ startedAt: START, endedAt: END, lag: LAG, ...scenario }, "nitro"));
}

function step(scenario: Partial<OutageScenario>, id: string) {
  const found = plan(scenario).find((candidate) => candidate.id === id);
  expect(found, id).to.not.equal(undefined);
  return found as NonNullable<typeof found>;
}

describe("lab/clock/nitro", () => {
  const queue = [
    { id: "early", at: START + 100n },
    { id: "late", at: START + 2_000n },
  ];

  it("given an outage / when planned / delayed messages are stamped when they were queued, inside the outage", () => {
    expect(step({ queue }, "delayed:early")).to.include({ l1Time: END, chainTime: START + 100n, feed: "up" });
    expect(step({ queue }, "flip-down")).to.include({ l1Time: END, chainTime: START + 160n, feed: "down" });
    expect(step({ queue }, "delayed:late")).to.include({ l1Time: END, chainTime: START + 2_000n, feed: "down" });
    expect(step({ queue }, "reopened")).to.include({ chainTime: END, feed: "down", ordinary: true });
  });

  it("given an outage / when planned / the clock jumps from the last block and never runs back", () => {
    const times = plan({ queue }).filter(({ executes }) => executes);
    expect(times.map(({ id }) => id)).to.deep.equal([
      "before",
      "halt",
      "delayed:early",
      "flip-down",
      "delayed:late",
      "reopened",
      "prices",
      "flip-up",
    ]);
    for (const [index, { chainTime }] of times.entries())
      expect(chainTime >= (times[index - 1]?.chainTime ?? 0n)).to.equal(true);
  });

  it("given the recovery / when planned / its report is made 40 s and seen 640 s later", () => {
    expect(step({}, "reported:up")).to.include({ l1Time: END + 40n, executes: false });
    const flip = step({}, "flip-up");
    expect(flip).to.include({ l1Time: END + 640n, chainTime: END + 640n, feed: "up" });
    expect(flip.status).to.deep.equal({ down: false, reportedAt: END + 40n });
  });

  it("given messages queued while the chain stands still / when planned / nothing executes then", () => {
    for (const id of ["queued:early", "queued:late", "reported:down"]) {
      expect(step({ queue }, id)).to.include({ executes: false, ordinary: false, chainTime: START });
    }
  });

  it("given a head start of ordinary transactions / when planned / they run before the delayed ones, which keep no own time", () => {
    const scenario = { queue, ordinaryHeadStart: 5n };
    expect(step(scenario, "reopened")).to.include({ chainTime: END, feed: "up" });
    expect(step(scenario, "flip-down")).to.include({ chainTime: END + 5n, feed: "down" });
    expect(step(scenario, "delayed:early")).to.include({ chainTime: END + 5n, feed: "up", ordinary: true });
    const order = plan(scenario).map(({ id }) => id);
    expect(order.indexOf("reopened")).to.be.lessThan(order.indexOf("delayed:early"));
    expect(order.indexOf("delayed:early")).to.be.lessThan(order.indexOf("flip-down"));
  });

  it("given a message whose L1 block is not yet safe at the recovery / when planned / it waits for that", () => {
    const young = [-1n, 0n, 1n].map((off) => step({ queue: [{ id: "m", at: END - 600n + off }] }, "delayed:m"));
    expect(young.map(({ l1Time }) => l1Time - END)).to.deep.equal([0n, 0n, 1n]);
    expect(young.map(({ chainTime }) => chainTime - END)).to.deep.equal([-601n, -600n, 1n]);
  });

  it("given an outage around the detection time / when planned / only a longer one is ever reported", () => {
    const reported = [159n, 160n, 161n].map((length) =>
      plan({ endedAt: START + length })
        .filter(({ status }) => status !== undefined)
        .map(({ id }) => id),
    );
    expect(reported.map(({ length }) => length)).to.deep.equal([0, 0, 4]);
  });

  it("given checkpoints / when planned / each counts from the moment it names", () => {
    const checkpoints = (["recovery", "up-report", "up-visible"] as const).map((since) => ({
      id: since,
      after: 10n,
      since,
    }));
    expect(step({ checkpoints }, "checkpoint:recovery").chainTime).to.equal(END + 10n);
    expect(step({ checkpoints }, "checkpoint:up-report").chainTime).to.equal(END + 50n);
    expect(step({ checkpoints }, "checkpoint:up-visible").chainTime).to.equal(END + 650n);
  });

  it("given checkpoints around the first price report / when planned / feeds go on reporting at those after it", () => {
    const checkpoints = [29n, 30n, 31n].map((after) => ({ id: `${after}`, after, since: "recovery" as const }));
    const observed = plan({ checkpoints }).flatMap(({ kind, id, pricesObservedAt }) =>
      pricesObservedAt === undefined || ["before", "halt"].includes(kind) ? [] : [[id, pricesObservedAt - END]],
    );
    expect(observed).to.deep.equal([
      ["prices", 30n],
      ["checkpoint:31", 31n],
      ["flip-up", 640n],
    ]);
  });

  it("given a plan / when read / ids are unique and indices count up", () => {
    const steps = plan({ queue });
    expect(new Set(steps.map(({ id }) => id)).size).to.equal(steps.length);
    expect(steps.map(({ index }) => index)).to.deep.equal([...steps.keys()]);
  });
});
