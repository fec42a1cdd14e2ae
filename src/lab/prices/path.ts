/** The true market price at a moment of L1 time, in the feed's own decimals. Pure: the same moment, the same price. */
export type PricePath = (l1Time: bigint) => bigint;

/** Price paths by pair, for example `{ "ETH/USD": gap(…) }`. */
export type PricePaths = Readonly<Record<string, PricePath>>;

/** Parts in a million; the unit of drops. */
export const PARTS_PER_MILLION = 1_000_000n;

/**
 * `price` after a fall.
 * @param drop Fraction lost: 0.12 for 12 %, negative for a rise; exact to a millionth.
 */
export function fallen(price: bigint, drop: number): bigint {
  const lost = BigInt(Math.round(drop * Number(PARTS_PER_MILLION)));
  return (price * (PARTS_PER_MILLION - lost)) / PARTS_PER_MILLION;
}
