import { expect } from "chai";

import { REDEEM_ACTION } from "../../../src/demo/expiry/moves.js";
import { OPTION_WORLDS } from "../../../src/demo/expiry/worlds.js";
import { checkInvariants } from "../../../src/demo/invariants.js";
import type { ExpiryOutcome, Run } from "../../../src/report/model.js";

const WRITERS_FROM = 3000;
const NOTHING = { weth: "0", usdc: "0" };

const OUTCOME: ExpiryOutcome = {
  expiry: 1000,
  effectiveExpiry: { clock: 2000, plain: 1000 },
  writersFrom: WRITERS_FROM,
  writerPaidAt: { clock: WRITERS_FROM, plain: 1500 },
  dueCents: 500,
  holderLossCents: { clock: 0, plain: 500 },
  writerCostCents: { clock: 0, plain: -500 },
  missing: { clock: NOTHING, plain: NOTHING },
  sentences: [],
};

/** A run in which the writer is paid in both worlds at a second of chain time. */
function runOf(changes: Partial<ExpiryOutcome>, paidAt = WRITERS_FROM): Run {
  const results = { clock: { outcome: "passed" }, plain: { outcome: "passed" } } as const;
  const attempts = [{ actor: "Will", action: REDEEM_ACTION, kind: "Settle", results }];
  return {
    id: "options",
    title: "",
    description: "",
    worlds: OPTION_WORLDS,
    pair: "",
    steps: [{ id: "x", label: "x", realTime: paidAt, chainTime: paidAt, feed: "up", status: "Up", attempts }],
    spans: [],
    prices: [],
    money: [],
    measures: [],
    expiry: { ...OUTCOME, ...changes },
    notStopped: [],
    setup: [],
  };
}

const broken = (changes: Partial<ExpiryOutcome>, paidAt?: number) =>
  checkInvariants([runOf(changes, paidAt)]).flatMap(({ id, holds }) => (holds ? [] : [id]));

describe("demo, invariants of the options", () => {
  it("given a run as it should be, and one without options / when checked / nothing is broken", () => {
    expect(broken({})).to.deep.equal([]);
    const { expiry, ...without } = runOf({}, 0);
    expect(expiry).to.not.equal(undefined);
    expect(checkInvariants([without]).every(({ holds }) => holds)).to.equal(true);
  });

  it("DEMO-13 given a holder's loss / when it is above what rounding explains, and only with the clock / it is broken", () => {
    expect(broken({ holderLossCents: { clock: 3, plain: 500 } })).to.deep.equal([]);
    expect(broken({ holderLossCents: { clock: 4, plain: 500 } })).to.deep.equal(["DEMO-13"]);
    expect(broken({ holderLossCents: { plain: 500 } })).to.deep.equal(["DEMO-13"]);
    expect(broken({ holderLossCents: { clock: -100, plain: 500 } })).to.deep.equal([]);
  });

  for (const [before, expected] of [
    [1, ["DEMO-14"]],
    [0, []],
    [-1, []],
  ] as const) {
    it(`DEMO-14 given a writer paid ${String(before)} s early / when checked / it is ${expected.length === 0 ? "kept" : "broken"}`, () => {
      expect(broken({}, WRITERS_FROM - before)).to.deep.equal(expected);
    });
  }

  it("DEMO-14 given a writer who is never paid with the clock / when checked / it is broken", () => {
    expect(broken({ writerPaidAt: { plain: 1500 } })).to.deep.equal(["DEMO-14"]);
  });

  it("DEMO-15 given a smallest unit missing, or one too many / when checked / it is broken", () => {
    expect(broken({ missing: { clock: { weth: "1", usdc: "0" } } })).to.deep.equal(["DEMO-15"]);
    expect(broken({ missing: { clock: NOTHING, plain: { weth: "0", usdc: "-1" } } })).to.deep.equal(["DEMO-15"]);
  });
});
