/** The example protocol of the lab's template, by itself: what it does on a day without an outage. */
import { expect } from "chai";
import { network } from "hardhat";

import { accountsOf } from "../helpers/guard-fixtures.js";
import { usd, usdc, weth } from "../helpers/market.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;
const { deployer: borrower, guardian: liquidator } = await accountsOf(connection);

const LOTS = usdc("1000000");

async function vault() {
  const collateral = await ethers.deployContract("TokenMock", ["Wrapped Ether", "WETH", 18]);
  const debt = await ethers.deployContract("TokenMock", ["USD Coin", "USDC", 6]);
  const prices = await ethers.deployContract("PriceFeedMock", [8]);
  const setPrice = async (answer: bigint) => await (await prices.set(answer, 1n)).wait();
  await setPrice(usd("1000"));
  const own = await ethers.deployContract("PlainVault", [
    await collateral.getAddress(),
    await debt.getAddress(),
    await prices.getAddress(),
  ]);
  const at = await own.getAddress();
  await debt.mint(at, LOTS);
  for (const account of [borrower, liquidator]) {
    await collateral.mint(account, weth("10"));
    await debt.mint(account, LOTS);
    await collateral.connect(account).approve(at, ethers.MaxUint256);
    await debt.connect(account).approve(at, ethers.MaxUint256);
  }
  return { vault: own, at, collateral, debt, prices, setPrice };
}

/** One ether of collateral, and the most that it allows to borrow at 1 000 dollars. */
async function indebted() {
  const world = await vault();
  await world.vault.deposit(weth("1"), borrower);
  await world.vault.borrow(usdc("900"));
  return world;
}

const fresh = () => networkHelpers.loadFixture(vault);
const withDebt = () => networkHelpers.loadFixture(indebted);

describe("PlainVault", () => {
  it("given a new vault / when read / it names its tokens, its feed and its terms", async () => {
    const { vault: own, collateral, debt, prices } = await fresh();
    expect(await own.COLLATERAL()).to.equal(await collateral.getAddress());
    expect(await own.DEBT()).to.equal(await debt.getAddress());
    expect(await own.PRICE_FEED()).to.equal(await prices.getAddress());
    expect([await own.MAX_LTV_BPS(), await own.THRESHOLD_BPS(), await own.BONUS_BPS()]).to.deep.equal([
      9_000n,
      9_200n,
      200n,
    ]);
  });

  describe("given collateral", () => {
    it("when somebody deposits for another / it counts for the other", async () => {
      const { vault: own, at, collateral } = await fresh();
      await expect(own.connect(liquidator).deposit(weth("2"), borrower)).to.changeTokenBalances(
        ethers,
        collateral,
        [liquidator, at],
        [-weth("2"), weth("2")],
      );
      expect(await own.collateralOf(borrower)).to.equal(weth("2"));
      expect(await own.collateralOf(liquidator)).to.equal(0n);
    });

    it("when taken back without debt / no price is asked for", async () => {
      const { vault: own, collateral, setPrice } = await fresh();
      await own.deposit(weth("2"), borrower);
      await setPrice(0n);
      await expect(own.withdraw(weth("2"))).to.changeTokenBalance(ethers, collateral, borrower, weth("2"));
      expect(await own.collateralOf(borrower)).to.equal(0n);
    });

    it("when more is taken back than there is / it panics", async () => {
      const { vault: own } = await fresh();
      await own.deposit(weth("1"), borrower);
      await expect(own.withdraw(weth("1") + 1n)).to.be.revertedWithPanic(0x11);
    });
  });

  describe("given debt", () => {
    it("when borrowed up to the limit / it passes, and one unit more does not", async () => {
      const { vault: own, debt } = await fresh();
      await own.deposit(weth("1"), borrower);
      await expect(own.borrow(usdc("900") + 1n))
        .to.be.revertedWithCustomError(own, "Undercollateralised")
        .withArgs(borrower.address);
      await expect(own.borrow(usdc("900"))).to.changeTokenBalance(ethers, debt, borrower, usdc("900"));
      expect(await own.debtOf(borrower)).to.equal(usdc("900"));
    });

    it("when collateral is taken back / what the debt needs stays", async () => {
      const { vault: own } = await withDebt();
      await expect(own.withdraw(1n))
        .to.be.revertedWithCustomError(own, "Undercollateralised")
        .withArgs(borrower.address);
      await own.repay(usdc("450"), borrower);
      await own.withdraw(weth("0.5"));
      expect(await own.collateralOf(borrower)).to.equal(weth("0.5"));
    });

    it("when more is repaid than owed / the debt alone is taken", async () => {
      const { vault: own, debt } = await withDebt();
      await expect(own.connect(liquidator).repay(usdc("1000"), borrower)).to.changeTokenBalance(
        ethers,
        debt,
        liquidator,
        -usdc("900"),
      );
      expect(await own.debtOf(borrower)).to.equal(0n);
    });

    for (const answer of [0n, -1n]) {
      it(`when the feed answers ${String(answer)} / what needs a price stops, and repaying does not`, async () => {
        const { vault: own, setPrice } = await withDebt();
        await setPrice(answer);
        for (const attempt of [own.borrow(1n), own.withdraw(1n), own.liquidate(borrower, 1n)])
          await expect(attempt).to.be.revertedWithCustomError(own, "NoPrice").withArgs(answer);
        await own.repay(usdc("100"), borrower);
        expect(await own.debtOf(borrower)).to.equal(usdc("800"));
      });
    }
  });

  describe("given a fall of the price", () => {
    // 900 dollars of debt are more than 92 % of the collateral from here down.
    const LAST_HEALTHY = 978_26086957n;

    it("when the debt is not above the threshold / nobody may liquidate", async () => {
      const { vault: own, setPrice } = await withDebt();
      for (const healthy of [LAST_HEALTHY, LAST_HEALTHY + 1n]) {
        await setPrice(healthy);
        await expect(own.connect(liquidator).liquidate(borrower, 1n))
          .to.be.revertedWithCustomError(own, "Healthy")
          .withArgs(borrower.address);
      }
      await setPrice(LAST_HEALTHY - 1n);
      await expect(own.connect(liquidator).liquidate(borrower, usdc("1"))).to.emit(own, "Liquidated");
    });

    it("when a part is liquidated / its value and the bonus of it are seized", async () => {
      const { vault: own, collateral, debt, setPrice } = await withDebt();
      await setPrice(usd("850"));
      const liquidation = own.connect(liquidator).liquidate(borrower, usdc("85"));
      await expect(liquidation)
        .to.emit(own, "Liquidated")
        .withArgs(liquidator.address, borrower.address, usdc("85"), weth("0.102"));
      await expect(liquidation).to.changeTokenBalance(ethers, collateral, liquidator, weth("0.102"));
      await expect(liquidation).to.changeTokenBalance(ethers, debt, liquidator, -usdc("85"));
      expect(await own.debtOf(borrower)).to.equal(usdc("815"));
      expect(await own.collateralOf(borrower)).to.equal(weth("0.898"));
    });

    it("when more is offered than owed / the debt alone is repaid", async () => {
      const { vault: own, setPrice } = await withDebt();
      await setPrice(usd("950"));
      await own.connect(liquidator).liquidate(borrower, LOTS);
      expect(await own.debtOf(borrower)).to.equal(0n);
      expect(await own.collateralOf(borrower)).to.equal(weth("1") - (900n * 102n * 10n ** 16n) / 950n);
    });

    it("when the collateral does not cover debt and bonus / all of it is seized and the rest of the debt stays", async () => {
      const { vault: own, setPrice } = await withDebt();
      await setPrice(usd("800"));
      const repaid = 784_313725n; // 800 dollars less the bonus, rounded down.
      await expect(own.connect(liquidator).liquidate(borrower, LOTS))
        .to.emit(own, "Liquidated")
        .withArgs(liquidator.address, borrower.address, repaid, weth("1"));
      expect(await own.collateralOf(borrower)).to.equal(0n);
      expect(await own.debtOf(borrower)).to.equal(usdc("900") - repaid);
    });
  });
});
