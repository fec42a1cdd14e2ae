import { expect } from "chai";

import { borrowFresh, settleFresh } from "../../../src/lab/rules/prices.js";
import { findFaults } from "../../../src/lab/rules/find-faults.js";
import { BACK, context, findingsOf, HALT, recovering, SEEN, story, type At } from "../../helpers/rule-context.js";

const AT = BACK + 30n;

describe("lab/rules/prices", () => {
  for (const [offset, count] of [
    [-1n, 1],
    [0n, 0],
    [1n, 0],
  ] as const) {
    it(`given a price observed ${String(offset)} s from the recovery / when borrowing passes / L-12 finds ${String(count)}`, () => {
      const moments = story({ at: AT, feed: "down", price: BACK + offset, tries: [{ kind: "IncreaseRisk" }] });
      expect(findingsOf(borrowFresh, moments)).to.have.lengthOf(count);
    });
  }

  it("given an old price / when borrowing is stopped / L-12 finds nothing", () => {
    const moments = story({ at: AT, feed: "down", price: HALT, tries: [{ kind: "IncreaseRisk", result: recovering }] });
    expect(findingsOf(borrowFresh, moments)).to.be.empty;
  });

  for (const [age, kind] of [
    [3599n, "limits"],
    [3600n, "limits"],
    [3601n, "findings"],
  ] as const) {
    it(`given a feed that shows nothing / when borrowing passes on a price ${String(age)} s old / it is among the ${kind}`, () => {
      const moments: readonly At[] = [
        { at: HALT, price: HALT },
        { at: BACK, chainTime: HALT + age, tries: [{ kind: "IncreaseRisk" }] },
      ];
      const found = findFaults(context(moments), [borrowFresh]);
      expect(found[kind]).to.have.lengthOf(1);
      expect([...found.findings, ...found.limits]).to.have.lengthOf(1);
    });
  }

  it("given nobody can see the recovery yet / when settling passes / L-13 finds it, on a fresh price too; later it does not", () => {
    const settle = [{ kind: "Settle" }] as const;
    expect(findingsOf(settleFresh, story({ at: SEEN - 1n, feed: "down", tries: settle }))).to.have.lengthOf(1);
    expect(findingsOf(settleFresh, story({ at: SEEN, tries: settle }))).to.be.empty;
    expect(findingsOf(settleFresh, story({ at: SEEN + 1n, tries: settle }))).to.be.empty;
  });
});
