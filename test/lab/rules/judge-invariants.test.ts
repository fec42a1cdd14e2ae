import { expect } from "chai";

import type { BrokenInvariant } from "../../../src/lab/probe/outcome.js";
import { judgeInvariants } from "../../../src/lab/rules/judge-invariants.js";
import { thrown } from "../../helpers/rejection.js";
import { BACK, context, HALT, SEEN, type At } from "../../helpers/rule-context.js";

/** The chain runs again a second before the feed says so. */
const moments: readonly At[] = [
  { at: HALT, price: HALT },
  { at: BACK + 1n, chainTime: HALT + 2n },
  { at: BACK + 2n, chainTime: HALT + 160n, feed: "down" },
  { at: SEEN },
];

const broken = (sentence: string, at: bigint): BrokenInvariant => ({
  invariant: "kept",
  world: "w",
  breach: { sentence, moment: { id: `t${String(at)}` }, where: "P.liquidate" },
});

const judged = (...breaches: readonly BrokenInvariant[]) =>
  judgeInvariants(context(moments), ["kept", "other"], breaches);

describe("lab/rules/judge-invariants", () => {
  it("given nothing on the chain shows the outage / when an invariant breaks / it is a limit, told with place and moment", () => {
    const { violations, limits } = judged(broken("Ana is liquidated", BACK + 1n));
    expect(violations).to.deep.equal({ kept: [], other: [] });
    expect(limits).to.deep.equal([
      {
        rule: "kept",
        probe: "hand-made",
        world: "w",
        where: "P.liquidate",
        step: `t${String(BACK + 1n)}`,
        at: Number(HALT + 2n),
        sentence: "Ana is liquidated.",
        pitfalls: [],
      },
    ]);
  });

  for (const [state, at] of [
    ["the feed has shown the outage", BACK + 2n],
    ["the feed has shown the recovery", SEEN],
    ["there is no outage yet", HALT],
  ] as const)
    it(`given ${state} / when an invariant breaks / it is a violation, and no limit`, () => {
      const { violations, limits } = judged(broken("Ana is liquidated", at));
      expect(violations["kept"]).to.deep.equal(["Ana is liquidated"]);
      expect(limits).to.be.empty;
    });

  it("given one loss before and one after the feed shows the outage / when judged / each is told as what it is", () => {
    const { violations, limits } = judged(
      broken("Ana is liquidated", BACK + 1n),
      broken("Cleo is liquidated", BACK + 1n),
      broken("Cleo is liquidated", SEEN),
    );
    expect(violations["kept"]).to.deep.equal(["Cleo is liquidated"]);
    expect(limits.map(({ sentence }) => sentence)).to.deep.equal(["Ana is liquidated; Cleo is liquidated."]);
  });

  it("given a sentence without a moment / when judged / it is a violation", () => {
    const { violations, limits } = judged({ invariant: "kept", world: "w", breach: "2 wei are missing" });
    expect(violations["kept"]).to.deep.equal(["2 wei are missing"]);
    expect(limits).to.be.empty;
  });

  it("given a moment that the run does not have / when judged / the probe is refused", () => {
    expect(thrown(() => judged(broken("Ana is liquidated", 7n))).code).to.equal("HF_LAB_PROBE_INVALID");
  });
});
