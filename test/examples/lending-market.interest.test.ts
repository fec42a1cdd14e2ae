/** Interest, shares and the lenders' side: what grows, what nobody can move, and where rounding goes. */
import { expect } from "chai";
import { network } from "hardhat";

import { moveTo, sendAt, stampNextBlock } from "../helpers/chainlink-clock.js";
import { DAY, HOUR, MINUTE } from "../helpers/guard-policy.js";
import {
  deployMarket,
  ENOUGH_GAS,
  INTEREST,
  type MarketFixture,
  now,
  SHARES,
  usd,
  usdc,
  weth,
  withOpenPosition,
} from "../helpers/market.js";
import { deployGuard } from "../helpers/sequencer-guard.js";

const connection = await network.create(ENOUGH_GAS);
const { networkHelpers } = connection;
const ALL = 2n ** 256n - 1n;
const WAD = 10n ** 18n;
const FIRST_INDEX = 10n ** 27n;
const YEAR = 365 * DAY;

const empty = () => deployMarket(connection, undefined, { interest: INTEREST });
/** 16 000 of 100 000 lent out: 1.6 % a year by the terms (1 % at nothing, 4 % at four fifths). */
const open = () => inOneSecond(async () => withOpenPosition(await empty()));
const FIRST_RATE = 16n * 10n ** 15n;
/** All is lent out: 20 000 of 20 000, at 100 % a year. */
const full = async () => {
  const fixture = await empty();
  const { market, lender, borrower } = fixture;
  await (await market.connect(lender).deposit(usdc("20000"), lender)).wait();
  await (await market.connect(borrower).depositCollateral(weth("100"), borrower)).wait();
  await (await market.connect(borrower).borrow(usdc("20000"), borrower)).wait();
  return fixture;
};

/** Makes something within one second: a loan at its limit leaves no room for interest on the way. */
async function inOneSecond<T>(make: () => Promise<T>): Promise<T> {
  const { clock } = connection.outage;
  await clock.moveTo(await clock.now());
  try {
    return await make();
  } finally {
    clock.release();
  }
}

/** Moves the clock from the newest block on, and gives its time. */
async function pass(seconds: number): Promise<number> {
  const at = Number(await now(connection)) + seconds;
  await moveTo(connection, at);
  return at;
}

/** `e^x - 1` by the first three terms, 18 decimals, for a rate a year. */
function growth(rate: bigint, seconds: number): bigint {
  const x = (rate * BigInt(seconds) + BigInt(YEAR) - 1n) / BigInt(YEAR);
  return x + (x * x) / (2n * WAD) + (((x * x) / (2n * WAD)) * x) / (3n * WAD);
}

describe("LendingMarket, interest", () => {
  it("given nothing, four fifths and everything lent out / when the rate is asked / it is the term's, and in between on straight lines", async () => {
    const { market, lender, borrower } = await networkHelpers.loadFixture(empty);
    expect(await market.borrowRate()).to.equal(WAD / 100n);
    await (await market.connect(lender).deposit(usdc("100"), lender)).wait();
    await (await market.connect(borrower).depositCollateral(weth("10"), borrower)).wait();
    let lent = 0n;
    for (const [percent, rate] of [
      [40n, 250n],
      [80n, 400n],
      [90n, 5_200n],
      [100n, 10_000n],
    ] as const) {
      await stampNextBlock(connection);
      await (await market.connect(borrower).borrow(usdc("1") * (percent - lent), borrower)).wait();
      lent = percent;
      // Some interest of the seconds before has gone in.
      expect(await market.borrowRate()).to.be.closeTo((rate * WAD) / 10_000n, WAD / 1_000_000n);
    }
  });

  it("given a loan / when a year passes / borrowers owe and lenders own the same interest", async () => {
    const { market, borrower, lender } = await networkHelpers.loadFixture(open);
    const began = await networkHelpers.time.latest();
    expect(await market.borrowRate()).to.equal(FIRST_RATE);
    await moveTo(connection, began + YEAR);
    const interest = (usdc("16000") * growth(FIRST_RATE, YEAR)) / WAD;
    const { debt } = await market.positionOf(borrower);
    expect(debt).to.be.closeTo(usdc("16000") + interest, 1n);
    expect(await market.totalDebt()).to.be.closeTo(usdc("16000") + interest, 1n);
    expect(await market.totalAssets()).to.equal(usdc("84000") + (await market.totalDebt()));
    expect(await market.convertToAssets(await market.balanceOf(lender))).to.be.closeTo(usdc("100000") + interest, 1n);
  });

  it("[D9] given interest that nobody wrote down / when a view is asked and the action runs in the same second / they agree", async () => {
    const { market, borrower, lender, stranger } = await networkHelpers.loadFixture(open);
    await pass(100 * DAY);
    const { debt } = await market.positionOf(borrower);
    const shares = await market.previewDeposit(usdc("1000"));
    const index = await market.debtIndex();
    const assets = await market.previewRedeem(usdc("1000") * SHARES);
    await stampNextBlock(connection);
    await expect(market.connect(stranger).deposit(usdc("1000"), stranger))
      .to.emit(market, "Deposit")
      .withArgs(stranger, stranger, usdc("1000"), shares)
      .and.to.emit(market, "InterestAccrued")
      .withArgs(index);
    await stampNextBlock(connection);
    await expect(market.connect(lender).redeem(usdc("1000") * SHARES, lender, lender))
      .to.emit(market, "Withdraw")
      .withArgs(lender, lender, lender, assets, usdc("1000") * SHARES)
      .and.not.to.emit(market, "InterestAccrued");
    await stampNextBlock(connection);
    await expect(market.connect(borrower).repay(ALL, borrower))
      .to.emit(market, "Repaid")
      .withArgs(borrower, borrower, debt);
    expect([await market.debtSharesOf(borrower), await market.totalDebt()]).to.deep.equal([0n, 0n]);
  });

  it("given a market that is touched each day, and one that is not / when a year has passed at 100 % / the first is right to 10^-9", async () => {
    const { market, lender } = await networkHelpers.loadFixture(full);
    const began = await networkHelpers.time.latest();
    const first = await market.debtIndex();
    const snapshot = await networkHelpers.takeSnapshot();
    for (let day = 1; day <= 365; day++) {
      await sendAt(connection, began + day * DAY, () => market.connect(lender).deposit(0n, lender));
    }
    const touched = ((await market.debtIndex()) * FIRST_INDEX) / first;
    await snapshot.restore();
    await moveTo(connection, began + YEAR);
    // e by three terms in one go is 2.667; day by day it is 2.71828…
    expect(await market.debtIndex()).to.equal((first * (WAD + growth(WAD, YEAR)) + WAD - 1n) / WAD);
    // e with 27 decimals, and 10^-9 of it.
    expect(touched).to.be.within(2_718_281_825_000_000_000_000_000_000n, 2_718_281_828_459_045_235_360_287_471n);
  });

  it("given an outage / when it runs and users have their time / interest runs by the clock, and no faster afterwards", async () => {
    const { guard, feed } = await deployGuard(connection);
    const { market, borrower } = await inOneSecond(async () =>
      withOpenPosition(await deployMarket(connection, await guard.getAddress(), { interest: INTEREST })),
    );
    const began = await networkHelpers.time.latest();
    const start = began + DAY;
    await feed.goDown(start);
    await feed.recover(start + HOUR);
    for (const at of [start + 2 * HOUR, start + DAY]) {
      await moveTo(connection, at);
      const expected = usdc("16000") + (usdc("16000") * growth(FIRST_RATE, at - began)) / WAD;
      expect((await market.positionOf(borrower)).debt).to.be.closeTo(expected, 1n);
    }
  });

  it("given a loan at its limit / when interest passes the threshold / it may be liquidated without any price having moved", async () => {
    const { market, borrower, liquidator, setPrices } = await networkHelpers.loadFixture(open);
    const attempt = () => market.connect(liquidator).liquidate(borrower, ALL, 0n);
    await setPrices(usd("2000"));
    await expect(attempt()).to.be.revertedWithCustomError(market, "PositionHealthy");
    // ln(17 / 16) / 0.016 is 3.79 years.
    await pass(Math.floor(3.8 * YEAR));
    await setPrices(usd("2000"));
    await expect(attempt()).to.emit(market, "Liquidated");
  });

  it("given interest and a position under water / when it is closed / bad debt is what was owed with interest, and lenders bear it", async () => {
    const { market, borrower, liquidator, setPrices } = await inOneSecond(async () =>
      withOpenPosition(
        await deployMarket(connection, undefined, { interest: INTEREST, rules: { closeFactorBps: 10_000 } }),
      ),
    );
    await pass(YEAR);
    await setPrices(usd("1000"));
    const { debt } = await market.positionOf(borrower);
    const assets = await market.totalAssets();
    await stampNextBlock(connection);
    await (await market.connect(liquidator).liquidate(borrower, ALL, 0n)).wait();
    const badDebt = await market.totalBadDebt();
    expect(badDebt).to.be.closeTo(debt - 9_523_809_524n, 1n);
    expect(await market.totalAssets()).to.be.closeTo(assets - badDebt, 1n);
    expect(await market.debtSharesOf(borrower)).to.equal(0n);
  });
});

describe("LendingMarket, shares", () => {
  it("given a first lender of one unit / when she gives the market tokens before another lends / nobody's shares change", async () => {
    const { market, debt, lender, stranger } = await networkHelpers.loadFixture(empty);
    await (await market.connect(lender).deposit(1n, lender)).wait();
    await (await debt.connect(lender).transfer(market, usdc("100000"))).wait();
    expect([await market.totalAssets(), await market.liquidity()]).to.deep.equal([1n, 1n]);
    await (await market.connect(stranger).deposit(usdc("1000"), stranger)).wait();
    expect(await market.convertToAssets(await market.balanceOf(stranger))).to.equal(usdc("1000"));
  });

  it("given many small loans and repayments / when somebody makes them in one second / others' debt and the index stand still", async () => {
    const { market, borrower, stranger, setPrices } = await networkHelpers.loadFixture(open);
    await pass(YEAR);
    await setPrices(usd("2000"));
    await stampNextBlock(connection);
    await (await market.connect(stranger).depositCollateral(weth("10"), stranger)).wait();
    const [before, index] = [await market.positionOf(borrower), await market.debtIndex()];
    const assets = await market.totalAssets();
    for (let i = 0; i < 20; i++) {
      await stampNextBlock(connection);
      await (await market.connect(stranger).borrow(1n + BigInt(i % 3), stranger)).wait();
      await stampNextBlock(connection);
      await (await market.connect(stranger).repay(1n, stranger)).wait();
    }
    expect(await market.positionOf(borrower)).to.deep.equal(before);
    expect(await market.debtIndex()).to.equal(index);
    expect(await market.totalAssets()).to.be.within(assets, assets + 40n);
  });

  it("given an index that is no round number / when borrowed and repaid in part / shares are added rounded up and taken rounded down", async () => {
    const { market, borrower, setPrices } = await networkHelpers.loadFixture(open);
    const at = await pass(YEAR);
    await setPrices(usd("3000"));
    await moveTo(connection, at + MINUTE);
    const index = await market.debtIndex();
    const unit = 10n ** 33n;
    expect(unit % index).to.be.greaterThan(0n);
    const shares = await market.debtSharesOf(borrower);
    await stampNextBlock(connection);
    await (await market.connect(borrower).repay(7n, borrower)).wait();
    const left = await market.debtSharesOf(borrower);
    expect(left).to.equal(shares - (7n * unit) / index);
    await stampNextBlock(connection);
    await (await market.connect(borrower).borrow(7n, borrower)).wait();
    expect(await market.debtSharesOf(borrower)).to.equal(left + (7n * unit) / index + 1n);
  });

  it("given a loan of one unit after interest / when repaid in full / nothing is left, and the unit was rounded up", async () => {
    const { market, borrower, stranger, setPrices } = await networkHelpers.loadFixture(full);
    await pass(YEAR);
    await setPrices(usd("2000"));
    await (await market.connect(borrower).repay(usdc("1000"), borrower)).wait();
    await (await market.connect(stranger).depositCollateral(weth("10"), stranger)).wait();
    await stampNextBlock(connection);
    await (await market.connect(stranger).borrow(1n, stranger)).wait();
    expect((await market.positionOf(stranger)).debt).to.be.within(1n, 2n);
    await stampNextBlock(connection);
    await (await market.connect(stranger).repay(ALL, stranger)).wait();
    expect(await market.debtSharesOf(stranger)).to.equal(0n);
  });

  it("given random users, actions and days / when each is done / the books balance, and a lender's share never loses but to bad debt", async () => {
    const fixture = await networkHelpers.loadFixture(open);
    const { market, debt, lender, borrower, stranger, liquidator, setPrices } = fixture;
    const users = [lender, borrower, stranger];
    let seed = 0x48_4f_4cn;
    const next = (bound: bigint) => {
      seed = (seed * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) % 2n ** 64n;
      return (seed >> 16n) % bound;
    };
    const tried = async (call: Promise<{ wait(): Promise<unknown> }>): Promise<number> =>
      call
        .then(async (sent) => sent.wait())
        .then(
          () => 1,
          () => 0,
        );
    await (await market.connect(stranger).depositCollateral(weth("100"), stranger)).wait();
    let done = 0;
    for (let round = 0; round < 120; round++) {
      const user = users[Number(next(3n))] ?? lender;
      const amount = 1n + next(usdc("20000"));
      await pass(Number(next(BigInt(20 * DAY))));
      await setPrices(usd("900") + next(usd("1500")));
      const price = await shareOf(fixture);
      const badDebt = await market.totalBadDebt();
      const asUser = market.connect(user);
      const actions = [
        () => asUser.deposit(amount, user),
        () => asUser.withdraw(amount, user, user),
        () => asUser.borrow(amount, user),
        () => asUser.repay(amount, borrower),
        () => asUser.repay(next(3n) === 0n ? ALL : amount, user),
        () => market.connect(liquidator).liquidate(users[Number(next(3n))] ?? borrower, amount, 0n),
      ];
      const action = actions[Number(next(6n))];
      if (action !== undefined) done += await tried(action());
      const positions = await Promise.all(users.map(async (one) => (await market.positionOf(one)).debt));
      const sum = positions.reduce((all, one) => all + one, 0n);
      expect(await debt.balanceOf(market), "cash is what the token says").to.equal(await market.liquidity());
      expect(sum - (await market.totalDebt()), "what all owe").to.be.within(0n, 3n);
      expect(await market.totalAssets()).to.equal((await market.liquidity()) + (await market.totalDebt()));
      if ((await market.totalBadDebt()) === badDebt) expect(await shareOf(fixture)).to.be.at.least(price);
    }
    expect(done, "many actions went through").to.be.greaterThan(40);
  });

  it("given more than the books can count / when lent or pledged / it is refused, and the most that can be lent is told", async () => {
    const { market, collateral, debt, lender, stranger } = await networkHelpers.loadFixture(open);
    const most = 2n ** 128n - 1n - usdc("84000");
    expect(await market.maxDeposit(lender)).to.equal(most);
    expect(await market.maxMint(lender)).to.equal(most * SHARES);
    await expect(market.connect(lender).deposit(most + 1n, lender)).to.be.revertedWithCustomError(
      market,
      "ERC4626ExceededMaxDeposit",
    );
    await (await debt.mint(lender, most)).wait();
    await (await debt.connect(lender).approve(market, ALL)).wait();
    await (await market.connect(lender).deposit(most, lender)).wait();
    expect(await market.liquidity()).to.equal(2n ** 128n - 1n);
    expect(await market.maxDeposit(lender)).to.equal(0n);
    await (await collateral.mint(stranger, 2n ** 128n)).wait();
    await (await collateral.connect(stranger).approve(market, ALL)).wait();
    await expect(market.connect(stranger).depositCollateral(2n ** 128n, stranger)).to.be.revertedWithCustomError(
      market,
      "SafeCastOverflowedUintDowncast",
    );
    await (await market.connect(stranger).depositCollateral(2n ** 128n - 1n, stranger)).wait();
    await pass(MINUTE);
    expect(await market.healthOf(stranger)).to.equal(ALL);
  });
});

/** Assets of a billion units' shares. */
async function shareOf({ market }: MarketFixture): Promise<bigint> {
  return market.convertToAssets(10n ** 15n * SHARES);
}
