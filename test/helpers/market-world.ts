/**
 * The market and its control on Chainlink's own feeds: a real guard over an uptime feed behind its proxy, two price feeds behind
 * theirs, and two markets that differ in their guard and in nothing else, with the same people in the same positions.
 */
import type { NetworkConnection } from "hardhat/types/network";

import { moveTo, sendAt, stampNextBlock } from "./chainlink-clock.js";
import type { FeedFamily } from "./chainlink-feeds.js";
import { guardOverChainlink, type GuardChanges } from "./guard-fixtures.js";
import { DAY } from "./guard-policy.js";
import { quietMoment } from "./liquidation.js";
import { MARKET_PARAMETERS, MARKET_RULES, NO_INTEREST, usd, usdc, weth, type MarketChanges } from "./market.js";
import { deployPriceFeed } from "./price-feed.js";

/** Oldest accepted price: long enough that staleness is never the reason in these tests. */
const MAX_AGE = BigInt(2 * DAY);

/** What differs from the defaults. */
export interface MarketWorldChanges extends MarketChanges {
  readonly guard?: GuardChanges;
}

/**
 * Both markets with 1 000 000 lent in each and `borrower` owing 160 000 on 100 collateral at a price of 2 000. `first` is a quiet
 * time for the first outage; the chain stands a day before it, on prices of that second.
 */
export async function marketsOverChainlink(
  connection: NetworkConnection,
  family: FeedFamily,
  changes: MarketWorldChanges = {},
) {
  const { ethers } = connection;
  const over = await guardOverChainlink(connection, family, changes.guard);
  const first = quietMoment(over.born);
  await moveTo(connection, first - DAY);
  const collateralPrice = await deployPriceFeed(connection);
  const debtPrice = await deployPriceFeed(connection);
  await debtPrice.report(usd("1"));
  const deploy = async (name: string, args: unknown[]) => {
    await stampNextBlock(connection);
    return ethers.deployContract(name, args);
  };
  const collateral = await deploy("TokenMock", ["Wrapped Ether", "WETH", 18]);
  const debt = await deploy("TokenMock", ["USD Coin", "USDC", 6]);
  const noGuard = await deploy("NoGuard", []);
  const config = {
    collateral: await collateral.getAddress(),
    debt: await debt.getAddress(),
    collateralFeed: collateralPrice.proxy,
    debtFeed: debtPrice.proxy,
    ...MARKET_PARAMETERS,
    collateralMaxAge: MAX_AGE,
    debtMaxAge: MAX_AGE,
    ...changes.config,
  };
  const terms = [config, changes.interest ?? NO_INTEREST, { ...MARKET_RULES, ...changes.rules }];
  const [lender, borrower, liquidator, stranger] = await ethers.getSigners();
  if (!lender || !borrower || !liquidator || !stranger) throw new Error("HF_TEST_SIGNERS: four signers are needed");
  const open = async (guard: string) => {
    const market = await ethers.getContractAt(
      "LendingMarket",
      await (await deploy("LendingMarket", [guard, ...terms])).getAddress(),
    );
    for (const signer of [lender, borrower, liquidator, stranger]) {
      for (const [token, amount] of [
        [collateral, weth("1000")],
        [debt, usdc("10000000")],
      ] as const) {
        await sendAt(connection, 0, () => token.getFunction("mint")(signer, amount));
        const approve = () => token.connect(signer).getFunction("approve")(market, 2n ** 255n);
        await sendAt(connection, 0, approve);
      }
    }
    await sendAt(connection, 0, () => market.connect(lender).deposit(usdc("1000000"), lender));
    await sendAt(connection, 0, () => market.connect(borrower).depositCollateral(weth("100"), borrower));
    await sendAt(connection, 0, () => market.connect(borrower).borrow(usdc("160000"), borrower));
    return market;
  };
  const guarded = await open(await over.guard.getAddress());
  const control = await open(await noGuard.getAddress());
  /** Both price feeds write a round at `at`, observed then too unless said otherwise. */
  async function report(price: bigint, at: number, observedAt = at): Promise<void> {
    await collateralPrice.report(price, at, observedAt);
    await debtPrice.report(usd("1"), at, observedAt);
  }
  return {
    ...over,
    first,
    collateral,
    debt,
    collateralPrice,
    debtPrice,
    guarded,
    control,
    lender,
    borrower,
    liquidator,
    stranger,
    report,
  };
}

/** What {@link marketsOverChainlink} gives. */
export type MarketWorld = Awaited<ReturnType<typeof marketsOverChainlink>>;
