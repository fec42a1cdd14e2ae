/**
 * Reference model of `IOutageLedger`: slow, obvious, written from the interface's words alone. Arrays of intervals, linear
 * scans, no storage layout, no search. The differential tests hold the contract against it (invariant L-1).
 */
import { SequencerStatus } from "./sequencer-status.js";

/** One round of a feed, as `getRoundData` gives it. */
export interface ModelRound {
  readonly answer: bigint;
  /** L1 seconds. */
  readonly startedAt: bigint;
}

/** One phase of a proxy; phase 0 stands for a feed without a proxy. Round `i` of the phase is `rounds[i - 1]`. */
export interface ModelPhase {
  readonly id: bigint;
  readonly rounds: readonly ModelRound[];
}

/** `[start, end)` in L1 seconds, with the start of the merged interval it belongs to. */
export interface ModelOutage {
  readonly start: bigint;
  readonly end: bigint;
  readonly mergedStart: bigint;
}

/** What `sync` emits, in order. */
export type ModelEvent =
  | { readonly name: "OutageStarted"; readonly args: readonly [start: bigint, roundId: bigint] }
  | { readonly name: "OutageEnded"; readonly args: readonly [index: bigint, start: bigint, end: bigint] }
  | {
      readonly name: "RoundRefused";
      readonly args: readonly [roundId: bigint, startedAt: bigint, lastChangeAt: bigint];
    };

/** A view was asked for something it must refuse; `code` is the contract's error. */
export class ModelRefusal extends Error {
  constructor(
    readonly code: "IntervalReversed" | "OutageIndexOutOfRange",
    readonly args: readonly bigint[],
  ) {
    super(`${code}(${args.join(", ")})`);
    this.name = "ModelRefusal";
  }
}

const UINT40_MAX = 2n ** 40n - 1n;
const PHASE_OFFSET = 64n;

/** One read of the feed: a round, or the finding that a phase has no further one. */
export interface WalkStep {
  /** The round read; with zero in the low 64 bits: the phase that the walk went on to. */
  readonly roundId: bigint;
  readonly round: ModelRound | undefined;
}

/** Every read of the walk, in order: the rounds phase by phase, and one in vain wherever it leaves a phase. */
export function walk(phases: readonly ModelPhase[]): WalkStep[] {
  const steps: WalkStep[] = [];
  let reached = phases[0]?.id === 0n ? 0n : 1n;
  for (const { id, rounds } of phases) {
    while (reached < id) steps.push({ roundId: ++reached << PHASE_OFFSET, round: undefined });
    rounds.forEach((round, i) => steps.push({ roundId: (id << PHASE_OFFSET) | BigInt(i + 1), round }));
  }
  return steps;
}

const later = (a: bigint, b: bigint): bigint => (a > b ? a : b);
const sooner = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const overlap = (start: bigint, end: bigint, from: bigint, to: bigint): bigint =>
  later(0n, sooner(end, to) - later(start, from));

/** The outages told by a feed's rounds. Every view takes `now`, the block's timestamp in seconds. */
export class LedgerModel {
  /** Outages that have ended, oldest first. */
  readonly ended: ModelOutage[] = [];
  readonly events: ModelEvent[] = [];
  /** The outage that has not ended. */
  running: { readonly start: bigint; readonly mergedStart: bigint } | undefined;
  /** Time of the first round that counts; undefined when there is none. */
  historyStart: bigint | undefined;
  /** Time of the newest change of status (at first: of the first round); rounds before it are refused. */
  lastChangeAt = 0n;
  /** How many reads that took, refused rounds and vain ones with them. */
  readonly reads: number;
  /** Where the walk stands; 0 when it has not begun. */
  readonly cursor: bigint;

  /**
   * @param phases What the feed tells.
   * @param mergeGap Outages at most so many seconds apart are merged.
   * @param limit Read only so often, as a `sync` that stopped there.
   */
  constructor(
    phases: readonly ModelPhase[],
    private readonly mergeGap: bigint,
    limit = Number.POSITIVE_INFINITY,
  ) {
    const steps = walk(phases).slice(0, limit);
    this.reads = steps.length;
    this.cursor = steps.at(-1)?.roundId ?? 0n;
    for (const { roundId, round } of steps) if (round !== undefined) this.#read(roundId, round);
  }

  #read(roundId: bigint, { answer, startedAt }: ModelRound): void {
    const opensPhase = (roundId & (2n ** PHASE_OFFSET - 1n)) === 1n;
    const readable = (answer === 0n || answer === 1n) && startedAt > 0n && startedAt <= UINT40_MAX;
    if (!readable || (startedAt < this.lastChangeAt && !opensPhase)) {
      this.events.push({ name: "RoundRefused", args: [roundId, readable ? startedAt : 0n, this.lastChangeAt] });
      return;
    }
    const at = later(startedAt, this.lastChangeAt);
    if (this.historyStart === undefined) this.lastChangeAt = this.historyStart = at;
    if (answer === 1n && this.running === undefined) this.#open(at, roundId);
    else if (answer === 0n && this.running !== undefined) this.#close(this.running, at);
  }

  #open(start: bigint, roundId: bigint): void {
    const before = this.ended.at(-1);
    this.lastChangeAt = start;
    const merges = before !== undefined && start - before.end <= this.mergeGap;
    this.running = { start, mergedStart: merges ? before.mergedStart : start };
    this.events.push({ name: "OutageStarted", args: [start, roundId] });
  }

  #close({ start, mergedStart }: { start: bigint; mergedStart: bigint }, end: bigint): void {
    this.lastChangeAt = end;
    this.running = undefined;
    if (end === start) return;
    this.events.push({ name: "OutageEnded", args: [BigInt(this.ended.length), start, end] });
    this.ended.push({ start, end, mergedStart });
  }

  /** Raw outages up to `now`, the running one cut there (empty while the chain's clock is behind its start). */
  rawAt(now: bigint): ModelOutage[] {
    const { running } = this;
    if (running === undefined) return [...this.ended];
    return [...this.ended, { ...running, end: later(running.start, now) }];
  }

  /** Merged outages up to `now`. */
  mergedAt(now: bigint): ModelOutage[] {
    const merged: ModelOutage[] = [];
    for (const { end, mergedStart } of this.rawAt(now)) {
      if (merged.at(-1)?.start === mergedStart) merged.pop();
      merged.push({ start: mergedStart, end, mergedStart });
    }
    return merged;
  }

  outagesBetween(from: bigint, to: bigint, now: bigint): ModelOutage[] {
    return within(this.rawAt(now), from, to);
  }

  mergedOutagesBetween(from: bigint, to: bigint, now: bigint): ModelOutage[] {
    return within(this.mergedAt(now), from, to);
  }

  downtimeBetween(from: bigint, to: bigint, now: bigint): bigint {
    return total(this.outagesBetween(from, to, now), from, to);
  }

  mergedDowntimeBetween(from: bigint, to: bigint, now: bigint): bigint {
    return total(this.mergedOutagesBetween(from, to, now), from, to);
  }

  elapsedUp(from: bigint, to: bigint, now: bigint): bigint {
    return to - from - this.downtimeBetween(from, to, now);
  }

  overlaps(from: bigint, to: bigint, now: bigint): boolean {
    return this.outagesBetween(from, to, now).length > 0;
  }

  statusAt(t: bigint, now: bigint): SequencerStatus {
    if (this.historyStart === undefined || t < this.historyStart || t > now) return SequencerStatus.Unknown;
    const inEnded = this.ended.some(({ start, end }) => start <= t && t < end);
    const inRunning = this.running !== undefined && this.running.start <= t;
    return inEnded || inRunning ? SequencerStatus.Down : SequencerStatus.Up;
  }

  recentOutages(quietGap: bigint, maxCount: bigint): { outages: ModelOutage[]; complete: boolean } {
    const recent: ModelOutage[] = [];
    for (const outage of this.ended.toReversed()) {
      const next = recent[0];
      if (next !== undefined && next.end - outage.end >= quietGap) break;
      if (BigInt(recent.length) === maxCount) return { outages: recent, complete: false };
      recent.unshift(outage);
    }
    return { outages: recent, complete: true };
  }

  outageAt(index: bigint): ModelOutage {
    const outage = this.ended[Number(index)];
    if (outage === undefined) throw new ModelRefusal("OutageIndexOutOfRange", [index, BigInt(this.ended.length)]);
    return outage;
  }

  get lastOutage(): ModelOutage | undefined {
    return this.ended.at(-1);
  }

  get openSince(): bigint {
    return this.running?.start ?? 0n;
  }
}

function within(outages: readonly ModelOutage[], from: bigint, to: bigint): ModelOutage[] {
  if (from > to) throw new ModelRefusal("IntervalReversed", [from, to]);
  return outages.filter(({ start, end }) => overlap(start, end, from, to) > 0n);
}

function total(outages: readonly ModelOutage[], from: bigint, to: bigint): bigint {
  return outages.reduce((sum, { start, end }) => sum + overlap(start, end, from, to), 0n);
}
