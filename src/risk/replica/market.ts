/**
 * What a liquidation in the example market repays, seizes and writes off, in the contract's own integers. Source:
 * `contracts/examples/LendingMarket.sol`; rounding is its own. Left out: interest.
 */
import type { Expected, PositionValues } from "./allowance.js";

/** An account of the market, in the tokens' smallest units. */
export interface AccountState {
  readonly collateral: bigint;
  readonly debt: bigint;
}

/** Value of a token's smallest unit, with 36 decimals. */
export interface UnitValues {
  readonly collateralUnit: bigint;
  readonly debtUnit: bigint;
}

/** A liquidation, in the tokens' smallest units. */
export interface ReplicaLiquidation {
  readonly repaid: bigint;
  readonly seized: bigint;
  /** Debt that nothing stands behind any more. */
  readonly badDebt: bigint;
}

const BPS = 10_000n;
/** From the 36 decimals of a unit to the 18 of a value. */
const VALUE_UNIT = 10n ** 18n;

/** Values of an account as the rules see it, 18 decimals: collateral rounded down, debt rounded up. */
export function valuesOf(
  { collateral, debt }: AccountState,
  { collateralUnit, debtUnit }: UnitValues,
): Pick<PositionValues, "collateralValue" | "debtValue"> {
  return {
    collateralValue: (collateral * collateralUnit) / VALUE_UNIT,
    debtValue: ceilDiv(debt * debtUnit, VALUE_UNIT),
  };
}

/**
 * A liquidation of as much as the market lets go.
 * @param allowed What the rules allow of the account at this moment.
 * @returns `undefined` when nothing may be liquidated.
 */
export function liquidationOf(
  account: AccountState,
  units: UnitValues,
  allowed: Expected,
): ReplicaLiquidation | undefined {
  const { collateralUnit, debtUnit } = units;
  if (allowed.maxDebtValue === 0n) return undefined;
  const paidFor = ceilDiv(account.collateral * collateralUnit, debtUnit);
  let repaid = smaller(account.debt, paidFor);
  const wanted = ceilDiv(repaid * debtUnit, VALUE_UNIT);
  repaid = smaller(repaid, (smaller(wanted, allowed.maxDebtValue) * VALUE_UNIT) / debtUnit);
  if (repaid === 0n) return undefined;
  const withBonus = BPS + allowed.bonusBps;
  let seized = (repaid * debtUnit * withBonus) / (BPS * collateralUnit);
  if (seized > account.collateral) {
    seized = account.collateral;
    repaid = smaller(repaid, ceilDiv(seized * collateralUnit * BPS, debtUnit * withBonus));
  }
  return { repaid, seized, badDebt: seized === account.collateral ? account.debt - repaid : 0n };
}

function ceilDiv(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor;
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
