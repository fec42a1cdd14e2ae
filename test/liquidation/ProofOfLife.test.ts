/** A feed that says "down" for longer than it is believed: what refutes it, when, and what that opens. */
import { expect } from "chai";
import { network } from "hardhat";

import { moveTo } from "../helpers/chainlink-clock.js";
import { HOUR, MINUTE } from "../helpers/guard-policy.js";
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

/** The feed has said "down" since `downSince`; the chain stands at the first second after it is believed. */
async function stuck() {
  const scripted = await scriptedLiquidations(connection);
  const downSince = quietMoment(await networkHelpers.time.latest());
  const believedUntil = downSince + scripted.rules.maxWithheld;
  await scripted.say("Down", downSince);
  const at = believedUntil + 10;
  const opensAt = at + scripted.policy.visibilityLag + scripted.policy.minGrace;
  const noteAlive = async (updatedAt: number, startedAt = updatedAt) => {
    await networkHelpers.time.setNextBlockTimestamp(at);
    return scripted.harness.noteAlive({ startedAt, updatedAt });
  };
  return { ...scripted, downSince, believedUntil, at, opensAt, noteAlive };
}

describe("ProofOfLife", () => {
  for (const offset of [-1, 0, 1]) {
    it(`given a price ${offset} s from the end of maxWithheld / when shown / it is evidence only after that second`, async () => {
      const { harness, noteAlive, believedUntil, downSince, opensAt } = await networkHelpers.loadFixture(stuck);
      const sent = noteAlive(believedUntil + offset);
      if (offset > 0) {
        await expect(sent).to.emit(harness, "ChainShownAlive").withArgs(downSince, opensAt);
      } else {
        await expect(sent)
          .to.be.revertedWithCustomError(harness, "NotShownAlive")
          .withArgs(believedUntil + offset, believedUntil);
      }
    });
  }

  it("given no evidence / when even the freshest price is used / nothing is liquidated: an 'up' may be on its way", async () => {
    const { harness, at, downSince } = await networkHelpers.loadFixture(stuck);
    await moveTo(connection, at + 5 * HOUR);
    for (const position of [UNHEALTHY, SEVERE]) {
      await expectAllowance(
        harness,
        { position, round: roundAt(at + 5 * HOUR) },
        { error: "SequencerDown", args: [downSince] },
      );
    }
  });

  it("given evidence / when the shortest grace ends / that second is the first of the ramp, severe positions need not wait", async () => {
    const { harness, noteAlive, at, opensAt, policy } = await networkHelpers.loadFixture(stuck);
    await (await noteAlive(at)).wait();
    for (const offset of [-1, 0, 1]) {
      await moveTo(connection, opensAt + offset);
      const round = roundAt(opensAt - MINUTE);
      await expectAllowance(
        harness,
        { position: UNHEALTHY, round },
        offset < 0
          ? { error: "SequencerRecovering", args: [opensAt] }
          : throttledTo(rampedAt(UNHEALTHY, offset, policy.ramp), CAPACITY),
      );
      await expectAllowance(harness, { position: SEVERE, round }, normally(SEVERE));
    }
  });

  it("given evidence / when the ramp from there ends / that second is normal although the feed still says down", async () => {
    const { harness, noteAlive, at, opensAt, policy } = await networkHelpers.loadFixture(stuck);
    await (await noteAlive(at)).wait();
    for (const offset of [-1, 0, 1]) {
      const now = opensAt + policy.ramp + offset;
      await moveTo(connection, now);
      await expectAllowance(
        harness,
        { position: UNHEALTHY, round: roundAt(now) },
        offset < 0 ? throttledTo(rampedAt(UNHEALTHY, policy.ramp - 1, policy.ramp), CAPACITY) : normally(UNHEALTHY),
      );
    }
  });

  for (const offset of [-1, 0, 1]) {
    it(`given evidence / when the position's own price is ${offset} s from the end of maxWithheld / it must be after that second`, async () => {
      const { harness, noteAlive, at, opensAt, policy, believedUntil, downSince } =
        await networkHelpers.loadFixture(stuck);
      await (await noteAlive(at)).wait();
      await moveTo(connection, opensAt + policy.ramp);
      await expectAllowance(
        harness,
        { position: UNHEALTHY, round: roundAt(believedUntil + offset) },
        offset > 0 ? normally(UNHEALTHY) : { error: "SequencerDown", args: [downSince] },
      );
    });
  }

  it("given evidence / when it is shown again later / the opening does not move", async () => {
    const { harness, noteAlive, at, opensAt, policy } = await networkHelpers.loadFixture(stuck);
    await (await noteAlive(at)).wait();
    await networkHelpers.time.setNextBlockTimestamp(opensAt - 1);
    await expect(harness.noteAlive(roundAt(opensAt - 1))).not.to.emit(harness, "ChainShownAlive");
    await moveTo(connection, opensAt);
    await expectAllowance(harness, { position: UNHEALTHY, round: roundAt(at) }, rampedAt(UNHEALTHY, 0, policy.ramp));
  });

  it("[B4] given evidence against one 'down' / when the feed goes down anew / it counts for nothing", async () => {
    const { harness, noteAlive, at, say, opensAt, rules } = await networkHelpers.loadFixture(stuck);
    await (await noteAlive(at)).wait();
    await say("Down", opensAt);
    const now = opensAt + rules.maxWithheld + HOUR;
    await moveTo(connection, now);
    const stopped = { error: "SequencerDown", args: [opensAt] };
    await expectAllowance(harness, { position: SEVERE, round: roundAt(now) }, stopped);
  });

  it("[C2] given a real outage just over, its 'up' still on its way / when evidence is shown / the 'up' and its grace come first", async () => {
    const { harness, noteAlive, at, say, lastOutage, opensAt, downSince } = await networkHelpers.loadFixture(stuck);
    await (await noteAlive(at)).wait();
    await moveTo(connection, at + 12 * MINUTE);
    await expectAllowance(
      harness,
      { position: UNHEALTHY, round: roundAt(at + 12 * MINUTE) },
      { error: "SequencerRecovering", args: [opensAt] },
    );
    await lastOutage(at, downSince);
    await say("Recovering", at, at + 2 * HOUR);
    await moveTo(connection, opensAt);
    await expectAllowance(
      harness,
      { position: UNHEALTHY, round: roundAt(opensAt) },
      { error: "SequencerRecovering", args: [at + 2 * HOUR] },
    );
  });

  it("given the guardian's 'down' / when prices go on / it is not refuted: it has an end of its own", async () => {
    const { harness, say, noteAlive, at, downSince } = await networkHelpers.loadFixture(stuck);
    await say("Down", downSince, downSince + 24 * HOUR);
    await expect(noteAlive(at)).to.be.revertedWithCustomError(harness, "FeedNotDown");
    await moveTo(connection, at);
    await expectAllowance(
      harness,
      { position: SEVERE, round: roundAt(at) },
      { error: "SequencerDown", args: [downSince] },
    );
  });

  it("given evidence and then the guardian's 'down' / when judged / the guardian's word counts", async () => {
    const { harness, say, noteAlive, at, downSince, opensAt } = await networkHelpers.loadFixture(stuck);
    await (await noteAlive(at)).wait();
    await say("Down", downSince, downSince + 24 * HOUR);
    await moveTo(connection, opensAt);
    await expectAllowance(
      harness,
      { position: SEVERE, round: roundAt(opensAt) },
      { error: "SequencerDown", args: [downSince] },
    );
  });

  for (const status of ["Unknown", "Recovering", "Ramping", "Up"] as const) {
    it(`given status ${status} / when evidence is shown / there is nothing to refute`, async () => {
      const { harness, say, noteAlive, at, downSince } = await networkHelpers.loadFixture(stuck);
      await say(status, downSince);
      await expect(noteAlive(at)).to.be.revertedWithCustomError(harness, "FeedNotDown");
    });
  }

  it("given a guard that cannot be read / when evidence is shown / nothing is recorded", async () => {
    const { guard, harness, noteAlive, at } = await networkHelpers.loadFixture(stuck);
    await (await guard.setFault(1)).wait();
    await expect(noteAlive(at)).to.be.revertedWithCustomError(harness, "FeedNotDown");
  });

  it("[B3] given back-dated blocks / when a price from ahead of the clock is shown / it is no evidence", async () => {
    const { harness, noteAlive, at } = await networkHelpers.loadFixture(stuck);
    await expect(noteAlive(at, at + 1))
      .to.be.revertedWithCustomError(harness, "ChainCatchingUp")
      .withArgs(1);
    await expect(noteAlive(at + 1))
      .to.be.revertedWithCustomError(harness, "PriceInFuture")
      .withArgs(at + 1);
  });
});
