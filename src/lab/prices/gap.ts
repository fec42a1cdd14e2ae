import { fallen, type PricePath } from "./path.js";

/**
 * A price that stands still, falls at once and stays there.
 * @param from Price before, in the feed's decimals.
 * @param drop Fraction lost, for example 0.12.
 * @param at L1 time of the fall; from that second on the lower price holds.
 */
export function gap(from: bigint, drop: number, at: bigint): PricePath {
  const to = fallen(from, drop);
  return (l1Time) => (l1Time < at ? from : to);
}
