import { expect } from "chai";
import { network } from "hardhat";

import { moveTo, sendAt } from "../helpers/chainlink-clock.js";
import { deployUptimeFeed, FEED_FAMILIES } from "../helpers/chainlink-feeds.js";
import { breakFeed, FEED_FAULTS, type FeedFault } from "../helpers/faults.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;
const PHASE = 1n << 64n;

async function feedWithHistory() {
  const feed = await ethers.deployContract("FaultyFeedMock");
  const start = (await networkHelpers.time.latest()) + 1000;
  for (const [answer, startedAt] of [
    [0, start],
    [1, start + 100],
    [0, start + 200],
  ] as const) {
    await (await feed.pushRound(answer, startedAt)).wait();
  }
  await moveTo(connection, start + 300);
  return { feed, start };
}

/** Raw return data of `latestRoundData`, as a caller of the lowest level sees it. */
async function rawLatest(address: string): Promise<string> {
  const data = ethers.id("latestRoundData()").slice(0, 10);
  return ethers.provider.call({ to: address, data });
}

describe("FaultyFeedMock", () => {
  it("given a number beyond the vocabulary / when set as a fault / it is refused with the number", async () => {
    const { feed } = await networkHelpers.loadFixture(feedWithHistory);
    await expect(feed.setFault(FEED_FAULTS.length))
      .to.be.revertedWithCustomError(feed, "UnknownFault")
      .withArgs(FEED_FAULTS.length);
  });

  it("given three rounds / when read / each is answered by its phase-tagged id", async () => {
    const { feed, start } = await networkHelpers.loadFixture(feedWithHistory);
    expect(await feed.latestRoundData()).to.deep.equal(
      [PHASE + 3n, 0n, start + 200, start + 200, PHASE + 3n].map(BigInt),
    );
    expect((await feed.getRoundData(PHASE + 2n)).answer).to.equal(1n);
    await expect(feed.getRoundData(PHASE + 4n))
      .to.be.revertedWithCustomError(feed, "NoSuchRound")
      .withArgs(PHASE + 4n);
    await (await feed.setZerosForUnknown(true)).wait();
    expect((await feed.getRoundData(PHASE + 4n)).startedAt).to.equal(0n);
  });

  it("given its code at the address of a proxy with storage of its own / when driven / it works and forgets nothing", async () => {
    const real = await deployUptimeFeed(connection, "arbitrum");
    const mock = await ethers.deployContract("FaultyFeedMock");
    await networkHelpers.setCode(real.proxy, await ethers.provider.getCode(mock));
    const feed = await ethers.getContractAt("FaultyFeedMock", real.proxy);
    expect(await feed.decimals()).to.equal(0n);
    await (await feed.setRound((3n << 64n) | 7n, 1, 100, 200)).wait();
    await (await feed.setDecimals(8)).wait();
    expect(await feed.decimals()).to.equal(8n);
    expect(await feed.latestRoundData()).to.deep.equal([(3n << 64n) | 7n, 1n, 100n, 200n, (3n << 64n) | 7n]);
  });

  describe("faults in the shape of the answer", () => {
    const lengths: Partial<Record<FeedFault, number>> = {
      noCode: 0,
      shortReturn: 159,
      none: 160,
      hugeReturn: 160 + 2048 * 32,
    };
    for (const [fault, length] of Object.entries(lengths) as [FeedFault, number][]) {
      it(`given ${fault} / when read / ${length} bytes come back`, async () => {
        const { feed } = await networkHelpers.loadFixture(feedWithHistory);
        await breakFeed(connection, feed, fault);
        expect(ethers.dataLength(await rawLatest(await feed.getAddress()))).to.equal(length);
      });
    }

    it("given noCode without clearing the code / when read / success without data comes back", async () => {
      const { feed } = await networkHelpers.loadFixture(feedWithHistory);
      await (await feed.setFault(FEED_FAULTS.indexOf("noCode"))).wait();
      expect(await rawLatest(await feed.getAddress())).to.equal("0x");
    });

    it("given reverts / when read / every function reverts", async () => {
      const { feed } = await networkHelpers.loadFixture(feedWithHistory);
      await breakFeed(connection, feed, "reverts");
      for (const read of [feed.latestRoundData(), feed.decimals(), feed.getRoundData(PHASE + 1n)]) {
        await expect(read).to.revert(ethers);
      }
    });

    it("given burnsGas / when read / all the gas that it was given is gone", async () => {
      const { feed } = await networkHelpers.loadFixture(feedWithHistory);
      await breakFeed(connection, feed, "burnsGas");
      await expect(feed.latestRoundData({ gasLimit: 200_000 })).to.revert(ethers);
    });
  });

  describe("faults in the values", () => {
    const rounds: Partial<Record<FeedFault, (start: number, since: number) => readonly (bigint | number)[]>> = {
      zeroRound: () => [0, 0, 0, 0],
      negative: (start) => [PHASE + 3n, -1, start + 200, start + 200],
      two: (start) => [PHASE + 3n, 2, start + 200, start + 200],
      futureStart: (start, since) => [PHASE + 3n, 0, since + 30 * 86_400, start + 200],
      neverStarted: (start) => [PHASE + 3n, 0, 0, start + 200],
      stuckDown: (_, since) => [PHASE + 4n, 1, since, since],
      newPhase: (_, since) => [2n * PHASE + 1n, 0, since, since],
    };
    for (const [fault, expected] of Object.entries(rounds) as [FeedFault, NonNullable<(typeof rounds)[FeedFault]>][]) {
      it(`given ${fault} / when read / the newest round shows it`, async () => {
        const { feed, start } = await networkHelpers.loadFixture(feedWithHistory);
        const receipt = await sendAt(connection, start + 400, () => feed.setFault(FEED_FAULTS.indexOf(fault)));
        const { timestamp } = await receipt.getBlock();
        expect([...(await feed.latestRoundData())].slice(0, 4)).to.deep.equal(expected(start, timestamp).map(BigInt));
      });
    }

    it("given frozen / when a round follows / it stays unseen until the fault ends", async () => {
      const { feed } = await networkHelpers.loadFixture(feedWithHistory);
      await breakFeed(connection, feed, "frozen");
      await (await feed.pushRound(1, 5)).wait();
      expect((await feed.latestRoundData()).id).to.equal(PHASE + 3n);
      await breakFeed(connection, feed, "none");
      expect((await feed.latestRoundData()).id).to.equal(PHASE + 4n);
    });

    it("given flapping / when periods pass / rounds alternate and stay readable", async () => {
      const { feed, start } = await networkHelpers.loadFixture(feedWithHistory);
      await sendAt(connection, start + 400, () => feed.setFault(FEED_FAULTS.indexOf("flapping")));
      for (const [flaps, answer] of [
        [0n, 0n],
        [1n, 1n],
        [2n, 0n],
      ] as const) {
        await moveTo(connection, start + 400 + Number(flaps) * 600);
        const round = await feed.latestRoundData();
        expect([round.id, round.answer]).to.deep.equal([PHASE + 3n + flaps, answer]);
      }
      expect((await feed.getRoundData(PHASE + 4n)).startedAt).to.equal(BigInt(start + 1000));
    });

    it("given oneRound / when the round before the newest is asked for / it does not exist", async () => {
      const { feed } = await networkHelpers.loadFixture(feedWithHistory);
      await breakFeed(connection, feed, "oneRound");
      expect((await feed.latestRoundData()).id).to.equal(PHASE + 3n);
      await expect(feed.getRoundData(PHASE + 2n)).to.be.revertedWithCustomError(feed, "NoSuchRound");
    });
  });
});

describe("Chainlink's feeds behind the proxy", () => {
  for (const family of FEED_FAMILIES) {
    it(`[E2] given ${family} / when it goes down, recovers, is refreshed and replaced / the proxy answers as the family does`, async () => {
      const feed = await deployUptimeFeed(connection, family);
      const { startedAt } = await feed.latest();
      const at = Number(startedAt) + 1000;
      await feed.goDown(at, at + 60);
      expect(await feed.latest()).to.deep.include({ roundId: PHASE + 2n, answer: 1n, startedAt: BigInt(at) });
      await feed.recover(at + 500);
      expect(await feed.latest()).to.deep.include({ roundId: PHASE + 3n, answer: 0n, startedAt: BigInt(at + 500) });
      await feed.heartbeat(at + 900);
      expect(await feed.latest()).to.deep.equal({
        roundId: PHASE + 3n,
        answer: 0n,
        startedAt: BigInt(at + 500),
        updatedAt: BigInt(family === "arbitrum" ? at + 500 : at + 900),
      });
      await feed.newPhase(at + 1000, true);
      expect(await feed.latest()).to.deep.include({
        roundId: 2n * PHASE + 1n,
        answer: 1n,
        startedAt: BigInt(at + 1000),
      });
      await feed.recover(at + 1100);
      expect(await feed.latest()).to.deep.include({ roundId: 2n * PHASE + 2n, answer: 0n });
    });
  }
});
