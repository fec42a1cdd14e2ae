import { expect } from "chai";
import { network } from "hardhat";

import { moveTo, sendAt } from "../helpers/chainlink-clock.js";
import { FEED_FAMILIES } from "../helpers/chainlink-feeds.js";
import {
  accountsOf,
  deployGuard,
  guardConfigOf,
  guardOverChainlink,
  type GuardChanges,
} from "../helpers/guard-fixtures.js";
import { expectEdge, play, statusAt } from "../helpers/guard-history.js";
import { DAY, HOUR, MINUTE } from "../helpers/guard-policy.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;

for (const family of FEED_FAMILIES) {
  /** A guard, ten quiet days after its feed began; `first` is the time of the first outage to come. */
  const quiet = async (changes: GuardChanges = {}) => {
    const world = await guardOverChainlink(connection, family, changes);
    return { ...world, lag: world.policy.visibilityLag, first: world.born + 10 * DAY };
  };
  const quietDefault = async () => quiet();

  describe(`SequencerGuard, at the second, on Chainlink's ${family} feed`, () => {
    it("[B9] [C2] given an outage of an hour / when its grace ends / that second already ramps", async () => {
      const { feed, guard, lag, first } = await networkHelpers.loadFixture(quietDefault);
      await play(feed, [{ start: first, length: HOUR }]);
      await expectEdge(connection, guard, first + 2 * HOUR + lag, "Recovering", "Ramping");
    });

    it("[B9] given an outage of an hour / when its ramp ends / that second is already up", async () => {
      const { feed, guard, lag, first } = await networkHelpers.loadFixture(quietDefault);
      await play(feed, [{ start: first, length: HOUR }]);
      await expectEdge(connection, guard, first + 3 * HOUR + lag, "Ramping", "Up");
    });

    it("given an outage longer than any grace / when grace and ramp end / the fast path takes over in that very second", async () => {
      const { feed, guard, lag, policy, first } = await networkHelpers.loadFixture(quietDefault);
      await play(feed, [{ start: first, length: 10 * HOUR }]);
      const end = first + 10 * HOUR;
      await expectEdge(connection, guard, end + lag + policy.maxGrace, "Recovering", "Ramping");
      await expectEdge(connection, guard, end + lag + policy.maxGrace + policy.ramp, "Ramping", "Up");
    });

    it("given a ledger that cannot answer / when the feed's age passes lag, longest grace and ramp / it is not asked any more", async () => {
      const { feed, guard, ledger, lag, policy, first } = await networkHelpers.loadFixture(quietDefault);
      // Nine outages nobody synced: more rounds than a view walks. The last one is short and would earn the shortest grace.
      const outages = Array.from({ length: 9 }, (_, i) => ({ start: first + i * HOUR, length: 5 * MINUTE }));
      await play(feed, outages);
      const end = first + 8 * HOUR + 5 * MINUTE;
      await moveTo(connection, end + 1);
      await expect(ledger.lastOutage()).to.be.revertedWithCustomError(ledger, "LedgerNotSynced");
      expect(await statusAt(connection, guard, end + 2)).to.deep.equal({
        status: "Recovering",
        since: end,
        until: end + lag + policy.maxGrace,
      });
      await expectEdge(connection, guard, end + lag + policy.maxGrace, "Recovering", "Ramping");
      await expectEdge(connection, guard, end + lag + policy.maxGrace + policy.ramp, "Ramping", "Up");
    });

    for (const [offset, status] of [
      [-1, "Up"],
      [0, "Recovering"],
      [1, "Recovering"],
    ] as const) {
      it(`[B5] [B9] given an outage of ignoreBelow ${offset} s / when it ends / the status is ${status}`, async () => {
        const { feed, guard, policy, first } = await networkHelpers.loadFixture(quietDefault);
        const length = policy.ignoreBelow + offset;
        await play(feed, [{ start: first, length }]);
        expect((await statusAt(connection, guard, first + length + 1)).status).to.equal(status);
      });
    }

    for (const [name, bound] of [
      ["minGrace", 15 * MINUTE],
      ["maxGrace", 2 * HOUR],
    ] as const) {
      for (const offset of [-1, 0, 1]) {
        it(`[B5] [B9] given an outage of ${name} ${offset} s / when it ends / the grace is clamped on the right side`, async () => {
          const { feed, guard, lag, policy, first } = await networkHelpers.loadFixture(quietDefault);
          const length = bound + offset;
          await play(feed, [{ start: first, length }]);
          const end = first + length;
          const grace = Math.min(Math.max(length, policy.minGrace), policy.maxGrace);
          expect((await statusAt(connection, guard, end + 1)).until).to.equal(end + lag + grace);
          await expectEdge(connection, guard, end + lag + grace, "Recovering", "Ramping");
        });
      }
    }

    for (const bps of [5_000, 25_000]) {
      it(`[B5] given a scale of ${bps} bps / when an outage of 40 minutes ends / the grace is scaled, rounded down`, async () => {
        const { feed, guard, lag, first } = await quiet({ policy: { graceScaleBps: bps } });
        const length = 40 * MINUTE + 1;
        await play(feed, [{ start: first, length }]);
        const grace = Math.floor((length * bps) / 10_000);
        const { until } = await statusAt(connection, guard, first + length + 1);
        expect(until).to.equal(first + length + lag + grace);
      });
    }

    it("given an outage / when it begins / the status is down from the delivery on and says the outage's start", async () => {
      const { feed, guard, first } = await networkHelpers.loadFixture(quietDefault);
      await feed.goDown(first, first + 150);
      expect(await statusAt(connection, guard, first + 150)).to.deep.equal({ status: "Down", since: first, until: 0 });
    });

    it("[A5] given a recovery stamped ahead of the chain's clock / when asked / the grace counts from that time and nothing underflows", async () => {
      const { feed, guard, lag, first } = await networkHelpers.loadFixture(quietDefault);
      await feed.goDown(first);
      // The chain fills in back-dated blocks: its clock is 20 minutes behind the report.
      await feed.recover(first + HOUR, first + 40 * MINUTE);
      expect(await statusAt(connection, guard, first + 40 * MINUTE + 1)).to.deep.equal({
        status: "Recovering",
        since: first + HOUR,
        until: first + 2 * HOUR + lag,
      });
    });

    for (const [offset, status] of [
      [-1, "Down"],
      [0, "Down"],
      [1, "Unknown"],
    ] as const) {
      it(`[A5] [B9] given a start 1 hour and ${offset} s ahead / when asked / the status is ${status}`, async () => {
        const { feed, guard, first } = await networkHelpers.loadFixture(quietDefault);
        await feed.goDown(first + HOUR + offset, first);
        expect((await statusAt(connection, guard, first)).status).to.equal(status);
      });
    }

    it("given a guard / when its feed began a moment ago on a healthy chain / no recovery is made of it", async () => {
      const { guard, born } = await networkHelpers.loadFixture(quietDefault);
      expect(await statusAt(connection, guard, born + MINUTE)).to.deep.equal({ status: "Up", since: born, until: 0 });
    });

    it("[B9] [C10] given an override / when it ends / that second is the feed's again", async () => {
      const { guardian } = await accountsOf(connection);
      const { guard, first } = await quiet({ guardian: guardian.address });
      await sendAt(connection, first, () => guard.connect(guardian).overrideStatus(1, 600, "drill"));
      await expectEdge(connection, guard, first + 600, "Down", "Up");
    });

    for (const [offset, allowed] of [
      [-1, false],
      [0, true],
      [1, true],
    ] as const) {
      it(`[B9] [C10] given an override that ended / when overridden again at the cool-down's end ${offset} s / it is ${allowed ? "accepted" : "refused"}`, async () => {
        const { guardian } = await accountsOf(connection);
        const { guard, first, policy } = await quiet({ guardian: guardian.address });
        await sendAt(connection, first, () => guard.connect(guardian).overrideStatus(1, 600, "drill"));
        const next = first + 600 + policy.overrideCooldown;
        await moveTo(connection, next + offset);
        const again = guard.connect(guardian).overrideStatus;
        if (allowed) {
          await sendAt(connection, next + offset, () => again(4, 60, "again"));
          expect((await guard.lastOverride()).since).to.equal(BigInt(next + offset));
        } else {
          await expect(again.staticCall(4, 60, "again"))
            .to.be.revertedWithCustomError(guard, "OverrideCoolingDown")
            .withArgs(next);
        }
      });
    }

    it("[E2] given a guard over the mock / when the very same rounds are played / it agrees with the one over Chainlink's feed", async () => {
      const { feed, guard, first } = await networkHelpers.loadFixture(quietDefault);
      const mock = await ethers.deployContract("FaultyFeedMock");
      await sendAt(connection, undefined, () => mock.pushRound(0, first - 10 * DAY));
      const config = await guardConfigOf(connection, await mock.getAddress(), family);
      const twin = await deployGuard(connection, config);
      await sendAt(connection, first, () => mock.pushRound(1, first));
      await sendAt(connection, first + HOUR, () => mock.pushRound(0, first + HOUR));
      await feed.goDown(first);
      await feed.recover(first + HOUR);
      for (const later of [0, 30, 60, 74, 75, 76, 120, 200].map((minutes) => first + HOUR + minutes * MINUTE)) {
        const now = Math.max(later, await networkHelpers.time.latest());
        expect(await statusAt(connection, twin, now)).to.deep.equal(await statusAt(connection, guard, now));
      }
    });
  });
}
