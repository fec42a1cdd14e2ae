import type { NetworkConnection } from "hardhat/types/network";

import type { OutageScenario } from "../lab/replay/scenario.js";

/** Price feeds go on reporting; without it the market would stop by itself once a heartbeat has passed. */
export async function reportPrices(
  { outage }: NetworkConnection,
  { prices = {} }: OutageScenario,
  observedAt: bigint,
): Promise<void> {
  for (const [pair, path] of Object.entries(prices)) await outage.setPrice(pair, path(observedAt), { observedAt });
}
