/**
 * Liquidations that move the price that liquidates. The price after a cascade is the greatest fixed point of `p = p₀·ψ(Q(p))` at or below
 * `p₀`: `Q(p)` is the collateral sold by everybody who is liquidated at `p` or above, `ψ` the impact of selling it. Source: greatest fixed
 * points of monotone maps (Tarski 1955), as in Eisenberg & Noe 2001.
 */
import { finite, nonNegative, positive, within } from "../check.js";
import { RiskInputError } from "../errors.js";

/** The share of the price that is left after selling `quantity`; at most 1, falling, 1 at zero. */
export type Impact = (quantity: number) => number;

/** A constant-product pool with `depth` units of the collateral: ψ = 1 / (1 + q/depth)². */
export const constantProduct =
  (depth: number): Impact =>
  (quantity) =>
    1 / (1 + quantity / positive("impact.depth", depth)) ** 2;

/** Square-root impact: ψ = 1 − strength·√q, never below zero. */
export const squareRoot =
  (strength: number): Impact =>
  (quantity) =>
    Math.max(0, 1 - nonNegative("impact.strength", strength) * Math.sqrt(quantity));

/** Linear impact: ψ = 1 − slope·q, never below zero. */
export const linear =
  (slope: number): Impact =>
  (quantity) =>
    Math.max(0, 1 - nonNegative("impact.slope", slope) * quantity);

/** A row of a depth table: the share of the price that is left after selling so much. */
export interface Depth {
  readonly quantity: number;
  readonly left: number;
}

/**
 * Impact from a table that somebody measured: linear between its rows, from nothing sold at the full price; beyond the last row as steep as
 * before it, never below zero.
 * @throws RiskInputError unless quantities rise and what is left falls.
 */
export function fromTable(rows: readonly Depth[]): Impact {
  if (rows.length === 0) throw new RiskInputError("impact.table", "empty", "at least one row");
  const table: readonly Depth[] = [{ quantity: 0, left: 1 }, ...rows];
  for (const [index, { quantity, left }] of rows.entries()) {
    const before = table[index] ?? { quantity: 0, left: 1 };
    const at = `impact.table[${index}]`;
    if (!(finite(`${at}.quantity`, quantity) > before.quantity)) {
      throw new RiskInputError(`${at}.quantity`, quantity, `more than ${before.quantity}, as the rows rise,`);
    }
    within(`${at}.left`, left, 0, before.left);
  }
  return (quantity) => {
    let low = 0;
    for (let high = table.length - 1; high - low > 1;) {
      const middle = (low + high) >>> 1;
      if ((table[middle]?.quantity ?? Infinity) <= quantity) low = middle;
      else high = middle;
    }
    const [from, to] = [table[low], table[low + 1]];
    if (from === undefined || to === undefined) return 1;
    const slope = (to.left - from.left) / (to.quantity - from.quantity);
    return Math.max(0, from.left + slope * (quantity - from.quantity));
  };
}

/** Positions by the price at which they are liquidated, highest first, with running sums of what is sold. */
export interface LiquidationLadder {
  /** Prices, falling. */
  readonly prices: Float64Array;
  /** `sold[k]`: collateral sold when the first `k` positions are liquidated. */
  readonly sold: Float64Array;
}

/** One position of a ladder. */
export interface Rung {
  readonly price: number;
  readonly quantity: number;
}

/** Sorts positions into a ladder. */
export function ladder(rungs: readonly Rung[]): LiquidationLadder {
  const sorted = rungs.toSorted((a, b) => b.price - a.price);
  const sold = new Float64Array(sorted.length + 1);
  for (const [index, { quantity }] of sorted.entries()) {
    sold[index + 1] = (sold[index] ?? 0) + nonNegative(`rungs[${index}].quantity`, quantity);
  }
  return { prices: Float64Array.from(sorted, ({ price }) => price), sold };
}

/** What a cascade does. */
export interface Cascade {
  readonly price: number;
  readonly sold: number;
  /** How many positions are liquidated. */
  readonly count: number;
  /** Positions that the last round of selling brought for each one of the round before; 0 when there was one round only. */
  readonly branchingRatio: number;
}

/** Runs a cascade from the price `start`. Cost grows with the rounds and the logarithm of the book. */
export function cascade(start: number, book: LiquidationLadder, impact: Impact): Cascade {
  let [price, count, before, last] = [positive("start", start), 0, 0, 0];
  for (;;) {
    const next = countAtOrAbove(book.prices, price);
    if (next === count) break;
    [before, last, count] = [last, next - count, next];
    price = Math.min(price, start * impact(book.sold[count] ?? 0));
  }
  return { price, sold: book.sold[count] ?? 0, count, branchingRatio: before === 0 ? 0 : last / before };
}

/** How many prices of a falling list are at or above `price`. */
function countAtOrAbove(prices: Float64Array, price: number): number {
  let [low, high] = [0, prices.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((prices[middle] ?? 0) >= price) low = middle + 1;
    else high = middle;
  }
  return low;
}
