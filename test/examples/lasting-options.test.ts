/** The same small option contract with and without the clock, through an outage over its expiry [D1, D4]. */
import { expect } from "chai";
import { network } from "hardhat";

import { moveTo, sendAt, stampNextBlock } from "../helpers/chainlink-clock.js";
import { FEED_FAMILIES } from "../helpers/chainlink-feeds.js";
import { expiryPolicyOf } from "../helpers/expiry.js";
import { accountsOf, guardOverChainlink } from "../helpers/guard-fixtures.js";
import { DAY, HOUR, MINUTE } from "../helpers/guard-policy.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;
const { deployer: writer, guardian: holder, stranger } = await accountsOf(connection);

const AMOUNT = 10n ** 18n;
const COST = 2_000n * 10n ** 6n;
const rules = expiryPolicyOf();

for (const family of FEED_FAMILIES) {
  async function both() {
    const world = await guardOverChainlink(connection, family);
    const asset = await ethers.deployContract("TokenMock", ["Asset", "AST", 18]);
    const cash = await ethers.deployContract("TokenMock", ["Cash", "CSH", 6]);
    const tokens = [await asset.getAddress(), await cash.getAddress()] as const;
    const lapsing = await ethers.deployContract("LapsingOptions", [...tokens]);
    const lasting = await ethers.deployContract("LastingOptions", [...tokens, await world.guard.getAddress(), rules]);
    const expiry = (await networkHelpers.time.latest()) + 10 * DAY;
    await (await asset.mint(writer.address, 2n * AMOUNT)).wait();
    await (await cash.mint(holder.address, 2n * COST)).wait();
    for (const options of [lapsing, lasting]) {
      await (await asset.connect(writer).approve(await options.getAddress(), AMOUNT)).wait();
      await (await cash.connect(holder).approve(await options.getAddress(), COST)).wait();
      await (await options.connect(writer).write(holder.address, AMOUNT, COST, expiry)).wait();
    }
    await moveTo(connection, expiry - DAY);
    return { ...world, asset, cash, lapsing, lasting, expiry, lag: world.policy.visibilityLag };
  }

  describe(`LapsingOptions and LastingOptions, on Chainlink's ${family} feed`, () => {
    it("given an outage over the expiry / when the writer comes first after it / without the clock he takes all, with it the holder has his hour", async () => {
      const { feed, lapsing, lasting, asset, cash, expiry, lag } = await networkHelpers.loadFixture(both);
      const [down, up] = [expiry - 20 * MINUTE, expiry + 40 * MINUTE];
      // The first block after the halt: the feed still says up.
      await moveTo(connection, up);
      await expect(lapsing.connect(holder).exercise.staticCall(0))
        .to.be.revertedWithCustomError(lapsing, "Lapsed")
        .withArgs(expiry);
      await stampNextBlock(connection);
      await expect(lapsing.connect(writer).reclaim(0)).to.changeTokenBalance(ethers, asset, writer, AMOUNT);
      await sendAt(connection, up, () => lasting.connect(writer).startSettlement(0));
      await expect(lasting.connect(writer).reclaim.staticCall(0))
        .to.be.revertedWithCustomError(lasting, "SettlementTooEarly")
        .withArgs(up + rules.settlementDelay);

      await feed.goDown(down, up + lag);
      await feed.recover(up, up + lag);
      const end = up + lag + HOUR;
      await moveTo(connection, end);
      await expect(lasting.connect(writer).reclaim.staticCall(0)).to.be.revertedWithCustomError(
        lasting,
        "ExpiryNotPassed",
      );
      await stampNextBlock(connection);
      const bought = lasting.connect(holder).exercise(0);
      await expect(bought).to.changeTokenBalance(ethers, asset, holder, AMOUNT);
      await expect(bought).to.changeTokenBalances(ethers, cash, [holder, writer], [-COST, COST]);
    });

    it("given an outage over the expiry / when the holder does not come / the writer has his collateral back after the delay", async () => {
      const { feed, lasting, asset, expiry, lag } = await networkHelpers.loadFixture(both);
      await feed.goDown(expiry - MINUTE);
      await feed.recover(expiry + HOUR);
      const first = expiry + HOUR + lag + HOUR + MINUTE + rules.detectionLag + 1;
      await sendAt(connection, first, () => lasting.connect(stranger).startSettlement(0));
      await moveTo(connection, first + rules.settlementDelay - 1);
      await stampNextBlock(connection, first + rules.settlementDelay);
      await expect(lasting.connect(writer).reclaim(0)).to.changeTokenBalance(ethers, asset, writer, AMOUNT);
    });

    it("given no outage / when both exercise in the last second / both work, and neither before the other side's time", async () => {
      const { lapsing, lasting, asset, expiry } = await networkHelpers.loadFixture(both);
      await moveTo(connection, expiry);
      await expect(lapsing.connect(writer).reclaim.staticCall(0))
        .to.be.revertedWithCustomError(lapsing, "NotLapsed")
        .withArgs(expiry);
      for (const options of [lapsing, lasting]) {
        for (const call of [
          options.connect(stranger).exercise.staticCall(0),
          options.connect(stranger).reclaim.staticCall(0),
        ]) {
          await expect(call).to.be.revertedWithCustomError(options, "NotYours").withArgs(stranger.address);
        }
        await stampNextBlock(connection);
        await expect(options.connect(holder).exercise(0)).to.changeTokenBalance(ethers, asset, holder, AMOUNT);
      }
    });
  });
}
