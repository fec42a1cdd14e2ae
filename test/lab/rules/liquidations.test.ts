import { expect } from "chai";

import { findFaults } from "../../../src/lab/rules/find-faults.js";
import {
  beforeShown,
  openAgain,
  severityByFreshPrice,
  usersFirst,
  whileDown,
} from "../../../src/lab/rules/liquidations.js";
import { guardTerms } from "../../../src/lab/probe/terms.js";
import {
  BACK,
  context,
  down,
  findingsOf,
  HALT,
  passed,
  recovering,
  SEEN,
  story,
  USERS,
  type At,
} from "../../helpers/rule-context.js";

const LIQUIDATE = [{ kind: "Liquidate" }] as const;
const LOST = [{ kind: "Liquidate", result: { ...passed, beyondSaving: true } }] as const;
const CLOSED = [{ kind: "Liquidate", result: recovering }] as const;

describe("lab/rules/liquidations", () => {
  it('given the feed says "down" / when a liquidation passes / L-1 finds it; stopped, beyond saving or before the halt it does not', () => {
    const at = BACK + 30n;
    expect(findingsOf(whileDown, story({ at, feed: "down", tries: LIQUIDATE }))).to.have.lengthOf(1);
    expect(findingsOf(whileDown, story({ at, feed: "down", tries: [{ kind: "Liquidate", result: down }] }))).to.be
      .empty;
    expect(findingsOf(whileDown, story({ at, feed: "down", tries: LOST }))).to.be.empty;
    expect(findingsOf(whileDown, story({ at: HALT, tries: LIQUIDATE }))).to.be.empty;
  });

  for (const [offset, count] of [
    [-1n, 1],
    [0n, 0],
    [1n, 0],
  ] as const) {
    it(`given a feed stuck at down / when a liquidation passes ${String(offset)} s from an hour after the outage / L-1 finds ${String(count)}`, () => {
      const moments: At = { at: BACK + 3600n + offset, feed: "down", tries: LIQUIDATE };
      expect(findingsOf(whileDown, story({ at: SEEN, feed: "down" }, moments))).to.have.lengthOf(count);
    });

    it(`given a recovery that can be seen / when a liquidation passes ${String(offset)} s from the users' time / L-3 finds ${String(count)}`, () => {
      const moments = story({ at: SEEN + USERS + offset, tries: LIQUIDATE });
      expect(findingsOf(usersFirst, moments)).to.have.lengthOf(count);
    });

    it(`given a position beyond saving / when taken on a price observed ${String(offset)} s from the recovery / L-4 finds ${String(count)}`, () => {
      const moments = story({ at: BACK + 30n, feed: "down", price: BACK + offset, tries: LOST });
      expect(findingsOf(severityByFreshPrice, moments)).to.have.lengthOf(count);
    });
  }

  for (const [offset, count] of [
    [-1n, 0],
    [0n, 1],
    [1n, 1],
  ] as const) {
    it(`given one outage / when still stopped ${String(offset)} s from the longest grace and ramp / L-5 finds ${String(count)}`, () => {
      const { maxGrace, visibilityLag, ramp } = guardTerms("nitro");
      const moments = story({ at: SEEN + maxGrace + visibilityLag + ramp + offset, tries: CLOSED });
      expect(findingsOf(openAgain, moments)).to.have.lengthOf(count);
    });

    it(`given flaps / when still stopped after the budget of "up" and ${String(offset)} s / L-5 finds ${String(count)}`, () => {
      const { graceBudget, visibilityLag } = guardTerms("nitro");
      const moments = story(
        { at: SEEN + 100n, feed: "down" },
        { at: SEEN + 600n },
        { at: SEEN + 500n + graceBudget + visibilityLag + offset, tries: CLOSED },
      );
      expect(findingsOf(openAgain, moments)).to.have.lengthOf(count);
    });
  }

  it("given a price that shows the chain to be behind / when a liquidation passes before the feed does / L-2 finds it", () => {
    const moments: readonly At[] = [
      { at: HALT, price: HALT },
      { at: BACK + 1n, chainTime: HALT + 2n, price: BACK + 1n, tries: LIQUIDATE },
      { at: BACK + 2n, chainTime: HALT + 160n, feed: "down" },
      { at: SEEN },
    ];
    expect(findingsOf(beforeShown, moments)).to.have.lengthOf(1);
  });

  it("given nothing on the chain shows the outage / when a liquidation passes / it is a limit, no finding", () => {
    const moments: readonly At[] = [
      { at: HALT, price: HALT },
      { at: BACK + 1n, chainTime: HALT + 2n, tries: LIQUIDATE },
      { at: BACK + 1n, chainTime: HALT + 160n, feed: "down" },
      { at: SEEN },
    ];
    const { findings, limits } = findFaults(context(moments), [beforeShown]);
    expect(findings).to.be.empty;
    expect(limits.map(({ rule }) => rule)).to.deep.equal(["L-2"]);
  });
});
