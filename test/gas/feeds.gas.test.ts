/** What feeds made of feeds cost their readers. One simulated call per number, everything cold, gas read around the call. */
import { expect } from "chai";
import { network } from "hardhat";

import { moveTo, sendAt } from "../helpers/chainlink-clock.js";
import { deployUptimeFeed, FEED_FAMILIES } from "../helpers/chainlink-feeds.js";
import { recordGas } from "../helpers/gas-snapshot.js";
import { accountsOf, actionId, guardOverChainlink } from "../helpers/guard-fixtures.js";
import { DAY, HOUR } from "../helpers/guard-policy.js";
import { deployPriceFeed } from "../helpers/price-feed.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;

/** What the guarded price may cost over the two bare feeds it reads. */
const GUARDED_LIMIT = 6_000n;
/** What a guard gives to one read of its feed; a quorum has to fit. */
const READ_GAS = 200_000n;

async function weigh(target: string, question: string): Promise<bigint> {
  const scales = await ethers.deployContract("StaticCallerMock");
  return (await scales.weigh(target, question)).gasUsed;
}

async function readCost(target: string, read: "latestRoundData" | "latestAnswer" = "latestRoundData"): Promise<bigint> {
  const feed = await ethers.getContractAt("IAggregatorV2V3", target);
  return weigh(target, feed.interface.encodeFunctionData(read));
}

describe("gas of a guarded price feed while Up", () => {
  for (const family of FEED_FAMILIES) {
    const group = `guarded price feed, status Up, ${family} feed`;

    async function healthy(guardian?: string) {
      const world = await guardOverChainlink(connection, family, guardian === undefined ? {} : { guardian });
      const price = await deployPriceFeed(connection);
      const guarded = await ethers.deployContract("GuardedPriceFeed", [
        await world.guard.getAddress(),
        price.proxy,
        actionId("Liquidate"),
        HOUR,
      ]);
      await moveTo(connection, world.born + 10 * DAY);
      await price.report(1_900n * 10n ** 8n);
      return { ...world, price, guarded: await guarded.getAddress() };
    }

    it(`given Chainlink's ${family} feed / when the price is read / it costs at most 6 000 over both bare feeds`, async () => {
      const { feed, price, guarded } = await healthy();
      const bare = (await readCost(feed.proxy)) + (await readCost(price.proxy));
      const over = (await readCost(guarded)) - bare;
      recordGas(group, "latestRoundData, over both bare feeds it reads", over);
      expect(over).to.be.at.most(GUARDED_LIMIT);
      const answer = (await readCost(guarded, "latestAnswer")) - bare;
      recordGas(group, "latestAnswer, over both bare feeds it reads", answer);
    });

    it("given a guard with a guardian / when the price is read / it has to be asked, which costs a call and a slot more", async () => {
      const { guardian } = await accountsOf(connection);
      const plain = await healthy();
      const bare = (await readCost(plain.feed.proxy)) + (await readCost(plain.price.proxy));
      const { guarded } = await healthy(guardian.address);
      const over = (await readCost(guarded)) - bare;
      recordGas(group, "latestRoundData, over both bare feeds, at a guard with a guardian", over);
      expect(over).to.be.greaterThan(GUARDED_LIMIT);
    });
  }
});

describe("gas of a quorum of Chainlink's feeds", () => {
  for (const count of [1, 3, 8]) {
    it(`given ${String(count)} sources, all up / when read / a guard's read pays for it`, async () => {
      const fresh = await network.create();
      const sources: { feed: string; family: number; maxSilence: number }[] = [];
      for (let i = 0; i < count; ++i) {
        const family = FEED_FAMILIES[i % 2] ?? "arbitrum";
        const { proxy } = await deployUptimeFeed(fresh, family);
        sources.push({ feed: proxy, family: i % 2, maxSilence: i % 2 === 0 ? 0 : 2 * DAY });
      }
      const quorum = await fresh.ethers.deployContract("QuorumUptimeFeed", [sources, Math.ceil(count / 2)]);
      const scales = await fresh.ethers.deployContract("StaticCallerMock");
      const question = quorum.interface.encodeFunctionData("latestRoundData");
      // Not in the second of a heartbeat: saturating arithmetic takes another branch there.
      await moveTo(fresh, (await fresh.networkHelpers.time.latest()) + HOUR);
      const { gasUsed } = await scales.weigh(await quorum.getAddress(), question);
      recordGas("quorum of uptime feeds, all up", `latestRoundData of ${String(count)} sources`, gasUsed);
      expect(gasUsed).to.be.lessThan(READ_GAS);
    });
  }
});

describe("gas of a feed of gaps", () => {
  it("given a touched feed / when read and poked / it is cheaper than Chainlink's", async () => {
    const gaps = await ethers.deployContract("GapUptimeFeed", [HOUR]);
    const group = "feed of gaps";
    recordGas(group, "latestRoundData while up", await readCost(await gaps.getAddress()));
    const touched = Number(await gaps.lastTouch());
    const poke = async (at: number) => (await sendAt(connection, at, () => gaps.poke())).gasUsed;
    recordGas(group, "a poke that finds no gap, whole transaction", await poke(touched + HOUR));
    recordGas(group, "a poke that records a gap, whole transaction", await poke(touched + 2 * HOUR + 1));
  });
});
