import { MARKET_TERMS, type ActorId } from "./cast.js";
import type { HealthFactors } from "./health.js";
import { isSevere } from "../risk/replica/allowance.js";
import type { MarketWorld } from "./worlds.js";

const BPS = 10_000n;
const FACTOR_UNIT = 10n ** 18n;

/** Health factor of one actor, by world; `undefined` where the market refuses its price. */
export async function marketHealths(worlds: readonly MarketWorld[], who: ActorId): Promise<HealthFactors> {
  const factors: Record<string, bigint | undefined> = {};
  for (const { id, market, actors } of worlds) {
    factors[id] = await market.healthOf(actors[who]).catch(() => undefined);
  }
  return factors;
}

/** Whether debt and bonus leave no more of the collateral than the margin, worked out beside the market's rules. */
export function isBeyondSaving(factor: bigint, severityMarginBps: bigint): boolean {
  const [liquidationThresholdBps, liquidationBonusBps] = [
    BigInt(MARKET_TERMS.liquidationThresholdBps),
    BigInt(MARKET_TERMS.liquidationBonusBps),
  ];
  // The factor is collateral × threshold / debt.
  const [collateralValue, debtValue] = [factor * BPS, FACTOR_UNIT * liquidationThresholdBps];
  return isSevere({ collateralValue, debtValue, liquidationThresholdBps, liquidationBonusBps }, severityMarginBps);
}
