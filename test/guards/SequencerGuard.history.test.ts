import { expect } from "chai";
import { network } from "hardhat";

import { moveTo } from "../helpers/chainlink-clock.js";
import { FEED_FAMILIES } from "../helpers/chainlink-feeds.js";
import { guardOverChainlink, type GuardChanges } from "../helpers/guard-fixtures.js";
import { expectEdge, play, statusAt } from "../helpers/guard-history.js";
import { DAY, HOUR, MERGE_GAP, MINUTE } from "../helpers/guard-policy.js";

const connection = await network.create();
const { networkHelpers } = connection;

for (const family of FEED_FAMILIES) {
  const quiet = async (changes: GuardChanges = {}) => {
    const world = await guardOverChainlink(connection, family, changes);
    return { ...world, lag: world.policy.visibilityLag, first: world.born + 10 * DAY };
  };
  const quietDefault = async () => quiet();

  describe(`SequencerGuard, by history, on Chainlink's ${family} feed`, () => {
    describe("flapping and merging", () => {
      it("[B4] [B5] given 116 minutes down and 20 a day later / when each ends / each earns its own grace, the second a short one", async () => {
        const { feed, guard, lag, first } = await networkHelpers.loadFixture(quietDefault);
        await play(feed, [{ start: first, length: 116 * MINUTE }]);
        await expectEdge(connection, guard, first + 232 * MINUTE + lag, "Recovering", "Ramping");
        const second = first + DAY;
        await play(feed, [{ start: second, length: 20 * MINUTE }]);
        await expectEdge(connection, guard, second + 40 * MINUTE + lag, "Recovering", "Ramping");
        await expectEdge(connection, guard, second + 40 * MINUTE + lag + HOUR, "Ramping", "Up");
      });

      for (const [offset, merged] of [
        [-1, true],
        [0, true],
        [1, false],
      ] as const) {
        it(`[B4] [B9] given two outages, mergeGap ${offset} s apart / when the second ends / they count as ${merged ? "one" : "two"}`, async () => {
          const { feed, guard, lag, first } = await networkHelpers.loadFixture(quietDefault);
          const gap = MERGE_GAP + offset;
          const second = first + 20 * MINUTE + gap;
          await play(feed, [
            { start: first, length: 20 * MINUTE },
            { start: second, length: 30 * MINUTE },
          ]);
          const end = second + 30 * MINUTE;
          const length = merged ? end - first : 30 * MINUTE;
          expect(await statusAt(connection, guard, end + 1)).to.deep.equal({
            status: "Recovering",
            since: end,
            until: end + lag + length,
          });
        });
      }

      it("given blips that merge into an outage / when the last ends / the sum is not ignored", async () => {
        const { feed, guard, lag, policy, first } = await networkHelpers.loadFixture(quietDefault);
        const length = policy.ignoreBelow - 1;
        await play(feed, [
          { start: first, length },
          { start: first + 5 * MINUTE, length },
        ]);
        const end = first + 5 * MINUTE + length;
        const { until } = await statusAt(connection, guard, end + 1);
        expect(until).to.equal(end + lag + policy.minGrace);
      });

      it("given a grace that runs / when an ignored blip passes / its end stays where it was", async () => {
        const { feed, guard, lag, first } = await networkHelpers.loadFixture(quietDefault);
        const end = first + HOUR;
        await play(feed, [{ start: first, length: HOUR }]);
        const blip = end + 30 * MINUTE;
        await play(feed, [{ start: blip, length: MINUTE }]);
        const { status, until } = await statusAt(connection, guard, blip + MINUTE + 1);
        expect([status, until]).to.deep.equal(["Recovering", end + HOUR + lag]);
        await expectEdge(connection, guard, end + HOUR + lag, "Recovering", "Ramping");
      });

      it("given a grace that runs / when a short outage passes / it is not shortened either", async () => {
        const { feed, guard, lag, first } = await networkHelpers.loadFixture(quietDefault);
        const end = first + 2 * HOUR;
        await play(feed, [
          { start: first, length: 2 * HOUR },
          { start: end + 20 * MINUTE, length: 3 * MINUTE },
        ]);
        expect((await statusAt(connection, guard, end + 24 * MINUTE)).until).to.equal(end + 2 * HOUR + lag);
      });

      it("given a ramp that runs / when an ignored blip passes / the ramp goes on and ends where it did", async () => {
        const { feed, guard, lag, first } = await networkHelpers.loadFixture(quietDefault);
        const graceEnd = first + 2 * HOUR + lag;
        await play(feed, [
          { start: first, length: HOUR },
          { start: graceEnd + 20 * MINUTE, length: MINUTE },
        ]);
        expect(await statusAt(connection, guard, graceEnd + 22 * MINUTE)).to.deep.equal({
          status: "Ramping",
          since: graceEnd,
          until: graceEnd + HOUR,
        });
      });

      it("given nothing before / when an ignored blip passes / neither grace nor ramp begins", async () => {
        const { feed, guard, first } = await networkHelpers.loadFixture(quietDefault);
        await play(feed, [{ start: first, length: 119 }]);
        const { status, until } = await statusAt(connection, guard, first + 120);
        expect([status, until]).to.deep.equal(["Up", 0]);
      });
    });

    describe("the budget", () => {
      const longOutages = (first: number, count: number) =>
        Array.from({ length: count }, (_, i) => ({ start: first + i * 8 * HOUR, length: 2 * HOUR }));

      it("[B4] [C3] given three long outages in a day / when the third ends / its grace is what the budget has left, then it opens", async () => {
        const { feed, guard, lag, policy, first } = await networkHelpers.loadFixture(quietDefault);
        await play(feed, longOutages(first, 3));
        const end = first + 18 * HOUR;
        const left = policy.graceBudget - 2 * (lag + 2 * HOUR);
        await expectEdge(connection, guard, end + left, "Recovering", "Ramping");
        await expectEdge(connection, guard, end + left + policy.ramp, "Ramping", "Up");
      });

      it("given a budget that is used up / when a further outage ends / the guard opens at once, ramping", async () => {
        const { feed, guard, policy, first } = await networkHelpers.loadFixture(quietDefault);
        await play(feed, longOutages(first, 4));
        const end = first + 26 * HOUR;
        expect(await statusAt(connection, guard, end)).to.deep.equal({
          status: "Ramping",
          since: end,
          until: end + policy.ramp,
        });
        await guard.requireAllowed.staticCall(2);
      });

      for (const [offset, full] of [
        [-1, false],
        [0, true],
        [1, true],
      ] as const) {
        it(`given a grace that left the window ${offset} s ago / when a third outage ends / the budget is ${full ? "whole" : "short"} again`, async () => {
          const { feed, guard, lag, policy, first } = await networkHelpers.loadFixture(quietDefault);
          await play(feed, longOutages(first, 2));
          const firstGraceEnd = first + 2 * HOUR + lag + 2 * HOUR;
          const end = firstGraceEnd + policy.budgetWindow + offset;
          await play(feed, [{ start: end - 2 * HOUR, length: 2 * HOUR }]);
          const left = full ? lag + 2 * HOUR : policy.graceBudget - 2 * (lag + 2 * HOUR);
          expect((await statusAt(connection, guard, end + 1)).until).to.equal(end + left);
        });
      }

      it("given a grace cut short by the next outage / when the budget is drawn up / only what was withheld is charged", async () => {
        const { feed, guard, lag, policy, first } = await networkHelpers.loadFixture(quietDefault);
        // The first grace is cut after 30 minutes; two whole ones come on top, a fourth outage asks for a third.
        await play(feed, [
          { start: first, length: 2 * HOUR },
          { start: first + 150 * MINUTE, length: 2 * HOUR },
          { start: first + 12 * HOUR, length: 2 * HOUR },
          { start: first + 20 * HOUR, length: 2 * HOUR },
        ]);
        const end = first + 22 * HOUR;
        const left = policy.graceBudget - 30 * MINUTE - 2 * (lag + 2 * HOUR);
        expect(left).to.be.within(1, lag + 2 * HOUR - 1);
        expect((await statusAt(connection, guard, end + 1)).until).to.equal(end + left);
      });
    });

    describe("what is no recovery", () => {
      it("[A12] given an up feed / when its aggregator is replaced / the new phase's first round starts no grace", async () => {
        const { feed, guard, first } = await networkHelpers.loadFixture(quietDefault);
        await feed.newPhase(first);
        const born = Number((await feed.latest()).startedAt);
        expect(born).to.be.at.least(first);
        expect(await statusAt(connection, guard, born + 1)).to.deep.equal({ status: "Up", since: born, until: 0 });
      });

      it("given a grace that runs / when the aggregator is replaced / neither its beginning nor its end moves", async () => {
        const { feed, guard, lag, first } = await networkHelpers.loadFixture(quietDefault);
        await play(feed, [{ start: first, length: HOUR }]);
        await feed.newPhase(first + HOUR + 20 * MINUTE);
        const { startedAt } = await feed.latest();
        expect(startedAt).to.be.at.least(BigInt(first + HOUR + 20 * MINUTE));
        const now = (await networkHelpers.time.latest()) + 1;
        expect(await statusAt(connection, guard, now)).to.deep.equal({
          status: "Recovering",
          since: first + HOUR,
          until: first + 2 * HOUR + lag,
        });
        await expectEdge(connection, guard, first + 2 * HOUR + lag, "Recovering", "Ramping");
        await expectEdge(connection, guard, first + 3 * HOUR + lag, "Ramping", "Up");
      });

      it("given an up feed / when down and up are stamped the same second / no time was lost and no grace starts", async () => {
        const { feed, guard, first } = await networkHelpers.loadFixture(quietDefault);
        await feed.goDown(first);
        await feed.recover(first, first + 60);
        expect((await statusAt(connection, guard, first + 61)).status).to.equal("Up");
      });

      it("[A3] [A11] given a healthy feed / when heartbeats arrive / the status stays up and no grace starts", async () => {
        const { feed, guard, born, first } = await networkHelpers.loadFixture(quietDefault);
        for (const day of [0, 1, 2]) {
          const at = first + day * DAY;
          await feed.heartbeat(at);
          const { updatedAt } = await feed.latest();
          expect(updatedAt).to.equal(BigInt(family === "optimism" ? at : born));
          expect(await statusAt(connection, guard, at + 1)).to.deep.equal({ status: "Up", since: born, until: 0 });
        }
      });

      it("[A11] given an up feed / when nothing is reported for three years / the status stays up", async () => {
        const { guard, born, first } = await networkHelpers.loadFixture(quietDefault);
        const later = first + 3 * 365 * DAY;
        expect(await statusAt(connection, guard, later)).to.deep.equal({ status: "Up", since: born, until: 0 });
      });

      it("[A3] given a grace that runs / when heartbeats arrive / its end does not move", async () => {
        const { feed, guard, lag, first } = await networkHelpers.loadFixture(quietDefault);
        await play(feed, [{ start: first, length: HOUR }]);
        const graceEnd = first + 2 * HOUR + lag;
        for (const minutes of [5, 20, 50]) {
          await feed.heartbeat(first + HOUR + minutes * MINUTE);
          const { until } = await statusAt(connection, guard, first + HOUR + minutes * MINUTE + 1);
          expect(until).to.equal(graceEnd);
        }
        await expectEdge(connection, guard, graceEnd, "Recovering", "Ramping");
      });
    });

    describe("what is one although it hardly shows", () => {
      it("[B1] given an outage / when down and up land in one block / the grace is the outage's all the same", async () => {
        const { feed, guard, lag, first } = await networkHelpers.loadFixture(quietDefault);
        await feed.flipInOneBlock(first, first + HOUR, first + 70 * MINUTE);
        expect((await feed.latest()).answer).to.equal(0n);
        expect(await statusAt(connection, guard, first + 71 * MINUTE)).to.deep.equal({
          status: "Recovering",
          since: first + HOUR,
          until: first + 2 * HOUR + lag,
        });
      });

      it("given an outage / when the aggregator is replaced and the new one says up / the outage ends with that round", async () => {
        const { feed, guard, lag, first } = await networkHelpers.loadFixture(quietDefault);
        await feed.goDown(first);
        await feed.newPhase(first + HOUR);
        const up = Number((await feed.latest()).startedAt);
        expect(await statusAt(connection, guard, (await networkHelpers.time.latest()) + 1)).to.deep.equal({
          status: "Recovering",
          since: up,
          until: up + lag + (up - first),
        });
      });

      it("given an outage / when the aggregator is replaced and the new one says down / the outage goes on from its own start", async () => {
        const { feed, guard, lag, first } = await networkHelpers.loadFixture(quietDefault);
        await feed.goDown(first);
        await feed.newPhase(first + 30 * MINUTE, true);
        const { startedAt } = await feed.latest();
        const now = (await networkHelpers.time.latest()) + 1;
        expect(await statusAt(connection, guard, now)).to.deep.equal({
          status: "Down",
          since: Number(startedAt),
          until: 0,
        });
        await feed.recover(first + HOUR);
        const { until } = await statusAt(connection, guard, first + HOUR + 1);
        expect(until).to.equal(first + 2 * HOUR + lag);
      });

      it("given a late down replayed onto a live chain / when it is believed / the status is down until the feed changes", async () => {
        const { feed, guard, first } = await networkHelpers.loadFixture(quietDefault);
        await play(feed, [{ start: first, length: HOUR }]);
        const late = first + HOUR;
        await feed.goDown(late, late + 10 * HOUR);
        expect(await statusAt(connection, guard, late + 10 * HOUR)).to.deep.equal({
          status: "Down",
          since: late,
          until: 0,
        });
      });
    });

    describe("a ledger that lags", () => {
      const flaps = (first: number, count: number) =>
        Array.from({ length: count }, (_, i) => ({ start: first + i * HOUR, length: 5 * MINUTE }));

      it("given more rounds than a view walks / when anybody syncs / the longest grace gives way to the earned one", async () => {
        const { feed, guard, ledger, lag, policy, first } = await networkHelpers.loadFixture(quietDefault);
        await play(feed, flaps(first, 9));
        const end = first + 8 * HOUR + 5 * MINUTE;
        expect((await statusAt(connection, guard, end + 1)).until).to.equal(end + lag + policy.maxGrace);
        await (await ledger.sync(100)).wait();
        const now = (await networkHelpers.time.latest()) + 1;
        const spent = 8 * (lag + policy.minGrace);
        const grace = Math.min(lag + policy.minGrace, Math.max(policy.graceBudget - spent, 0));
        expect((await statusAt(connection, guard, now)).until).to.equal(end + grace);
      });

      it("given nine outages / when synced before, between or never / the guard tells the same status once it can tell any", async () => {
        const { feed, guard, ledger, first } = await networkHelpers.loadFixture(quietDefault);
        await play(feed, flaps(first, 5));
        await moveTo(connection, first + 4 * HOUR + 10 * MINUTE);
        const unsynced = await guard.status();
        const partly = async (rounds: number) => {
          await (await ledger.sync(rounds)).wait();
          return guard.status();
        };
        expect(await partly(3)).to.deep.equal(unsynced);
        expect(await partly(100)).to.deep.equal(unsynced);
      });
    });

    it("given a past outage / when downtime and deadlines are asked / they are the ledger's, merged for deadlines only", async () => {
      const { feed, guard, ledger, first } = await networkHelpers.loadFixture(quietDefault);
      await play(feed, [
        { start: first, length: 30 * MINUTE },
        { start: first + 40 * MINUTE, length: 20 * MINUTE },
      ]);
      await moveTo(connection, first + 3 * HOUR);
      expect(await guard.downtimeBetween(first - DAY, first + DAY)).to.equal(BigInt(50 * MINUTE));
      expect(await ledger.downtimeBetween(first - DAY, first + DAY)).to.equal(BigInt(50 * MINUTE));
      // A deadline half an hour after the merged outage, with the last hour before it protected: half of it was down.
      const deadline = first + 90 * MINUTE;
      expect(await guard.adjustedDeadline(deadline, HOUR, DAY)).to.equal(BigInt(deadline + 30 * MINUTE));
      expect(await guard.adjustedDeadline(deadline, HOUR, 10 * MINUTE)).to.equal(BigInt(deadline + 10 * MINUTE));
      expect(await guard.adjustedDeadline(deadline, 30 * MINUTE, DAY)).to.equal(BigInt(deadline));
      await expect(guard.downtimeBetween(2, 1))
        .to.be.revertedWithCustomError(ledger, "IntervalReversed")
        .withArgs(2, 1);
    });
  });
}
