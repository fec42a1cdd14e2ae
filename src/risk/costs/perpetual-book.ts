/** The perpetuals of a book by the time since an outage began. */
import { assetOf, type Book, type PerpetualPosition } from "../inputs/book.js";
import type { EpisodeModel } from "../simulate/types.js";
import { dot, ELAPSED, noWeights } from "./elapsed.js";
import { PriceLaw, volatilityNodes, type TerminalLaw } from "./episode-law.js";
import type { LiquidationWeights } from "./outage-weights.js";
import { perpetualCost } from "./perpetuals.js";
import { TabulatedLaw } from "./tabulated-law.js";

/** What decides the price. */
export type MarketLaw = Pick<EpisodeModel, "volatility" | "jumps" | "drift">;

/** Nodes of the volatility. */
const NODES = 24;
/** Positions that are told one by one: those that would lose most after a day. */
export const MOST_NAMED = 20;
/** With more perpetuals the law is put on a grid of strikes. */
const MOST_EXACT = 128;

/** A position, or all of them: mean bad debt, P(gapped) and debt that is liquidated, each at the times of `ELAPSED`. */
export interface PerpetualCurve {
  readonly badDebt: Float64Array;
  /** Sum over positions where it is of several. */
  readonly gapped: Float64Array;
  /** Size at the price before the outage, times the probability that it is liquidated. */
  readonly liquidated: Float64Array;
}

/** The curves of all perpetuals together, and of those that are told one by one. */
export interface PerpetualBook {
  readonly total: PerpetualCurve;
  readonly named: readonly (PerpetualCurve & { readonly id: string })[];
}

const known = new WeakMap<Book, Map<string, PerpetualBook>>();

/** The curves; computed once for a book and a law of prices. */
export function perpetualBook(book: Book, market: MarketLaw): PerpetualBook {
  const key = JSON.stringify([market.volatility, market.jumps, market.drift]);
  const ofBook = known.get(book) ?? new Map<string, PerpetualBook>();
  known.set(book, ofBook);
  const curves = ofBook.get(key) ?? curvesOf(book, market);
  ofBook.set(key, curves);
  return curves;
}

function curvesOf(book: Book, market: MarketLaw): PerpetualBook {
  const laws = lawsFor(book, market);
  const total = empty();
  let named: (PerpetualCurve & { readonly id: string; readonly rank: number })[] = [];
  for (const position of book.perpetuals) {
    const curve = curveOf(position, assetOf(book, position).price, laws);
    for (const name of ["badDebt", "gapped", "liquidated"] as const) {
      for (let k = 0; k < ELAPSED.length; k++) total[name][k] = (total[name][k] ?? 0) + (curve[name][k] ?? 0);
    }
    named.push({ id: position.id, rank: curve.badDebt[DAY] ?? 0, ...curve });
    if (named.length >= 2 * MOST_NAMED) named = largest(named);
  }
  return { total, named: largest(named) };
}

/** What perpetuals cost by episode: bad debt, and debt that is liquidated unfairly. */
export function perpetualMeans(
  { badDebt, liquidated }: PerpetualCurve,
  { owing, unfair }: LiquidationWeights,
): { readonly badDebt: number; readonly unfair: number } {
  return { badDebt: Math.max(0, dot(owing, badDebt)), unfair: Math.max(0, dot(unfair, liquidated)) };
}

const DAY = ELAPSED.findIndex((seconds) => seconds > 86_400);

function curveOf(position: PerpetualPosition, price: number, laws: readonly TerminalLaw[]): PerpetualCurve {
  const curve = empty();
  for (const [k, law] of laws.entries()) {
    const { badDebt, gapped, liquidated } = perpetualCost(position, price, law);
    curve.badDebt[k] = badDebt;
    curve.gapped[k] = gapped;
    curve.liquidated[k] = Math.abs(position.size) * price * liquidated;
  }
  return curve;
}

/** The law of the price at each time. */
function lawsFor(book: Book, { volatility, jumps, drift }: MarketLaw): TerminalLaw[] {
  const sigmas = volatilityNodes(volatility, NODES);
  const laws = ELAPSED.map((seconds) => {
    const nodes = sigmas.map((node) => ({ ...node, seconds }));
    return new PriceLaw({ jumps, drift }, nodes);
  });
  if (book.perpetuals.length <= MOST_EXACT) return laws;
  let [from, to] = [Infinity, 0];
  for (const position of book.perpetuals) {
    const { price } = assetOf(book, position);
    const bankruptcy = (price - position.margin / position.size) / price;
    for (const strike of [bankruptcy, bankruptcy / (1 - Math.sign(position.size) * position.maintenance)]) {
      if (strike > 0) [from, to] = [Math.min(from, strike), Math.max(to, strike)];
    }
  }
  // No strike above zero: whatever the grid, none of them is looked up.
  if (to === 0) [from, to] = [0.5, 1];
  return laws.map((law) => new TabulatedLaw(law, from * 0.999, to * 1.001));
}

function largest<T extends { readonly rank: number }>(list: readonly T[]): T[] {
  return list.toSorted((a, b) => b.rank - a.rank).slice(0, MOST_NAMED);
}

function empty(): PerpetualCurve {
  return { badDebt: noWeights(), gapped: noWeights(), liquidated: noWeights() };
}
