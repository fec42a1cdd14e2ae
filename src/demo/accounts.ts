import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import type { NetworkConnection } from "hardhat/types/network";

import { TooFewAccountsError } from "./errors.js";

/** The account that deploys and administers. @throws TooFewAccountsError */
export async function firstSigner({ ethers }: NetworkConnection): Promise<HardhatEthersSigner> {
  const [deployer] = await ethers.getSigners();
  if (deployer === undefined) throw new TooFewAccountsError(0, 1);
  return deployer;
}

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
