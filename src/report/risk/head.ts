/** What stands above every rendering. */
import { amount } from "./format.js";
import type { RiskReport } from "./model.js";

/** Title of the report. */
export function titleOf({ chain, book }: RiskReport): string {
  return `Outages of ${chain} and what they cost: ${book.name}`;
}

/** What was simulated, in a sentence or two. */
export function abstractOf({ book, episodes, episodesPerYear, level, chain }: RiskReport): string {
  return (
    `${amount(book.positions)} loans, debt ${amount(book.debt)} against collateral ${amount(book.collateral)}. ` +
    `${amount(episodes)} episodes of ${chain} were simulated; a year brings ${amount(episodesPerYear)}. ` +
    `Money is in the book's unit and by episode; the tail is the mean beyond the worst ${amount(100 * (1 - level))} % of episodes.`
  );
}

/** What made the result, to compute it again. */
export function originOf({ engine, seed, inputHash, episodes }: RiskReport): string {
  return `engine ${engine}, seed ${seed}, ${amount(episodes)} episodes, input ${inputHash}`;
}
