import { AAVE_CAST, type AaveActorId } from "./cast.js";
import type { AaveWorld } from "./worlds.js";

const PLACES = 1000n;
const FACTOR_UNIT = 10n ** 18n;
/** Aave counts in US dollars with 8 decimals. */
const UNITS_PER_CENT = 10n ** 6n;
/** Without debt Aave answers the greatest number there is. */
const NO_DEBT = 2n ** 256n - 1n;

/** Health factor of one actor, by market, with 18 decimals. */
export async function healthFactorsOf(
  worlds: readonly AaveWorld[],
  who: AaveActorId,
): Promise<Readonly<Record<string, bigint>>> {
  const factors = await Promise.all(
    worlds.map(async ({ id, pool, actors }) => [id, (await pool.getUserAccountData(actors[who].address))[5]] as const),
  );
  return Object.fromEntries(factors);
}

/** A health factor as a plain number, cut to thousandths; `undefined` without debt. */
export function factorNumber(factor: bigint | undefined): number | undefined {
  return factor === undefined || factor === NO_DEBT ? undefined : Number((factor * PLACES) / FACTOR_UNIT) / 1000;
}

/** What all positions of a market owe beyond what they hold, in cents, at the price that Aave reads now. */
export async function badDebtIn({ pool, actors }: AaveWorld): Promise<number> {
  const accounts = await Promise.all(
    AAVE_CAST.map(async ({ id }) => await pool.getUserAccountData(actors[id].address)),
  );
  const missing = accounts.reduce((sum, [collateral, debt]) => sum + (debt > collateral ? debt - collateral : 0n), 0n);
  return Number(missing / UNITS_PER_CENT);
}
