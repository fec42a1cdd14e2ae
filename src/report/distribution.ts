/** Figures of many random replays, by world: how often they are not zero, and how they are spread. Plain data. */
import { grouped, measured } from "./format.js";
import type { Measure, World } from "./model.js";

/** How one figure is spread over all replays; whole numbers in the figure's unit. */
export interface Spread {
  /** Replays in which it is not zero. */
  readonly any: number;
  /** Half of the replays have no more. */
  readonly p50: number;
  /** 99 of 100 have no more. */
  readonly p99: number;
  readonly max: number;
}

/** One figure, by world. */
export interface DistributionFigure {
  readonly id: string;
  readonly label: string;
  readonly unit: Measure["unit"];
  readonly spreads: Readonly<Record<string, Spread>>;
}

/** The figures of a campaign. */
export interface Distribution {
  readonly title: string;
  readonly description: string;
  readonly worlds: readonly World[];
  /** Number of replays. */
  readonly replays: number;
  readonly figures: readonly DistributionFigure[];
}

/** The first columns of {@link distributionTable} hold words, the others numbers. */
export const DISTRIBUTION_WORDS = 2;

/** Head and cells: a row for each figure and world. */
export function distributionTable(campaign: Distribution): {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
} {
  return {
    head: ["in one schedule", "", "schedules with any", "half have at most", "99 of 100 at most", "worst"],
    rows: campaign.figures.flatMap(({ label, unit, spreads }) =>
      campaign.worlds.flatMap(({ id, name }, index) => {
        const spread = spreads[id];
        if (spread === undefined) return [];
        const values = [spread.p50, spread.p99, spread.max].map((value) => measured(unit, value));
        return [[index === 0 ? label : "", name, grouped(spread.any), ...values]];
      }),
    ),
  };
}
