/** Bad debt of a whole book as a function of the price, in the time of a search: a sum of puts, `A(S) − S·B(S)` with sums over strikes. */
import type { LendingPosition } from "../simulate/types.js";
import { putStrike } from "../costs/bad-debt.js";

/** Strikes by falling price, and running sums of `C/(1+b)·K` and of `C/(1+b)` over them. */
export interface DebtLadder {
  readonly strikes: Float64Array;
  readonly values: Float64Array;
  readonly units: Float64Array;
}

/** Sorts a book into a ladder. */
export function debtLadder(positions: readonly LendingPosition[]): DebtLadder {
  const puts = positions
    .map((position) => ({ strike: putStrike(position), unit: position.collateral / (1 + position.bonus) }))
    .sort((a, b) => b.strike - a.strike);
  const values = new Float64Array(puts.length + 1);
  const units = new Float64Array(puts.length + 1);
  for (const [k, { strike, unit }] of puts.entries()) {
    values[k + 1] = (values[k] ?? 0) + unit * strike;
    units[k + 1] = (units[k] ?? 0) + unit;
  }
  return { strikes: Float64Array.from(puts, ({ strike }) => strike), values, units };
}

/** Bad debt when everything is liquidated at `price`. */
export function debtAt({ strikes, values, units }: DebtLadder, price: number): number {
  let [low, high] = [0, strikes.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((strikes[middle] ?? 0) > price) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, (values[low] ?? 0) - price * (units[low] ?? 0));
}
