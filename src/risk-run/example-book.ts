/** A made-up book for a first look: loans against ether, most of them careful, some close to their threshold. */
import type { Book } from "../risk/inputs/book.js";

const LOANS = 200;
const THRESHOLD = 0.83;

/** The book at a price of ether; 2 000 where none is given. Nothing in it is random. */
export function exampleBook(price = 2_000): Book {
  return {
    name: "example book, made up",
    assets: [{ name: "ETH", price, depth: 50_000 }],
    repair: { perHour: 1, share: 0.7 },
    lending: Array.from({ length: LOANS }, (_, k) => {
      const p = (k + 0.5) / LOANS;
      // Health factors of 1.02 to about 3, half of them below 1.35; large loans are no more careful than small ones.
      const health = 1.02 + 0.33 * (p / (1 - p)) ** 0.8 * (p < 0.9 ? 1 : 0.6);
      const collateral = 1 + ((k * 37) % 20);
      return {
        id: `loan ${k + 1}`,
        collateral,
        debt: (collateral * price * THRESHOLD) / health,
        liquidationThreshold: THRESHOLD,
        bonus: 0.05,
      };
    }),
    options: [],
    perpetuals: [],
    pools: [],
  };
}
