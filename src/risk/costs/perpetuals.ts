/** What an outage does to perpetuals: the price jumps over the margin, and what is left below zero is bad debt. */
import { nonNegative, positive } from "../check.js";
import type { PerpetualPosition } from "../inputs/book.js";
import type { TerminalLaw } from "./episode-law.js";

/** What an outage costs a perpetual, by episode. */
export interface PerpetualCost {
  /** Price at which nothing of the margin is left; 0 or below for a long that cannot lose it all. */
  readonly bankruptcy: number;
  /** Price from which on it may be liquidated. */
  readonly liquidation: number;
  /** P(it is liquidated at the first price). */
  readonly liquidated: number;
  /** P(the first price is beyond the margin). */
  readonly gapped: number;
  /** Mean bad debt: `|size| · E[(K − S)⁺]` of a long, `|size| · E[(S − K)⁺]` of a short. */
  readonly badDebt: number;
}

/**
 * Cost of a perpetual.
 * @param price Before the outage; the margin is marked at it.
 * @param law Of the price at the first liquidation, by the price before the outage.
 */
export function perpetualCost(
  { size, margin, maintenance }: Pick<PerpetualPosition, "size" | "margin" | "maintenance">,
  price: number,
  law: TerminalLaw,
): PerpetualCost {
  positive("margin", margin);
  nonNegative("maintenance", maintenance);
  const bankruptcy = positive("price", price) - margin / size;
  // Equity `margin + size·(S − price)` equals `maintenance·|size|·S`.
  const liquidation = bankruptcy / (1 - Math.sign(size) * maintenance);
  const units = Math.abs(size);
  const under = (level: number) => (level <= 0 ? 0 : law.below(level / price));
  const [k, at] = [bankruptcy / price, { bankruptcy, liquidation }];
  if (size > 0) {
    return { ...at, liquidated: under(liquidation), gapped: under(bankruptcy), badDebt: units * price * law.put(k) };
  }
  return {
    ...at,
    liquidated: 1 - under(liquidation),
    gapped: 1 - under(bankruptcy),
    badDebt: units * price * law.call(k),
  };
}
