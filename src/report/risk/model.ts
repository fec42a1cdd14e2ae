/**
 * The result of a risk run as plain data: what every rendering starts from and what the JSON file holds. Money in the book's own unit and
 * by episode unless the name says otherwise, times in seconds. No clock, host or path stands in it: the same input gives the same bytes.
 */

/** Version of this shape; changes when a field is removed or changes its meaning. */
export const RISK_REPORT_SCHEMA = 1;

/** An interval that holds 90 %. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/** A figure with what is known of its error. */
export interface Figure extends Range {
  readonly name: string;
  /** `money`: by episode; `moneyByYear`; `debtHours`: debt times hours; `share`: a fraction; `count`. */
  readonly unit: "money" | "moneyByYear" | "debtHours" | "share" | "count";
  readonly mean: number;
  /** Standard error. */
  readonly error: number;
  /** Paths that would say as much without weights. */
  readonly effectiveSize: number;
  /** Mean of the importance weights; 1 but for chance. */
  readonly weightMean: number;
}

/** Terms of a policy, named as in the input. */
export interface PolicyRow {
  readonly id: string;
  readonly guarded: boolean;
  readonly minGrace: number;
  readonly maxGrace: number;
  readonly graceScale: number;
  readonly ignoreBelow: number;
  readonly ramp: number;
  readonly startCloseFactor: number;
  readonly closeFactor: number;
  readonly carveOut: boolean;
  readonly severityMargin: number;
  readonly graceBudget: number;
}

/** Parts of what a policy costs, and their sum. */
export interface CostParts {
  readonly tail: number;
  readonly unfair: number;
  readonly falseAlarm: number;
  readonly capital: number;
  readonly perpetuals: number;
  readonly total: number;
  readonly badDebt: number;
}

/** A policy, what it costs, and how sure that is. */
export interface JudgedRow {
  readonly policy: PolicyRow;
  readonly cost: CostParts;
  readonly total: Range;
  /** What it costs more than the cheapest. */
  readonly excess: Range;
  readonly onPlateau: boolean;
}

/** What is to be deployed, and why. */
export interface Choice {
  /** Why, in words: one sentence each. */
  readonly sentences: readonly string[];
  /** Ids among `judged`. */
  readonly chosen: string;
  readonly cheapest: string;
  readonly noGuard: string;
  /** Against no guard. */
  readonly saving: Range & { readonly mean: number };
  /** Of each tuned number over the cheapest policies of the resamples. */
  readonly intervals: Readonly<Record<string, Range>>;
  /** Numbers of the chosen policy at the end of what was compared: a wider grid might find a cheaper one. */
  readonly atEdge: readonly string[];
  /** `null`: false alarms cost nothing. */
  readonly falseAlarmHeadroom: number | null;
  readonly judged: readonly JudgedRow[];
  readonly weights: Readonly<Record<string, number>>;
  readonly groups: number;
  readonly resamples: number;
}

/** Bad debt of an episode under one policy. */
export interface LossCurve {
  readonly policy: string;
  readonly points: readonly { readonly loss: number; readonly beyond: number }[];
  readonly valueAtRisk: number;
  readonly conditional: number;
}

/** Cost against a constant grace; the other terms are those of the chosen policy. */
export interface GracePoint extends Range {
  readonly grace: number;
  readonly cost: CostParts;
}

/** One cell of grace × close factor. */
export interface HeatCell {
  readonly grace: number;
  readonly closeFactor: number;
  readonly total: number;
}

/** Outages over time: those that are known, and years that the model makes up. */
export interface Timeline {
  readonly observed: readonly {
    readonly at: string;
    readonly minutes: number | null;
    readonly cause: string;
    readonly source: string;
  }[];
  readonly from: string;
  readonly until: string;
  /** Histories of the same length, drawn from the posterior; `at` in years from the start. */
  readonly simulated: readonly (readonly { readonly at: number; readonly minutes: number }[])[];
}

/** A cascade after a drop of the price. */
export interface CascadeRow {
  readonly asset: string;
  readonly drop: number;
  /** What is left of the price after the cascade, as a fraction of the price before. */
  readonly left: number;
  readonly sold: number;
  readonly liquidated: number;
  readonly branchingRatio: number;
}

/** What the chosen policy and no guard cost when one assumption is another one. */
export interface SensitivityRow {
  readonly what: string;
  readonly value: string;
  readonly chosen: number;
  readonly noGuard: number;
  readonly saving: Range & { readonly mean: number };
  /** The grace that costs least under it, among a few constant ones. */
  readonly bestGrace: number;
}

/** What one rollup adds to the tail when the book is spread evenly over all. */
export interface ContributionRow {
  readonly chain: string;
  readonly haltsPerYear: number;
  readonly meanLoss: number;
  readonly contribution: number;
}

/**
 * What outages cost a position that is no loan, or all of its kind: closed forms, their mean over draws of the posterior of length and rate,
 * and what 90 % of the draws give.
 */
export interface OtherRow {
  readonly position: string;
  /** Kind, quantity and by what it counts. */
  readonly what: string;
  /** That it happens under the chosen policy; `null` where it always does, and in sums. */
  readonly probability: number | null;
  readonly probabilityRange: Range | null;
  readonly chosen: number;
  readonly chosenRange: Range;
  readonly noGuard: number;
  readonly noGuardRange: Range;
}

/** A policy among bad debt and unfair liquidations. */
export interface FrontierPoint {
  readonly policy: string;
  readonly tail: number;
  readonly unfair: number;
  /** No other policy is better in both. */
  readonly efficient: boolean;
}

/** A known length beside what the fitted law expects there; minutes. */
export interface CalibrationPoint extends Range {
  readonly observed: number;
  readonly expected: number;
}

/** Cost of the chosen policy after so many episodes. */
export interface ConvergencePoint extends Range {
  readonly episodes: number;
  readonly mean: number;
}

/** A published value beside what this engine computes. */
export interface ValidationRow {
  readonly id: string;
  readonly title: string;
  readonly reference: number;
  readonly computed: number;
  readonly tolerance: number;
  readonly source: string;
}

/** Where a number comes from. */
export interface ProvenanceRow {
  readonly name: string;
  readonly value: string;
  /** `given`: the input says so. */
  readonly mark: "read" | "assumed" | "fitted" | "given";
  readonly source: string;
}

/** The result of a run. */
export interface RiskReport {
  readonly schema: typeof RISK_REPORT_SCHEMA;
  readonly engine: string;
  readonly seed: number;
  /** `sha256:` and the hash of the canonical input. */
  readonly inputHash: string;
  readonly chain: string;
  readonly book: {
    readonly name: string;
    readonly positions: number;
    readonly debt: number;
    readonly collateral: number;
  };
  readonly episodes: number;
  readonly episodesPerYear: number;
  readonly level: number;
  readonly choice: Choice;
  readonly figures: readonly Figure[];
  readonly losses: readonly LossCurve[];
  readonly graceCurve: readonly GracePoint[];
  readonly heat: readonly HeatCell[];
  readonly timeline: Timeline;
  readonly cascade: readonly CascadeRow[];
  readonly sensitivity: readonly SensitivityRow[];
  readonly contributions: { readonly conditional: number; readonly rows: readonly ContributionRow[] };
  /** Options, perpetuals and pools; empty for a book of loans. */
  readonly others: readonly OtherRow[];
  readonly frontier: readonly FrontierPoint[];
  readonly calibration: readonly CalibrationPoint[];
  readonly convergence: readonly ConvergencePoint[];
  readonly validation: readonly ValidationRow[];
  readonly provenance: readonly ProvenanceRow[];
  /** What limits the result, in words. */
  readonly notes: readonly string[];
}
