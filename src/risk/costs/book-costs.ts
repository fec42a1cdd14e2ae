/**
 * What outages cost the parts of a book that the sweep does not play: options, perpetuals and pools, in closed form. A book is prepared
 * once; a law of outages and a policy then cost little, so that the posterior can be walked through.
 */
import { assetOf, type Book } from "../inputs/book.js";
import { dot, ELAPSED } from "./elapsed.js";
import { volatilityNodes } from "./episode-law.js";
import { optionCost, optionCurve, type ExtensionTerms, type OptionCurve } from "./options.js";
import type { OutageWeights } from "./outage-weights.js";
import { MOST_NAMED, perpetualBook, perpetualMeans, type MarketLaw, type PerpetualCurve } from "./perpetual-book.js";
import { stalePool } from "./reversion.js";

const YEAR = 31_536_000;

/** The deployed terms of the expiry clock. */
export const DEFAULT_EXTENSION: ExtensionTerms = { window: 3_600, minExtension: 1_800, maxExtension: 14_400 };

/**
 * `missed`: exercises missed without an extension, by series; `extension`: its value, from writer to holder, by series; `perpetualDebt` and
 * `perpetualUnfair`: bad debt and unfair liquidations, by episode; `stale`: what a pool loses at a stale price, by halt.
 */
export type OtherKind = "missed" | "extension" | "perpetualDebt" | "perpetualUnfair" | "stale";

/** One number: of a position, or of all of a kind. Money. */
export interface OtherCost {
  readonly kind: OtherKind;
  /** Null: all. */
  readonly position: string | null;
  /** Positions in it. */
  readonly count: number;
  /** That it happens; null where it always does, and in sums. */
  readonly probability: number | null;
  readonly cost: number;
}

/** A book, prepared. */
export interface PreparedBook {
  /** For each kind that the book holds the sum first, then the largest positions; the same order for any weights. */
  costs(weights: OutageWeights): readonly OtherCost[];
}

/** Prepares a book for a law of prices. */
export function prepareBook(book: Book, market: MarketLaw, terms = DEFAULT_EXTENSION): PreparedBook {
  const parts = [
    ...(book.options.length === 0 ? [] : [optionsOf(book, market, terms)]),
    ...(book.perpetuals.length === 0 ? [] : [perpetualsOf(book, market)]),
    ...(book.pools.length === 0 ? [] : [poolsOf(book, market)]),
  ];
  return { costs: (weights) => parts.flatMap((part) => part(weights)) };
}

type Part = (weights: OutageWeights) => readonly OtherCost[];

function optionsOf(book: Book, { volatility }: MarketLaw, terms: ExtensionTerms): Part {
  const variance = volatilityNodes(volatility).reduce((sum, { sigma, weight }) => sum + weight * sigma * sigma, 0);
  const sums = new Map<number | null, { payoff: number; gains: Float64Array }>();
  let named: (OptionCurve & { readonly id: string })[] = [];
  for (const option of book.options) {
    const curve = optionCurve(option, assetOf(book, option).price, Math.sqrt(variance), terms);
    const sum = sums.get(curve.window) ?? { payoff: 0, gains: curve.gains.map(() => 0) };
    sums.set(curve.window, sum);
    sum.payoff += curve.size * curve.payoff;
    for (const [k, gain] of curve.gains.entries()) sum.gains[k] = (sum.gains[k] ?? 0) + curve.size * gain;
    named.push({ id: option.id, ...curve });
    if (named.length >= 2 * MOST_NAMED) named = largest(named, ({ size, payoff }) => size * payoff);
  }
  named = largest(named, ({ size, payoff }) => size * payoff);
  const count = book.options.length;
  return ({ outages, extension }) => {
    const whole = [...sums].map(([window, sum]) => optionCost({ size: 1, window, ...sum }, outages, terms, extension));
    const each = named.map((curve) => ({ id: curve.id, ...optionCost(curve, outages, terms, extension) }));
    return [
      all("missed", count, total(whole.map(({ missed }) => missed))),
      ...each.map(({ id, missed, missedProbability }) => one("missed", id, missed, missedProbability)),
      all("extension", count, total(whole.map((cost) => cost.extension))),
      ...each.map((cost) => one("extension", cost.id, cost.extension, cost.extensionProbability)),
    ];
  };
}

function perpetualsOf(book: Book, market: MarketLaw): Part {
  const curves = perpetualBook(book, market);
  const count = book.perpetuals.length;
  return ({ liquidation }) => {
    const gapped = (curve: PerpetualCurve) => Math.min(Math.max(dot(liquidation.all, curve.gapped), 0), 1);
    const whole = perpetualMeans(curves.total, liquidation);
    const each = curves.named.map((curve) => ({ curve, id: curve.id, ...perpetualMeans(curve, liquidation) }));
    return [
      all("perpetualDebt", count, whole.badDebt),
      ...each.map(({ curve, id, badDebt }) => one("perpetualDebt", id, badDebt, gapped(curve))),
      all("perpetualUnfair", count, whole.unfair),
      ...each.map(({ id, unfair }) => one("perpetualUnfair", id, unfair, null)),
    ];
  };
}

function poolsOf({ pools }: Book, { volatility }: MarketLaw): Part {
  const sigmas = volatilityNodes(volatility);
  const stale = Float64Array.from(ELAPSED, (seconds) =>
    sigmas.reduce((sum, { sigma, weight }) => sum + weight * stalePool(sigma, seconds / YEAR), 0),
  );
  const named = largest(pools, ({ value }) => value);
  const whole = total(pools.map(({ value }) => value));
  return ({ lengths }) => {
    const share = dot(lengths, stale);
    return [
      all("stale", pools.length, whole * share),
      ...named.map(({ id, value }) => one("stale", id, value * share, null)),
    ];
  };
}

function all(kind: OtherKind, count: number, cost: number): OtherCost {
  return { kind, position: null, count, probability: null, cost };
}

function one(kind: OtherKind, position: string, cost: number, probability: number | null): OtherCost {
  return { kind, position, count: 1, probability, cost };
}

function largest<T>(list: readonly T[], rank: (item: T) => number): T[] {
  return list.toSorted((a, b) => rank(b) - rank(a)).slice(0, MOST_NAMED);
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
