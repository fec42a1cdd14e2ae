import type { ProbeStage } from "../probe/stage.js";

/** `Action.Liquidate` in Solidity. */
const LIQUIDATE = 2;
/** Seconds for which a price from before a recovery is refused at most; what `deploy/parameters` gives a market. */
const MAX_QUIET = 10_800n;

/** Deploys a `GuardedPriceFeed` over a price feed and returns its address. */
export async function deployGuardedFeed(stage: ProbeStage, guard: string, feed: string): Promise<string> {
  return await (await stage.deploy("GuardedPriceFeed", [guard, feed, LIQUIDATE, MAX_QUIET])).getAddress();
}
