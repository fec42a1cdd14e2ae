/** The examples of docs/integrate-liquidation.md through one outage each, on Chainlink's own feed. */
import { expect } from "chai";
import type { BaseContract } from "ethers";
import { network } from "hardhat";

import type { BesideLiquidations, InheritedLiquidations } from "../../cache/types/index.js";
import { faultIndex } from "../../src/lab/faults.js";
import { moveTo, stampNextBlock } from "../helpers/chainlink-clock.js";
import { accountsOf, actionId, guardOverChainlink } from "../helpers/guard-fixtures.js";
import { DAY, HOUR, MINUTE } from "../helpers/guard-policy.js";
import { ASSET, THROTTLES, liquidationPolicyOf, quietMoment } from "../helpers/liquidation.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;
const { deployer: borrower, guardian: liquidator } = await accountsOf(connection);

const USD = 10n ** 18n;
const COLLATERAL = 10n ** 18n;
const price = (dollars: number): bigint => BigInt(dollars) * 10n ** 8n;

async function parts() {
  const over = await guardOverChainlink(connection, "arbitrum", { policy: { liquidateWhenUnknown: true } });
  await stampNextBlock(connection);
  const prices = await ethers.deployContract("PriceFeedMock", [8]);
  const first = quietMoment(over.born);
  await moveTo(connection, first - DAY);
  await (await prices.set(price(1_000), first - DAY)).wait();
  return {
    ...over,
    prices,
    first,
    guardAddress: await over.guard.getAddress(),
    feedAddress: await prices.getAddress(),
  };
}

type Parts = Awaited<ReturnType<typeof parts>>;

/** One example, by the functions that both have, and whoever declares the errors of a stop. */
interface Example extends Parts {
  readonly market: BesideLiquidations;
  readonly errors: BaseContract;
}

async function inherited(): Promise<Example & { readonly own: InheritedLiquidations }> {
  const world = await parts();
  const own = await ethers.deployContract("InheritedLiquidations", [
    world.guardAddress,
    liquidationPolicyOf({ pausable: false }),
    THROTTLES,
    world.feedAddress,
  ]);
  const market = await ethers.getContractAt("BesideLiquidations", await own.getAddress());
  return { ...world, market, own, errors: own };
}

async function beside(): Promise<Example> {
  const world = await parts();
  // The guard serves an address that the next but one transaction of the deployer fills.
  const nonce = await borrower.getNonce();
  const market = ethers.getCreateAddress({ from: borrower.address, nonce: nonce + 1 });
  const rules = await ethers.deployContract("DeployedLiquidationGuard", [
    world.guardAddress,
    liquidationPolicyOf({ pausable: false }),
    THROTTLES.map((throttle) => ({ throttle, priceFeed: world.feedAddress })),
    market,
  ]);
  const deployed = await ethers.deployContract("BesideLiquidations", [await rules.getAddress(), ASSET]);
  expect(await deployed.getAddress()).to.equal(market);
  return { ...world, market: deployed, errors: rules };
}

for (const [name, build] of [
  ["InheritedLiquidations", inherited],
  ["BesideLiquidations", beside],
] as const) {
  describe(`${name}, the example`, () => {
    it("[C1] [C2] [C7] given an outage and a price gap / when users act within the grace / only who did not is liquidated, step by step", async () => {
      const { market, errors, prices, feed, first, policy } = await networkHelpers.loadFixture(build);
      const [, , careful] = await ethers.getSigners();
      if (careful === undefined) throw new Error("HF_TEST: no third account");
      for (const account of [borrower, careful]) {
        await (await market.addCollateral(account.address, COLLATERAL)).wait();
        await (await market.connect(account).borrow(700n * USD)).wait();
      }
      await (await market.addCollateral(liquidator.address, 100n * COLLATERAL)).wait();
      const end = first + HOUR;
      await feed.goDown(first);
      await feed.recover(end);
      await (await prices.set(price(860), end + MINUTE)).wait();
      await moveTo(connection, end + 2 * MINUTE);
      const act = () => market.connect(liquidator).liquidate(borrower.address, 1_000n * USD);
      await expect(act()).to.be.revertedWithCustomError(errors, "SequencerRecovering");
      // Anybody may help, at any time: the liquidator's own account tops the careful one up.
      await (await market.connect(liquidator).addCollateral(careful.address, COLLATERAL)).wait();
      await (await market.connect(liquidator).repay(careful.address, USD)).wait();

      const graceEnd = end + HOUR + policy.visibilityLag;
      await networkHelpers.time.setNextBlockTimestamp(graceEnd);
      await expect(act()).to.emit(market, "TakenOver");
      // A tenth at the start of the ramp.
      expect(await market.debtOf(borrower.address)).to.equal(630n * USD);
      await expect(market.connect(liquidator).liquidate(careful.address, USD)).to.be.revertedWithCustomError(
        errors,
        "PositionHealthy",
      );
    });

    it("given a price of nothing, or too much debt / when borrowing / it is refused", async () => {
      const { market, prices, first } = await networkHelpers.loadFixture(build);
      await (await market.addCollateral(borrower.address, COLLATERAL)).wait();
      await expect(market.borrow(801n * USD)).to.be.revertedWithCustomError(market, "Undercollateralised");
      await (await prices.set(0, first)).wait();
      await expect(market.borrow(1)).to.be.revertedWithCustomError(market, "NoPrice").withArgs(0);
    });
  });
}

describe("InheritedLiquidations, what anybody may show", () => {
  it("given rounds that show nothing and a chain that is up / when shown / the guard says so", async () => {
    const { own } = await networkHelpers.loadFixture(inherited);
    await expect(own.noteGap(1, 2)).to.be.revertedWithCustomError(own, "NothingToRamp");
    await expect(own.noteAlive()).to.be.revertedWithCustomError(own, "FeedNotDown");
  });
});

describe("BesideLiquidations, deployment", () => {
  it("[C12] given a guard that serves another protocol / when built / it is refused", async () => {
    const { errors } = await networkHelpers.loadFixture(beside);
    const factory = await ethers.getContractFactory("BesideLiquidations");
    await expect(factory.deploy(await errors.getAddress(), ASSET)).to.be.revertedWithCustomError(
      factory,
      "GuardOfAnotherProtocol",
    );
  });
});

describe("WrappedLiquidations, the example", () => {
  it("[C1] given a feed that reverts / when repaying and topping up / they read no price; borrowing and liquidating wait", async () => {
    const { first } = await parts();
    const feed = await ethers.deployContract("FaultyFeedMock");
    await (await feed.setRound(1, price(1_000), first, first)).wait();
    const market = await ethers.deployContract("WrappedLiquidations", [await feed.getAddress()]);
    await (await market.addCollateral(borrower.address, COLLATERAL)).wait();
    await (await market.addCollateral(liquidator.address, 100n * COLLATERAL)).wait();
    await (await market.borrow(700n * USD)).wait();
    const act = () => market.connect(liquidator).liquidate(borrower.address, 1_000n * USD);
    await expect(act()).to.be.revertedWithCustomError(market, "Healthy");
    await (await feed.setRound(2, price(800), first, first)).wait();
    await (await feed.setFault(faultIndex("reverts"))).wait();
    await expect(act()).to.be.revertedWithCustomError(feed, "FeedBroken");
    await expect(market.borrow(1)).to.be.revertedWithCustomError(feed, "FeedBroken");
    await (await market.addCollateral(borrower.address, 1n)).wait();
    await (await market.repay(borrower.address, USD)).wait();
    await (await feed.setFault(faultIndex("none"))).wait();
    await act();
    expect(await market.debtOf(borrower.address)).to.equal((699n * USD) / 2n);
    // Far under water: whatever collateral there is, and no more.
    await (await feed.setRound(3, price(300), first, first)).wait();
    const left = await market.collateralOf(borrower.address);
    await expect(act())
      .to.emit(market, "TakenOver")
      .withArgs(borrower.address, liquidator.address, (699n * USD) / 4n, left);
    expect(await market.collateralOf(borrower.address)).to.equal(0n);
  });

  it("[C2] [C4] given the feed wrapped by a guard / when an outage comes and goes / liquidations wait for the grace and a fresh price", async () => {
    const { guardAddress, feed, prices, feedAddress, first, policy } = await parts();
    const wrapped = await ethers.deployContract("GuardedPriceFeed", [
      guardAddress,
      feedAddress,
      actionId("Liquidate"),
      3 * HOUR,
    ]);
    const market = await ethers.deployContract("WrappedLiquidations", [await wrapped.getAddress()]);
    await (await market.addCollateral(borrower.address, COLLATERAL)).wait();
    await (await market.addCollateral(liquidator.address, 100n * COLLATERAL)).wait();
    await (await market.borrow(700n * USD)).wait();
    const act = () => market.connect(liquidator).liquidate.staticCall(borrower.address, 1_000n * USD);
    const end = first + HOUR;
    await feed.goDown(first);
    await expect(act()).to.be.revertedWithCustomError(wrapped, "SequencerDown");
    await feed.recover(end);
    const graceEnd = end + HOUR + policy.visibilityLag;
    await moveTo(connection, graceEnd - 1);
    await expect(act()).to.be.revertedWithCustomError(wrapped, "SequencerRecovering");
    await (await market.repay(borrower.address, USD)).wait();
    await (await prices.set(price(800), end)).wait();
    await moveTo(connection, graceEnd + MINUTE);
    expect(await act()).to.equal((699n * USD) / 2n);
  });
});
