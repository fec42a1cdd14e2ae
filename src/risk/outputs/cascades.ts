/** What falls when the price falls: cascades of a book over a row of drops. */
import { cascade, constantProduct, ladder } from "../costs/cascade.js";
import type { LendingBook } from "../simulate/types.js";

const DROPS = [0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6] as const;

/** A cascade after a drop; `left` is the price after it over the price before the drop. */
export interface CascadeAfter {
  readonly asset: string;
  readonly drop: number;
  readonly left: number;
  readonly sold: number;
  readonly liquidated: number;
  readonly branchingRatio: number;
}

/** Cascades of one asset's book. Without a depth, selling moves no price. */
export function cascadesOf(book: LendingBook): CascadeAfter[] {
  const steps = ladder(
    book.positions
      .filter(({ debt }) => debt > 0)
      .map(({ collateral, debt, liquidationThreshold }) => ({
        price: debt / (collateral * liquidationThreshold),
        quantity: collateral,
      })),
  );
  const impact = book.depth === undefined ? () => 1 : constantProduct(book.depth);
  return DROPS.map((drop) => {
    const { price, sold, count, branchingRatio } = cascade(book.price * (1 - drop), steps, impact);
    return { asset: book.name, drop, left: price / book.price, sold, liquidated: count, branchingRatio };
  });
}
