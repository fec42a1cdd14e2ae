/** A lending market over mock tokens and mock prices, as unit tests want it: round numbers, nothing stale. */
import type { NetworkConnection } from "hardhat/types/network";

import { liquidationPolicyOf, type LiquidationPolicy } from "./liquidation.js";

/** Whole tokens in their smallest unit. */
export const weth = (amount: string) => parse(amount, 18);
/** Whole US dollars of the debt asset in its smallest unit. */
export const usdc = (amount: string) => parse(amount, 6);
/** A price in US dollars with the feeds' 8 decimals. */
export const usd = (amount: string) => parse(amount, 8);

/**
 * For `network.create`, wherever a market is used: no estimate of gas. One that is made in the second of the last interest is too
 * low for a block of the next second.
 */
export const ENOUGH_GAS = { override: { gas: 10_000_000n } } as const;

/** A million for each unit of the debt asset: a lender's shares at the start. */
export const SHARES = 10n ** 6n;
/** A value in US dollars with the market's 18 decimals. */
export const value = (dollars: bigint) => dollars * 10n ** 18n;

/** Parameters that tests start from: 80 % LTV, 85 % threshold, 5 % bonus, a throttle that is felt by large positions only. */
export const MARKET_PARAMETERS = {
  collateralMaxAge: 3600n,
  debtMaxAge: 86_400n,
  maxLtvBps: 8000n,
  liquidationThresholdBps: 8500n,
  liquidationBonusBps: 500n,
  throttleCapacity: 1_000_000n * 10n ** 18n,
  throttleRefill: 1_000n * 10n ** 18n,
};

/** What `InterestTerms` is in Solidity. */
export interface InterestTerms {
  readonly kinkBps: number;
  readonly baseRateBps: number;
  readonly kinkRateBps: number;
  readonly fullRateBps: number;
}

/** No interest, so that amounts stay as they are. */
export const NO_INTEREST: InterestTerms = { kinkBps: 8_000, baseRateBps: 0, kinkRateBps: 0, fullRateBps: 0 };
/** Interest as markets have it: 1 % to 4 % up to four fifths, 100 % when all is lent out. */
export const INTEREST: InterestTerms = { kinkBps: 8_000, baseRateBps: 100, kinkRateBps: 400, fullRateBps: 10_000 };

/** Half per close on a normal day, a tenth at the start of the ramp. */
export const MARKET_RULES: LiquidationPolicy = liquidationPolicyOf({ pausable: false });

/** What differs from the defaults. */
export interface MarketChanges {
  readonly interest?: InterestTerms;
  readonly rules?: Partial<LiquidationPolicy>;
  readonly config?: Partial<typeof MARKET_PARAMETERS>;
}

/** Time of the newest block. */
export async function now(connection: NetworkConnection): Promise<bigint> {
  return BigInt(await connection.networkHelpers.time.latest());
}

/**
 * Deploys tokens, price feeds, a guard and a market over them, and gives every signer tokens and an approval.
 * @param guard Address of the guard; a `NoGuard` is deployed when none is given.
 * @param changes What differs from the defaults; without any there is no interest.
 */
export async function deployMarket(connection: NetworkConnection, guard?: string, changes: MarketChanges = {}) {
  const { ethers } = connection;
  const collateral = await ethers.deployContract("TokenMock", ["Wrapped Ether", "WETH", 18]);
  const debt = await ethers.deployContract("TokenMock", ["USD Coin", "USDC", 6]);
  const collateralFeed = await ethers.deployContract("PriceFeedMock", [8]);
  const debtFeed = await ethers.deployContract("PriceFeedMock", [8]);
  const guardAddress = guard ?? (await (await ethers.deployContract("NoGuard")).getAddress());
  const config = {
    collateral: await collateral.getAddress(),
    debt: await debt.getAddress(),
    collateralFeed: await collateralFeed.getAddress(),
    debtFeed: await debtFeed.getAddress(),
    ...MARKET_PARAMETERS,
    ...changes.config,
  };
  const interest = changes.interest ?? NO_INTEREST;
  const rules = { ...MARKET_RULES, ...changes.rules };
  const market = await ethers.deployContract("LendingMarket", [guardAddress, config, interest, rules]);
  const [lender, borrower, liquidator, stranger] = await ethers.getSigners();
  if (!lender || !borrower || !liquidator || !stranger) throw new Error("HF_TEST_SIGNERS: four signers are needed");
  for (const signer of [lender, borrower, liquidator, stranger]) {
    await (await collateral.mint(signer, weth("1000"))).wait();
    await (await debt.mint(signer, usdc("1000000"))).wait();
    await (await collateral.connect(signer).approve(market, 2n ** 255n)).wait();
    await (await debt.connect(signer).approve(market, 2n ** 255n)).wait();
  }
  async function setPrices(collateralPrice: bigint, debtPrice = usd("1")): Promise<void> {
    await (await collateralFeed.set(collateralPrice, await now(connection))).wait();
    await (await debtFeed.set(debtPrice, await now(connection))).wait();
  }
  await setPrices(usd("2000"));
  return {
    market,
    config,
    interest,
    rules,
    guardAddress,
    collateral,
    debt,
    collateralFeed,
    debtFeed,
    lender,
    borrower,
    liquidator,
    stranger,
    setPrices,
  };
}

/** The account by which a contract of L1 acts on a rollup. */
export const aliasOf = (l1: string): bigint => (BigInt(l1) + 0x1111000000000000000000000000000000001111n) % 2n ** 160n;

/** What {@link deployMarket} gives. */
export type MarketFixture = Awaited<ReturnType<typeof deployMarket>>;

/** The market with 100 000 lent by `lender` and 10 collateral against 16 000 (the maximum) owed by `borrower`. */
export async function withOpenPosition(fixture: MarketFixture): Promise<MarketFixture> {
  const { market, lender, borrower } = fixture;
  await (await market.connect(lender).deposit(usdc("100000"), lender)).wait();
  await (await market.connect(borrower).depositCollateral(weth("10"), borrower)).wait();
  await (await market.connect(borrower).borrow(usdc("16000"), borrower)).wait();
  return fixture;
}

function parse(amount: string, decimals: number): bigint {
  const [whole = "0", fraction = ""] = amount.split(".");
  return BigInt(whole + fraction.padEnd(decimals, "0"));
}
