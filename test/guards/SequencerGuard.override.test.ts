import { expect } from "chai";
import { network } from "hardhat";

import { moveTo, sendAt } from "../helpers/chainlink-clock.js";
import { FEED_FAMILIES } from "../helpers/chainlink-feeds.js";
import { accountsOf, actionId, guardOverChainlink, statusId } from "../helpers/guard-fixtures.js";
import { ALWAYS_ALLOWED, STOPPABLE } from "../helpers/guard-flavours.js";
import { play, statusAt } from "../helpers/guard-history.js";
import { DAY, HOUR } from "../helpers/guard-policy.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;
const { guardian, stranger } = await accountsOf(connection);
const UP = statusId("Up");
const DOWN = statusId("Down");

for (const family of FEED_FAMILIES) {
  async function guarded() {
    const world = await guardOverChainlink(connection, family, { guardian: guardian.address });
    const first = world.born + 10 * DAY;
    await moveTo(connection, first);
    return { ...world, first, byGuardian: world.guard.connect(guardian) };
  }

  describe(`SequencerGuard, the guardian's override, on Chainlink's ${family} feed`, () => {
    it("[C10] given Up / when overridden to Down / what can be stopped is stopped until the override ends by itself", async () => {
      const { guard, byGuardian, first } = await networkHelpers.loadFixture(guarded);
      await sendAt(connection, first + 10, () => byGuardian.overrideStatus(DOWN, HOUR, "halt"));
      expect(await statusAt(connection, guard, first + 20)).to.deep.equal({
        status: "Down",
        since: first + 10,
        until: first + 10 + HOUR,
      });
      for (const action of STOPPABLE) {
        expect(await guard.isAllowed(actionId(action))).to.equal(false);
        await expect(guard.requireAllowed.staticCall(actionId(action)))
          .to.be.revertedWithCustomError(guard, "SequencerDown")
          .withArgs(first + 10);
      }
      for (const action of ALWAYS_ALLOWED) expect(await guard.isAllowed(actionId(action))).to.equal(true);
      expect((await statusAt(connection, guard, first + 10 + HOUR)).status).to.equal("Up");
    });

    it("given a feed that is stuck down / when overridden to Up / everything runs until the override ends by itself", async () => {
      const { feed, guard, byGuardian, first } = await networkHelpers.loadFixture(guarded);
      await feed.goDown(first + 10);
      await sendAt(connection, first + 20, () => byGuardian.overrideStatus(UP, DAY, "late down replayed"));
      expect(await statusAt(connection, guard, first + 30)).to.deep.equal({
        status: "Up",
        since: first + 20,
        until: first + 20 + DAY,
      });
      for (const action of STOPPABLE) await guard.requireAllowed.staticCall(actionId(action));
      expect((await statusAt(connection, guard, first + 20 + DAY)).status).to.equal("Down");
    });

    it("given a recovery or a feed without an answer / when overridden to Up / it is up", async () => {
      const { feed, guard, byGuardian, first } = await networkHelpers.loadFixture(guarded);
      await play(feed, [{ start: first + 10, length: HOUR }]);
      await feed.closeAccess();
      expect((await guard.status()).status).to.equal(statusId("Unknown"));
      await (await byGuardian.overrideStatus(UP, HOUR, "feed is dead")).wait();
      expect((await guard.status()).status).to.equal(UP);
    });

    it("[C10] given a grace that runs / when an override to Up ends before it / the grace is where it was", async () => {
      const { feed, guard, byGuardian, first } = await networkHelpers.loadFixture(guarded);
      await play(feed, [{ start: first, length: 2 * HOUR }]);
      const end = first + 2 * HOUR;
      const before = await statusAt(connection, guard, end + 1);
      await sendAt(connection, end + 2, () => byGuardian.overrideStatus(UP, 60, "short"));
      expect(await statusAt(connection, guard, end + 62)).to.deep.equal(before);
    });

    it("given an override / when it is made / the event says who, what, until when and why", async () => {
      const { guard, byGuardian, first } = await networkHelpers.loadFixture(guarded);
      const sent = sendAt(connection, first + 5, () => byGuardian.overrideStatus(DOWN, 77, "drill of 22 November"));
      const { hash } = await sent;
      await expect(ethers.provider.getTransaction(hash))
        .to.emit(guard, "StatusOverridden")
        .withArgs(guardian.address, DOWN, first + 82, "drill of 22 November");
      expect(await guard.lastOverride()).to.deep.equal([DOWN, first + 5, first + 82].map(BigInt));
    });

    it("given anybody else / when overriding / it is refused with caller and guardian", async () => {
      const { guard } = await networkHelpers.loadFixture(guarded);
      await expect(guard.connect(stranger).overrideStatus.staticCall(UP, 60, ""))
        .to.be.revertedWithCustomError(guard, "NotGuardian")
        .withArgs(stranger.address, guardian.address);
    });

    it("given no guardian / when anybody overrides / it is refused", async () => {
      const { guard } = await guardOverChainlink(connection, family);
      await expect(guard.connect(stranger).overrideStatus.staticCall(DOWN, 60, ""))
        .to.be.revertedWithCustomError(guard, "NotGuardian")
        .withArgs(stranger.address, ethers.ZeroAddress);
    });

    for (const status of ["Unknown", "Recovering", "Ramping"] as const) {
      it(`given ${status} / when the guardian overrides with it / it is refused with the status`, async () => {
        const { guard, byGuardian } = await networkHelpers.loadFixture(guarded);
        await expect(byGuardian.overrideStatus.staticCall(statusId(status), 60, ""))
          .to.be.revertedWithCustomError(guard, "OverrideStatusNotAllowed")
          .withArgs(statusId(status));
      });
    }

    it("[C10] [B8] given each length at and beyond the bounds / when overriding / 1 second to maxOverride is accepted", async () => {
      const { guard, byGuardian, policy } = await networkHelpers.loadFixture(guarded);
      for (const duration of [0, policy.maxOverride + 1, 2 ** 40 - 1]) {
        await expect(byGuardian.overrideStatus.staticCall(UP, duration, ""))
          .to.be.revertedWithCustomError(guard, "ParameterOutOfBounds")
          .withArgs(ethers.encodeBytes32String("duration"), duration, 1, policy.maxOverride);
      }
      for (const duration of [1, policy.maxOverride]) await byGuardian.overrideStatus.staticCall(UP, duration, "");
    });

    it("given an override that runs / when overridden again, either way / it is refused until the cool-down is over", async () => {
      const { guard, byGuardian, policy, first } = await networkHelpers.loadFixture(guarded);
      await sendAt(connection, first + 10, () => byGuardian.overrideStatus(DOWN, 600, ""));
      for (const status of [UP, DOWN]) {
        await expect(byGuardian.overrideStatus.staticCall(status, 600, ""))
          .to.be.revertedWithCustomError(guard, "OverrideCoolingDown")
          .withArgs(first + 610 + policy.overrideCooldown);
      }
    });

    it("given a contract that inherits the machine and exposes the override / when overridden / it behaves the same", async () => {
      const { config, first } = await networkHelpers.loadFixture(guarded);
      const harness = await ethers.deployContract("SequencerGuardHarness", [config]);
      await expect(harness.connect(stranger).overrideStatus.staticCall(DOWN, 60, "")).to.be.revertedWithCustomError(
        harness,
        "NotGuardian",
      );
      await sendAt(connection, first + 100, () => harness.connect(guardian).overrideStatus(DOWN, 60, "halt"));
      await expect(harness.liquidate.staticCall())
        .to.be.revertedWithCustomError(harness, "SequencerDown")
        .withArgs(first + 100);
      expect(await harness.lastOverride()).to.deep.equal([DOWN, first + 100, first + 160].map(BigInt));
    });
  });
}
