import { expect } from "chai";

import type { WorldHistory } from "../../../../src/lab/probe/probe.js";
import { loanInvariants } from "../../../../src/lab/probes/loans/invariants.js";
import type { LoanState, LoanWorld } from "../../../../src/lab/probes/loans/state.js";
import type { AttemptResult } from "../../../../src/report/model.js";

const ANA = "0x00000000000000000000000000000000000000aA";
const CLEO = "0x00000000000000000000000000000000000000cC";
const passed: AttemptResult = { outcome: "passed" };
const moment = {
  id: "prices",
  kind: "prices",
  label: "Price feeds report again",
  l1Time: 1n,
  chainTime: 1n,
  feed: "up",
  ordinary: true,
} as const;

/** A market in which somebody was liquidated; only what the invariant reads. */
const stateOf = (taken: readonly string[], saved: LoanState["saved"]): LoanState => {
  const book = { liquidations: () => Promise.resolve(taken.map((account) => ({ account, at: 1 }))) };
  const people = { ana: { address: ANA }, cleo: { address: CLEO } };
  return { worlds: { w: { book, people } as unknown as LoanWorld }, saved } as unknown as LoanState;
};

const violations = async (taken: readonly string[], results: readonly AttemptResult[]) => {
  const history: WorldHistory = { passed: () => results.map((result) => ({ moment, result })) };
  const [kept] = loanInvariants({ id: "lending", paths: { liquidate: "LendingMarket.liquidate" } });
  return (await kept?.violations(stateOf(taken, new Set(["ana"])), "w", history)) ?? [];
};

describe("lab/probes/loans/invariants", () => {
  it("given Ana, who acts in time / when she is liquidated / the breach names the moment and what was called", async () => {
    expect(await violations([ANA.toLowerCase()], [passed])).to.deep.equal([
      { sentence: "Ana, who acts in time, is liquidated", moment, where: "LendingMarket.liquidate" },
    ]);
  });

  it("given a liquidation that the lab has not sent / when she is liquidated / it is a breach at no moment", async () => {
    expect(await violations([ANA], [])).to.deep.equal(["Ana, who acts in time, is liquidated"]);
  });

  it("given she was beyond saving, or kept her position, or it was somebody else / when asked / nothing is broken", async () => {
    expect(await violations([ANA], [{ ...passed, beyondSaving: true }])).to.deep.equal([]);
    expect(await violations([], [])).to.deep.equal([]);
    expect(await violations([CLEO], [passed])).to.deep.equal([]);
  });
});
