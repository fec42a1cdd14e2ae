import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import type { BaseContract } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";

import type { LabFeeds } from "../chains.js";
import type { FeedLag } from "../lag/feed-lag.js";
import type { GuardTerms } from "./terms.js";

/** The outage as a probe may know it beforehand. L1 times in seconds. */
export interface ExpectedOutage {
  readonly startedAt: bigint;
  readonly endedAt: bigint;
  readonly lag: FeedLag;
}

/** What a probe is set up with: a chain on which all is well, before the outage. */
export interface ProbeStage {
  readonly connection: NetworkConnection;
  readonly feeds: LabFeeds;
  readonly outage: ExpectedOutage;
  /** The guard's parameters of this scenario; a probe that deploys a guard uses them. */
  readonly terms: GuardTerms;
  /** Prices before the outage by pair, in the feed's decimals. */
  readonly prices: Readonly<Record<string, bigint>>;
  /** Prices at the end of the outage by pair; a probe values its losses with them. */
  readonly pricesAfter: Readonly<Record<string, bigint>>;
  /** An account of that name, made up from it, with ether; the same name in another world is another account. */
  account(name: string, world: string): Promise<HardhatEthersSigner>;
  /**
   * Deploys a contract by name: of the project that runs the lab, or one that the lab ships.
   * @throws LabContractUnknownError when there is none of that name.
   */
  deploy<C extends BaseContract = BaseContract>(contract: string, args?: readonly unknown[]): Promise<C>;
  /** The ABI and address of a deployed contract by name, connected to the first account. */
  contractAt<C extends BaseContract = BaseContract>(contract: string, address: string): Promise<C>;
}
