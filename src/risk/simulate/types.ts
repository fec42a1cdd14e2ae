/**
 * What the simulation of outage episodes takes and gives. One convention everywhere in it: times in seconds, volatility, drift and
 * rates of jumps by the year (365 days), money in the book's own unit, shares as fractions.
 */
import type { Jumps } from "../prices/merton.js";

/** Law of an outage's length, in seconds. */
export type DurationLaw =
  | { readonly law: "logNormal"; readonly mu: number; readonly sigma: number }
  | { readonly law: "weibull"; readonly scale: number; readonly shape: number }
  | {
      readonly law: "splicedPareto";
      readonly mu: number;
      readonly sigma: number;
      readonly level: number;
      readonly index: number;
    };

/** Law of the volatility at an outage; inside an episode it is frozen. */
export type VolatilityLaw =
  | { readonly law: "constant"; readonly sigma: number }
  | { readonly law: "logNormal"; readonly median: number; readonly deviation: number }
  /** Stationary CIR variance, size-biased by the link `λ = a + b·v`. */
  | {
      readonly law: "linkedCir";
      readonly kappa: number;
      readonly theta: number;
      readonly xi: number;
      readonly a: number;
      readonly b: number;
    };

/** What happens in an episode. A false alarm is a "down" of the feed on a chain that runs. */
export type EpisodeKind = "halt" | "false-alarm";

/** The law of one outage episode of one rollup and one collateral asset. */
export interface EpisodeModel {
  readonly duration: DurationLaw;
  /** Of a false alarm: how long the feed says "down". */
  readonly falseDuration: DurationLaw;
  /** Probability that an episode is a false alarm. */
  readonly falseShare: number;
  readonly volatility: VolatilityLaw;
  readonly drift: number;
  readonly jumps: Jumps;
  /** Seconds by which users see a recovery later than it happens. */
  readonly visibilityLag: number;
  /** A shorter halt never shows on the feed, in seconds. */
  readonly detection: number;
}

/** Terms of a guard that the sweep compares; the fields that carry a contract's name mean what they mean there. */
export interface PolicyTerms {
  readonly id: string;
  /** False: no guard; liquidations run from the recovery on, at the full close factor. Everything below is then ignored. */
  readonly guarded: boolean;
  readonly minGrace: number;
  readonly maxGrace: number;
  /** Seconds of grace for a second of outage. */
  readonly graceScale: number;
  readonly ignoreBelow: number;
  readonly ramp: number;
  /** Close factors at the start of the ramp and on a normal day, as fractions of the debt. */
  readonly startCloseFactor: number;
  readonly closeFactor: number;
  /** Whether positions that are about to become bad debt are exempt from the grace, and their safety margin. */
  readonly carveOut: boolean;
  readonly severityMargin: number;
  /** Most seconds that liquidations are withheld in one window. */
  readonly graceBudget: number;
}

/** One lending position; amounts in whole units and in money. */
export interface LendingPosition {
  readonly id: string;
  /** Units of the collateral asset. */
  readonly collateral: number;
  readonly debt: number;
  readonly liquidationThreshold: number;
  readonly bonus: number;
}

/** How users repair their positions once they can: a share of them, each one at a constant rate, by the hour. */
export interface RepairLaw {
  /** 0 for nobody. */
  readonly perHour: number;
  /** Share of the debt whose owners act at all; default 1. The others never look. */
  readonly share?: number | undefined;
}

/** A book of lending positions against one asset. */
export interface LendingBook {
  readonly name: string;
  /** Price of the asset before the outage. */
  readonly price: number;
  readonly positions: readonly LendingPosition[];
  readonly repair: RepairLaw;
  /** Market depth for liquidations: units that move a constant-product pool; absent: selling moves no price. */
  readonly depth?: number;
}

/** Blocks of a run: the unit of random streams, of work and of sums. */
export const BLOCK = 512;

/** A stretch of blocks, `first` to `first + count − 1`. */
export interface BlockRange {
  readonly first: number;
  readonly count: number;
}

/**
 * Importance sampling: in a share of the episodes the normals of length, volatility and move are shifted, together. Bad episodes have a
 * positive shift of `duration` and `volatility` and a negative one of `outage` and `opening`.
 */
export interface Tilt {
  /** 0 to 0.95; the weights are at most `1 / (1 − share)`. */
  readonly share: number;
  readonly shift: {
    readonly duration: number;
    readonly volatility: number;
    readonly outage: number;
    readonly opening: number;
  };
}

/** Which kernels run: WebAssembly where it can be had, or one of the two. Both give the same bits. */
export type Backend = "auto" | "wasm" | "typescript";

/** A run, or a part of one. Everything but `blocks` and `backend` decides the numbers. */
export interface SimulationInput {
  readonly model: EpisodeModel;
  readonly book: LendingBook;
  readonly policies: readonly PolicyTerms[];
  /** 64 bits. */
  readonly seed: bigint;
  readonly blocks: BlockRange;
  readonly backend?: Backend;
  readonly tilt?: Tilt;
}

/**
 * What a run has added up; those of disjoint stretches of blocks can be added with `mergeSums`. Every number in it is a sum that is
 * exact in floating point, so that order and grouping do not matter. Size depends on the number of policies only.
 */
export interface Sums {
  readonly policies: readonly string[];
  /** Stretches that are in the sums, in order, joined where they touch. */
  readonly blocks: readonly BlockRange[];
  /** The book's debt, and the power of two to which losses in classes are relative. */
  readonly debt: number;
  readonly lossScale: number;
  /** Parts (`math/exact-sum.ts`) of the weights and of their squares. */
  readonly weights: Float64Array;
  /** By policy: parts of value and square of bad debt, unfair, false alarm, withheld. */
  readonly parts: Float64Array;
  /** By policy: weights, and weighted losses relative to `lossScale`, by class of the loss. */
  readonly classWeights: Float64Array;
  readonly classLosses: Float64Array;
}

/** Weighted sums of a quantity over episodes. */
export interface Moments {
  readonly weight: number;
  readonly weightSquared: number;
  readonly total: number;
  readonly squares: number;
}

/** What a sweep added up for one policy, read out of `Sums`. */
export interface PolicySums {
  readonly policy: string;
  readonly badDebt: Moments;
  /** Liquidated debt of positions that their owners would have saved with the time that the outage took. */
  readonly unfair: Moments;
  /** Bad debt that a false alarm brought. */
  readonly falseAlarm: Moments;
  /** Debt-seconds during which a liquidation that was due was withheld, in false alarms too. */
  readonly withheld: Moments;
  /** Weights and weighted losses by class of the total loss; classes are fixed, so memory is too. */
  readonly histogram: { readonly weights: Float64Array; readonly losses: Float64Array };
  /** What perpetuals lose by episode: no sum of the sweep, but a closed form beside it. Absent: nothing. */
  readonly perpetuals?: PerpetualMeans;
}

/** Means by episode. */
export interface PerpetualMeans {
  readonly badDebt: number;
  /** Liquidated although the owner would have added margin. */
  readonly unfair: number;
}

/** The same with only the classes that hold something: what is kept of a group, in memory and in files. */
export interface PackedSums extends Omit<PolicySums, "histogram"> {
  /** Which classes, rising, and what is in them. */
  readonly classes: {
    readonly places: Uint16Array;
    readonly weights: Float64Array;
    readonly losses: Float64Array;
  };
}

/** What a policy costs by episode. */
export interface PolicyFigures {
  readonly policy: string;
  readonly badDebt: Estimate;
  readonly unfair: Estimate;
  readonly falseAlarm: Estimate;
  readonly withheld: Estimate;
  /** Bad debt and cost of false alarms together. */
  readonly loss: Estimate;
  /** By level. */
  readonly tails: readonly TailFigures[];
}

/** Tail of the loss of one episode. */
export interface TailFigures {
  readonly level: number;
  readonly valueAtRisk: Estimate;
  readonly conditional: Estimate;
}

/** A figure with the interval that belongs to it. */
export interface Estimate {
  readonly mean: number;
  /** Standard error. */
  readonly error: number;
  /** 90 % interval. */
  readonly low: number;
  readonly high: number;
  /** Paths that would say as much without weights. */
  readonly effectiveSize: number;
  /** Mean of the importance weights; 1 but for chance. */
  readonly weightMean: number;
}
