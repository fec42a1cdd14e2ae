/** Settlements over a real guard on Chainlink's own uptime feed, and a price feed behind Chainlink's proxy. */
import type { NetworkConnection } from "hardhat/types/network";

import type { SettlementOracle } from "../../cache/types/index.js";
import { moveTo, sendAt, stampNextBlock } from "./chainlink-clock.js";
import type { FeedFamily } from "./chainlink-feeds.js";
import { guardOverChainlink, type GuardChanges } from "./guard-fixtures.js";
import { DAY, HOUR, MINUTE } from "./guard-policy.js";
import { quietMoment } from "./liquidation.js";
import { PhasedPrice, type RoundProof } from "./phased-price.js";

/** What `SettlementPolicy` is in Solidity. */
export interface SettlementPolicy {
  readonly priceFeed: string;
  readonly guardian: string;
  readonly heartbeat: number;
  readonly averageDelay: number;
  readonly averageLength: number;
  readonly observationSpacing: number;
  readonly minObservations: number;
  readonly disputeWindow: number;
  readonly window: number;
  readonly maxReextensions: number;
  readonly detectionLag: number;
  readonly settlementDelay: number;
  readonly longStop: number;
}

const NOBODY = "0x0000000000000000000000000000000000000000";

/** The defaults of the design. */
export function settlementPolicyOf(priceFeed: string, changes: Partial<SettlementPolicy> = {}): SettlementPolicy {
  return {
    priceFeed,
    guardian: NOBODY,
    heartbeat: HOUR,
    averageDelay: 5 * MINUTE,
    averageLength: 30 * MINUTE,
    observationSpacing: 5 * MINUTE,
    minObservations: 5,
    disputeWindow: 0,
    window: HOUR,
    maxReextensions: 3,
    detectionLag: 4 * MINUTE,
    settlementDelay: 30 * MINUTE,
    longStop: 3 * DAY,
    ...changes,
  };
}

/** Steps by name; the index is the number in Solidity. */
export const STEPS = ["None", "LastRound", "Average", "LongStop"] as const;
export type Step = (typeof STEPS)[number];

/** Dollars with the feed's decimals. */
export const usd = (dollars: number): bigint => BigInt(Math.round(dollars * 1e8));

/** A proof of nothing, for a step that reads none. */
export const NO_PROOF: RoundProof = { roundId: 0n, nextRoundId: 0n };

/** What differs from the defaults. */
export interface SettlementChanges extends GuardChanges {
  readonly rules?: Partial<SettlementPolicy>;
}

/**
 * An oracle over everything real. `expiry` is a quiet time far ahead; the chain stands a day before it, and the price feed has one round,
 * of 2 000 dollars two days before the expiry.
 */
export async function settlementOverChainlink(
  connection: NetworkConnection,
  family: FeedFamily,
  changes: SettlementChanges = {},
) {
  const world = await guardOverChainlink(connection, family, changes);
  const expiry = quietMoment(world.born);
  const price = await PhasedPrice.deploy(connection, [usd(2_000), expiry - 2 * DAY]);
  const rules = settlementPolicyOf(price.address, changes.rules);
  const oracle = await deployOracle(connection, await world.guard.getAddress(), rules);
  await moveTo(connection, expiry - DAY);
  const settlement = new SettlementActs(connection, oracle, price, rules, expiry, world.policy.visibilityLag);
  return { ...world, price, rules, oracle, expiry, lag: world.policy.visibilityLag, acts: settlement };
}

/** What {@link settlementOverChainlink} gives. */
export type SettlementWorld = Awaited<ReturnType<typeof settlementOverChainlink>>;

/** Deploys an oracle. */
export async function deployOracle(
  connection: NetworkConnection,
  guard: string,
  rules: SettlementPolicy,
): Promise<SettlementOracle> {
  await stampNextBlock(connection);
  return connection.ethers.deployContract("SettlementOracle", [guard, rules]);
}

/** What anybody does to settle one expiry, at exact seconds. */
export class SettlementActs {
  constructor(
    private readonly connection: NetworkConnection,
    readonly oracle: SettlementOracle,
    private readonly price: PhasedPrice,
    private readonly rules: SettlementPolicy,
    readonly expiry: number,
    private readonly lag: number,
  ) {}

  /** The first second in which a settlement may start that waits for `at`. */
  startableAt(at: number = this.expiry): number {
    return at + this.rules.detectionLag + 1;
  }

  /** The averaging time after a recovery at `recoveredAt`, or of an undisturbed expiry. */
  averaging(recoveredAt = 0): { from: number; to: number } {
    const from = Math.max(this.expiry, recoveredAt + this.lag) + this.rules.averageDelay;
    return { from, to: from + this.rules.averageLength };
  }

  /** Starts the settlement at `at`, by default as early as possible after `waited`. */
  async start(at = this.startableAt()): Promise<void> {
    await sendAt(this.connection, at, () => this.oracle.startSettlement(this.expiry));
  }

  /** Observes at `at`. */
  async observe(at: number): Promise<void> {
    await sendAt(this.connection, at, () => this.oracle.observe(this.expiry));
  }

  /** Reports each price a second before it is observed; spaced evenly from the first second of the averaging time on. */
  async observeAll(prices: readonly bigint[], from: number): Promise<void> {
    for (const [i, price] of prices.entries()) {
      const at = from + i * this.rules.observationSpacing;
      await this.price.report(price, at - 1);
      await this.observe(at);
    }
  }

  /** Starts the settlement that waits for the averaging time's end, and lets its delay pass. */
  async awaitAverage(to: number): Promise<void> {
    await this.start(this.startableAt(to));
    await moveTo(this.connection, this.startableAt(to) + this.rules.settlementDelay);
  }

  /** Starts the settlement that waits for the expiry, and lets its delay pass. */
  async awaitLastRound(): Promise<void> {
    await this.start();
    await moveTo(this.connection, this.startableAt() + this.rules.settlementDelay);
  }

  /** Fixes the price at `at`, by default in the next block. */
  async fix(proof: RoundProof = NO_PROOF, at?: number): Promise<void> {
    await sendAt(this.connection, at, () => this.oracle.fixPrice(this.expiry, proof));
  }

  /** Step and price that stand. */
  async result(): Promise<{ step: Step; price: bigint }> {
    const { step, price } = await this.oracle.settlementOf(this.expiry);
    return { step: STEPS[Number(step)] ?? "None", price };
  }
}
