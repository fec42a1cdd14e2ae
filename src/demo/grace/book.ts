import type { LendingBook, LendingPosition } from "../../risk/simulate/types.js";
import { loanAgainst, priceNumber, USDC_UNIT, WETH_UNIT, type Prices } from "../../lab/probes/amounts.js";
import { CAST, MARKET_TERMS } from "../cast.js";

const BPS = 10_000;

/**
 * The loans of the demo's market as the risk engine takes them, in US dollars: everybody in the cast who borrows before the outage.
 * @param repairPerHour Rate at which a borrower who can act does so; how quickly users act is not known.
 */
export function demoBook(prices: Prices, repairPerHour: number): LendingBook {
  const positions = CAST.flatMap(({ id, weth, opensAtBps }): LendingPosition[] => {
    if (opensAtBps === undefined) return [];
    const loan = Number(loanAgainst(weth * WETH_UNIT, opensAtBps, prices)) / Number(USDC_UNIT);
    return [
      {
        id,
        collateral: Number(weth),
        debt: loan * priceNumber(prices.usdc),
        liquidationThreshold: MARKET_TERMS.liquidationThresholdBps / BPS,
        bonus: MARKET_TERMS.liquidationBonusBps / BPS,
      },
    ];
  });
  return {
    name: "the demo's market",
    price: priceNumber(prices.weth),
    positions,
    repair: { perHour: repairPerHour, share: actingShare(positions) },
  };
}

/** Share of the debt whose owners act: the cast says who does. */
function actingShare(positions: readonly LendingPosition[]): number {
  const debtOf = (some: readonly LendingPosition[]) => some.reduce((sum, { debt }) => sum + debt, 0);
  const acting = positions.filter(({ id }) => CAST.some((actor) => actor.id === id && actor.acts === true));
  return debtOf(acting) / debtOf(positions);
}
