/** What feeds made of feeds cost their readers. One simulated call per number, everything cold, gas read around the call. */
import { expect } from "chai";
import hre, { network } from "hardhat";

import { moveTo, sendAt } from "../helpers/chainlink-clock.js";
import { deployUptimeFeed, FEED_FAMILIES } from "../helpers/chainlink-feeds.js";
import { breakFeed } from "../helpers/faults.js";
import { expectGasAtMost, recordGas } from "../helpers/gas-snapshot.js";
import {
  accountsOf,
  actionId,
  deployGuard,
  guardConfigOf,
  guardOverChainlink,
  statusId,
} from "../helpers/guard-fixtures.js";
import { DAY, HOUR } from "../helpers/guard-policy.js";
import { deployPriceFeed } from "../helpers/price-feed.js";
import { CHANGE_ONLY, deploySources } from "../helpers/quorum.js";

const connection = await network.create();
const { ethers } = connection;

/** What the guarded price may cost over the two bare feeds it reads. */
const GUARDED_LIMIT = 6_000n;
/** What a guard gives to one read of its feed; a quorum has to fit. */
const READ_GAS = 200_000n;

async function weigh(target: string, question: string): Promise<bigint> {
  const scales = await ethers.deployContract("StaticCallerMock");
  return (await scales.weigh(target, question)).gasUsed;
}

async function readCost(target: string, read: "latestRoundData" | "latestAnswer" = "latestRoundData"): Promise<bigint> {
  return weigh(target, ethers.id(`${read}()`).slice(0, 10));
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
      expectGasAtMost(over, GUARDED_LIMIT, "a guarded price over both bare feeds");
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
      expectGasAtMost(gasUsed, READ_GAS, "a guard's read pays for the quorum");
    });
  }
});

describe("gas of a quorum with sources that burn theirs", () => {
  for (const [count, burning, status] of [
    [8, 0, "Up"],
    [8, 1, "Up"],
    [8, 2, "Unknown"],
    [5, 3, "Up"],
    [5, 4, "Unknown"],
  ] as const) {
    it(`given ${String(count)} sources of which ${String(burning)} burn their gas / when a guard reads the quorum / the status is ${status}`, async () => {
      // Instrumented code takes more gas than the code that ships.
      if (hre.globalOptions.coverage) return;
      const { feeds, now } = await deploySources(connection, burning);
      const addresses: string[] = [];
      for (let i = 0; i < count - burning; ++i) addresses.push((await deployUptimeFeed(connection, "arbitrum")).proxy);
      for (const feed of feeds) addresses.push(await feed.getAddress());
      const sources = addresses.map((feed) => ({ feed, family: CHANGE_ONLY, maxSilence: 0 }));
      const quorum = await ethers.deployContract("QuorumUptimeFeed", [sources, 1]);
      const config = await guardConfigOf(connection, await quorum.getAddress(), "arbitrum");
      const guard = await deployGuard(connection, config);
      for (const feed of feeds) await breakFeed(connection, feed, "burnsGas");
      await moveTo(connection, now + 2 * DAY);
      expect((await guard.status()).status).to.equal(statusId(status));
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
