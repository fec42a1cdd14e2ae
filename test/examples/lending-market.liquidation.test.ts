import { expect } from "chai";
import { network } from "hardhat";

import {
  deployMarket,
  ENOUGH_GAS,
  type MarketFixture,
  usd,
  usdc,
  value,
  weth,
  withOpenPosition,
} from "../helpers/market.js";

const connection = await network.create(ENOUGH_GAS);
const { networkHelpers } = connection;
const open = async () => withOpenPosition(await deployMarket(connection));
/** Whole positions may be closed at once. */
const openToAll = async () =>
  withOpenPosition(await deployMarket(connection, undefined, { rules: { closeFactorBps: 10_000 } }));
const ALL = 2n ** 256n - 1n;
const BPS = 10_000n;

/** Collateral for `repaid` debt at `price` (8 decimals), with the 5 % bonus, rounded down. */
const seizedFor = (repaid: bigint, price: bigint) => (repaid * 10n ** 20n * (BPS + 500n)) / (price * BPS);

async function liquidate({ market, liquidator, borrower }: MarketFixture, amount: bigint, minSeized = 0n) {
  const [repaid, seized] = await market.connect(liquidator).liquidate.staticCall(borrower, amount, minSeized);
  await (await market.connect(liquidator).liquidate(borrower, amount, minSeized)).wait();
  return { repaid, seized };
}

describe("LendingMarket, liquidation", () => {
  it("given a debt one unit of price above, at and below the threshold / when liquidated / only the last may be", async () => {
    const fixture = await networkHelpers.loadFixture(open);
    const { market, borrower, liquidator, setPrices } = fixture;
    // 16 000 of debt over 10 collateral at a threshold of 85 %: 1882.35294117… per unit of collateral.
    for (const price of [188_235_294_119n, 188_235_294_118n]) {
      await setPrices(price);
      await expect(market.connect(liquidator).liquidate(borrower, ALL, 0n))
        .to.be.revertedWithCustomError(market, "PositionHealthy")
        .withArgs(value(16_000n), (price * 85n * 10n ** 11n) / 100n);
    }
    await setPrices(188_235_294_117n);
    expect((await liquidate(fixture, ALL)).repaid).to.equal(usdc("8000"));
  });

  it("given a debt of exactly the threshold / when liquidated / it is healthy", async () => {
    const { market, borrower, liquidator, setPrices } = await networkHelpers.loadFixture(open);
    await (await market.connect(borrower).repay(usdc("7500"), borrower)).wait();
    await setPrices(usd("1000"));
    expect(await market.healthOf(borrower)).to.equal(10n ** 18n);
    await expect(market.connect(liquidator).liquidate(borrower, 1n, 0n)).to.be.revertedWithCustomError(
      market,
      "PositionHealthy",
    );
  });

  it("given nobody's debt / when liquidated / there is nothing to liquidate", async () => {
    const { market, stranger, liquidator } = await networkHelpers.loadFixture(open);
    await expect(market.connect(liquidator).liquidate(stranger, ALL, 0n)).to.be.revertedWithCustomError(
      market,
      "PositionHasNoDebt",
    );
  });

  it("given a covered position / when everything is offered / the close factor's half is taken, with the bonus", async () => {
    const fixture = await networkHelpers.loadFixture(open);
    const { market, borrower, liquidator, collateral, debt, setPrices } = fixture;
    await setPrices(usd("1760"));
    const seized = seizedFor(usdc("8000"), usd("1760"));
    await expect(market.connect(liquidator).liquidate(borrower, ALL, seized))
      .to.emit(market, "Liquidated")
      .withArgs(liquidator, borrower, usdc("8000"), seized, 500n);
    expect(await market.positionOf(borrower)).to.deep.equal([weth("10") - seized, usdc("8000")]);
    expect(await collateral.balanceOf(liquidator)).to.equal(weth("1000") + seized);
    expect(await debt.balanceOf(liquidator)).to.equal(usdc("992000"));
    expect(await market.totalBadDebt()).to.equal(0n);
    expect(await market.healthOf(borrower)).to.be.within(977_500_000_000_000_000n, 977_500_000_000_000_010n);
  });

  it("given an odd debt / when half of it is closed / half and collateral are rounded down", async () => {
    const fixture = await networkHelpers.loadFixture(open);
    await (await fixture.market.connect(fixture.borrower).repay(1n, fixture.borrower)).wait();
    await fixture.setPrices(usd("1759.99999997"));
    const { repaid, seized } = await liquidate(fixture, ALL);
    expect(repaid).to.equal(usdc("8000") - 1n);
    const exact = repaid * 10n ** 20n * (BPS + 500n);
    expect(seized * usd("1759.99999997") * BPS).to.be.lessThan(exact);
    expect((seized + 1n) * usd("1759.99999997") * BPS).to.be.greaterThan(exact);
  });

  it("given a smaller offer / when liquidated / exactly that is repaid", async () => {
    const fixture = await networkHelpers.loadFixture(open);
    await fixture.setPrices(usd("1760"));
    expect(await liquidate(fixture, usdc("100"))).to.deep.equal({
      repaid: usdc("100"),
      seized: seizedFor(usdc("100"), usd("1760")),
    });
  });

  it("given a liquidator's least yield / when one unit short of it / it is refused with both amounts", async () => {
    const { market, borrower, liquidator, setPrices } = await networkHelpers.loadFixture(open);
    await setPrices(usd("1760"));
    const seized = seizedFor(usdc("8000"), usd("1760"));
    await expect(market.connect(liquidator).liquidate(borrower, ALL, seized + 1n))
      .to.be.revertedWithCustomError(market, "SeizedTooLittle")
      .withArgs(seized, seized + 1n);
  });

  it("given nothing offered / when liquidated / it is refused", async () => {
    const { market, borrower, liquidator, setPrices } = await networkHelpers.loadFixture(open);
    await setPrices(usd("1760"));
    await expect(market.connect(liquidator).liquidate(borrower, 0n, 0n)).to.be.revertedWithCustomError(
      market,
      "ZeroAmount",
    );
  });

  it("given a policy that closes whole positions, and collateral that just covers debt and bonus, and does not / when liquidated / all is closed", async () => {
    const fixture = await networkHelpers.loadFixture(openToAll);
    await fixture.setPrices(usd("1680"));
    const snapshot = await networkHelpers.takeSnapshot();
    expect(await liquidate(fixture, ALL)).to.deep.equal({ repaid: usdc("16000"), seized: weth("10") });
    await snapshot.restore();
    await fixture.setPrices(usd("1680") - 1n);
    const { repaid, seized } = await liquidate(fixture, ALL);
    expect(seized).to.equal(weth("10"));
    // One unit of price short: 16 799.9999999 / 1.05 = 15 999.99999990…, rounded up to the debt itself.
    expect(repaid).to.equal(usdc("16000"));
    expect(await fixture.market.totalBadDebt()).to.equal(0n);
  });

  it("given a position under water / when liquidated / what is left of the debt falls on the lenders, once", async () => {
    const fixture = await networkHelpers.loadFixture(openToAll);
    const { market, borrower, lender, liquidator, setPrices } = fixture;
    await setPrices(usd("1000"));
    // 10 000 of collateral pays for 10 000 / 1.05 = 9 523.809523809…, rounded up against the liquidator.
    const repaid = 9_523_809_524n;
    const badDebt = usdc("16000") - repaid;
    await expect(market.connect(liquidator).liquidate(borrower, ALL, 0n))
      .to.emit(market, "BadDebtRealized")
      .withArgs(borrower, badDebt);
    expect(await market.positionOf(borrower)).to.deep.equal([0n, 0n]);
    expect(await market.totalBadDebt()).to.equal(badDebt);
    expect(await market.totalDebt()).to.equal(0n);
    expect(await market.totalAssets()).to.equal(usdc("100000") - badDebt);
    const left = await market.maxWithdraw(lender);
    expect(left).to.be.within(usdc("100000") - badDebt - 1n, usdc("100000") - badDebt);
    await expect(market.connect(liquidator).liquidate(borrower, ALL, 0n)).to.be.revertedWithCustomError(
      market,
      "PositionHasNoDebt",
    );
  });

  it("given a position under water and a close factor of half / when liquidated again and again / the last step writes off the rest", async () => {
    const fixture = await networkHelpers.loadFixture(open);
    const { market, borrower } = fixture;
    await fixture.setPrices(usd("1500"));
    const repayments: bigint[] = [];
    while ((await market.positionOf(borrower)).debt > 0n) {
      expect(await market.totalBadDebt()).to.equal(0n);
      repayments.push((await liquidate(fixture, ALL)).repaid);
    }
    // 15 000 of collateral pays for 14 285.714285714…: half of the debt, half of the rest, and what the collateral still pays.
    expect(repayments).to.deep.equal([usdc("8000"), usdc("4000"), usdc("2000"), 285_714_286n]);
    expect(await market.totalBadDebt()).to.equal(usdc("2000") - 285_714_286n);
    expect(await market.totalDebt()).to.equal(0n);
  });

  it("given a position under water / when liquidated in part / no bad debt is written off while collateral is left", async () => {
    const fixture = await networkHelpers.loadFixture(openToAll);
    await fixture.setPrices(usd("1000"));
    await liquidate(fixture, usdc("1000"));
    expect(await fixture.market.totalBadDebt()).to.equal(0n);
    expect((await fixture.market.positionOf(fixture.borrower)).debt).to.equal(usdc("15000"));
    await liquidate(fixture, ALL);
    expect(await fixture.market.totalBadDebt()).to.be.greaterThan(0n);
    expect(await fixture.market.totalDebt()).to.equal(0n);
  });

  it("given several borrowers / when one is liquidated / the others' positions stay as they were", async () => {
    const fixture = await networkHelpers.loadFixture(openToAll);
    const { market, stranger, setPrices } = fixture;
    await (await market.connect(stranger).depositCollateral(weth("20"), stranger)).wait();
    await (await market.connect(stranger).borrow(usdc("5000"), stranger)).wait();
    await setPrices(usd("1000"));
    await liquidate(fixture, ALL);
    expect(await market.totalBadDebt()).to.be.greaterThan(0n);
    expect(await market.positionOf(stranger)).to.deep.equal([weth("20"), usdc("5000")]);
    expect(await market.totalDebt()).to.equal(usdc("5000"));
  });

  it("given random positions and prices / when liquidated / no liquidator gets more than the bonus and the books balance", async () => {
    const fixture = await networkHelpers.loadFixture(openToAll);
    const { market, borrower, debt, setPrices } = fixture;
    let seed = 0x48_4f_4cn;
    const next = (bound: bigint) => {
      seed = (seed * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) % 2n ** 64n;
      return (seed >> 16n) % bound;
    };
    for (let round = 0; round < 40; round++) {
      const snapshot = await networkHelpers.takeSnapshot();
      const price = usd("900") + next(usd("982"));
      const debtPrice = usd("0.95") + next(usd("0.05"));
      await (await market.connect(borrower).repay(1n + next(usdc("500")), borrower)).wait();
      await setPrices(price, debtPrice);
      if ((await market.healthOf(borrower)) < 10n ** 18n) {
        const before = await market.positionOf(borrower);
        const { repaid, seized } = await liquidate(fixture, 1n + next(before.debt));
        const after = await market.positionOf(borrower);
        expect(seized * price * 10n ** 10n * BPS).to.be.at.most(repaid * debtPrice * 10n ** 22n * (BPS + 500n));
        const writtenOff = await market.totalBadDebt();
        expect(after.debt + repaid + writtenOff).to.equal(before.debt);
        expect(after.collateral + seized).to.equal(before.collateral);
        expect(writtenOff === 0n || after.collateral === 0n).to.equal(true);
        expect(await market.totalAssets()).to.equal((await debt.balanceOf(market)) + after.debt);
      }
      await snapshot.restore();
    }
  });
});
