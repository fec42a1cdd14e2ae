import { callOf } from "../calls.js";
import { eventsOf } from "../events.js";
import type { LoanBook, LoanVerb } from "../loans/book.js";
import type { Tokens } from "../tokens.js";
import { VARIABLE_RATE, type AavePool } from "./contracts.js";
import { DEEP_BELOW } from "./sentinels.js";

/** What a reader of the code finds for each verb. */
export const AAVE_PATHS: Readonly<Record<LoanVerb, string>> = {
  lend: "Pool.supply",
  takeBack: "Pool.withdraw",
  pledge: "Pool.supply",
  unpledge: "Pool.withdraw",
  borrow: "Pool.borrow",
  repay: "Pool.repay",
  liquidate: "Pool.liquidationCall",
};

/** Aave counts in US dollars with 8 decimals. */
const NO_DEBT = 2n ** 256n - 1n;
const FACTOR_UNIT = 1e18;

/** The receipts of both legs of a market. */
export interface AaveReceipts {
  /** Collateral: Aave's interest-bearing token. */
  balanceOf(account: string): Promise<{ readonly collateral: bigint; readonly debt: bigint }>;
}

/**
 * An Aave market for the shared story. Withdrawing collateral raises the risk of a position with debt, but Aave asks no sentinel for it.
 */
export async function aaveBook(
  pool: AavePool,
  tokens: Tokens,
  receipts: AaveReceipts,
  since: number,
): Promise<LoanBook> {
  const [weth, usdc] = [await tokens.weth.getAddress(), await tokens.usdc.getAddress()];
  return {
    spender: await pool.getAddress(),
    async call(verb, by, about, amount) {
      switch (verb) {
        case "lend":
          return await callOf(by, pool, "supply", [usdc, amount, by.address, 0]);
        case "takeBack":
          return await callOf(by, pool, "withdraw", [usdc, amount, by.address]);
        case "pledge":
          return await callOf(by, pool, "supply", [weth, amount, about.address, 0]);
        case "unpledge":
          return await callOf(by, pool, "withdraw", [weth, amount, by.address]);
        case "borrow":
          return await callOf(by, pool, "borrow", [usdc, amount, VARIABLE_RATE, 0, by.address]);
        case "repay":
          return await callOf(by, pool, "repay", [usdc, amount, VARIABLE_RATE, about.address]);
        case "liquidate":
          return await callOf(by, pool, "liquidationCall", [weth, usdc, about.address, amount, false]);
      }
    },
    positionOf: async (account) => await receipts.balanceOf(account),
    async judge(account) {
      const factor = (await pool.getUserAccountData(account))[5];
      if (factor === NO_DEBT) return {};
      // Aave's own rule: below 0.95 it asks no sentinel, because waiting could only make bad debt.
      return { healthFactor: Number(factor) / FACTOR_UNIT, ...(factor < DEEP_BELOW ? { beyondSaving: true } : {}) };
    },
    liquidations: async () =>
      (await eventsOf(pool, "LiquidationCall", since)).map(({ args, at }) => ({ account: String(args["user"]), at })),
    // Aave writes nothing off: what is missing stays in the positions.
    writtenOff: async () => await Promise.resolve(0n),
  };
}
