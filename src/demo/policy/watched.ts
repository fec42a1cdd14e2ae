import { grouped } from "../../report/format.js";
import type { WatchedPosition } from "../../report/policy.js";
import type { PositionValues } from "../../risk/replica/allowance.js";
import { MARKET_TERMS } from "../cast.js";

/** A position that the market is asked about; nobody owns it. */
export interface Watched extends WatchedPosition {
  readonly values: PositionValues;
  /** Judged by the last price from before the outage, as if the price feed had stayed silent. */
  readonly silent: boolean;
}

const DOLLAR = 10n ** 18n;
const COLLATERAL = 50_000n;
const PERCENT = 100n;

/** Not healthy, but debt and bonus leave something of the collateral. */
const ORDINARY_PERCENT = 94n;
/** Debt and bonus leave nothing. */
const SEVERE_PERCENT = 98n;

/** The positions, in the order in which reports show them. */
export const WATCHED: readonly Watched[] = [
  watched("ordinary", "ordinary", ORDINARY_PERCENT, false),
  watched("severe", "beyond saving", SEVERE_PERCENT, false),
  watched("silent", "silent price", ORDINARY_PERCENT, true),
];

function watched(id: string, name: string, percent: bigint, silent: boolean): Watched {
  const debt = (COLLATERAL * percent) / PERCENT;
  const aside = silent ? "as ordinary, judged by the last price from before the outage" : `${String(percent)} % of it`;
  return {
    id,
    name,
    description: `$${grouped(Number(debt))} owed against $${grouped(Number(COLLATERAL))} of collateral, ${aside}`,
    silent,
    values: {
      debtValue: debt * DOLLAR,
      collateralValue: COLLATERAL * DOLLAR,
      liquidationThresholdBps: BigInt(MARKET_TERMS.liquidationThresholdBps),
      liquidationBonusBps: BigInt(MARKET_TERMS.liquidationBonusBps),
    },
  };
}
