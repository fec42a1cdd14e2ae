import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";

import { TooFewAccountsError } from "./errors.js";

/**
 * Gives each actor an account of its own.
 * @param from Index of the first; account 0 deploys and plays nobody.
 * @throws TooFewAccountsError
 */
export function castAccounts<Id extends string>(
  accounts: readonly HardhatEthersSigner[],
  ids: readonly Id[],
  from: number,
): Record<Id, HardhatEthersSigner> {
  const entries = ids.map((id, position) => {
    const account = accounts[from + position];
    if (account === undefined) throw new TooFewAccountsError(accounts.length, from + ids.length);
    return [id, account] as const;
  });
  return Object.fromEntries(entries) as Record<Id, HardhatEthersSigner>;
}
