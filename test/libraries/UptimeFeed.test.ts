import { expect } from "chai";
import { network } from "hardhat";

import { moveTo } from "../helpers/chainlink-clock.js";
import { deployUninitialisedArbitrum } from "../helpers/chainlink-families.js";
import { deployUptimeFeed, FEED_FAMILIES } from "../helpers/chainlink-feeds.js";
import { breakFeed, FEED_FAULTS, type FeedFault } from "../helpers/faults.js";
import { expectGasAtMost } from "../helpers/gas-snapshot.js";
import { accountsOf } from "../helpers/guard-fixtures.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;
const PHASE = 1n << 64n;
const [INVALID, UP, DOWN] = [0n, 1n, 2n];
/** Most gas that a read gives away, and what it may spend beside that. */
const READ_GAS = 200_000n;
const OWN_GAS = 4_000n;
const YEAR = 365 * 86_400;

/** What each fault makes of a feed that has said "up" for five minutes. */
const STATUS_UNDER: Record<FeedFault, bigint> = {
  none: UP,
  reverts: INVALID,
  noCode: INVALID,
  shortReturn: INVALID,
  hugeReturn: UP,
  burnsGas: INVALID,
  zeroRound: INVALID,
  negative: INVALID,
  two: INVALID,
  futureStart: INVALID,
  neverStarted: INVALID,
  frozen: UP,
  stuckDown: DOWN,
  flapping: UP,
  newPhase: UP,
  oneRound: UP,
};

async function mockFeed() {
  const feed = await ethers.deployContract("FaultyFeedMock");
  const harness = await ethers.deployContract("UptimeFeedHarness");
  const start = (await networkHelpers.time.latest()) + 1000;
  await (await feed.pushRound(0, start)).wait();
  await moveTo(connection, start + 300);
  return { feed, harness, start, address: await feed.getAddress() };
}

describe("UptimeFeed", () => {
  for (const fault of FEED_FAULTS) {
    it(`[A2] [A4] [A6] given ${fault} / when read / the status is ${["Invalid", "Up", "Down"][Number(STATUS_UNDER[fault])]}`, async () => {
      const { feed, harness, address } = await networkHelpers.loadFixture(mockFeed);
      await breakFeed(connection, feed, fault);
      const { status, startedAt, roundId } = await harness.latest(address);
      expect(status).to.equal(STATUS_UNDER[fault]);
      if (status === INVALID) expect([startedAt, roundId]).to.deep.equal([0n, 0n]);
      else expect(startedAt).to.be.greaterThan(0n);
    });

    it(`[A6] given ${fault} / when read / its gas is bounded and no answer is copied to memory`, async () => {
      const { feed, harness, address } = await networkHelpers.loadFixture(mockFeed);
      await breakFeed(connection, feed, fault);
      const { gasUsed, memoryGrowth } = await harness.cost(address);
      expectGasAtMost(gasUsed, READ_GAS + OWN_GAS, "gas of one read");
      expect(memoryGrowth).to.equal(0n);
    });
  }

  it("[A6] given an account without code / when read / the status is Invalid", async () => {
    const { harness } = await networkHelpers.loadFixture(mockFeed);
    const { stranger: account } = await accountsOf(connection);
    expect((await harness.latest(account.address)).status).to.equal(INVALID);
    expect((await harness.latest(ethers.ZeroAddress)).status).to.equal(INVALID);
  });

  for (const family of FEED_FAMILIES) {
    describe(`on Chainlink's ${family} feed`, () => {
      async function realFeed() {
        const feed = await deployUptimeFeed(connection, family);
        const harness = await ethers.deployContract("UptimeFeedHarness");
        return { feed, harness, born: Number((await feed.latest()).startedAt) };
      }

      it("given the proxy / when the status changes / status, start and phase-tagged round come through", async () => {
        const { feed, harness, born } = await networkHelpers.loadFixture(realFeed);
        expect(await harness.latest(feed.proxy)).to.deep.equal([UP, BigInt(born), PHASE + 1n]);
        await feed.goDown(born + 1000, born + 1060);
        expect(await harness.latest(feed.proxy)).to.deep.equal([DOWN, BigInt(born + 1000), PHASE + 2n]);
        await feed.recover(born + 2000, born + 2900);
        await feed.heartbeat(born + 4000);
        expect(await harness.latest(feed.proxy)).to.deep.equal([UP, BigInt(born + 2000), PHASE + 3n]);
        await feed.newPhase(born + 5000);
        expect((await harness.latest(feed.proxy)).roundId).to.equal(2n * PHASE + 1n);
      });

      it("[A11] given an up of three years ago / when read / it is believed: a status never grows old", async () => {
        const { feed, harness, born } = await networkHelpers.loadFixture(realFeed);
        await moveTo(connection, born + 3 * YEAR);
        expect(await harness.latest(feed.proxy)).to.deep.equal([UP, BigInt(born), PHASE + 1n]);
        expect(await harness.round(feed.proxy, PHASE + 1n)).to.deep.equal([true, true, UP, BigInt(born)]);
      });

      it("[A12] given a round that does not exist / when asked for / it is told from one that does", async () => {
        const { feed, harness, born } = await networkHelpers.loadFixture(realFeed);
        expect(await harness.round(feed.proxy, PHASE + 1n)).to.deep.equal([true, true, UP, BigInt(born)]);
        const unknown = await harness.round(feed.proxy, PHASE + 2n);
        expect(unknown).to.deep.equal([family === "arbitrum", false, INVALID, 0n]);
      });

      it("[A8] given the raw aggregator / when a contract reads it / access is refused and the status is Invalid", async () => {
        const { feed, harness } = await networkHelpers.loadFixture(realFeed);
        const raw = await ethers.getContractAt("IAggregatorV3", await feed.aggregator());
        expect((await raw.latestRoundData()).answer).to.equal(0n);
        expect((await harness.latest(await raw.getAddress())).status).to.equal(INVALID);
      });
    });
  }

  it("[A4] given an uninitialised Arbitrum feed / when read / the status is Invalid", async () => {
    const { harness } = await networkHelpers.loadFixture(mockFeed);
    const { feed, address } = await deployUninitialisedArbitrum(connection);
    await (await feed.addAccess(await harness.getAddress())).wait();
    expect((await harness.latest(address)).status).to.equal(INVALID);
  });
});
