/** A guarded price feed where a Chainlink price feed stands: in contracts that know no guard. */
import { expect } from "chai";
import { network } from "hardhat";

import { deployAaveOracle } from "../helpers/aave.js";
import { moveTo } from "../helpers/chainlink-clock.js";
import { actionId, guardOverChainlink } from "../helpers/guard-fixtures.js";
import { deployGuardedPrice } from "../helpers/guarded-price.js";
import { DAY, HOUR, MINUTE } from "../helpers/guard-policy.js";
import { deployMarket, ENOUGH_GAS, usd, usdc, weth } from "../helpers/market.js";

const connection = await network.create(ENOUGH_GAS);
const { ethers, networkHelpers } = connection;
const ASSET = "0x00000000000000000000000000000000000000e7";

describe("GuardedPriceFeed under Aave's own oracle", () => {
  async function world() {
    const deployed = await deployGuardedPrice(connection, "optimism");
    const oracle = await deployAaveOracle(connection, ASSET, await deployed.guarded.getAddress());
    const bareOracle = await deployAaveOracle(connection, ASSET, deployed.price.proxy);
    return { ...deployed, oracle, bareOracle };
  }

  it("given an outage / when Aave asks for the price / it gets none until grace is over and a new price is there", async () => {
    const { oracle, bareOracle, guarded, guard, price, feed, start, recoveredAt, graceEnd } =
      await networkHelpers.loadFixture(world);
    expect(await oracle.priceOf()).to.equal(await bareOracle.priceOf());
    await feed.goDown(start, recoveredAt);
    await expect(oracle.priceOf()).to.be.revertedWithCustomError(guard, "SequencerDown").withArgs(start);
    await feed.recover(recoveredAt);
    await expect(oracle.priceOf()).to.be.revertedWithCustomError(guard, "SequencerRecovering").withArgs(graceEnd);
    await moveTo(connection, graceEnd);
    await expect(oracle.priceOf()).to.be.revertedWithCustomError(guarded, "PricePredatesRecovery");
    await price.report(usd("1700"), graceEnd + MINUTE);
    expect(await oracle.priceOf()).to.equal(usd("1700"));
  });
});

describe("GuardedPriceFeed under a lending market without a guard", () => {
  /** The example market in its unguarded form; the one difference is the feed of its collateral. */
  async function world() {
    const bare = await deployMarket(connection);
    const { guard, feed, born } = await guardOverChainlink(connection, "arbitrum");
    const start = born + 10 * DAY;
    await moveTo(connection, start - 60);
    await bare.setPrices(usd("2000"));
    const guarded = await ethers.deployContract("GuardedPriceFeed", [
      guard,
      bare.collateralFeed,
      actionId("Liquidate"),
      HOUR,
    ]);
    const config = { ...bare.config, collateralFeed: await guarded.getAddress() };
    const market = await ethers.deployContract("LendingMarket", [bare.guardAddress, config, bare.interest, bare.rules]);
    const { lender, borrower, liquidator } = bare;
    for (const signer of [lender, borrower, liquidator]) {
      await (await bare.collateral.connect(signer).approve(market, 2n ** 255n)).wait();
      await (await bare.debt.connect(signer).approve(market, 2n ** 255n)).wait();
    }
    await (await market.connect(lender).deposit(usdc("100000"), lender)).wait();
    await (await market.connect(borrower).depositCollateral(weth("10"), borrower)).wait();
    await (await market.connect(borrower).borrow(usdc("15000"), borrower)).wait();
    return { ...bare, market, guard, guarded, feed, start };
  }

  it("[C1] given an outage / when users and liquidators come / what needs the price is stopped, what saves a user is not", async () => {
    const { market, guard, feed, start, borrower, liquidator } = await networkHelpers.loadFixture(world);
    await feed.goDown(start);
    const stopped = [
      market.connect(liquidator).liquidate(borrower, usdc("100"), 0),
      market.connect(borrower).borrow(1n, borrower),
      market.connect(borrower).withdrawCollateral(1n, borrower),
    ];
    for (const call of stopped) await expect(call).to.be.revertedWithCustomError(guard, "SequencerDown");
    await (await market.connect(borrower).repay(usdc("1000"), borrower)).wait();
    await (await market.connect(borrower).depositCollateral(weth("1"), borrower)).wait();
  });

  it("[C4] given the grace is over / when the price is from before the outage / nobody is liquidated on it", async () => {
    const { market, guarded, feed, start, setPrices, borrower, liquidator } = await networkHelpers.loadFixture(world);
    await setPrices(usd("1700"));
    await feed.goDown(start);
    await feed.recover(start + 5 * MINUTE);
    const open = start + 5 * MINUTE + 30 * MINUTE;
    await moveTo(connection, open);
    const attempt = () => market.connect(liquidator).liquidate(borrower, usdc("100"), 0);
    await expect(attempt()).to.be.revertedWithCustomError(guarded, "PricePredatesRecovery");
    await setPrices(usd("1700"));
    await (await attempt()).wait();
  });
});
