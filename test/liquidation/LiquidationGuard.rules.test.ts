/** Each rule in each status, on a guard that says what it is told; view and action always asked together. */
import { network } from "hardhat";
import { expect } from "chai";

import { moveTo } from "../helpers/chainlink-clock.js";
import { HOUR, MINUTE } from "../helpers/guard-policy.js";
import {
  ASSET,
  BARE_ASSET,
  CAPACITY,
  HEALTHY,
  REFILL,
  SEVERE,
  THROTTLES,
  UNHEALTHY,
  expectAllowance,
  liquidationPolicyOf,
  normally,
  quietMoment,
  rampedAt,
  roundAt,
  scriptedLiquidations,
  throttledTo,
  type Allowed,
  type Position,
  type Stopped,
} from "../helpers/liquidation.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;

async function world() {
  const scripted = await scriptedLiquidations(connection);
  const now = quietMoment(await networkHelpers.time.latest());
  return { ...scripted, now };
}
type World = Awaited<ReturnType<typeof world>>;

/** A status with its times, relative to now, and what three kinds of position may expect on a fresh price. */
const STATUSES: readonly {
  readonly name: string;
  readonly arrange: (world: World) => Promise<void>;
  readonly unhealthy: (world: World) => Allowed | Stopped;
  readonly severe: (world: World) => Allowed | Stopped;
  readonly bare: (world: World) => Allowed | Stopped;
}[] = [
  {
    name: "Up for a month",
    arrange: async ({ say, now }) => say("Up", now - 30 * 24 * HOUR),
    unhealthy: () => normally(UNHEALTHY),
    severe: () => normally(SEVERE),
    bare: () => normally(UNHEALTHY),
  },
  {
    name: "Ramping, half way",
    arrange: async ({ say, lastOutage, now, policy }) => {
      await lastOutage(now - 2 * HOUR);
      await say("Ramping", now - policy.ramp / 2, now + policy.ramp / 2);
    },
    unhealthy: ({ policy }) => throttledTo(rampedAt(UNHEALTHY, policy.ramp / 2, policy.ramp), CAPACITY),
    severe: () => normally(SEVERE),
    bare: () => ({ error: "NoThrottle", args: [ethersAddress(BARE_ASSET)] }),
  },
  {
    name: "Recovering",
    arrange: async ({ say, lastOutage, now }) => {
      await lastOutage(now - 10 * MINUTE);
      await say("Recovering", now - 10 * MINUTE, now + 20 * MINUTE);
    },
    unhealthy: ({ now }) => ({ error: "SequencerRecovering", args: [now + 20 * MINUTE] }),
    severe: () => normally(SEVERE),
    bare: ({ now }) => ({ error: "SequencerRecovering", args: [now + 20 * MINUTE] }),
  },
  {
    name: "Down",
    arrange: async ({ say, now }) => say("Down", now - HOUR),
    unhealthy: ({ now }) => ({ error: "SequencerDown", args: [now - HOUR] }),
    severe: ({ now }) => ({ error: "SequencerDown", args: [now - HOUR] }),
    bare: ({ now }) => ({ error: "SequencerDown", args: [now - HOUR] }),
  },
  {
    name: "Unknown",
    arrange: async ({ say }) => say("Unknown", 0),
    unhealthy: ({ policy }) => rampedAt(UNHEALTHY, 0, policy.ramp),
    severe: ({ policy }) => rampedAt(SEVERE, 0, policy.ramp),
    bare: () => ({ error: "NoThrottle" }),
  },
];

const ethersAddress = (address: string): string => connection.ethers.getAddress(address);

const TOO_HIGH = 1n << 224n;
const BAD_POSITIONS: readonly (readonly [string, Position, Stopped])[] = [
  ["without debt", { ...UNHEALTHY, debtValue: 0n }, { error: "PositionHasNoDebt", args: [] }],
  ["at its limit", HEALTHY, { error: "PositionHealthy", args: [HEALTHY.debtValue, HEALTHY.debtValue] }],
  [
    "whose threshold and bonus exceed 100 %",
    { ...UNHEALTHY, liquidationThresholdBps: 9_500, liquidationBonusBps: 600 },
    { error: "TermsTooHigh", args: [9_500, 600] },
  ],
  [
    "with the highest terms there are",
    { ...UNHEALTHY, liquidationThresholdBps: 65_535, liquidationBonusBps: 65_535 },
    { error: "TermsTooHigh", args: [65_535, 65_535] },
  ],
  [
    "with a debt of 2^224",
    { ...UNHEALTHY, debtValue: TOO_HIGH },
    { error: "ValueTooHigh", args: [TOO_HIGH, TOO_HIGH - 1n] },
  ],
  [
    "with the largest collateral there is",
    { ...UNHEALTHY, collateralValue: (1n << 256n) - 1n },
    { error: "ValueTooHigh", args: [(1n << 256n) - 1n, TOO_HIGH - 1n] },
  ],
];

describe("LiquidationGuard, rule by rule", () => {
  for (const status of STATUSES) {
    describe(`given ${status.name}`, () => {
      async function arranged() {
        const setUp = await world();
        await status.arrange(setUp);
        await moveTo(connection, setUp.now);
        return setUp;
      }
      for (const [name, position, asset, answer] of [
        ["an unhealthy position", UNHEALTHY, ASSET, status.unhealthy],
        ["a severe position (C5)", SEVERE, ASSET, status.severe],
        ["an asset without a throttle", UNHEALTHY, BARE_ASSET, status.bare],
      ] as const) {
        it(`[D9] [C5] [C6] when ${name} is judged by a fresh price / view and action say the same, which is the rule`, async () => {
          const setUp = await networkHelpers.loadFixture(arranged);
          await expectAllowance(setUp.harness, { position, asset, round: roundAt(setUp.now) }, answer(setUp));
        });
      }

      for (const [name, position, stop] of BAD_POSITIONS) {
        it(`when a position ${name} is judged / it is stopped by itself, whatever the status`, async () => {
          const { harness, now } = await networkHelpers.loadFixture(arranged);
          await expectAllowance(harness, { position, round: roundAt(now) }, stop);
        });
      }

      it("[B3] when the price lies in the future, or ahead of the clock / nothing is liquidated", async () => {
        const { harness, now } = await networkHelpers.loadFixture(arranged);
        for (const position of [UNHEALTHY, SEVERE]) {
          const future = { startedAt: now, updatedAt: now + 1 };
          await expectAllowance(harness, { position, round: future }, { error: "PriceInFuture", args: [now + 1] });
          const ahead = { startedAt: now + 90, updatedAt: now };
          await expectAllowance(harness, { position, round: ahead }, { error: "ChainCatchingUp", args: [90] });
        }
      });

      it("when the protocol is paused / nothing is liquidated, whatever the status", async () => {
        const { harness, now } = await networkHelpers.loadFixture(arranged);
        await networkHelpers.time.setNextBlockTimestamp(now);
        await (await harness.pause()).wait();
        for (const position of [UNHEALTHY, SEVERE]) {
          await expectAllowance(
            harness,
            { position, round: roundAt(now) },
            { error: "LiquidationsPaused", args: [now] },
          );
        }
      });

      it("[C1] when a user repays / nobody is asked", async () => {
        const { guard, harness } = await networkHelpers.loadFixture(arranged);
        await (await guard.setFault(1)).wait();
        await expect(harness.repay()).to.emit(harness, "Repaid");
      });
    });
  }

  it("[C4] given a price from before the recovery / when Recovering, Ramping or Up / severe or not, nothing is liquidated", async () => {
    const { harness, say, lastOutage, now, policy } = await networkHelpers.loadFixture(world);
    const recoveredAt = now - 40 * MINUTE;
    await lastOutage(recoveredAt);
    const old = { position: SEVERE, round: roundAt(recoveredAt - 1) };
    const predates = {
      error: "PricePredatesRecovery",
      args: [recoveredAt - 1, recoveredAt, recoveredAt + 3 * HOUR],
    };
    await say("Recovering", recoveredAt, now + 5 * MINUTE);
    await moveTo(connection, now);
    await expectAllowance(harness, old, { error: "SequencerRecovering", args: [now + 5 * MINUTE] });
    await say("Ramping", now - 10 * MINUTE, now - 10 * MINUTE + policy.ramp);
    await expectAllowance(harness, old, predates);
    await expectAllowance(harness, { ...old, position: UNHEALTHY }, predates);
    await say("Up", recoveredAt);
    await expectAllowance(harness, old, predates);
    await expectAllowance(harness, { ...old, position: UNHEALTHY }, predates);
  });

  it("[C11] given a throttle / when liquidations take from it in the ramp / the view shows what is left, and it refills", async () => {
    const { harness, say, lastOutage, now, policy } = await networkHelpers.loadFixture(world);
    await lastOutage(now - 2 * HOUR);
    await say("Ramping", now - 30 * MINUTE, now + 30 * MINUTE);
    const round = roundAt(now - MINUTE);
    const take = async (wanted: bigint, at: number) => {
      await networkHelpers.time.setNextBlockTimestamp(at);
      return harness.grantLiquidation(UNHEALTHY, ASSET, round, wanted);
    };
    await expect(take(60n * 10n ** 18n, now))
      .to.emit(harness, "ThrottleConsumed")
      .withArgs(ethersAddress(ASSET), 60n * 10n ** 18n, 40n * 10n ** 18n);
    await expectAllowance(
      harness,
      { position: UNHEALTHY, round },
      throttledTo(rampedAt(UNHEALTHY, 30 * MINUTE, policy.ramp), 40n * 10n ** 18n),
    );
    await expect(take(10n ** 30n, now))
      .to.emit(harness, "Liquidated")
      .withArgs(40n * 10n ** 18n, 300n);
    await expectAllowance(harness, { position: UNHEALTHY, round }, { error: "AllowanceExceeded", args: [1n, 0n] });
    expect(await harness.throttleLeft(ASSET)).to.equal(0n);
    // A severe position and another day need no throttle.
    await expectAllowance(harness, { position: SEVERE, round }, normally(SEVERE));
    await moveTo(connection, now + 1);
    expect(await harness.throttleLeft(ASSET)).to.equal(REFILL);
    await expectAllowance(
      harness,
      { position: UNHEALTHY, round },
      throttledTo(rampedAt(UNHEALTHY, 30 * MINUTE + 1, policy.ramp), REFILL),
    );
  });

  it("[C11] given less wanted than allowed / when Ramping / that much is granted and taken from the throttle", async () => {
    const { harness, say, lastOutage, now } = await networkHelpers.loadFixture(world);
    await lastOutage(now - 2 * HOUR);
    await say("Ramping", now, now + HOUR);
    await moveTo(connection, now);
    const { granted } = await harness.grantLiquidation.staticCall(UNHEALTHY, ASSET, roundAt(now), 7n);
    expect(granted).to.equal(7n);
    await expect(harness.grantLiquidation(UNHEALTHY, ASSET, roundAt(now), 7n))
      .to.emit(harness, "ThrottleConsumed")
      .withArgs(ethersAddress(ASSET), 7n, CAPACITY - 7n);
  });

  it("given terms of exactly 100 %, or the largest values / when judged / they are still accepted", async () => {
    const { harness, say, now } = await networkHelpers.loadFixture(world);
    await say("Up", now - 24 * HOUR);
    await moveTo(connection, now);
    const whole = { ...UNHEALTHY, liquidationThresholdBps: 8_000, liquidationBonusBps: 2_500 };
    await expectAllowance(harness, { position: whole, round: roundAt(now) }, normally(whole));
    const above = { ...whole, liquidationBonusBps: 2_501 };
    await expectAllowance(harness, { position: above, round: roundAt(now) }, { error: "TermsTooHigh" });
    for (const changes of [
      { debtValue: TOO_HIGH - 1n },
      { debtValue: TOO_HIGH - 1n, collateralValue: TOO_HIGH - 1n },
    ]) {
      const position = { ...UNHEALTHY, ...changes };
      await expectAllowance(harness, { position, round: roundAt(now) }, normally(position));
    }
  });

  for (const [offset, severe] of [
    [-1n, false],
    [0n, true],
    [1n, true],
  ] as const) {
    it(`[C5] given a debt ${String(offset)} from where debt, bonus and margin take all the collateral / when Recovering / it is ${severe ? "" : "not "}severe`, async () => {
      const { harness, say, lastOutage, now } = await networkHelpers.loadFixture(world);
      await lastOutage(now - 10 * MINUTE);
      await say("Recovering", now - 10 * MINUTE, now + 20 * MINUTE);
      await moveTo(connection, now);
      // 10 000 × 1.05 × 1.01 = 10 605.
      const position = { ...UNHEALTHY, debtValue: 10_000n + offset, collateralValue: 10_605n };
      const answer = severe ? normally(position) : { error: "SequencerRecovering", args: [now + 20 * MINUTE] };
      await expectAllowance(harness, { position, round: roundAt(now) }, answer);
    });
  }

  it("[C11] given two assets with throttles of their own / when either is taken from / each has its own capacity and refill", async () => {
    const { guard, say, lastOutage, now } = await networkHelpers.loadFixture(world);
    const second = { asset: BARE_ASSET, capacity: 10n ** 18n, refillPerSecond: 10n ** 15n };
    const throttles = [...THROTTLES, second];
    const policy = liquidationPolicyOf();
    const harness = await ethers.deployContract("LiquidationHarness", [await guard.getAddress(), policy, throttles]);
    await lastOutage(now - HOUR);
    await say("Ramping", now, now + HOUR);
    for (const [index, { asset, capacity, refillPerSecond }] of throttles.entries()) {
      const at = now + 10 * index;
      await moveTo(connection, at);
      const question = {
        position: { ...UNHEALTHY, debtValue: 8_500n * 10n ** 18n, collateralValue: 10n ** 22n },
        asset,
      };
      const allowed = rampedAt(question.position, 10 * index, HOUR);
      await expectAllowance(harness, { ...question, round: roundAt(at) }, throttledTo(allowed, capacity));
      await networkHelpers.time.setNextBlockTimestamp(at);
      await expect(harness.grantLiquidation(question.position, asset, roundAt(at), capacity - 5n))
        .to.emit(harness, "ThrottleConsumed")
        .withArgs(ethersAddress(asset), capacity - 5n, 5n);
      expect(await harness.throttleLeft(asset)).to.equal(5n);
      await moveTo(connection, at + 2);
      expect(await harness.throttleLeft(asset)).to.equal(5n + 2n * refillPerSecond);
    }
  });

  it("given a liquidation while Up / when it goes through / the throttle is not touched", async () => {
    const { harness, say, now } = await networkHelpers.loadFixture(world);
    await say("Up", now - 24 * HOUR);
    await moveTo(connection, now);
    const { most } = normally(UNHEALTHY);
    await expect(harness.requireLiquidation(UNHEALTHY, ASSET, roundAt(now), most)).not.to.emit(
      harness,
      "ThrottleConsumed",
    );
    expect(await harness.throttleLeft(ASSET)).to.equal(CAPACITY);
  });

  it("given a position whose own bonus is below the start of the ramp / when Ramping / it never gets more than its own", async () => {
    const { harness, say, lastOutage, now, policy } = await networkHelpers.loadFixture(world);
    await lastOutage(now - 2 * HOUR);
    await say("Ramping", now, now + policy.ramp);
    await moveTo(connection, now);
    const position = { ...UNHEALTHY, liquidationBonusBps: 40 };
    await expectAllowance(harness, { position, round: roundAt(now) }, rampedAt(position, 0, policy.ramp));
  });

  it("given a debt of five units / when at the start of the ramp / the smallest share is one unit and no stop", async () => {
    const { harness, say, now, policy } = await networkHelpers.loadFixture(world);
    await say("Ramping", now, now + policy.ramp);
    await moveTo(connection, now);
    const dust = { ...UNHEALTHY, debtValue: 5n, collateralValue: 6n };
    await expectAllowance(
      harness,
      { position: dust, round: roundAt(now) },
      {
        ...rampedAt(dust, 0, policy.ramp),
        most: 1n,
      },
    );
  });

  it("given values up to the largest / when judged in any status / the view does not revert", async () => {
    const { harness, say, now, policy } = await networkHelpers.loadFixture(world);
    const largest = (1n << 224n) - 1n;
    const high = { ...UNHEALTHY, debtValue: largest, collateralValue: largest, liquidationThresholdBps: 9_000 };
    for (const status of ["Unknown", "Recovering", "Ramping", "Up"] as const) {
      await say(status, now - MINUTE, status === "Up" ? 0 : now + policy.ramp);
      await moveTo(connection, now);
      const said = await harness.liquidationAllowance(high, ASSET, roundAt(now));
      // Debt and bonus exceed the collateral, so that only an unknown recovery keeps it from being severe.
      expect(said.maxDebtValue).to.equal(status === "Unknown" ? CAPACITY : (largest * 5_000n + 9_999n) / 10_000n);
    }
  });
});
