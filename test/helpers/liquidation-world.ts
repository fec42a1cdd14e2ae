/** Liquidations over a real guard on Chainlink's own uptime feed. */
import type { NetworkConnection } from "hardhat/types/network";

import { moveTo } from "./chainlink-clock.js";
import type { FeedFamily } from "./chainlink-feeds.js";
import { guardOverChainlink, type GuardChanges } from "./guard-fixtures.js";
import { DAY } from "./guard-policy.js";
import { deployHarness, liquidationPolicyOf, quietMoment, type LiquidationPolicy } from "./liquidation.js";

/** What differs from the defaults. */
export interface LiquidationWorldChanges extends GuardChanges {
  readonly rules?: Partial<LiquidationPolicy>;
}

/**
 * A harness over a guard over Chainlink's feed of the family. `first` is a quiet time, ten days and more after deployment, for
 * the first outage; the chain stands a day before it.
 */
export async function liquidationsOverChainlink(
  connection: NetworkConnection,
  family: FeedFamily,
  changes: LiquidationWorldChanges = {},
) {
  const world = await guardOverChainlink(connection, family, changes);
  const harness = await deployHarness(connection, await world.guard.getAddress(), changes.rules);
  const first = quietMoment(world.born);
  await moveTo(connection, first - DAY);
  return { ...world, harness, rules: liquidationPolicyOf(changes.rules), lag: world.policy.visibilityLag, first };
}
