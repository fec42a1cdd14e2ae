import { AAVE_CAST, type AaveActorId } from "./cast.js";
import type { HealthFactors } from "../health.js";
import type { AaveWorld } from "./worlds.js";

/** Aave counts in US dollars with 8 decimals. */
const UNITS_PER_CENT = 10n ** 6n;

/** Health factor of one actor, by market, with 18 decimals. */
export async function healthFactorsOf(worlds: readonly AaveWorld[], who: AaveActorId): Promise<HealthFactors> {
  const factors = await Promise.all(
    worlds.map(async ({ id, pool, actors }) => [id, (await pool.getUserAccountData(actors[who].address))[5]] as const),
  );
  return Object.fromEntries(factors);
}

/** What all positions of a market owe beyond what they hold, in cents, at the price that Aave reads now. */
export async function badDebtIn({ pool, actors }: AaveWorld): Promise<number> {
  const accounts = await Promise.all(
    AAVE_CAST.map(async ({ id }) => await pool.getUserAccountData(actors[id].address)),
  );
  const missing = accounts.reduce((sum, [collateral, debt]) => sum + (debt > collateral ? debt - collateral : 0n), 0n);
  return Number(missing / UNITS_PER_CENT);
}
