/** What outages cost the parts of a book that the sweep does not play: options, perpetuals and pools. */
import { assetOf, type Book } from "../inputs/book.js";
import { durationOf, felt } from "../outages/laws.js";
import type { RollupModel } from "../presets/preset.js";
import type { EpisodeModel, PolicyTerms } from "../simulate/types.js";
import { graceFor } from "./capital.js";
import { episodeNodes, meanOver, PriceLaw } from "./episode-law.js";
import { optionCost, type ExtensionTerms, type OptionCost } from "./options.js";
import { perpetualCost, type PerpetualCost } from "./perpetuals.js";
import { stalePool } from "./reversion.js";

const YEAR = 31_536_000;

/** Costs by position, and their sums. Money. */
export interface BookCosts {
  readonly options: readonly (OptionCost & { readonly id: string })[];
  readonly perpetuals: readonly (PerpetualCost & { readonly id: string })[];
  readonly pools: readonly { readonly id: string; readonly stale: number }[];
  readonly totals: {
    /** By series of expiries. */
    readonly missedExercise: number;
    readonly extension: number;
    /** By halt. */
    readonly perpetualBadDebt: number;
    readonly stalePools: number;
  };
}

/** The deployed terms of the expiry clock. */
export const DEFAULT_EXTENSION: ExtensionTerms = { window: 3_600, minExtension: 1_800, maxExtension: 14_400 };

/**
 * Costs under one policy. Perpetuals are liquidated at the first price after the grace, all of it at once.
 * @param reaction Seconds from the forced inclusion's delay to the act of a holder who uses it.
 */
export function bookCosts(
  book: Book,
  { model, haltsPerYear, forcedInclusion }: RollupModel,
  policy: PolicyTerms,
  terms: ExtensionTerms = DEFAULT_EXTENSION,
  reaction = 600,
): BookCosts {
  const nodes = episodeNodes(model);
  const outages = {
    meanUp: YEAR / haltsPerYear,
    down: felt(durationOf(model.duration), forcedInclusion === null ? null : forcedInclusion + reaction),
  };
  const sigma = Math.sqrt(meanOver(nodes, (_, s) => s * s));
  const law = new PriceLaw(model, (seconds) => delayOf(seconds, policy, model), nodes);
  const options = book.options.map((option) => ({
    id: option.id,
    ...optionCost(option, assetOf(book, option).price, sigma, outages, terms),
  }));
  const perpetuals = book.perpetuals.map((position) => ({
    id: position.id,
    ...perpetualCost(position, assetOf(book, position).price, law),
  }));
  const stale = meanOver(nodes, (seconds, s) => stalePool(s, seconds / YEAR));
  const pools = book.pools.map(({ id, value }) => ({ id, stale: value * stale }));
  return {
    options,
    perpetuals,
    pools,
    totals: {
      missedExercise: total(options.map(({ missed }) => missed)),
      extension: total(options.map(({ extension }) => extension)),
      perpetualBadDebt: total(perpetuals.map(({ badDebt }) => badDebt)),
      stalePools: total(pools.map(({ stale: loss }) => loss)),
    },
  };
}

/** From the recovery to the first liquidation. */
function delayOf(seconds: number, policy: PolicyTerms, { visibilityLag, detection }: EpisodeModel): number {
  const grace = seconds < detection ? 0 : graceFor(seconds, policy);
  return grace === 0 ? 0 : visibilityLag + grace;
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
