import { expect } from "chai";
import { network } from "hardhat";

import { moveTo, sendAt, stampNextBlock } from "../helpers/chainlink-clock.js";
import { deployUptimeFeed } from "../helpers/chainlink-feeds.js";
import { breakFeed, FEED_FAULTS } from "../helpers/faults.js";
import { accountsOf } from "../helpers/guard-fixtures.js";
import { DAY, HOUR } from "../helpers/guard-policy.js";
import { CHANGE_ONLY, deploySources, HEARTBEAT, UP_BEFORE, type Source } from "../helpers/quorum.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;
const factory = await ethers.getContractFactory("QuorumUptimeFeed");
const name = (text: string): string => ethers.encodeBytes32String(text);

async function nineSources() {
  const { feeds, now } = await deploySources(connection, 9);
  const sources: Source[] = [];
  for (const feed of feeds) sources.push({ feed: await feed.getAddress(), family: CHANGE_ONLY, maxSilence: 0 });
  const [first] = feeds;
  const [source] = sources;
  if (first === undefined || source === undefined) throw new RangeError("no source");
  return { feeds, sources, now, first, source };
}

describe("QuorumUptimeFeed, deployed", () => {
  for (const [count, accepted] of [
    [0, false],
    [1, true],
    [7, true],
    [8, true],
    [9, false],
  ] as const) {
    it(`given ${String(count)} sources / when deployed / they are ${accepted ? "accepted" : "refused with the bounds"}`, async () => {
      const { sources } = await networkHelpers.loadFixture(nineSources);
      const given = sources.slice(0, count);
      if (!accepted) {
        await expect(factory.deploy(given, 1))
          .to.be.revertedWithCustomError(factory, "ParameterOutOfBounds")
          .withArgs(name("sources"), count, 1, 8);
        return;
      }
      const quorum = await factory.deploy(given, 1);
      expect(await quorum.sourceCount()).to.equal(BigInt(count));
      expect(await quorum.liveSources()).to.equal(BigInt(count));
      for (const [i, source] of given.entries()) {
        expect(await quorum.sourceAt(i)).to.deep.equal([source.feed, 0n, 0n]);
      }
      expect(await quorum.sourceAt(count)).to.deep.equal([ethers.ZeroAddress, 0n, 0n]);
      expect(await quorum.sourceAt(8)).to.deep.equal([ethers.ZeroAddress, 0n, 0n]);
    });
  }

  for (const [quorum, accepted] of [
    [0, false],
    [1, true],
    [2, true],
    [3, true],
    [4, false],
  ] as const) {
    it(`given a quorum of ${String(quorum)} of 3 / when deployed / it is ${accepted ? "accepted" : "refused with its bounds"}`, async () => {
      const { sources } = await networkHelpers.loadFixture(nineSources);
      const deployment = factory.deploy(sources.slice(0, 3), quorum);
      if (accepted) expect(await (await deployment).quorum()).to.equal(BigInt(quorum));
      else {
        await expect(deployment)
          .to.be.revertedWithCustomError(factory, "ParameterOutOfBounds")
          .withArgs(name("quorum"), quorum, 1, 3);
      }
    });
  }

  for (const [maxSilence, accepted] of [
    [0, true],
    [1, false],
    [HOUR - 1, false],
    [HOUR, true],
    [HOUR + 1, true],
    [7 * DAY - 1, true],
    [7 * DAY, true],
    [7 * DAY + 1, false],
  ] as const) {
    it(`[B8] given maxSilence ${String(maxSilence)} / when deployed / it is ${accepted ? "accepted" : "refused with its bounds"}`, async () => {
      const { source, first, now } = await networkHelpers.loadFixture(nineSources);
      await (await first.setRound(2n ** 64n + 1n, 0, now - UP_BEFORE, now)).wait();
      await stampNextBlock(connection, now);
      const deployment = factory.deploy([{ ...source, family: HEARTBEAT, maxSilence }], 1);
      if (accepted) {
        expect(await (await deployment).sourceAt(0)).to.deep.equal([source.feed, BigInt(maxSilence), 1n]);
      } else {
        await expect(deployment)
          .to.be.revertedWithCustomError(factory, "ParameterOutOfBounds")
          .withArgs(name("maxSilence"), maxSilence, HOUR, 7 * DAY);
      }
    });
  }

  it("[A11] given a longest silence for a family without heartbeat / when deployed / it is refused", async () => {
    const { source } = await networkHelpers.loadFixture(nineSources);
    await expect(factory.deploy([{ ...source, maxSilence: DAY }], 1))
      .to.be.revertedWithCustomError(factory, "FamilyWithoutHeartbeat")
      .withArgs(source.feed, DAY);
  });

  it("given a source that is silent already / when deployed / it is refused", async () => {
    const { source } = await networkHelpers.loadFixture(nineSources);
    await expect(factory.deploy([{ ...source, family: HEARTBEAT, maxSilence: DAY }], 1))
      .to.be.revertedWithCustomError(factory, "SourceSilent")
      .withArgs(source.feed, DAY);
  });

  it("given a source twice / when deployed / it is refused: it would have two votes", async () => {
    const { sources, source } = await networkHelpers.loadFixture(nineSources);
    await expect(factory.deploy([...sources.slice(0, 4), source], 2))
      .to.be.revertedWithCustomError(factory, "DuplicateSource")
      .withArgs(source.feed);
  });

  it("[A13] given the zero address and an account / when deployed / each is refused by name", async () => {
    const { source } = await networkHelpers.loadFixture(nineSources);
    const { stranger } = await accountsOf(connection);
    await expect(factory.deploy([{ ...source, feed: ethers.ZeroAddress }], 1))
      .to.be.revertedWithCustomError(factory, "ZeroAddress")
      .withArgs(name("source"));
    await expect(factory.deploy([{ ...source, feed: stranger.address }], 1))
      .to.be.revertedWithCustomError(factory, "NoCode")
      .withArgs(name("source"), stranger.address);
  });

  it("[A9] given a price feed / when deployed / it is refused with its decimals", async () => {
    const { source, first } = await networkHelpers.loadFixture(nineSources);
    await (await first.setDecimals(8)).wait();
    await expect(factory.deploy([source], 1))
      .to.be.revertedWithCustomError(factory, "FeedHasDecimals")
      .withArgs(source.feed, 8);
  });

  it("[A8] given a raw aggregator of Chainlink's / when deployed / it is refused, for it answers no contract", async () => {
    const { source } = await networkHelpers.loadFixture(nineSources);
    const chainlink = await deployUptimeFeed(connection, "optimism");
    const raw = await chainlink.aggregator();
    await expect(factory.deploy([{ ...source, feed: raw }], 1))
      .to.be.revertedWithCustomError(factory, "NotAnUptimeFeed")
      .withArgs(raw);
  });

  for (const fault of [
    "reverts",
    "shortReturn",
    "burnsGas",
    "zeroRound",
    "negative",
    "two",
    "futureStart",
    "neverStarted",
  ] as const) {
    it(`[A2] [A4] [A6] given a source that ${fault} / when deployed / it is no uptime feed`, async () => {
      const { source, first } = await networkHelpers.loadFixture(nineSources);
      await breakFeed(connection, first, fault);
      expect(FEED_FAULTS).to.include(fault);
      await expect(factory.deploy([source], 1))
        .to.be.revertedWithCustomError(factory, "NotAnUptimeFeed")
        .withArgs(source.feed);
    });
  }

  it("[A13] given a source that is down / when deployed / it is refused with the start", async () => {
    const { sources, source, first, now } = await networkHelpers.loadFixture(nineSources);
    await sendAt(connection, now + 100, () => first.pushRound(1, now + 50));
    await expect(factory.deploy(sources.slice(0, 3), 2))
      .to.be.revertedWithCustomError(factory, "FeedDownAtDeployment")
      .withArgs(source.feed, now + 50);
  });

  it("given an outage that has just ended / when deployed / it is recorded at once, so that a guard gives its grace", async () => {
    const { sources, feeds, now } = await networkHelpers.loadFixture(nineSources);
    for (const [i, feed] of feeds.slice(0, 2).entries()) {
      await sendAt(connection, now + HOUR, () => feed.pushRound(1, now + 100 + i));
      await sendAt(connection, now + HOUR, () => feed.pushRound(0, now + HOUR + i));
    }
    await moveTo(connection, now + HOUR + 60);
    const quorum = await factory.deploy(sources.slice(0, 3), 2);
    expect(await quorum.recordedRound()).to.equal(3n);
    expect((await quorum.getRoundData(1n)).startedAt).to.equal(BigInt(now - UP_BEFORE));
    expect((await quorum.getRoundData(2n)).startedAt).to.equal(BigInt(now + 101));
    expect(await quorum.latestRoundData()).to.deep.equal([3n, 0n, BigInt(now + HOUR), BigInt(now + HOUR), 3n]);
  });
});
