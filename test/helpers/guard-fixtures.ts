/** Ledger and guard over a feed, with the default policy unless told otherwise. */
import type { NetworkConnection } from "hardhat/types/network";

import { stampNextBlock } from "./chainlink-clock.js";
import { deployUptimeFeed, type FeedFamily } from "./chainlink-feeds.js";
import { MERGE_GAP, policyOf, type Policy } from "./guard-policy.js";

/** Statuses and actions by name; the index is the number in Solidity. */
export const STATUSES = ["Unknown", "Down", "Recovering", "Ramping", "Up"] as const;
export const ACTIONS = ["ReduceRisk", "IncreaseRisk", "Liquidate", "Exercise", "Settle"] as const;
export type Status = (typeof STATUSES)[number];
export type Action = (typeof ACTIONS)[number];

/** An action's or a status' number in Solidity. */
export const actionId = (action: Action): number => ACTIONS.indexOf(action);
export const statusId = (status: Status): number => STATUSES.indexOf(status);

/** What a guard is built from. */
export interface GuardConfig {
  readonly feed: string;
  readonly ledger: string;
  readonly guardian: string;
  readonly noSequencer: boolean;
  readonly policy: Policy;
}

/** What differs from the defaults. */
export interface GuardChanges {
  readonly guardian?: string;
  readonly policy?: Partial<Policy>;
  readonly mergeGap?: number;
}

const NOBODY = "0x0000000000000000000000000000000000000000";

/** Three accounts of a simulated network: who deploys, who may override, and anybody else. */
export async function accountsOf(connection: NetworkConnection) {
  const [deployer, guardian, stranger] = await connection.ethers.getSigners();
  if (deployer === undefined || guardian === undefined || stranger === undefined) throw new TooFewAccounts();
  return { deployer, guardian, stranger };
}

/** The network has fewer accounts than the tests use. */
export class TooFewAccounts extends Error {
  readonly code = "HF_TEST_TOO_FEW_ACCOUNTS";
  constructor() {
    super("HF_TEST_TOO_FEW_ACCOUNTS: the network has fewer than three accounts");
  }
}

/** Deploys a ledger over a feed. */
export async function deployLedger(connection: NetworkConnection, feed: string, mergeGap = MERGE_GAP) {
  await stampNextBlock(connection);
  return connection.ethers.deployContract("OutageLedger", [feed, mergeGap]);
}

/** Deploys a ledger over `feed` and says what a guard over both is built from. */
export async function guardConfigOf(
  connection: NetworkConnection,
  feed: string,
  family: FeedFamily,
  changes: GuardChanges = {},
): Promise<GuardConfig> {
  const ledger = await deployLedger(connection, feed, changes.mergeGap);
  return {
    feed,
    ledger: await ledger.getAddress(),
    guardian: changes.guardian ?? NOBODY,
    noSequencer: false,
    policy: policyOf(family, changes.policy),
  };
}

/** Deploys a guard from its configuration. */
export async function deployGuard(connection: NetworkConnection, config: GuardConfig) {
  await stampNextBlock(connection);
  return connection.ethers.deployContract("SequencerGuard", [config]);
}

/** A deployed guard over Chainlink's own feed of the family, nothing synced; `born` is the time of the feed's round 1. */
export async function guardOverChainlink(
  connection: NetworkConnection,
  family: FeedFamily,
  changes: GuardChanges = {},
) {
  const feed = await deployUptimeFeed(connection, family);
  const config = await guardConfigOf(connection, feed.proxy, family, changes);
  const guard = await deployGuard(connection, config);
  const ledger = await connection.ethers.getContractAt("OutageLedger", config.ledger);
  return { feed, ledger, guard, config, policy: config.policy, born: Number((await feed.latest()).startedAt) };
}
