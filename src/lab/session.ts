import type { LabFeeds } from "./chains.js";
import type { LabClock } from "./clock/lab-clock.js";
import type { ClockId } from "./clock/profile.js";
import type { ContractSource } from "./contracts.js";
import type { JsonRpc } from "./evm.js";
import type { FeedFault } from "./faults.js";
import type { CreationCode, RuntimeCode } from "./upstream/artifacts.js";

/** Names the uptime feed among the feeds that are stalled. */
export const UPTIME = "uptime";

/** What every verb works on: one connection, its clock and the feeds of its chain. */
export interface LabSession {
  readonly rpc: JsonRpc;
  readonly clock: LabClock;
  readonly feeds: LabFeeds;
  /** How this chain's clock behaves around an outage. */
  readonly clockId: ClockId;
  readonly creationCode: CreationCode;
  readonly runtimeCode: RuntimeCode;
  /** Where probes get their contracts from. */
  readonly contracts: ContractSource;
  /** Feeds that report nothing: {@link UPTIME} or pairs; changed by `stallFeed` and `resumeFeed` only. */
  readonly stalled: Set<string>;
  /** The fault in force; changed by `breakFeed` and `mendFeed` only. */
  broken: BrokenFeed | undefined;
}

/** What a fault did, so that it can be undone. */
export interface BrokenFeed {
  readonly fault: FeedFault;
  /** Code of the proxy before; absent when the real feed was driven into the fault. */
  readonly originalCode?: string;
}
