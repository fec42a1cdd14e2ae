/** A price feed under a guard over Chainlink's own uptime feed. */
import type { NetworkConnection } from "hardhat/types/network";

import { moveTo, stampNextBlock } from "./chainlink-clock.js";
import type { FeedFamily } from "./chainlink-feeds.js";
import { actionId, guardOverChainlink, type Action, type GuardChanges } from "./guard-fixtures.js";
import { DAY, HOUR, MINUTE } from "./guard-policy.js";
import { deployPriceFeed } from "./price-feed.js";

/** Longer than grace and ramp of {@link OUTAGE} together. */
export const MAX_QUIET = 6 * HOUR;
/** An outage that earns the shortest grace. */
export const OUTAGE = 10 * MINUTE;

/** What differs from the defaults. */
export interface GuardedPriceChanges extends GuardChanges {
  readonly action?: Action;
  readonly maxQuiet?: number;
}

/** Deploys everything; the price is older than the uptime feed, which has said "up" for ten days when this is done. */
export async function deployGuardedPrice(
  connection: NetworkConnection,
  family: FeedFamily = "arbitrum",
  changes: GuardedPriceChanges = {},
) {
  const price = await deployPriceFeed(connection);
  await stampNextBlock(connection, (await connection.networkHelpers.time.latest()) + HOUR);
  await connection.networkHelpers.mine();
  const world = await guardOverChainlink(connection, family, changes);
  await stampNextBlock(connection);
  const guarded = await connection.ethers.deployContract("GuardedPriceFeed", [
    await world.guard.getAddress(),
    price.proxy,
    actionId(changes.action ?? "Liquidate"),
    changes.maxQuiet ?? MAX_QUIET,
  ]);
  const bare = await connection.ethers.getContractAt("IAggregatorV2V3", price.proxy);
  const start = world.born + 10 * DAY;
  const { minGrace, visibilityLag, ramp } = world.policy;
  const recoveredAt = start + OUTAGE;
  const graceEnd = recoveredAt + visibilityLag + minGrace;

  /** An outage of {@link OUTAGE} whose end is seen a minute later; `during` runs before anybody hears of it. */
  async function outage(during: () => Promise<void> = async () => moveTo(connection, start)): Promise<void> {
    await during();
    await world.feed.goDown(start, Math.max(recoveredAt + MINUTE, await connection.networkHelpers.time.latest()));
    await world.feed.recover(recoveredAt, await connection.networkHelpers.time.latest());
  }
  return { ...world, price, bare, guarded, start, recoveredAt, graceEnd, rampEnd: graceEnd + ramp, outage };
}

/** What {@link deployGuardedPrice} gives. */
export type GuardedPriceFixture = Awaited<ReturnType<typeof deployGuardedPrice>>;
