import { expect } from "chai";
import { network } from "hardhat";

import { moveTo, sendAt, stampNextBlock } from "../helpers/chainlink-clock.js";
import { deployUptimeFeed, FEED_FAMILIES } from "../helpers/chainlink-feeds.js";
import { breakFeed, FEED_FAULTS, type FeedFault } from "../helpers/faults.js";
import { expectGasAtMost } from "../helpers/gas-snapshot.js";
import { DAY, HOUR, MINUTE } from "../helpers/guard-policy.js";
import { CHANGE_ONLY, deployQuorum, deploySources, HEARTBEAT } from "../helpers/quorum.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;
/** What a guard gives to reading its feed. */
const READ_GAS = 200_000n;
const PHASE = 1n << 64n;

/**
 * What a fault makes of a source that has said "up" for a month: a vote for up, for down, or none. A huge answer costs the
 * source more than it is given.
 */
const VOTE_UNDER: Record<FeedFault, "up" | "down" | "none"> = {
  none: "up",
  reverts: "none",
  noCode: "none",
  shortReturn: "none",
  hugeReturn: "none",
  burnsGas: "none",
  zeroRound: "none",
  negative: "none",
  two: "none",
  futureStart: "none",
  neverStarted: "none",
  frozen: "up",
  stuckDown: "down",
  flapping: "up",
  newPhase: "up",
  oneRound: "up",
};

async function twoOfThree() {
  const world = await deployQuorum(connection, 3, 2);
  const scales = await ethers.deployContract("StaticCallerMock");
  await world.at(world.born + 10 * MINUTE);
  return { ...world, scales };
}

describe("QuorumUptimeFeed, two of three, over sources with faults", () => {
  for (const fault of FEED_FAULTS) {
    const vote = VOTE_UNDER[fault];
    async function oneFaulty() {
      const world = await twoOfThree();
      await breakFeed(connection, world.source(0), fault);
      await world.at(world.born + 15 * MINUTE);
      return world;
    }

    it(`given ${fault} on one source / when the others say up / the answer is up, with ${vote === "none" ? "two" : "three"} votes`, async () => {
      const { feed } = await networkHelpers.loadFixture(oneFaulty);
      expect(await feed.liveSources()).to.equal(vote === "none" ? 2n : 3n);
      expect((await feed.latestRoundData()).answer).to.equal(0n);
    });

    it(`given ${fault} on one source / when one other says down / the answer is ${vote === "down" ? "down" : "up"}`, async () => {
      const { feed, say, born } = await networkHelpers.loadFixture(oneFaulty);
      await say(1, true, born + 12 * MINUTE, born + 15 * MINUTE);
      expect((await feed.latestRoundData()).answer).to.equal(vote === "down" ? 1n : 0n);
    });

    it(`given ${fault} on one source / when both others say down / the answer is down`, async () => {
      const { feed, say, born } = await networkHelpers.loadFixture(oneFaulty);
      for (const i of [1, 2]) await say(i, true, born + 12 * MINUTE, born + 15 * MINUTE);
      expect((await feed.latestRoundData()).answer).to.equal(1n);
    });

    it(`given ${fault} on two sources / when read and poked / ${vote === "none" ? "there is no answer and nothing is recorded" : `the answer is ${vote}`}`, async () => {
      const { feed, source } = await networkHelpers.loadFixture(oneFaulty);
      await breakFeed(connection, source(1), fault);
      if (vote === "none") {
        await expect(feed.latestRoundData()).to.be.revertedWithCustomError(feed, "QuorumLost").withArgs(1, 2);
        await (await feed.poke()).wait();
        expect(await feed.recordedRound()).to.equal(1n);
      } else expect((await feed.latestRoundData()).answer).to.equal(vote === "down" ? 1n : 0n);
    });

    it(`given ${fault} on one source / when a guard reads the quorum / its gas suffices`, async () => {
      const { feed, scales } = await networkHelpers.loadFixture(oneFaulty);
      const question = feed.interface.encodeFunctionData("latestRoundData");
      const { gasUsed } = await scales.weigh(await feed.getAddress(), question);
      expectGasAtMost(gasUsed, READ_GAS, "a guard's read pays for a quorum with one faulty source");
    });
  }

  it("[A6] given a dead source / when a caller brings too little gas / the call reverts and no source is voted out", async () => {
    const { feed, source } = await networkHelpers.loadFixture(twoOfThree);
    await breakFeed(connection, source(0), "noCode");
    for (const gasLimit of [45_000n, 60_000n]) {
      await expect(feed.latestRoundData({ gasLimit })).to.be.revertedWithCustomError(feed, "GasStarved");
      await expect(feed.poke({ gasLimit })).to.be.revertedWithCustomError(feed, "GasStarved");
    }
    expect((await feed.latestRoundData({ gasLimit: 250_000n })).answer).to.equal(0n);
  });

  it("given an answer that is too long but affordable / when read / the source keeps its vote", async () => {
    const { feed, source } = await networkHelpers.loadFixture(twoOfThree);
    await (await source(0).setPayloadWords(64)).wait();
    await breakFeed(connection, source(0), "hugeReturn");
    expect(await feed.liveSources()).to.equal(3n);
  });

  it("[E3] given any fault on all sources / when poked / nothing reverts and nothing is recorded but an outage", async () => {
    const { feed, feeds } = await networkHelpers.loadFixture(twoOfThree);
    for (const fault of FEED_FAULTS.filter((one) => VOTE_UNDER[one] === "none" && one !== "noCode")) {
      for (const one of feeds) await breakFeed(connection, one, fault);
      await (await feed.poke()).wait();
      expect(await feed.recordedRound(), fault).to.equal(1n);
    }
  });
});

describe("QuorumUptimeFeed, silence", () => {
  const MAX_SILENCE = 25 * HOUR;

  async function withHeartbeat() {
    const { feeds, now } = await deploySources(connection, 2);
    const [beating, other] = feeds;
    if (beating === undefined || other === undefined) throw new RangeError("no source");
    await sendAt(connection, now, () => beating.setRound(PHASE + 1n, 0, now - DAY, now));
    await stampNextBlock(connection, now);
    const sources = [
      { feed: await beating.getAddress(), family: HEARTBEAT, maxSilence: MAX_SILENCE },
      { feed: await other.getAddress(), family: CHANGE_ONLY, maxSilence: 0 },
    ];
    const feed = await ethers.deployContract("QuorumUptimeFeed", [sources, 1]);
    return { feed, beating, other, now };
  }

  for (const [offset, live] of [
    [-1, 2n],
    [0, 2n],
    [1, 1n],
  ] as const) {
    it(`[B9] given an age of maxSilence ${String(offset)} / when read / ${String(live)} sources have a vote`, async () => {
      const { feed, now } = await networkHelpers.loadFixture(withHeartbeat);
      await moveTo(connection, now + MAX_SILENCE + offset);
      expect(await feed.liveSources()).to.equal(live);
      expect((await feed.latestRoundData()).answer).to.equal(0n);
    });
  }

  it("[A11] given a source without heartbeat / when years pass / it keeps its vote", async () => {
    const { feed, now } = await networkHelpers.loadFixture(withHeartbeat);
    await moveTo(connection, now + 900 * DAY);
    expect(await feed.liveSources()).to.equal(1n);
    expect((await feed.latestRoundData()).answer).to.equal(0n);
  });

  it("given a silent source that said down / when it leaves / it does not count as down any more", async () => {
    const { feed, beating, now } = await networkHelpers.loadFixture(withHeartbeat);
    await sendAt(connection, now + 100, () => beating.pushRound(1, now + 100));
    expect((await feed.latestRoundData()).answer).to.equal(1n);
    await moveTo(connection, now + 100 + MAX_SILENCE + 1);
    expect(await feed.liveSources()).to.equal(1n);
    expect((await feed.latestRoundData()).answer).to.equal(0n);
  });

  for (const [ahead, live] of [
    [HOUR - 1, 2n],
    [HOUR, 2n],
    [HOUR + 1, 1n],
    [2 ** 41, 1n],
  ] as const) {
    it(`[A5] [A14] given an update ${String(ahead)} s ahead of the clock / when read / ${String(live)} sources have a vote`, async () => {
      const { feed, beating, now } = await networkHelpers.loadFixture(withHeartbeat);
      await sendAt(connection, now, () => beating.setRound(PHASE + 1n, 0, now - DAY, now + ahead));
      expect(await feed.liveSources()).to.equal(live);
    });
  }
});

describe("QuorumUptimeFeed over Chainlink's own feeds", () => {
  async function realSources() {
    const arbitrum = await deployUptimeFeed(connection, "arbitrum");
    const optimism = await deployUptimeFeed(connection, "optimism");
    const gaps = await ethers.deployContract("GapUptimeFeed", [HOUR]);
    const born = await networkHelpers.time.latest();
    const sources = [
      { feed: arbitrum.proxy, family: CHANGE_ONLY, maxSilence: 0 },
      { feed: optimism.proxy, family: HEARTBEAT, maxSilence: 25 * HOUR },
      { feed: await gaps.getAddress(), family: CHANGE_ONLY, maxSilence: 0 },
    ];
    const feed = await ethers.deployContract("QuorumUptimeFeed", [sources, 2]);
    return { arbitrum, optimism, gaps, feed, born, feeds: { arbitrum, optimism } };
  }

  it("given both families and a feed of gaps / when an outage comes and goes / the quorum follows the second of them", async () => {
    const { arbitrum, optimism, gaps, feed, born } = await networkHelpers.loadFixture(realSources);
    const end = born + 3 * HOUR;
    await moveTo(connection, end);
    // The clock shows the gap first; the reports come later, one after the other.
    expect((await feed.latestRoundData()).answer).to.equal(0n);
    await optimism.goDown(born + 60, end);
    expect(await feed.latestRoundData()).to.deep.equal([2n, 1n, BigInt(born + 60), BigInt(born + 60), 2n]);
    await sendAt(connection, end, () => feed.poke());
    await sendAt(connection, end + 1, () => gaps.poke());
    await optimism.recover(end, end + 60);
    await arbitrum.flipInOneBlock(born + 70, end, end + 600);
    await sendAt(connection, end + 600, () => feed.poke());
    expect(await feed.latestRoundData()).to.deep.equal([3n, 0n, BigInt(end), BigInt(end), 3n]);
  });

  for (const family of FEED_FAMILIES) {
    it(`given Chainlink's ${family} feed / when its aggregator is replaced or closes / nobody is told of an outage`, async () => {
      const { feeds, gaps, feed, born } = await networkHelpers.loadFixture(realSources);
      const before = await feed.latestRoundData();
      await feeds[family].newPhase(born + 500);
      await sendAt(connection, born + 600, () => gaps.poke());
      expect(await feed.latestRoundData()).to.deep.equal(before);
      await feeds[family].closeAccess();
      expect(await feed.liveSources()).to.equal(2n);
      expect(await feed.latestRoundData()).to.deep.equal(before);
    });
  }

  it("given heartbeats of the OP stack family / when they keep coming / it keeps its vote, and loses it without", async () => {
    const { optimism, gaps, feed, born } = await networkHelpers.loadFixture(realSources);
    await optimism.heartbeat(born + DAY);
    await moveTo(connection, born + 2 * DAY);
    await sendAt(connection, born + 2 * DAY, () => gaps.poke());
    expect(await feed.liveSources()).to.equal(3n);
    await moveTo(connection, born + 2 * DAY + HOUR + 1);
    expect(await feed.liveSources()).to.equal(2n);
  });
});
