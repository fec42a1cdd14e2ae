/** An operator's pause is an outage: the same grace, the same ramp, its own bounded budget. */
import { expect } from "chai";
import { network } from "hardhat";

import { moveTo } from "../helpers/chainlink-clock.js";
import { DAY, HOUR, MINUTE } from "../helpers/guard-policy.js";
import {
  CAPACITY,
  SEVERE,
  UNHEALTHY,
  expectAllowance,
  normally,
  quietMoment,
  rampedAt,
  roundAt,
  scriptedLiquidations,
  throttledTo,
} from "../helpers/liquidation.js";

const connection = await network.create();
const { networkHelpers } = connection;

async function up() {
  const scripted = await scriptedLiquidations(connection);
  const now = quietMoment(await networkHelpers.time.latest());
  await scripted.say("Up", now - 30 * DAY);
  const pause = async (at: number) => {
    await networkHelpers.time.setNextBlockTimestamp(at);
    return scripted.harness.pause();
  };
  const unpause = async (at: number) => {
    await networkHelpers.time.setNextBlockTimestamp(at);
    return scripted.harness.unpause();
  };
  const cycle = async (at: number, length: number) => {
    await pause(at);
    return unpause(at + length);
  };
  return { ...scripted, now, pause, unpause, cycle };
}

describe("OperatorPause", () => {
  it("given a pause / when it ends / users go first for as long, then the ramp: the same machine as an outage", async () => {
    const { harness, now, pause, unpause, policy } = await networkHelpers.loadFixture(up);
    await expect(pause(now)).to.emit(harness, "PauseBegan").withArgs(now);
    const end = now + 30 * MINUTE;
    const graceEnd = end + 30 * MINUTE;
    await expect(unpause(end)).to.emit(harness, "PauseEnded").withArgs(end, graceEnd);
    for (const offset of [-1, 0, 1]) {
      await moveTo(connection, graceEnd + offset);
      const round = roundAt(graceEnd - MINUTE);
      await expectAllowance(
        harness,
        { position: UNHEALTHY, round },
        offset < 0
          ? { error: "SequencerRecovering", args: [graceEnd] }
          : throttledTo(rampedAt(UNHEALTHY, offset, policy.ramp), CAPACITY),
      );
      await expectAllowance(harness, { position: SEVERE, round }, normally(SEVERE));
    }
    for (const offset of [-1, 0, 1]) {
      const at = graceEnd + policy.ramp + offset;
      await moveTo(connection, at);
      await expectAllowance(
        harness,
        { position: UNHEALTHY, round: roundAt(at) },
        throttledTo(rampedAt(UNHEALTHY, policy.ramp + offset, policy.ramp), offset < 0 ? CAPACITY : 1n << 255n),
      );
    }
  });

  for (const offset of [-1, 0, 1]) {
    it(`given a pause / when a price was written ${offset} s from its end / it counts from that second on`, async () => {
      const { harness, now, cycle, rules, policy } = await networkHelpers.loadFixture(up);
      const end = now + HOUR;
      await cycle(now, HOUR);
      const at = end + HOUR + policy.ramp;
      await moveTo(connection, at);
      await expectAllowance(
        harness,
        { position: UNHEALTHY, round: roundAt(end + offset) },
        offset < 0
          ? { error: "PricePredatesRecovery", args: [end - 1, end, end + rules.maxQuiet] }
          : normally(UNHEALTHY),
      );
    });

    it(`given a pause of ignoreBelow ${offset} s / when it ends / it earns a grace from that length on`, async () => {
      const { harness, now, cycle, policy } = await networkHelpers.loadFixture(up);
      const length = policy.ignoreBelow + offset;
      await cycle(now, length);
      const end = now + length;
      await expectAllowance(
        harness,
        { position: UNHEALTHY, round: roundAt(end) },
        offset < 0 ? normally(UNHEALTHY) : { error: "SequencerRecovering", args: [end + policy.minGrace] },
      );
    });
  }

  it("given a long pause / when it ends / the grace is the longest and no more", async () => {
    const { harness, now, cycle, policy } = await networkHelpers.loadFixture(up);
    await expect(cycle(now, 10 * HOUR))
      .to.emit(harness, "PauseEnded")
      .withArgs(now + 10 * HOUR, now + 10 * HOUR + policy.maxGrace);
  });

  it("given pauses that use the budget up / when the window ends, at that second / a new budget begins", async () => {
    const { harness, now, cycle, policy } = await networkHelpers.loadFixture(up);
    // Three pauses of four hours earn two hours each: the whole budget of six.
    for (const i of [0, 1, 2]) await cycle(now + i * 10 * HOUR, 4 * HOUR);
    const windowStart = now + 4 * HOUR;
    const fourth = now + 30 * HOUR;
    await expect(cycle(fourth, 4 * HOUR))
      .to.emit(harness, "PauseEnded")
      .withArgs(fourth + 4 * HOUR, fourth + 4 * HOUR);
    // Nothing is withheld, but liquidations still return by the ramp.
    await expectAllowance(
      harness,
      { position: UNHEALTHY, round: roundAt(fourth + 4 * HOUR) },
      rampedAt(UNHEALTHY, 0, policy.ramp),
    );
    const snapshot = await networkHelpers.takeSnapshot();
    for (const offset of [-1, 0, 1]) {
      await snapshot.restore();
      const end = windowStart + policy.budgetWindow + offset;
      const grace = offset < 0 ? 0 : policy.minGrace;
      await expect(cycle(end - 5 * MINUTE, 5 * MINUTE))
        .to.emit(harness, "PauseEnded")
        .withArgs(end, end + grace);
    }
  });

  it("given a pause inside the grace of another / when it ends / the running grace is not shortened", async () => {
    const { harness, now, cycle } = await networkHelpers.loadFixture(up);
    await cycle(now, 2 * HOUR);
    await expect(cycle(now + 2 * HOUR + 1, 5 * MINUTE))
      .to.emit(harness, "PauseEnded")
      .withArgs(now + 2 * HOUR + 1 + 5 * MINUTE, now + 4 * HOUR);
  });

  it("given a paused protocol / when paused again, or unpaused twice / nothing changes", async () => {
    const { harness, now, pause, unpause } = await networkHelpers.loadFixture(up);
    await pause(now);
    await expect(pause(now + 60)).not.to.emit(harness, "PauseBegan");
    await unpause(now + HOUR);
    await expect(unpause(now + 2 * HOUR)).not.to.emit(harness, "PauseEnded");
    await moveTo(connection, now + 2 * HOUR - 1 + 1);
    await expectAllowance(
      harness,
      { position: UNHEALTHY, round: roundAt(now + 2 * HOUR) },
      rampedAt(UNHEALTHY, 0, HOUR),
    );
  });

  it("given a pause across an outage / when both end / the later grace and the slower ramp count", async () => {
    const { harness, now, pause, unpause, say, lastOutage } = await networkHelpers.loadFixture(up);
    await pause(now);
    await lastOutage(now + HOUR, now + 30 * MINUTE);
    await say("Recovering", now + HOUR, now + 3 * HOUR);
    await unpause(now + 90 * MINUTE);
    await moveTo(connection, now + 2 * HOUR);
    // The pause's grace ends after one and a half hours, the outage's after three.
    const fresh = { position: UNHEALTHY, round: roundAt(now + 2 * HOUR) };
    await expectAllowance(harness, fresh, { error: "SequencerRecovering", args: [now + 3 * HOUR] });
    // Between the recovery and the unpause nobody could act on a price; severe positions wait for a price from after both.
    const between = { position: SEVERE, round: roundAt(now + 80 * MINUTE) };
    await expectAllowance(harness, between, { error: "SequencerRecovering", args: [now + 3 * HOUR] });
    await expectAllowance(harness, { ...fresh, position: SEVERE }, normally(SEVERE));
  });

  it("given a pause whose grace ends before the outage's / when both have ended / the later one counts, whichever it is", async () => {
    const { harness, now, cycle, say, lastOutage } = await networkHelpers.loadFixture(up);
    await lastOutage(now, now - HOUR);
    await say("Recovering", now, now + 2 * HOUR);
    await cycle(now + MINUTE, 20 * MINUTE);
    const fresh = { position: UNHEALTHY, round: roundAt(now + 30 * MINUTE) };
    await moveTo(connection, now + 30 * MINUTE);
    await expectAllowance(harness, fresh, { error: "SequencerRecovering", args: [now + 2 * HOUR] });
    // The recovery comes after the pause: a price in between is from before it.
    await lastOutage(now + 50 * MINUTE, now + 45 * MINUTE);
    await say("Recovering", now + 50 * MINUTE, now + 2 * HOUR);
    await moveTo(connection, now + HOUR);
    const between = { position: SEVERE, round: roundAt(now + 40 * MINUTE) };
    await expectAllowance(harness, between, { error: "SequencerRecovering", args: [now + 2 * HOUR] });
  });

  it("given the ramp of a pause and that of an outage / when both run / the slower one counts, whichever it is", async () => {
    const { harness, now, cycle, say, lastOutage, policy } = await networkHelpers.loadFixture(up);
    await cycle(now, 20 * MINUTE);
    const pauseRamp = now + 40 * MINUTE;
    const later = now + 70 * MINUTE;
    await lastOutage(now - HOUR);
    for (const outageRamp of [pauseRamp - 10 * MINUTE, pauseRamp + 10 * MINUTE]) {
      await say("Ramping", outageRamp, outageRamp + policy.ramp);
      await moveTo(connection, later);
      await expectAllowance(
        harness,
        { position: UNHEALTHY, round: roundAt(later) },
        throttledTo(rampedAt(UNHEALTHY, later - Math.max(pauseRamp, outageRamp), policy.ramp), CAPACITY),
      );
    }
  });

  it("given another scale / when a pause ends / the grace is scaled as the guard's would be", async () => {
    const { harness } = await scriptedLiquidations(connection, {}, { graceScaleBps: 5_000 });
    const now = quietMoment(await networkHelpers.time.latest());
    await networkHelpers.time.setNextBlockTimestamp(now);
    await (await harness.pause()).wait();
    await networkHelpers.time.setNextBlockTimestamp(now + HOUR);
    await expect(harness.unpause())
      .to.emit(harness, "PauseEnded")
      .withArgs(now + HOUR, now + HOUR + 30 * MINUTE);
  });

  it("given a dead feed / when the protocol was paused / the pause's grace counts all the same", async () => {
    const { harness, now, cycle, say } = await networkHelpers.loadFixture(up);
    await cycle(now, HOUR);
    await say("Unknown", 0);
    await moveTo(connection, now + 2 * HOUR - 1);
    const fresh = { position: UNHEALTHY, round: roundAt(now + 2 * HOUR - 1) };
    await expectAllowance(harness, fresh, { error: "SequencerRecovering", args: [now + 2 * HOUR] });
    await moveTo(connection, now + 2 * HOUR);
    await expectAllowance(harness, fresh, rampedAt(UNHEALTHY, 0, HOUR));
  });

  it("given a policy that says the protocol does not pause / when it pauses / it is told so instead of being overlooked", async () => {
    const { harness } = await scriptedLiquidations(connection, { pausable: false });
    await expect(harness.pause()).to.be.revertedWithCustomError(harness, "NotPausable");
    await expect(harness.unpause()).not.to.emit(harness, "PauseEnded");
  });
});
