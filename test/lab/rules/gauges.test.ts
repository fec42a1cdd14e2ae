import { expect } from "chai";

import {
  auctionsPause,
  deadlinesMove,
  deadlinesMoveOnce,
  neverFalls,
  settledOnce,
} from "../../../src/lab/rules/gauges.js";
import { BACK, findingsOf, HALT, SEEN, story, USERS } from "../../helpers/rule-context.js";

const SHOWN = BACK + 30n;

describe("lab/rules/gauges", () => {
  for (const [offset, count] of [
    [-1n, 1],
    [0n, 0],
    [1n, 0],
  ] as const) {
    it(`given an auction / when it has fallen ${String(offset)} s from the end of the users' time / L-14 finds ${String(count)}`, () => {
      const moments = story({ at: SHOWN, feed: "down", gauge: 100n }, { at: SEEN + USERS + offset, gauge: 99n });
      expect(findingsOf(auctionsPause, moments, "pauses")).to.have.lengthOf(count);
    });

    it(`given a deadline in the outage / when it ends ${String(offset)} s from the users' time / L-15 finds ${String(count)}`, () => {
      const moments = story({ at: HALT, gauge: BACK - 10n }, { at: SEEN, gauge: SEEN + USERS + offset });
      expect(findingsOf(deadlinesMove, moments, "deadline")).to.have.lengthOf(count);
    });
  }

  it("given an auction that fell before the feed showed the outage / when it then stands still / L-14 finds nothing", () => {
    const moments = story(
      { at: HALT, gauge: 101n },
      { at: SHOWN, feed: "down", gauge: 100n },
      { at: SEEN, gauge: 100n },
    );
    expect(findingsOf(auctionsPause, moments, "pauses")).to.be.empty;
  });

  it("given a deadline before the halt / when it stays / L-15 finds nothing", () => {
    const moments = story({ at: HALT, gauge: HALT }, { at: SEEN, gauge: HALT });
    expect(findingsOf(deadlinesMove, moments, "deadline")).to.be.empty;
    const later = story({ at: HALT, gauge: HALT + 1n }, { at: SEEN, gauge: HALT + 1n });
    expect(findingsOf(deadlinesMove, later, "deadline")).to.have.lengthOf(1);
  });

  for (const [offset, count] of [
    [-1n, 0],
    [0n, 0],
    [1n, 1],
  ] as const) {
    it(`given a deadline in the outage / when it moves ${String(offset)} s from the most / L-16 finds ${String(count)}`, () => {
      // Nitro's visibility lag of 900 s, and once more the 4000 s from the halt to where the recovery can be seen.
      const most = SEEN + 900n + 4_000n;
      const moments = story({ at: HALT, gauge: BACK - 10n }, { at: SEEN, gauge: most + offset });
      expect(findingsOf(deadlinesMoveOnce, moments, "deadline")).to.have.lengthOf(count);
    });
  }

  it("given two outages / when a deadline moves far / L-16 finds nothing", () => {
    const moments = story(
      { at: HALT, gauge: BACK },
      { at: SEEN + 100n, feed: "down" },
      { at: SEEN + 200n, gauge: SEEN + 50_000n },
    );
    expect(findingsOf(deadlinesMoveOnce, moments, "deadline")).to.be.empty;
  });

  it("given a settlement / when it depends on who asks when, or changes / L-17 finds it; else it does not", () => {
    const [one, two] = [SEEN + 1n, SEEN + 2n];
    const could = story({ at: one, gauge: 0n, branched: 5n }, { at: two, gauge: 0n, branched: 6n });
    expect(findingsOf(settledOnce, could, "once")).to.have.lengthOf(1);
    expect(findingsOf(settledOnce, story({ at: one, gauge: 5n }, { at: two, gauge: 6n }), "once")).to.have.lengthOf(1);
    const sound = story({ at: one, gauge: 0n, branched: 5n }, { at: two, gauge: 5n });
    expect(findingsOf(settledOnce, sound, "once")).to.be.empty;
  });

  it("given what must never shrink / when it falls / L-18 finds it; when it stays or grows it does not", () => {
    expect(
      findingsOf(neverFalls, story({ at: HALT, gauge: 5n }, { at: SEEN, gauge: 4n }), "never-falls"),
    ).to.have.lengthOf(1);
    expect(findingsOf(neverFalls, story({ at: HALT, gauge: 5n }, { at: SEEN, gauge: 5n }), "never-falls")).to.be.empty;
    expect(findingsOf(neverFalls, story({ at: HALT, gauge: 5n }, { at: SEEN, gauge: 6n }), "never-falls")).to.be.empty;
  });
});
