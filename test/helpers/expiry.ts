/** An expiry clock over a real guard on Chainlink's own uptime feed, and what is demanded of it. */
import { expect } from "chai";
import type { NetworkConnection } from "hardhat/types/network";

import type { ExpiryClockHarness } from "../../cache/types/index.js";
import { moveTo, stampNextBlock } from "./chainlink-clock.js";
import type { FeedFamily } from "./chainlink-feeds.js";
import { guardOverChainlink, type GuardChanges } from "./guard-fixtures.js";
import { DAY, HOUR, MINUTE } from "./guard-policy.js";

/** What `ExpiryPolicy` is in Solidity. */
export interface ExpiryPolicy {
  readonly window: number;
  readonly minExtension: number;
  readonly maxExtension: number;
  readonly lastCall: number;
  readonly maxReextensions: number;
  readonly detectionLag: number;
  readonly settlementDelay: number;
  readonly longStop: number;
}

/** The defaults of the design. */
export function expiryPolicyOf(changes: Partial<ExpiryPolicy> = {}): ExpiryPolicy {
  return {
    window: HOUR,
    minExtension: 30 * MINUTE,
    maxExtension: 4 * HOUR,
    lastCall: 15 * MINUTE,
    maxReextensions: 3,
    detectionLag: 5 * MINUTE,
    settlementDelay: 30 * MINUTE,
    longStop: 3 * DAY,
    ...changes,
  };
}

/** `ExpiryStatus` and `SettlementStage` by name; the index is the number in Solidity. */
export const EXPIRY_STATUSES = ["Unknown", "Open", "Known"] as const;
export const SETTLEMENT_STAGES = ["Waiting", "Open", "Startable", "Running", "Stopped", "Payable", "Settled"] as const;
export type ExpiryStatus = (typeof EXPIRY_STATUSES)[number];
export type SettlementStage = (typeof SETTLEMENT_STAGES)[number];

/** The largest time: what stands for "nobody can know". */
export const NEVER = 2 ** 40 - 1;
/** What expires, in tests of one thing only. */
export const ID = 7n;

/** What differs from the defaults. */
export interface ClockChanges extends GuardChanges {
  readonly expiry?: Partial<ExpiryPolicy>;
}

/** Deploys the harness over a guard. */
export async function deployClock(connection: NetworkConnection, guard: string, changes: Partial<ExpiryPolicy> = {}) {
  await stampNextBlock(connection);
  return connection.ethers.deployContract("ExpiryClockHarness", [guard, expiryPolicyOf(changes)]);
}

/** A clock over Chainlink's feed, and an expiry in ten days; the chain stands half a day before it. */
export async function clockOverChainlink(
  connection: NetworkConnection,
  family: FeedFamily,
  changes: ClockChanges = {},
) {
  const world = await guardOverChainlink(connection, family, changes);
  const clock = await deployClock(connection, await world.guard.getAddress(), changes.expiry);
  const expiry = Math.ceil((world.born + 10 * DAY) / MINUTE) * MINUTE;
  await moveTo(connection, expiry - 12 * HOUR);
  return { ...world, clock, expiry, rules: expiryPolicyOf(changes.expiry), lag: world.policy.visibilityLag };
}

/** What the clock says of an expiry now. */
export async function expiryNow(clock: ExpiryClockHarness, expiry: number) {
  const e = await clock.expiryOf(expiry);
  return {
    status: EXPIRY_STATUSES[Number(e.status)] ?? "Unknown",
    at: Number(e.effectiveAt),
    recoveredAt: Number(e.recoveredAt),
    disruptedAt: Number(e.disruptedAt),
    reextensions: Number(e.reextensions),
  };
}

/** Demands of view and action in one block that a holder may act, or that he is told when his time ended [D9]. */
export async function expectHolder(clock: ExpiryClockHarness, expiry: number, endedAt?: number): Promise<void> {
  const call = clock.act.staticCall(ID, expiry);
  if (endedAt === undefined) await call;
  else await expect(call).to.be.revertedWithCustomError(clock, "ExpiryPassed").withArgs(endedAt);
  expect(await clock.isExpired(ID, expiry), "the view says what the action does").to.equal(endedAt !== undefined);
}

/** What a writer may be told. */
export type WriterAnswer = readonly [error: string, ...args: (number | bigint | string)[]] | "paid";

/** Demands of view and action in one block what a writer is told, and the stage that belongs to it [D9]. */
export async function expectWriter(
  clock: ExpiryClockHarness,
  expiry: number,
  answer: WriterAnswer,
  stage: SettlementStage,
  at?: number,
): Promise<void> {
  const call = clock.pay.staticCall(ID, expiry);
  if (answer === "paid") await call;
  else {
    const [error, ...args] = answer;
    await expect(call)
      .to.be.revertedWithCustomError(clock, error)
      .withArgs(...args);
  }
  const state = await clock.settlementStateOf(ID, expiry);
  expect(SETTLEMENT_STAGES[Number(state.stage)], "the stage").to.equal(stage);
  if (at !== undefined) expect(state.time, "its time").to.equal(BigInt(at));
}
