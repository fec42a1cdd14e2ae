import { expect } from "chai";

import { clockProfile } from "../../../src/lab/clock/profiles.js";
import type { ClockId } from "../../../src/lab/clock/profile.js";
import { resolveScenario } from "../../../src/lab/replay/resolve.js";
import type { FeedAct, OutageScenario } from "../../../src/lab/replay/scenario.js";

const START = 1_000_000n;
const END = START + 3_600n;

function act(kind: FeedAct["act"], after: bigint, since: FeedAct["since"] = "recovery"): FeedAct {
  return { id: kind, act: kind, after, since };
}

function plan(clock: ClockId, scenario: Partial<OutageScenario>) {
  const lag = { downDetection: 160n, upDetection: 40n, visibility: 48n };
  return clockProfile(clock).plan(resolveScenario({ startedAt: START, endedAt: END, lag, ...scenario }, clock));
}

/** Ids of executing steps after the halt with what the feed then answers. */
function feeds(clock: ClockId, scenario: Partial<OutageScenario>) {
  return plan(clock, scenario)
    .filter(({ executes, l1Time }) => executes && l1Time >= END)
    .map(({ id, feed }) => `${id} ${feed}`);
}

describe("lab/clock/placing", () => {
  it("given further reports / when planned / each arrives when asked, made as long before as the lag has it", () => {
    const steps = plan("nitro", { feedActs: [act("down", 500n, "up-visible"), act("up", 900n, "up-visible")] });
    const acts = steps.filter(({ kind }) => kind === "feed-act");
    expect(acts.map(({ id, l1Time, chainTime, feed }) => [id, l1Time - END, chainTime - END, feed])).to.deep.equal([
      ["feed-act:down", 588n, 588n, "down"],
      ["feed-act:up", 988n, 988n, "up"],
    ]);
    expect(acts.map(({ act: planned }) => planned?.reports)).to.deep.equal([
      [{ down: true, reportedAt: END + 540n }],
      [{ down: false, reportedAt: END + 940n }],
    ]);
  });

  it("given a chain that catches up / when a report arrives meanwhile / its block is not behind the report", () => {
    const found = plan("op-stack", { feedActs: [act("down", 60n)] }).find(({ kind }) => kind === "feed-act");
    // Caught up 190 s after the recovery: the block is produced while the chain is still 123 s behind.
    expect(found).to.include({ chainTime: END + 60n, l1Time: END + 183n });
    expect(found?.act?.reports).to.deep.equal([{ down: true, reportedAt: END + 12n }]);
  });

  it("given a flap / when planned / the feed says up after it, and two reports of one second arrive", () => {
    const found = plan("plain", { feedActs: [act("flap", 100n)] }).find(({ kind }) => kind === "feed-act");
    expect(found?.feed).to.equal("up");
    expect(found?.act?.reports.map(({ down }) => down)).to.deep.equal([true, false]);
    expect(new Set(found?.act?.reports.map(({ reportedAt }) => reportedAt)).size).to.equal(1);
  });

  it("given a lost report up / when planned / the feed is stuck down until the next report", () => {
    expect(feeds("nitro", { lostReports: ["up"], feedActs: [act("up", 7_200n)] })).to.deep.equal([
      "flip-down down",
      "reopened down",
      "prices down",
      "feed-act:up up",
    ]);
  });

  it("given a lost report down / when it is relayed late / it carries its own time and the feed is stuck down", () => {
    const scenario = { lostReports: ["down"] as const, feedActs: [act("late-down", 7_200n)] };
    expect(feeds("nitro", scenario)).to.deep.equal([
      "reopened up",
      "prices up",
      "flip-up up",
      "feed-act:late-down down",
    ]);
    const late = plan("nitro", scenario).at(-1);
    expect(late?.act?.reports).to.deep.equal([{ down: true, reportedAt: START + 160n }]);
  });

  it("given a late down after the recovery arrived / when planned / the feed ignores it: it is older", () => {
    expect(feeds("nitro", { feedActs: [act("late-down", 7_200n)] }).at(-1)).to.equal("feed-act:late-down up");
  });

  it("given a new phase before, at and after the report up is made / when planned / only a later one hides it", () => {
    const last = [39n, 40n, 41n].map((after) => feeds("plain", { feedActs: [act("new-phase", after)] }).at(-1));
    expect(last).to.deep.equal(["flip-up up", "flip-up up", "flip-up down"]);
  });

  it("given prices that go on / when an act of the feed follows / they are reported there too", () => {
    const found = plan("nitro", { feedActs: [act("down", 500n)] }).find(({ kind }) => kind === "feed-act");
    expect(found?.pricesObservedAt).to.equal(END + 500n);
  });
});
