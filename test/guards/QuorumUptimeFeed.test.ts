import { expect } from "chai";
import { network } from "hardhat";

import { shouldBehaveLikeAnUptimeFeed } from "../behaviors/uptime-rounds.behavior.js";
import { moveTo, sendAt } from "../helpers/chainlink-clock.js";
import { breakFeed } from "../helpers/faults.js";
import { deployLedger } from "../helpers/guard-fixtures.js";
import { HOUR, MINUTE } from "../helpers/guard-policy.js";
import { deployQuorum, UP_BEFORE } from "../helpers/quorum.js";

const connection = await network.create();
const { networkHelpers } = connection;
const [DOWN, UP] = [true, false];

/** Two of three, nothing has happened. */
async function twoOfThree() {
  return deployQuorum(connection, 3, 2);
}

async function anyOfTwo() {
  return deployQuorum(connection, 2, 1);
}

/** Answer, round and time that a reader is shown. */
async function shown(feed: Awaited<ReturnType<typeof twoOfThree>>["feed"]) {
  const { id, answer, startedAt } = await feed.latestRoundData();
  return { id: Number(id), down: answer === 1n, at: Number(startedAt) };
}

async function subject() {
  const { feed, born, say } = await twoOfThree();
  return {
    feed,
    born,
    goDown: async (start: number, seenAt: number) => {
      await say(0, DOWN, start - 1, seenAt);
      await say(2, DOWN, start, seenAt);
    },
    recover: async (end: number) => {
      await say(0, UP, end, end);
      await sendAt(connection, end, () => feed.poke());
    },
    stayUpUntil: async (at: number) => {
      if ((await networkHelpers.time.latest()) < at) await moveTo(connection, at);
    },
  };
}

describe("QuorumUptimeFeed", () => {
  shouldBehaveLikeAnUptimeFeed(connection, subject);

  describe("counting", () => {
    it("given sources that are up / when deployed / round 1 says up since the oldest of their times", async () => {
      const { feed, born } = await networkHelpers.loadFixture(twoOfThree);
      expect(await shown(feed)).to.deep.equal({ id: 1, down: false, at: born - UP_BEFORE });
      expect([await feed.recordedRound(), await feed.liveSources()]).to.deep.equal([1n, 3n]);
    });

    it("given two of three / when one, two and three say down / the second makes it down, since its own time", async () => {
      const { feed, born, say } = await networkHelpers.loadFixture(twoOfThree);
      await say(1, DOWN, born + 100);
      expect((await shown(feed)).down).to.equal(false);
      await say(0, DOWN, born + 300);
      expect(await shown(feed)).to.deep.equal({ id: 2, down: true, at: born + 300 });
      // A third one that says it happened between moves nothing later: the second smallest time counts.
      await say(2, DOWN, born + 200, born + 310);
      expect(await shown(feed)).to.deep.equal({ id: 2, down: true, at: born + 200 });
    });

    it("given an outage / when sources recover one by one / the time of the one that broke the quorum counts", async () => {
      const { feed, born, say, poke } = await networkHelpers.loadFixture(twoOfThree);
      for (const i of [0, 1, 2]) await say(i, DOWN, born + 100 + i, born + 200);
      await poke();
      await say(0, UP, born + 1000);
      expect(await shown(feed)).to.deep.equal({ id: 2, down: true, at: born + 101 });
      await say(1, UP, born + 1100);
      expect(await shown(feed)).to.deep.equal({ id: 3, down: false, at: born + 1100 });
      await say(2, UP, born + 1200);
      await poke();
      expect(await shown(feed)).to.deep.equal({ id: 3, down: false, at: born + 1100 });
    });

    it("given any of two / when one says down / that suffices", async () => {
      const { feed, born, say } = await networkHelpers.loadFixture(anyOfTwo);
      await say(1, DOWN, born + 100);
      expect(await shown(feed)).to.deep.equal({ id: 2, down: true, at: born + 100 });
    });
  });

  describe("recording", () => {
    it("given a change / when shown and not poked / it has the next id, and is no round yet", async () => {
      const { feed, born, say, poke } = await networkHelpers.loadFixture(twoOfThree);
      for (const i of [0, 1]) await say(i, DOWN, born + 100 + i, born + 200);
      const before = await feed.latestRoundData();
      expect(before.id).to.equal(2n);
      await expect(feed.getRoundData(2n)).to.be.revertedWithCustomError(feed, "NoSuchRound").withArgs(2, 1);
      const receipt = await poke();
      expect(receipt.logs).to.have.lengthOf(1);
      expect(await feed.getRoundData(2n)).to.deep.equal(before);
      expect(await feed.latestRoundData()).to.deep.equal(before);
    });

    it("given a change / when poked / the event of Chainlink's feeds is emitted", async () => {
      const { feed, born, say } = await networkHelpers.loadFixture(twoOfThree);
      for (const i of [0, 1]) await say(i, DOWN, born + 100 + i, born + 200);
      await expect(feed.poke())
        .to.emit(feed, "AnswerUpdated")
        .withArgs(1, 2, born + 101);
    });

    it("[B1] given an outage between two pokes / when nobody saw it down / both rounds are shown, and recorded as shown", async () => {
      const { feed, born, say, poke } = await networkHelpers.loadFixture(twoOfThree);
      await say(0, DOWN, born + 100, born + 900);
      await say(1, DOWN, born + 160, born + 900);
      await say(0, UP, born + 800, born + 900);
      await say(1, UP, born + 850, born + 900);
      expect(await shown(feed)).to.deep.equal({ id: 3, down: false, at: born + 800 });
      await poke();
      expect((await feed.getRoundData(2n)).startedAt).to.equal(BigInt(born + 160));
      expect((await feed.getRoundData(3n)).startedAt).to.equal(BigInt(born + 800));
    });

    it("given blips of two sources at different times / when poked / there was no outage", async () => {
      const { feed, born, say, poke } = await networkHelpers.loadFixture(twoOfThree);
      await say(0, DOWN, born + 100);
      await say(0, UP, born + 200);
      await say(1, DOWN, born + 200);
      await say(1, UP, born + 300);
      await poke();
      expect(await shown(feed)).to.deep.equal({ id: 1, down: false, at: born - UP_BEFORE });
    });

    it("given one source still down and another that came back / when they overlapped / the overlap is an outage", async () => {
      const { feed, born, say, poke } = await networkHelpers.loadFixture(twoOfThree);
      await say(0, DOWN, born + 100);
      await say(1, DOWN, born + 150);
      await say(1, UP, born + 250);
      await poke();
      expect((await feed.getRoundData(2n)).startedAt).to.equal(BigInt(born + 150));
      expect(await shown(feed)).to.deep.equal({ id: 3, down: false, at: born + 250 });
    });

    it("given a late report of a time before the last change / when recorded / rounds never go backward", async () => {
      const { feed, born, say, poke } = await networkHelpers.loadFixture(twoOfThree);
      for (const i of [0, 1]) await say(i, DOWN, born + 500, born + 500);
      await poke();
      for (const i of [0, 1]) await say(i, UP, born + 900, born + 900);
      await poke();
      for (const i of [0, 1]) await say(i, DOWN, born + 700, born + 1000);
      expect(await shown(feed)).to.deep.equal({ id: 4, down: true, at: born + 900 });
      await poke();
      for (const i of [0, 1]) await say(i, UP, born + 750, born + 1100);
      await poke();
      expect(await shown(feed)).to.deep.equal({ id: 5, down: false, at: born + 900 });
    });

    it("given a new aggregator behind a source / when its first round says up / that is no outage", async () => {
      const { feed, born, source, poke } = await networkHelpers.loadFixture(anyOfTwo);
      await sendAt(connection, born + 500, () => source(0).pushPhase(0, born + 500));
      await poke();
      expect(await shown(feed)).to.deep.equal({ id: 1, down: false, at: born - UP_BEFORE });
    });

    it("given a source whose last round cannot be read / when it came back up / two hours of outage are assumed", async () => {
      const { feed, born, say, source, poke } = await networkHelpers.loadFixture(anyOfTwo);
      await say(0, DOWN, born + 5 * HOUR);
      await say(0, UP, born + 5 * HOUR + 60);
      await breakFeed(connection, source(0), "oneRound");
      await poke();
      expect((await feed.getRoundData(2n)).startedAt).to.equal(BigInt(born + 3 * HOUR + 60));
      expect(await shown(feed)).to.deep.equal({ id: 3, down: false, at: born + 5 * HOUR + 60 });
    });

    it("given two rounds of up in a row / when poked / the start is told by no source and two hours are assumed", async () => {
      const { feed, born, say, poke } = await networkHelpers.loadFixture(anyOfTwo);
      await say(0, UP, born + 5 * HOUR);
      await poke();
      expect((await feed.getRoundData(2n)).startedAt).to.equal(BigInt(born + 3 * HOUR));
    });
  });

  describe("when a source that had a vote leaves during an outage", () => {
    async function halfDead() {
      const world = await twoOfThree();
      for (const i of [0, 1]) await world.say(i, DOWN, world.born + 100 + i, world.born + 200);
      await world.poke();
      await breakFeed(connection, world.source(1), "reverts");
      await world.at(world.born + 5000);
      return world;
    }

    it("given nobody pokes / when read / the recorded down stays on display", async () => {
      const { feed, born } = await networkHelpers.loadFixture(halfDead);
      expect(await feed.liveSources()).to.equal(2n);
      expect(await shown(feed)).to.deep.equal({ id: 2, down: true, at: born + 101 });
    });

    it("given a poke / when it ends the outage / its own time is the end", async () => {
      const { feed, born, poke } = await networkHelpers.loadFixture(halfDead);
      await poke(born + 6000);
      expect(await shown(feed)).to.deep.equal({ id: 3, down: false, at: born + 6000 });
    });

    it("given a poke while a quorum still says down / when one more comes back / the one that left is still missed", async () => {
      const world = await networkHelpers.loadFixture(twoOfThree);
      const { feed, born, say, source, poke, at } = world;
      for (const i of [0, 1, 2]) await say(i, DOWN, born + 100 + i, born + 200);
      await poke();
      await breakFeed(connection, source(1), "reverts");
      expect((await poke()).logs).to.deep.equal([]);
      await say(2, UP, born + 1000);
      await at(born + 5000);
      expect(await shown(feed)).to.deep.equal({ id: 2, down: true, at: born + 101 });
    });

    it("given a source that had no vote when the outage was recorded / when the others come back / its absence hides nothing", async () => {
      const { feed, born, say, source, poke } = await networkHelpers.loadFixture(twoOfThree);
      await breakFeed(connection, source(1), "reverts");
      for (const i of [0, 2]) await say(i, DOWN, born + 100 + i, born + 200);
      await poke();
      await say(0, UP, born + 1000);
      expect(await shown(feed)).to.deep.equal({ id: 3, down: false, at: born + 1000 });
    });

    it("given the quorum is lost too / when poked / nothing is recorded: no answer is not up", async () => {
      const { feed, source, poke } = await networkHelpers.loadFixture(halfDead);
      await breakFeed(connection, source(2), "reverts");
      await expect(feed.latestRoundData()).to.be.revertedWithCustomError(feed, "QuorumLost").withArgs(1, 2);
      expect((await poke()).logs).to.deep.equal([]);
      expect(await feed.recordedRound()).to.equal(2n);
    });

    it("given the source comes back and still says down / when read / the outage never ended", async () => {
      const { feed, born, source, poke } = await networkHelpers.loadFixture(halfDead);
      await breakFeed(connection, source(1), "none");
      await poke();
      expect(await shown(feed)).to.deep.equal({ id: 2, down: true, at: born + 101 });
    });

    it("given it comes back after the poke / when it still says down / a new outage begins where the last ended", async () => {
      const { feed, born, source, poke } = await networkHelpers.loadFixture(halfDead);
      await poke(born + 6000);
      await breakFeed(connection, source(1), "none");
      await poke(born + 6100);
      expect(await shown(feed)).to.deep.equal({ id: 4, down: true, at: born + 6000 });
    });
  });

  describe("under our ledger", () => {
    it("given a change that is not recorded / when synced / the ledger stores nothing of it and says that it is behind", async () => {
      const { feed, born, say, poke } = await networkHelpers.loadFixture(twoOfThree);
      const ledger = await deployLedger(connection, await feed.getAddress());
      await (await ledger.sync(10)).wait();
      for (const i of [0, 1]) await say(i, DOWN, born + 10 * MINUTE, born + 15 * MINUTE);
      await (await ledger.sync(10)).wait();
      expect(await ledger.syncedRound()).to.equal(1n);
      await expect(ledger.openSince()).to.be.revertedWithCustomError(ledger, "LedgerNotSynced").withArgs(1);
      await poke();
      expect(await ledger.openSince()).to.equal(BigInt(born + 10 * MINUTE));
    });

    it("given times that move before they are recorded / when synced in between / the ledger has the recorded ones", async () => {
      const { feed, born, say, poke } = await networkHelpers.loadFixture(twoOfThree);
      const ledger = await deployLedger(connection, await feed.getAddress());
      for (const i of [0, 1]) await say(i, DOWN, born + 100, born + 100);
      for (const i of [0, 1]) await say(i, UP, born + 400, born + 400);
      expect(await shown(feed)).to.deep.equal({ id: 3, down: false, at: born + 400 });
      await (await ledger.sync(10)).wait();
      for (const i of [0, 1]) await say(i, DOWN, born + 700, born + 700);
      for (const i of [0, 1]) await say(i, UP, born + 900, born + 900);
      await poke();
      await (await ledger.sync(10)).wait();
      expect(await ledger.outageCount()).to.equal(1n);
      expect((await ledger.outageAt(0)).start).to.equal(BigInt(born + 700));
    });
  });
});
