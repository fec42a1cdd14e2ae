/** Every comparison of times, one second before, at and one second after; on a guard that says what it is told. */
import { expect } from "chai";
import { network } from "hardhat";

import { moveTo } from "../helpers/chainlink-clock.js";
import { HOUR, MINUTE } from "../helpers/guard-policy.js";
import {
  ASSET,
  CAPACITY,
  REFILL,
  SEVERE,
  UNHEALTHY,
  expectAllowance,
  normally,
  quietMoment,
  rampedAt,
  roundAt,
  scriptedLiquidations,
  throttledTo,
  type Allowed,
  type PriceRound,
  type Stopped,
} from "../helpers/liquidation.js";

const connection = await network.create();
const { networkHelpers } = connection;

async function world() {
  const scripted = await scriptedLiquidations(connection);
  return { ...scripted, now: quietMoment(await networkHelpers.time.latest()) };
}
type World = Awaited<ReturnType<typeof world>>;

/** Asks at `edge − 1`, `edge` and `edge + 1`; `answer` is told the offset. */
async function triplet(
  { harness }: World,
  edge: number,
  answer: (offset: number) => Allowed | Stopped,
  round: PriceRound,
  position = UNHEALTHY,
): Promise<void> {
  for (const offset of [-1, 0, 1]) {
    await moveTo(connection, edge + offset);
    await expectAllowance(harness, { position, round }, answer(offset));
  }
}

describe("LiquidationGuard, at the second", () => {
  it("[B9] given a ramp / when it begins, and when it ends / that second is the first of the ramp, the last one is normal", async () => {
    const setUp = await networkHelpers.loadFixture(world);
    const { say, lastOutage, now, policy } = setUp;
    await lastOutage(now - HOUR);
    await say("Ramping", now, now + policy.ramp);
    for (const [edge, start] of [
      [now + 1, now],
      [now + policy.ramp, now],
    ] as const) {
      await triplet(
        setUp,
        edge,
        (offset) => {
          const allowed = rampedAt(UNHEALTHY, edge + offset - start, policy.ramp);
          return edge + offset - start >= policy.ramp ? allowed : throttledTo(allowed, CAPACITY);
        },
        roundAt(now),
      );
    }
  });

  for (const [status, since, until] of [
    ["Up", 0, 0],
    ["Ramping", 30 * MINUTE, 30 * MINUTE + HOUR],
  ] as const) {
    it(`given an outage and status ${status} / when a price is written around the recovery / that very second counts as after it`, async () => {
      const { harness, say, lastOutage, now } = await networkHelpers.loadFixture(world);
      await lastOutage(now);
      await say(status, now + since, until === 0 ? 0 : now + until);
      await moveTo(connection, now + since);
      for (const offset of [-1, 0, 1]) {
        const round = roundAt(Math.min(now + offset, now + since));
        const late = { error: "PricePredatesRecovery", args: [now - 1, now, now + 3 * HOUR] };
        const allowed = status === "Up" ? normally(UNHEALTHY) : rampedAt(UNHEALTHY, 0, HOUR);
        await expectAllowance(harness, { position: UNHEALTHY, round }, offset < 0 ? late : allowed);
        const severe = offset < 0 ? late : normally(SEVERE);
        await expectAllowance(harness, { position: SEVERE, round }, severe);
      }
    });
  }

  it("[C4] given status Recovering / when a price is written around the recovery / severity counts from that very second on", async () => {
    const { harness, say, now } = await networkHelpers.loadFixture(world);
    await say("Recovering", now, now + HOUR);
    await moveTo(connection, now + 2);
    for (const offset of [-1, 0, 1]) {
      await expectAllowance(
        harness,
        { position: SEVERE, round: roundAt(now + offset) },
        offset < 0 ? { error: "SequencerRecovering", args: [now + HOUR] } : normally(SEVERE),
      );
    }
  });

  it("given a price from before the recovery / when maxQuiet has passed since / that second counts it again", async () => {
    const setUp = await networkHelpers.loadFixture(world);
    const { say, lastOutage, now, rules } = setUp;
    await lastOutage(now);
    await say("Up", now);
    await triplet(
      setUp,
      now + rules.maxQuiet,
      (offset) => (offset < 0 ? { error: "PricePredatesRecovery" } : normally(UNHEALTHY)),
      roundAt(now - 1),
    );
  });

  it("[C4] given a maxQuiet longer than every ramp / when a price is from before the recovery / it waits for all of that time", async () => {
    const maxQuiet = 20 * HOUR;
    const scripted = await scriptedLiquidations(connection, { maxQuiet });
    const now = quietMoment(await networkHelpers.time.latest());
    await scripted.lastOutage(now);
    await scripted.say("Up", now);
    await triplet(
      { ...scripted, now },
      now + maxQuiet,
      (offset) => (offset < 0 ? { error: "PricePredatesRecovery" } : normally(UNHEALTHY)),
      roundAt(now - 1),
    );
  });

  it("[A7] given a dead feed / when the price reaches the age of maxQuiet / that second stops", async () => {
    const setUp = await networkHelpers.loadFixture(world);
    const { guard, say, now, rules, policy } = setUp;
    await say("Unknown", 0);
    const feed = await guard.uptimeFeed();
    await triplet(
      setUp,
      now + rules.maxQuiet,
      (offset) => (offset < 0 ? rampedAt(UNHEALTHY, 0, policy.ramp) : { error: "UptimeFeedUnavailable", args: [feed] }),
      roundAt(now),
    );
  });

  for (const [field, error] of [
    ["updatedAt", "PriceInFuture"],
    ["startedAt", "ChainCatchingUp"],
  ] as const) {
    it(`given a round whose ${field} lies around the clock / when judged / the same second is not ahead`, async () => {
      const { harness, say, now } = await networkHelpers.loadFixture(world);
      await say("Up", now - 24 * HOUR);
      await moveTo(connection, now);
      for (const offset of [-1, 0, 1]) {
        const round = { ...roundAt(now), [field]: now + offset };
        const stop = { error, args: [field === "updatedAt" ? now + 1 : 1] };
        await expectAllowance(harness, { position: UNHEALTHY, round }, offset > 0 ? stop : normally(UNHEALTHY));
      }
    });
  }

  it("given an empty throttle / when seconds pass / each returns the refill, and the last one no more than the capacity", async () => {
    const { harness, say, lastOutage, now } = await networkHelpers.loadFixture(world);
    await lastOutage(now - HOUR);
    await say("Ramping", now, now + 24 * HOUR);
    await networkHelpers.time.setNextBlockTimestamp(now);
    // 85 at the start of the ramp, then the rest.
    await (await harness.grantLiquidation(UNHEALTHY, ASSET, roundAt(now), CAPACITY)).wait();
    await networkHelpers.time.setNextBlockTimestamp(now);
    await (await harness.grantLiquidation(UNHEALTHY, ASSET, roundAt(now), CAPACITY)).wait();
    const full = Number(CAPACITY / REFILL);
    for (const [elapsed, left] of [
      [0, 0n],
      [1, REFILL],
      [full - 1, CAPACITY - REFILL],
      [full, CAPACITY],
      [full + 1, CAPACITY],
    ] as const) {
      await moveTo(connection, now + elapsed);
      expect(await harness.throttleLeft(ASSET), `after ${elapsed} s`).to.equal(left);
    }
  });

  for (const pausable of [true, false]) {
    it(`given a protocol that is ${pausable ? "" : "not "}pausable / when the last ramp may have ended, doubled or not / no second changes anything`, async () => {
      const { harness, say, lastOutage, policy } = await scriptedLiquidations(connection, { pausable });
      const now = quietMoment(await networkHelpers.time.latest());
      await lastOutage(now);
      await say("Up", now);
      const settled = now + policy.visibilityLag + policy.maxGrace + 2 * policy.ramp;
      for (const offset of [-1, 0, 1]) {
        await moveTo(connection, settled + offset);
        await expectAllowance(harness, { position: UNHEALTHY, round: roundAt(now) }, normally(UNHEALTHY));
      }
    });
  }
});
