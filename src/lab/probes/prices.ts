import type { Prices } from "./amounts.js";
import { ProbePairMissingError } from "./errors.js";
import { COLLATERAL_PAIR, DEBT_PAIR } from "./loans/cast.js";

/** The two prices that a probe's amounts are worked out with. @throws ProbePairMissingError */
export function pricesOf(probe: string, prices: Readonly<Record<string, bigint>>): Prices {
  const priceOf = (pair: string): bigint => {
    const price = prices[pair];
    if (price === undefined) throw new ProbePairMissingError(probe, pair, Object.keys(prices));
    return price;
  };
  return { weth: priceOf(COLLATERAL_PAIR), usdc: priceOf(DEBT_PAIR) };
}
