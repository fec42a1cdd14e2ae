import { expect } from "chai";

import {
  expectedAllowance,
  isSevere,
  type Circumstances,
  type Expected,
  type LiquidationTerms,
} from "../../../src/risk/replica/allowance.js";

const TERMS: LiquidationTerms = {
  closeFactorBps: 5000n,
  startCloseFactorBps: 1000n,
  startBonusBps: 100n,
  severityMarginBps: 100n,
  maxQuiet: 10_800n,
};
const RECOVERED = 100_000n;
const RAMP_START = RECOVERED + 5_000n;
const RAMP = 3_600n;
const RECOVERY = { recoveredAt: RECOVERED, rampStart: RAMP_START, rampLength: RAMP, doubled: false };
const PLENTY = 10n ** 30n;

/** Debt of 94 against a collateral of 100: not healthy, and not beyond saving. */
const ORDINARY = {
  debtValue: 94_000n,
  collateralValue: 100_000n,
  liquidationThresholdBps: 9150n,
  liquidationBonusBps: 260n,
};
/** Debt of 98: debt and bonus take all. */
const LOST = { ...ORDINARY, debtValue: 98_000n };

/** The start of the ramp on a fresh price, but for what is named. */
function at(changes: Partial<Circumstances>): Circumstances {
  const now = changes.now ?? RAMP_START;
  return {
    now,
    status: "Ramping",
    round: { startedAt: now, updatedAt: now },
    throttleLeft: PLENTY,
    recovery: RECOVERY,
    ...changes,
  };
}

function said({ rule, closeFactorBps, bonusBps, maxDebtValue }: Expected): readonly unknown[] {
  return [rule, closeFactorBps, bonusBps, maxDebtValue];
}

const ask = (position: typeof ORDINARY, changes: Partial<Circumstances>) =>
  said(expectedAllowance(position, TERMS, at(changes)));

describe("demo, liquidation rules as the report tells them", () => {
  it("given no recovery yet / when asked / it is a normal day, but nothing while Down", () => {
    const { now, round, throttleLeft } = at({});
    const before = { now, status: "Up", round, throttleLeft };
    expect(said(expectedAllowance(ORDINARY, TERMS, before))).to.deep.equal(["normal", 5000n, 260n, 47_000n]);
    expect(said(expectedAllowance(ORDINARY, TERMS, { ...before, status: "Down" }))).to.deep.equal(["down", 0n, 0n, 0n]);
  });

  for (const [ahead, rule] of [
    [0n, "ramp"],
    [1n, "ahead"],
  ] as const) {
    it(`given a price ${String(ahead)} s ahead of the clock / when asked / the rule is "${rule}"`, () => {
      const [written, seen] = [
        { updatedAt: RAMP_START + ahead, startedAt: RAMP_START },
        { updatedAt: RAMP_START, startedAt: RAMP_START + ahead },
      ];
      expect(ask(ORDINARY, { round: written })[0]).to.equal(rule);
      expect(ask(ORDINARY, { round: seen })[0]).to.equal(rule);
    });
  }

  it("given Recovering / when asked / who can be saved is left alone and who cannot is exempt, on a fresh price only", () => {
    expect(ask(ORDINARY, { status: "Recovering" })).to.deep.equal(["users-first", 0n, 0n, 0n]);
    expect(ask(LOST, { status: "Recovering", throttleLeft: 0n })).to.deep.equal(["severe", 5000n, 260n, 49_000n]);
    for (const [updatedAt, rule] of [
      [RECOVERED - 1n, "users-first"],
      [RECOVERED, "severe"],
      [RECOVERED + 1n, "severe"],
    ] as const) {
      expect(ask(LOST, { status: "Recovering", round: { startedAt: 0n, updatedAt } })[0]).to.equal(rule);
    }
  });

  for (const [elapsed, rule, closeFactor, bonus] of [
    [0n, "ramp", 1000n, 100n],
    [900n, "ramp", 2000n, 140n],
    [3_599n, "ramp", 4998n, 259n],
    [3_600n, "normal", 5000n, 260n],
    [3_601n, "normal", 5000n, 260n],
  ] as const) {
    it(`given ${String(elapsed)} s of the ramp / when asked / "${rule}" allows ${String(closeFactor)} bps at ${String(bonus)} bps`, () => {
      expect(ask(ORDINARY, { now: RAMP_START + elapsed }).slice(0, 3)).to.deep.equal([rule, closeFactor, bonus]);
    });
  }

  it("given a gap / when asked / the ramp takes twice as long, whatever the guard's status says", () => {
    const recovery = { ...RECOVERY, rampLength: 2n * RAMP, doubled: true };
    expect(ask(ORDINARY, { now: RAMP_START + RAMP, status: "Up", recovery })).to.deep.equal([
      "doubled-ramp",
      3000n,
      180n,
      28_200n,
    ]);
    expect(ask(ORDINARY, { now: RAMP_START + 2n * RAMP, status: "Up", recovery })[0]).to.equal("normal");
  });

  for (const [left, rule, most] of [
    [0n, "throttle", 0n],
    [9_399n, "throttle", 9_399n],
    [9_400n, "ramp", 9_400n],
    [9_401n, "ramp", 9_400n],
  ] as const) {
    it(`given ${String(left)} left in the throttle / when a share of 9400 is allowed / "${rule}" decides for ${String(most)}`, () => {
      const answer = ask(ORDINARY, { throttleLeft: left });
      expect([answer[0], answer[3]]).to.deep.equal([rule, most]);
    });
  }

  it("given a price from before the recovery / when asked / it counts again once it has been silent for so long", () => {
    const round = { startedAt: 0n, updatedAt: RECOVERED - 1n };
    const after = (seconds: bigint) => ask(ORDINARY, { now: RECOVERED + seconds, status: "Up", round })[0];
    expect([10_799n, 10_800n, 10_801n].map(after)).to.deep.equal(["old-price", "normal", "normal"]);
  });

  it("given a dead feed / when asked / the start of the ramp is allowed, until the price is too old", () => {
    const after = (age: bigint) =>
      ask(ORDINARY, { status: "Unknown", now: RAMP_START, round: { startedAt: 0n, updatedAt: RAMP_START - age } });
    expect(after(10_799n)).to.deep.equal(["unknown", 1000n, 100n, 9_400n]);
    expect(after(10_800n)).to.deep.equal(["unknown", 0n, 0n, 0n]);
    expect(after(10_801n)).to.deep.equal(["unknown", 0n, 0n, 0n]);
  });

  for (const [collateralValue, severe] of [
    [103_625n, true],
    [103_626n, true],
    [103_627n, false],
  ] as const) {
    it(`given a collateral of ${String(collateralValue)} / when debt, bonus and margin take 103 626 / it is ${severe ? "" : "not "}beyond saving`, () => {
      expect(isSevere({ ...ORDINARY, debtValue: 100_000n, collateralValue }, 100n)).to.equal(severe);
    });
  }
});
