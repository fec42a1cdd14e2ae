/** The same Aave v3 market four times: under our adapter, under Aave's own sentinel, without one, and over a wrapped feed. */
import type { Signer } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";

import { VARIABLE_RATE, type AavePool, type AaveProvider } from "../../src/lab/probes/aave/contracts.js";
import { deployAaveLibraries, deployAaveMarket } from "../../src/lab/probes/aave/core.js";
import { AAVE_ERROR } from "../../src/lab/probes/aave/error-codes.js";
import { installSentinel } from "../../src/lab/probes/aave/sentinels.js";
import type { FeedFamily } from "./chainlink-feeds.js";
import { actionId, deployGuard, guardConfigOf } from "./guard-fixtures.js";
import { usdc, weth } from "./market.js";

/** Debt of the borrower in basis points of the collateral's value: just under the greatest loan-to-value. */
const DEBT_BPS = 7900n;

/** Which sentinel a market has. */
export type World = "holdfast" | "aave" | "none" | "wrapped";
/** All of them; "wrapped" has no sentinel, and a guarded price feed for its collateral. */
export const WORLDS: readonly World[] = ["holdfast", "aave", "none", "wrapped"];
/** Longest refusal of an old price by the wrapped feed, in seconds. */
const MAX_QUIET = 25 * 3600;

/** What the tests try; each is a call of Aave's pool. */
export const ATTEMPTS = ["supply", "repay", "withdraw", "withdrawWithDebt", "borrow", "liquidate"] as const;
/** One of them. */
export type Attempt = (typeof ATTEMPTS)[number];

/** A market with a lender's cash, a borrower near the limit and a newcomer with collateral and no debt. */
export interface AaveMarket {
  readonly pool: AavePool;
  readonly provider: AaveProvider;
  /** Tries a call without leaving a trace; rejects with Aave's error. */
  readonly attempt: (attempt: Attempt) => Promise<unknown>;
  /** Sends the call. */
  readonly perform: (attempt: Attempt) => Promise<void>;
  /** Of the borrower, 18 decimals. */
  readonly healthFactor: () => Promise<bigint>;
}

/** Feeds that the markets read. */
export interface WorldFeeds {
  readonly uptime: string;
  readonly collateral: string;
  readonly debt: string;
  /** Price of the collateral in US dollars with 8 decimals; the debt asset is worth one. */
  readonly collateralPrice: bigint;
}

/** Deploys guard, adapter and the three markets, with open positions. Holds the connection's clock where it stands. */
export async function deployAaveWorlds(connection: NetworkConnection, feeds: WorldFeeds, family: FeedFamily) {
  const { ethers, outage } = connection;
  const guard = await deployGuard(connection, await guardConfigOf(connection, feeds.uptime, family));
  await outage.clock.moveTo(await outage.clock.now());
  const collateral = await ethers.deployContract("TokenMock", ["Wrapped Ether", "WETH", 18]);
  const debt = await ethers.deployContract("TokenMock", ["USD Coin", "USDC", 6]);
  const tokens = { collateral: await collateral.getAddress(), debt: await debt.getAddress() };
  const [, lender, borrower, newcomer, liquidator] = await ethers.getSigners();
  if (!lender || !borrower || !newcomer || !liquidator) throw new Error("HF_TEST_SIGNERS: five signers are needed");
  const people = { lender, borrower, newcomer, liquidator };
  const libraries = await deployAaveLibraries(connection);
  const guardAddress = await guard.getAddress();
  const wrap = [guardAddress, feeds.collateral, actionId("Liquidate"), MAX_QUIET] as const;
  const wrapped = await ethers.deployContract("GuardedPriceFeed", [...wrap]);

  const markets = {} as Record<World, AaveMarket>;
  for (const world of WORLDS) {
    const { provider, pool } = await deployAaveMarket(connection, libraries, [
      {
        token: tokens.collateral,
        decimals: 18,
        feed: world === "wrapped" ? await wrapped.getAddress() : feeds.collateral,
      },
      { token: tokens.debt, decimals: 6, feed: feeds.debt },
    ]);
    for (const person of Object.values(people)) {
      await collateral.mint(person, weth("100"));
      await debt.mint(person, usdc("1000000"));
      await collateral.connect(person).approve(pool, 2n ** 255n);
      await debt.connect(person).approve(pool, 2n ** 255n);
    }
    const borrowed = (feeds.collateralPrice * 10n * DEBT_BPS) / 10_000n / 100n;
    await pool.connect(lender).supply(tokens.debt, usdc("500000"), lender.address, 0);
    await pool.connect(borrower).supply(tokens.collateral, weth("10"), borrower.address, 0);
    await pool.connect(newcomer).supply(tokens.collateral, weth("10"), newcomer.address, 0);
    await pool.connect(borrower).borrow(tokens.debt, borrowed, VARIABLE_RATE, 0, borrower.address);
    const kind = world === "wrapped" ? "none" : world;
    await installSentinel(connection, kind, provider, { guard: guardAddress, uptimeFeed: feeds.uptime });
    markets[world] = marketOf(pool, provider, tokens, people);
  }
  outage.clock.release();
  return { markets, guard, wrapped };
}

/** How each attempt ends in Aave while its sentinel says no. */
export const STOPPED_BY_SENTINEL: Readonly<Record<Attempt, string | undefined>> = {
  supply: undefined,
  repay: undefined,
  withdraw: undefined,
  withdrawWithDebt: undefined,
  borrow: AAVE_ERROR.sentinelCheckFailed,
  liquidate: AAVE_ERROR.sentinelCheckFailed,
};

function marketOf(
  pool: AavePool,
  provider: AaveProvider,
  { collateral, debt }: { readonly collateral: string; readonly debt: string },
  people: Readonly<Record<"lender" | "borrower" | "newcomer" | "liquidator", Signer & { readonly address: string }>>,
): AaveMarket {
  const { borrower, newcomer, liquidator } = people;
  const calls = {
    supply: { as: newcomer, method: "supply", args: [collateral, weth("1"), newcomer.address, 0] },
    repay: { as: borrower, method: "repay", args: [debt, usdc("4000"), VARIABLE_RATE, borrower.address] },
    withdraw: { as: newcomer, method: "withdraw", args: [collateral, weth("1"), newcomer.address] },
    withdrawWithDebt: { as: borrower, method: "withdraw", args: [collateral, 1n, borrower.address] },
    borrow: { as: newcomer, method: "borrow", args: [debt, usdc("100"), VARIABLE_RATE, 0, newcomer.address] },
    liquidate: {
      as: liquidator,
      method: "liquidationCall",
      args: [collateral, debt, borrower.address, usdc("1000"), false],
    },
  } as const;
  const methodOf = (attempt: Attempt) => pool.connect(calls[attempt].as).getFunction(calls[attempt].method);
  return {
    pool,
    provider,
    attempt: async (attempt) => (await methodOf(attempt).staticCall(...calls[attempt].args)) as unknown,
    perform: async (attempt) => {
      await (await methodOf(attempt).send(...calls[attempt].args)).wait();
    },
    healthFactor: async () => (await pool.getUserAccountData(borrower.address))[5],
  };
}
