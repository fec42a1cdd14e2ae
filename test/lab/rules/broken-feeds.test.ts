import { expect } from "chai";

import {
  failsClosed,
  harmlessChanges,
  LONGEST_WITHHOLDING,
  noBrick,
  noPanic,
  notForGood,
  onlyZeroIsUp,
} from "../../../src/lab/rules/broken-feeds.js";
import { findingsUnder } from "../../helpers/rule-context.js";

const UNAVAILABLE = { outcome: "stopped", error: "UptimeFeedUnavailable" } as const;
const PANIC = { outcome: "stopped", error: "Panic(0x11)" } as const;

describe("lab/rules/broken-feeds", () => {
  for (const [rule, fault] of [
    [onlyZeroIsUp, "two"],
    [onlyZeroIsUp, "neverStarted"],
    [failsClosed, "noCode"],
    [failsClosed, "reverts"],
  ] as const) {
    it(`given the fault ${fault} / when borrowing passes / ${rule.id} finds it; stopped it does not`, () => {
      expect(findingsUnder(rule, fault, [{ kind: "IncreaseRisk" }])).to.have.lengthOf(1);
      expect(findingsUnder(rule, fault, [{ kind: "IncreaseRisk", result: UNAVAILABLE }])).to.be.empty;
    });

    it(`given the fault ${fault} / when a liquidation passes / ${rule.id} finds it only where prices are silent too`, () => {
      expect(findingsUnder(rule, fault, [{ kind: "Liquidate" }])).to.be.empty;
      const quiet = { age: 18_000n, isQuiet: true };
      expect(findingsUnder(rule, fault, [{ kind: "Liquidate" }], quiet)).to.have.lengthOf(1);
    });
  }

  it("given a harmless oddity / when borrowing passes / L-19 and L-20 find nothing", () => {
    for (const rule of [onlyZeroIsUp, failsClosed]) {
      expect(findingsUnder(rule, "hugeReturn", [{ kind: "IncreaseRisk" }])).to.be.empty;
    }
  });

  for (const kind of ["ReduceRisk", "Exercise"] as const) {
    it(`given a dead feed / when ${kind} is stopped / L-21 finds it; passed it does not`, () => {
      expect(findingsUnder(noBrick, "reverts", [{ kind, result: UNAVAILABLE }])).to.have.lengthOf(1);
      expect(findingsUnder(noBrick, "reverts", [{ kind }])).to.be.empty;
    });
  }

  it("given a start in the future / when the error is a panic / L-22 finds it; a named error it does not", () => {
    expect(findingsUnder(noPanic, "futureStart", [{ kind: "Liquidate", result: PANIC }])).to.have.lengthOf(1);
    expect(findingsUnder(noPanic, "futureStart", [{ kind: "Liquidate", result: UNAVAILABLE }])).to.be.empty;
  });

  for (const [offset, count] of [
    [-1n, 0],
    [0n, 1],
    [1n, 1],
  ] as const) {
    it(`given a stuck feed / when liquidations are stopped ${String(offset)} s from three days / L-23 finds ${String(count)}`, () => {
      const stopped = [{ kind: "Liquidate", result: UNAVAILABLE }] as const;
      const age = LONGEST_WITHHOLDING + offset;
      expect(findingsUnder(notForGood, "stuckDown", stopped, { age })).to.have.lengthOf(count);
    });
  }

  it("given a short history / when something is stopped / L-24 finds it; a new phase may close for a while", () => {
    const stopped = [{ kind: "Liquidate", result: UNAVAILABLE }] as const;
    expect(findingsUnder(harmlessChanges, "oneRound", stopped)).to.have.lengthOf(1);
    expect(findingsUnder(harmlessChanges, "oneRound", [{ kind: "Liquidate" }])).to.be.empty;
    expect(findingsUnder(harmlessChanges, "newPhase", stopped)).to.be.empty;
  });
});
