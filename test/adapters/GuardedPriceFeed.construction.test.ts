import { expect } from "chai";
import { network } from "hardhat";

import { moveTo, sendAt } from "../helpers/chainlink-clock.js";
import { deployUptimeFeed } from "../helpers/chainlink-feeds.js";
import { accountsOf, ACTIONS, actionId, guardOverChainlink } from "../helpers/guard-fixtures.js";
import { deployGuardedPrice, MAX_QUIET } from "../helpers/guarded-price.js";
import { DAY, HOUR, MINUTE, policyOf } from "../helpers/guard-policy.js";
import { deployPriceFeed, START_PRICE } from "../helpers/price-feed.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;
const factory = await ethers.getContractFactory("GuardedPriceFeed");
const LIQUIDATE = actionId("Liquidate");
const [LEAST, MOST] = [10 * MINUTE, 25 * HOUR];
const name = (text: string): string => ethers.encodeBytes32String(text);

async function parts() {
  const { guard, feed } = await guardOverChainlink(connection, "arbitrum");
  const price = await deployPriceFeed(connection);
  const { stranger } = await accountsOf(connection);
  return { guard: await guard.getAddress(), uptime: feed.proxy, price: price.proxy, account: stranger.address };
}

describe("GuardedPriceFeed, deployed", () => {
  for (const action of ACTIONS) {
    const accepted = !["ReduceRisk", "Exercise"].includes(action);
    it(`given ${action} / when deployed / it is ${accepted ? "accepted" : "refused: no guard ever stops it"}`, async () => {
      const { guard, price } = await networkHelpers.loadFixture(parts);
      const deployment = factory.deploy(guard, price, actionId(action), HOUR);
      if (!accepted) {
        await expect(deployment)
          .to.be.revertedWithCustomError(factory, "ActionNeverStopped")
          .withArgs(actionId(action));
        return;
      }
      const guarded = await deployment;
      expect(await guarded.guardedAction()).to.equal(actionId(action));
      expect(await guarded.priceFeed()).to.equal(price);
      expect(await guarded.SEQUENCER_GUARD()).to.equal(guard);
      expect(await guarded.maxQuiet()).to.equal(BigInt(HOUR));
    });
  }

  for (const [maxQuiet, accepted] of [
    [0, false],
    [LEAST - 1, false],
    [LEAST, true],
    [LEAST + 1, true],
    [MOST - 1, true],
    [MOST, true],
    [MOST + 1, false],
  ] as const) {
    it(`[B8] given maxQuiet ${String(maxQuiet)} / when deployed / it is ${accepted ? "accepted" : "refused with its bounds"}`, async () => {
      const { guard, price } = await networkHelpers.loadFixture(parts);
      const deployment = factory.deploy(guard, price, LIQUIDATE, maxQuiet);
      if (accepted) expect(await (await deployment).maxQuiet()).to.equal(BigInt(maxQuiet));
      else {
        await expect(deployment)
          .to.be.revertedWithCustomError(factory, "ParameterOutOfBounds")
          .withArgs(name("maxQuiet"), maxQuiet, LEAST, MOST);
      }
    });
  }

  it("[A13] given a guard or a feed that is zero or an account / when deployed / each is refused by name", async () => {
    const { guard, price, account } = await networkHelpers.loadFixture(parts);
    for (const [which, given] of [
      ["guard", (address: string) => [address, price] as const],
      ["feed", (address: string) => [guard, address] as const],
    ] as const) {
      await expect(factory.deploy(...given(ethers.ZeroAddress), LIQUIDATE, HOUR))
        .to.be.revertedWithCustomError(factory, "ZeroAddress")
        .withArgs(name(which));
      await expect(factory.deploy(...given(account), LIQUIDATE, HOUR))
        .to.be.revertedWithCustomError(factory, "NoCode")
        .withArgs(name(which), account);
    }
  });

  it("given a contract that is no guard / when deployed / it is refused", async () => {
    const { price } = await networkHelpers.loadFixture(parts);
    await expect(factory.deploy(price, price, LIQUIDATE, HOUR))
      .to.be.revertedWithCustomError(factory, "NotASequencerGuard")
      .withArgs(price);
  });

  it("[A9] given an uptime feed in place of the price / when deployed / it is refused: it has no decimals", async () => {
    const { guard, uptime } = await networkHelpers.loadFixture(parts);
    await expect(factory.deploy(guard, uptime, LIQUIDATE, HOUR))
      .to.be.revertedWithCustomError(factory, "NotAPriceFeed")
      .withArgs(uptime);
    // While it is down it answers 1, which could be a price.
    const down = await deployUptimeFeed(connection, "optimism");
    await down.goDown(Number((await down.latest()).startedAt) + HOUR);
    await expect(factory.deploy(guard, down.proxy, LIQUIDATE, HOUR))
      .to.be.revertedWithCustomError(factory, "NotAPriceFeed")
      .withArgs(down.proxy);
  });

  for (const [what, decimals, answer, accepted] of [
    ["no decimals", 0, 1, false],
    ["decimals and an answer of 1", 1, 1, true],
    ["an answer of 0", 8, 0, false],
    ["an answer of −1", 8, -1, false],
  ] as const) {
    it(`given ${what} / when deployed / it is ${accepted ? "a price feed" : "none"}`, async () => {
      const { guard } = await networkHelpers.loadFixture(parts);
      const feed = await ethers.deployContract("FaultyFeedMock");
      await (await feed.setDecimals(decimals)).wait();
      await (await feed.pushRound(answer, 1_000)).wait();
      const address = await feed.getAddress();
      const deployment = factory.deploy(guard, address, LIQUIDATE, HOUR);
      if (accepted) expect(await (await deployment).priceFeed()).to.equal(address);
      else await expect(deployment).to.be.revertedWithCustomError(factory, "NotAPriceFeed").withArgs(address);
    });
  }

  it("[A8] given feeds that do not answer a contract / when deployed / they are no price feeds", async () => {
    const { guard } = await networkHelpers.loadFixture(parts);
    const feed = await ethers.deployContract("FaultyFeedMock");
    await (await feed.setDecimals(8)).wait();
    const raw = await (await deployUptimeFeed(connection, "optimism")).aggregator();
    for (const address of [await feed.getAddress(), guard, raw]) {
      await expect(factory.deploy(guard, address, LIQUIDATE, HOUR))
        .to.be.revertedWithCustomError(factory, "NotAPriceFeed")
        .withArgs(address);
    }
  });
});

describe("GuardedPriceFeed, by the kind of guard", () => {
  async function withGuardian() {
    const { guardian } = await accountsOf(connection);
    const world = await deployGuardedPrice(connection, "arbitrum", { guardian: guardian.address });
    await moveTo(connection, world.start);
    return { ...world, asGuardian: world.guard.connect(guardian) };
  }

  it("[C10] given a guardian who says down on a feed that has long been up / when read / the guardian is heard", async () => {
    const { guarded, guard, asGuardian, start } = await networkHelpers.loadFixture(withGuardian);
    expect(await guarded.latestAnswer()).to.equal(START_PRICE);
    await sendAt(connection, start + 1, () => asGuardian.overrideStatus(1, HOUR, "halt not reported"));
    await expect(guarded.latestAnswer())
      .to.be.revertedWithCustomError(guard, "SequencerDown")
      .withArgs(start + 1);
    await moveTo(connection, start + 1 + HOUR);
    expect(await guarded.latestAnswer()).to.equal(START_PRICE);
  });

  it("[C4] given a guardian who says up / when the price is older than that / it has to be newer, or maxQuiet over", async () => {
    const { guarded, feed, price, asGuardian, start } = await networkHelpers.loadFixture(withGuardian);
    await feed.goDown(start);
    const since = start + 2 * HOUR;
    await sendAt(connection, since, () => asGuardian.overrideStatus(4, DAY, "feed stuck"));
    const writtenAt = await price.aggregator.latestTimestamp();
    await expect(guarded.latestAnswer())
      .to.be.revertedWithCustomError(guarded, "PricePredatesRecovery")
      .withArgs(writtenAt, since, since + MAX_QUIET);
    await price.report(1n, since + 60);
    expect(await guarded.latestAnswer()).to.equal(1n);
  });

  for (const [offset, usable] of [
    [-1, true],
    [0, true],
    [1, false],
  ] as const) {
    it(`[A7] [B9] given a guard that liquidates without an answer and a price of age maxQuiet ${String(offset)} / when read / it is ${usable ? "passed" : "stale"}`, async () => {
      const policy = { liquidateWhenUnknown: true };
      const { guarded, feed, price, start } = await deployGuardedPrice(connection, "arbitrum", { policy });
      await price.report(START_PRICE, start);
      await feed.closeAccess();
      await moveTo(connection, start + MAX_QUIET + offset);
      if (usable) expect(await guarded.latestAnswer()).to.equal(START_PRICE);
      else {
        await expect(guarded.latestAnswer())
          .to.be.revertedWithCustomError(guarded, "PriceStale")
          .withArgs(price.proxy, start, MAX_QUIET);
      }
    });
  }

  it("given such a guard / when the price is for borrowing / a dead uptime feed stops it", async () => {
    const { guarded, guard, feed } = await deployGuardedPrice(connection, "arbitrum", {
      policy: { liquidateWhenUnknown: true },
      action: "IncreaseRisk",
    });
    await feed.closeAccess();
    await expect(guarded.latestAnswer())
      .to.be.revertedWithCustomError(guard, "UptimeFeedUnavailable")
      .withArgs(feed.proxy);
  });

  it("given a chain without a sequencer / when read / every price passes, but for one ahead of the clock", async () => {
    const price = await deployPriceFeed(connection);
    const nobody = ethers.ZeroAddress;
    const config = { feed: nobody, ledger: nobody, guardian: nobody, noSequencer: true, policy: policyOf("arbitrum") };
    const guard = await ethers.deployContract("SequencerGuard", [config]);
    const guarded = await factory.deploy(guard, price.proxy, LIQUIDATE, HOUR);
    await moveTo(connection, (await networkHelpers.time.latest()) + 3 * DAY);
    expect(await guarded.latestAnswer()).to.equal(START_PRICE);
    const now = await networkHelpers.time.latest();
    await price.report(START_PRICE, now, now + 7);
    await expect(guarded.latestAnswer()).to.be.revertedWithCustomError(guarded, "ChainCatchingUp").withArgs(7);
  });
});
