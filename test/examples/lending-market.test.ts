import { expect } from "chai";
import { network } from "hardhat";

import {
  aliasOf,
  deployMarket,
  ENOUGH_GAS,
  now,
  SHARES,
  usd,
  usdc,
  value,
  weth,
  withOpenPosition,
} from "../helpers/market.js";

const connection = await network.create(ENOUGH_GAS);
const { ethers, networkHelpers } = connection;
const empty = () => deployMarket(connection);
const open = async () => withOpenPosition(await deployMarket(connection));

describe("LendingMarket, borrowers", () => {
  it("given a deposit for somebody else / when made / it is theirs and the payer's tokens are gone", async () => {
    const { market, collateral, borrower, stranger } = await networkHelpers.loadFixture(empty);
    const deposit = market.connect(stranger).depositCollateral(weth("3"), borrower);
    await expect(deposit).to.emit(market, "CollateralDeposited").withArgs(stranger, borrower, weth("3"));
    expect(await market.positionOf(borrower)).to.deep.equal([weth("3"), 0n]);
    expect(await market.positionOf(stranger)).to.deep.equal([0n, 0n]);
    expect(await collateral.balanceOf(stranger)).to.equal(weth("997"));
  });

  it("given the greatest loan-to-value / when borrowed to it and one unit beyond / only the unit is refused", async () => {
    const { market, lender, borrower, debt } = await networkHelpers.loadFixture(empty);
    await (await market.connect(lender).deposit(usdc("100000"), lender)).wait();
    await (await market.connect(borrower).depositCollateral(weth("10"), borrower)).wait();
    const limit = usdc("16000");
    await expect(market.connect(borrower).borrow(limit + 1n, borrower))
      .to.be.revertedWithCustomError(market, "LoanToValueExceeded")
      .withArgs(value(16_000n) + 10n ** 12n, value(16_000n));
    await expect(market.connect(borrower).borrow(limit, lender))
      .to.emit(market, "Borrowed")
      .withArgs(borrower, lender, limit);
    expect(await market.totalDebt()).to.equal(limit);
    expect(await debt.balanceOf(lender)).to.equal(usdc("916000"));
    await expect(market.connect(borrower).borrow(1n, borrower)).to.be.revertedWithCustomError(
      market,
      "LoanToValueExceeded",
    );
  });

  it("given the cash at hand / when all of it and one unit more is borrowed / only the unit is refused", async () => {
    const { market, lender, borrower } = await networkHelpers.loadFixture(empty);
    await (await market.connect(lender).deposit(usdc("100"), lender)).wait();
    await (await market.connect(borrower).depositCollateral(weth("10"), borrower)).wait();
    await expect(market.connect(borrower).borrow(usdc("100") + 1n, borrower))
      .to.be.revertedWithCustomError(market, "LiquidityExceeded")
      .withArgs(usdc("100") + 1n, usdc("100"));
    await (await market.connect(borrower).borrow(usdc("100"), borrower)).wait();
    expect(await market.liquidity()).to.equal(0n);
  });

  it("given a loan at its limit / when collateral is withdrawn / every unit is refused until debt is repaid", async () => {
    const { market, borrower, collateral, stranger } = await networkHelpers.loadFixture(open);
    await expect(market.connect(borrower).withdrawCollateral(1n, borrower)).to.be.revertedWithCustomError(
      market,
      "LoanToValueExceeded",
    );
    await (await market.connect(borrower).repay(usdc("8000"), borrower)).wait();
    await expect(market.connect(borrower).withdrawCollateral(weth("5") + 1n, borrower)).to.be.revertedWithCustomError(
      market,
      "LoanToValueExceeded",
    );
    await expect(market.connect(borrower).withdrawCollateral(weth("5"), stranger))
      .to.emit(market, "CollateralWithdrawn")
      .withArgs(borrower, stranger, weth("5"));
    expect(await collateral.balanceOf(stranger)).to.equal(weth("1005"));
  });

  it("given more than is pledged / when withdrawn / it is refused with both amounts", async () => {
    const { market, borrower } = await networkHelpers.loadFixture(open);
    await expect(market.connect(borrower).withdrawCollateral(weth("10") + 1n, borrower))
      .to.be.revertedWithCustomError(market, "CollateralExceeded")
      .withArgs(weth("10") + 1n, weth("10"));
  });

  it("given no debt and a stale price / when collateral is withdrawn / no price is read", async () => {
    const { market, borrower, collateralFeed } = await networkHelpers.loadFixture(open);
    await (await market.connect(borrower).repay(usdc("16000"), borrower)).wait();
    await (await collateralFeed.set(0n, 0n)).wait();
    await (await market.connect(borrower).withdrawCollateral(weth("10"), borrower)).wait();
    expect(await market.positionOf(borrower)).to.deep.equal([0n, 0n]);
  });

  it("[C1] given dead price feeds / when a stranger repays and deposits for a borrower / both pass", async () => {
    const { market, borrower, stranger, collateralFeed, debtFeed } = await networkHelpers.loadFixture(open);
    for (const feed of [collateralFeed, debtFeed]) await networkHelpers.setCode(await feed.getAddress(), "0x");
    await expect(market.connect(stranger).repay(usdc("1000"), borrower))
      .to.emit(market, "Repaid")
      .withArgs(stranger, borrower, usdc("1000"));
    await (await market.connect(stranger).depositCollateral(weth("1"), borrower)).wait();
    expect(await market.positionOf(borrower)).to.deep.equal([weth("11"), usdc("15000")]);
  });

  it("[C7] given a contract of L1, by its alias / when it repays and tops up for a borrower and for itself / all pass", async () => {
    const { market, collateral, debt, borrower, stranger } = await networkHelpers.loadFixture(open);
    const account = ethers.getAddress(ethers.toBeHex(aliasOf(await market.getAddress()), 20));
    const alias = await ethers.getImpersonatedSigner(account);
    await networkHelpers.setBalance(account, 10n ** 18n);
    await (await collateral.mint(alias, weth("10"))).wait();
    await (await debt.mint(alias, usdc("2000"))).wait();
    await (await collateral.connect(alias).approve(market, 2n ** 255n)).wait();
    await (await debt.connect(alias).approve(market, 2n ** 255n)).wait();
    await (await market.connect(alias).repay(usdc("1000"), borrower)).wait();
    await (await market.connect(alias).depositCollateral(weth("1"), borrower)).wait();
    expect(await market.positionOf(borrower)).to.deep.equal([weth("11"), usdc("15000")]);
    // Its own loan: whoever can send on L2 may help it, and it may help itself.
    await (await market.connect(alias).depositCollateral(weth("5"), alias)).wait();
    await (await market.connect(alias).borrow(usdc("100"), alias)).wait();
    await (await market.connect(stranger).repay(usdc("40"), alias)).wait();
    await (await market.connect(alias).repay(usdc("60"), alias)).wait();
    expect(await market.positionOf(alias)).to.deep.equal([weth("5"), 0n]);
  });

  it("given more than the debt / when repaid / only the debt is taken", async () => {
    const { market, borrower, debt } = await networkHelpers.loadFixture(open);
    await (await market.connect(borrower).repay(2n ** 256n - 1n, borrower)).wait();
    expect(await debt.balanceOf(borrower)).to.equal(usdc("1000000"));
    expect(await market.totalDebt()).to.equal(0n);
  });

  it("given nothing to do / when called / every action says so", async () => {
    const { market, borrower, stranger } = await networkHelpers.loadFixture(open);
    const calls = [
      market.connect(borrower).depositCollateral(0n, borrower),
      market.connect(borrower).withdrawCollateral(0n, borrower),
      market.connect(borrower).borrow(0n, borrower),
      market.connect(borrower).repay(0n, borrower),
      market.connect(borrower).repay(1n, stranger),
    ];
    for (const call of calls) await expect(call).to.be.revertedWithCustomError(market, "ZeroAmount");
  });

  it("given a position / when its health is asked / it is the liquidation value over the debt, rounded down", async () => {
    const { market, borrower, stranger, setPrices } = await networkHelpers.loadFixture(open);
    expect(await market.healthOf(borrower)).to.equal(1_062_500_000_000_000_000n);
    expect(await market.healthOf(stranger)).to.equal(2n ** 256n - 1n);
    await setPrices(usd("2000"), usd("0.7"));
    // 17 000 / 11 200 = 1.517857142857142857142…
    expect(await market.healthOf(borrower)).to.equal(1_517_857_142_857_142_857n);
  });
});

describe("LendingMarket, prices", () => {
  it("given a price one second younger than, at and beyond its greatest age / when borrowed / only the last is stale", async () => {
    const { market, borrower, collateralFeed, config } = await networkHelpers.loadFixture(open);
    await (await market.connect(borrower).depositCollateral(weth("10"), borrower)).wait();
    const updatedAt = (await now(connection)) + 10n;
    await (await collateralFeed.set(usd("2000"), updatedAt)).wait();
    for (const [offset, passes] of [
      [-1n, true],
      [0n, true],
      [1n, false],
    ] as const) {
      await networkHelpers.time.setNextBlockTimestamp(updatedAt + config.collateralMaxAge + offset);
      const borrow = market.connect(borrower).borrow(1n, borrower);
      if (passes) await (await borrow).wait();
      else
        await expect(borrow)
          .to.be.revertedWithCustomError(market, "PriceStale")
          .withArgs(collateralFeed, updatedAt, config.collateralMaxAge);
    }
  });

  it("given a price stamped ahead of the clock / when read / its age is zero", async () => {
    const { market, borrower, collateralFeed } = await networkHelpers.loadFixture(open);
    await (await collateralFeed.set(usd("2000"), (await now(connection)) + 10_000n)).wait();
    expect(await market.healthOf(borrower)).to.equal(1_062_500_000_000_000_000n);
  });

  for (const leg of ["collateralFeed", "debtFeed"] as const) {
    it(`given a ${leg} with an answer of 1, 0, −1 or a round never completed / when read / only 1 is a price`, async () => {
      const { market, borrower, config, ...feeds } = await networkHelpers.loadFixture(open);
      const feed = feeds[leg];
      const time = await now(connection);
      await (await feed.set(1n, time)).wait();
      expect(await market.healthOf(borrower)).to.be.a("bigint");
      for (const answer of [0n, -1n]) {
        await (await feed.set(answer, time)).wait();
        await expect(market.healthOf(borrower))
          .to.be.revertedWithCustomError(market, "PriceNotPositive")
          .withArgs(feed, answer);
      }
      await (await feed.set(1n, 0n)).wait();
      const maxAge = leg === "debtFeed" ? config.debtMaxAge : config.collateralMaxAge;
      await expect(market.healthOf(borrower))
        .to.be.revertedWithCustomError(market, "PriceStale")
        .withArgs(feed, 0n, maxAge);
    });
  }
});

describe("LendingMarket, lenders", () => {
  it("given lent and borrowed assets / when a lender withdraws / only the cash at hand can leave", async () => {
    const { market, lender } = await networkHelpers.loadFixture(open);
    expect(await market.totalAssets()).to.equal(usdc("100000"));
    expect(await market.maxWithdraw(lender)).to.equal(usdc("84000"));
    expect(await market.maxRedeem(lender)).to.equal(usdc("84000") * SHARES);
    await expect(market.connect(lender).withdraw(usdc("84000") + 1n, lender, lender))
      .to.be.revertedWithCustomError(market, "ERC4626ExceededMaxWithdraw")
      .withArgs(lender, usdc("84000") + 1n, usdc("84000"));
    await (await market.connect(lender).withdraw(usdc("84000"), lender, lender)).wait();
    expect(await market.liquidity()).to.equal(0n);
    expect(await market.convertToAssets(await market.balanceOf(lender))).to.equal(usdc("16000"));
  });

  it("given a lender with little / when asked how much can leave / it is what they have, not the cash", async () => {
    const { market, stranger } = await networkHelpers.loadFixture(open);
    await (await market.connect(stranger).mint(usdc("10") * SHARES, stranger)).wait();
    expect(await market.maxWithdraw(stranger)).to.equal(usdc("10"));
    await (await market.connect(stranger).redeem(usdc("10") * SHARES, stranger, stranger)).wait();
    expect(await market.balanceOf(stranger)).to.equal(0n);
  });
});

describe("LendingMarket, reentrancy", () => {
  it("given a token with hooks / when it calls back into each entry / every one refuses", async () => {
    const { guardAddress, config, interest, rules, lender, borrower } = await networkHelpers.loadFixture(empty);
    const token = await ethers.deployContract("CallbackTokenMock", [18]);
    const collateral = await token.getAddress();
    const market = await ethers.deployContract("LendingMarket", [
      guardAddress,
      { ...config, collateral },
      interest,
      rules,
    ]);
    await (await token.mint(borrower, weth("10"))).wait();
    await (await token.connect(borrower).approve(market, weth("10"))).wait();
    const { interface: abi } = market;
    const reentries = [
      abi.encodeFunctionData("depositCollateral", [1n, lender.address]),
      abi.encodeFunctionData("withdrawCollateral", [1n, lender.address]),
      abi.encodeFunctionData("borrow", [1n, lender.address]),
      abi.encodeFunctionData("repay", [1n, lender.address]),
      abi.encodeFunctionData("liquidate", [lender.address, 1n, 0n]),
      abi.encodeFunctionData("deposit", [0n, lender.address]),
      abi.encodeFunctionData("redeem", [0n, lender.address, await token.getAddress()]),
    ];
    for (const data of reentries) {
      await (await token.setCallback(market, data)).wait();
      await (await market.connect(borrower).depositCollateral(1n, borrower)).wait();
      expect(await token.succeeded()).to.equal(false);
      expect(await token.answer()).to.equal(abi.getError("ReentrancyGuardReentrantCall")?.selector);
    }
  });
});
