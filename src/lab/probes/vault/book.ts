import type { BaseContract } from "ethers";

import { callOf } from "../calls.js";
import { eventsOf } from "../events.js";
import type { LoanBook, LoanVerb, Position } from "../loans/book.js";
import type { Tokens } from "../tokens.js";

/** The vault as far as the probe reads it; see `contracts/examples/PlainVault.sol`. */
export interface PlainVault extends BaseContract {
  collateralOf(account: string): Promise<bigint>;
  debtOf(account: string): Promise<bigint>;
  MAX_LTV_BPS(): Promise<bigint>;
  THRESHOLD_BPS(): Promise<bigint>;
}

/** What a reader of the code finds for each verb; there are no lenders. */
export const VAULT_PATHS: Readonly<Partial<Record<LoanVerb, string>>> = {
  pledge: "PlainVault.deposit",
  unpledge: "PlainVault.withdraw",
  borrow: "PlainVault.borrow",
  repay: "PlainVault.repay",
  liquidate: "PlainVault.liquidate",
};

/** A vault for the shared story. */
export async function vaultBook(vault: PlainVault, tokens: Tokens, since: number): Promise<LoanBook> {
  const spender = await vault.getAddress();
  const positionOf = async (account: string): Promise<Position> => ({
    collateral: await vault.collateralOf(account),
    debt: await vault.debtOf(account),
  });
  return {
    spender,
    async call(verb, by, about, amount) {
      switch (verb) {
        case "lend":
        case "takeBack":
          // Lena's money is simply there.
          return await callOf(by, tokens.usdc, "transfer", [spender, amount]);
        case "pledge":
          return await callOf(by, vault, "deposit", [amount, about.address]);
        case "unpledge":
          return await callOf(by, vault, "withdraw", [amount]);
        case "borrow":
          return await callOf(by, vault, "borrow", [amount]);
        case "repay":
          return await callOf(by, vault, "repay", [amount, about.address]);
        case "liquidate":
          return await callOf(by, vault, "liquidate", [about.address, amount]);
      }
    },
    positionOf,
    judge: async () => await Promise.resolve({}),
    liquidations: async () =>
      (await eventsOf(vault, "Liquidated", since)).map(({ args, at }) => ({ account: String(args["account"]), at })),
    // What is missing stays in the positions.
    writtenOff: async () => await Promise.resolve(0n),
  };
}
