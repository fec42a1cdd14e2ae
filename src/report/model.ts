/**
 * The result of replaying an outage, as plain data: what every rendering starts from and what the JSON file holds.
 * Times are Unix seconds, money is whole US cents; nothing here is a `bigint`, so that it survives JSON.
 */

import type { ClockBend } from "./clock-bend.js";
import type { Distribution } from "./distribution.js";
import type { ReportFinding } from "./findings.js";
import type { GaugeTrace } from "./gauges.js";
import type { PolicyTrace } from "./policy.js";

/** Version of this shape; changes when a field is removed or changes its meaning. */
export const REPORT_SCHEMA = 2;

/** One of the worlds that live through the same outage. */
export interface World {
  /** Key of this world in every `Record` below, for example `guarded`. */
  readonly id: string;
  /** For people, for example "with guard". */
  readonly name: string;
  /** Whether rules must hold in it; absent where no rules were checked. */
  readonly protected?: boolean;
}

/** Whether an attempt went through. */
export type Outcome = "passed" | "stopped";

/** What became of one attempt in one world. */
export interface AttemptResult {
  readonly outcome: Outcome;
  /** Name of the error that stopped it, for example `SequencerRecovering`. */
  readonly error?: string;
  /** Since when it is stopped, if the error says so. */
  readonly since?: number;
  /** When the action opens, if the error says so. */
  readonly until?: number;
  /** Of the position just before, rounded down to thousandths, where the market states one. */
  readonly healthFactor?: number;
  /** Whether debt and bonus left nothing of the collateral, so that waiting could only make bad debt. */
  readonly beyondSaving?: true;
  /** Gas that it used, where it was sent and counted. */
  readonly gasUsed?: number;
  /** What else is worth knowing, for example "seized 41.3 WETH". */
  readonly detail?: string;
}

/** Something an actor tried, in every world at the same moment. */
export interface Attempt {
  readonly actor: string;
  /** For people, in the present tense, for example "liquidates Ben". */
  readonly action: string;
  /** What the action is for a guard: `ReduceRisk`, `IncreaseRisk`, `Liquidate`, `Exercise`, `Settle`, or `none`. */
  readonly kind: string;
  /** What is called, for example `LendingMarket.liquidate`; absent where nobody named it. */
  readonly path?: string;
  /** Whether it was only simulated, so that it changed nothing. */
  readonly simulated?: true;
  /** By world. */
  readonly results: Readonly<Record<string, AttemptResult>>;
}

/** One moment of the replay. */
export interface Step {
  readonly id: string;
  readonly label: string;
  /** Real (L1) time. */
  readonly realTime: number;
  /** `block.timestamp` of what executes; differs from real time while a chain stands still or catches up. */
  readonly chainTime: number;
  /** What the uptime feed answers at the end of the step. */
  readonly feed: "up" | "down";
  /** Whether anything executes at this moment. Where absent, a status says that it does. */
  readonly executes?: boolean;
  /** The guard's status, for example `Recovering`; absent where nothing executes. */
  readonly status?: string;
  /** When that status ends by itself; absent when nobody can know. */
  readonly statusUntil?: number;
  readonly attempts: readonly Attempt[];
}

/** A stretch of time in one lane of the chart. */
export interface Span {
  readonly lane: string;
  readonly label: string;
  readonly from: number;
  readonly to: number;
  readonly tone: "good" | "bad" | "wait" | "neutral";
}

/** A price at a moment of chain time. */
export interface PricePoint {
  readonly at: number;
  /** `market`: the true price; `feed`: what contracts read. */
  readonly series: "market" | "feed";
  /** US dollars. */
  readonly price: number;
}

/** Prices of one pair over chain time. */
export interface PairPrices {
  /** As the lab names feeds, for example `USDC/USD`. */
  readonly pair: string;
  readonly prices: readonly PricePoint[];
}

/** What an actor gained or lost against doing nothing, by world; all valued at the last price. */
export interface MoneyRow {
  readonly actor: string;
  /** Who this is, for example "borrower who never looks". */
  readonly role: string;
  readonly cents: Readonly<Record<string, number>>;
}

/** A number to compare between worlds. */
export interface Measure {
  readonly id: string;
  readonly label: string;
  readonly unit: "count" | "cents" | "seconds";
  readonly values: Readonly<Record<string, number>>;
}

/** What an outage over the expiry of a series came to, against an expiry without one. Times in seconds, money in whole US cents. */
export interface ExpiryOutcome {
  /** As the series says it. */
  readonly expiry: number;
  /** Last second in which it could be exercised, by world. */
  readonly effectiveExpiry: Readonly<Record<string, number>>;
  /** From when writers may be paid at the earliest where the expiry is extended. */
  readonly writersFrom: number;
  /** When the writer was paid, by world; absent where he never was. */
  readonly writerPaidAt: Readonly<Record<string, number>>;
  /** What the holder would have been paid without an outage. */
  readonly dueCents: number;
  /** What he received less than that, by world; valued at the last price. */
  readonly holderLossCents: Readonly<Record<string, number>>;
  /** What the writer paid more than that, by world; below zero where he kept what he owed. */
  readonly writerCostCents: Readonly<Record<string, number>>;
  /** What nobody has at the end, by world, in the tokens' smallest units. */
  readonly missing: Readonly<Record<string, { readonly weth: string; readonly usdc: string }>>;
  /** The same for people; the first compares the holder's loss. */
  readonly sentences: readonly string[];
}

/** A parameter that was chosen, and what the deployed contract answers. */
export interface ChosenTerm {
  readonly name: string;
  readonly chosen: number;
  readonly deployed: number;
}

/** A choice of parameters: why, and with what. */
export interface Choice {
  /** The first says what was chosen and why. */
  readonly sentences: readonly string[];
  readonly terms: readonly ChosenTerm[];
  /** How many episodes were simulated for it. */
  readonly episodes: number;
}

/** A table of words. */
export interface RunTable {
  readonly title: string;
  readonly description: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** One replay of the incident under one order of events. */
export interface Run {
  readonly id: string;
  readonly title: string;
  /** What is special about this run, in a sentence or two. */
  readonly description: string;
  /** Id of the run that this one repeats up to some step; its timeline then begins where they part. */
  readonly departsFrom?: string;
  /** Who lives through it, in the order in which reports show them. */
  readonly worlds: readonly World[];
  readonly pair: string;
  /** First and last moment of chain time that charts show; default: all of it. */
  readonly focus?: readonly [number, number];
  readonly steps: readonly Step[];
  readonly spans: readonly Span[];
  readonly prices: readonly PricePoint[];
  /** Further pairs that the run's contracts read. */
  readonly otherPrices?: readonly PairPrices[];
  /** Empty where nobody's money was counted. */
  readonly money: readonly MoneyRow[];
  readonly measures: readonly Measure[];
  /** What the liquidation policy answered over time, where it was watched. */
  readonly policy?: PolicyTrace;
  /** What the outage over an expiry came to, where options were played. */
  readonly expiry?: ExpiryOutcome;
  /** Where the guard's parameters were chosen for this run. */
  readonly choice?: Choice;
  /** How the chain's clock went against real time, where it is shown. */
  readonly clock?: ClockBend;
  /** Numbers read over time, where some were. */
  readonly gauges?: readonly GaugeTrace[];
  /** Further tables, each with a title. */
  readonly tables?: readonly RunTable[];
  /** What got past the guard in this run, in words; empty when nothing did. */
  readonly notStopped: readonly string[];
  /** How this run's markets were set up, where the report's own facts do not say it. */
  readonly setup: readonly Fact[];
}

/** A fact that must hold in every run, else the process ends with an error. */
export interface Invariant {
  readonly id: string;
  readonly sentence: string;
  readonly holds: boolean;
  /** Where it broke. */
  readonly violations: readonly string[];
}

/** The incident replayed, with what is known about it. */
export interface IncidentFacts {
  readonly id: string;
  readonly chain: string;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly cause: string;
  readonly source: string;
  readonly confidence: string;
  readonly precision: string;
}

/** A name and a value to show, for example of a policy. */
export interface Fact {
  readonly name: string;
  readonly value: string;
}

/** Everything a report shows. */
export interface OutageReport {
  readonly schema: typeof REPORT_SCHEMA;
  readonly title: string;
  /** What happened, in a few sentences. */
  readonly abstract: string;
  readonly incident: IncidentFacts;
  /** What was forked: the embedded upstream or a real chain. */
  readonly upstream: { readonly kind: "embedded" | "rpc"; readonly chainId: number; readonly note: string };
  readonly runs: readonly Run[];
  readonly invariants: readonly Invariant[];
  /** Faults that the lab's rules found; empty when none. Absent where no rules were checked. */
  readonly findings?: readonly ReportFinding[];
  /** Figures of many random replays, so that one incident is not the only witness. */
  readonly campaign?: Distribution;
  readonly policy: readonly Fact[];
  readonly market: readonly Fact[];
  readonly versions: readonly Fact[];
  /** What the replay assumes because nobody published it. */
  readonly assumptions: readonly string[];
  /** What this fork does not model. */
  readonly notModelled: readonly string[];
}
