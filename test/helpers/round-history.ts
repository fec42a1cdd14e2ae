/**
 * Random round histories for the ledger's tests, as fast-check arbitraries: several phases, flaps, equal times, outages about
 * `mergeGap` apart, phases initialised long before their switch, and (on demand) rounds no honest feed would give.
 */
import * as fc from "fast-check";

import type { ModelPhase, ModelRound } from "./ledger-model.js";

/** Seconds; times of a generated history are relative to its beginning and start at 1. */
const LONG_GAP = 3 * 86_400;
const UINT40_SPACE = 2n ** 40n;

/** How much a generated history may misbehave. */
export interface HistoryOptions {
  /** `mergeGap` of the ledger under test, in seconds: gaps cluster around it. */
  readonly mergeGap: number;
  readonly maxPhases: number;
  readonly maxRoundsPerPhase: number;
  /**
   * Rounds with a bad answer or an impossible time, and rounds that go back in time. The newest round of all is always well
   * formed, else the feed would count as dead. A time of 0 appears in the newest phase only: further back it means "no round".
   */
  readonly hostile: boolean;
}

interface Step {
  readonly flip: boolean;
  readonly wait: number;
  readonly fault: "none" | "backward" | "answer" | "negative" | "zero" | "beyond";
}

interface PhaseSketch {
  readonly skipped: number;
  readonly firstDown: boolean;
  readonly initialisedBefore: number;
  readonly steps: readonly Step[];
}

function stepArbitrary(options: HistoryOptions): fc.Arbitrary<Step> {
  const { mergeGap, hostile } = options;
  const wait = fc.oneof(
    { arbitrary: fc.constantFrom(0, 1, 2), weight: 3 },
    { arbitrary: fc.constantFrom(Math.max(0, mergeGap - 1), mergeGap, mergeGap + 1), weight: 3 },
    { arbitrary: fc.integer({ min: 0, max: 2 * mergeGap + 10 }), weight: 2 },
    { arbitrary: fc.integer({ min: 0, max: LONG_GAP }), weight: 2 },
  );
  const faults = ["backward", "answer", "negative", "zero", "beyond"] as const;
  const fault = hostile
    ? fc.oneof({ arbitrary: fc.constant("none" as const), weight: 6 }, fc.constantFrom(...faults))
    : fc.constant("none" as const);
  const flip = hostile ? fc.oneof({ arbitrary: fc.constant(true), weight: 4 }, fc.constant(false)) : fc.constant(true);
  return fc.record({ flip, wait, fault });
}

function phaseArbitrary(options: HistoryOptions): fc.Arbitrary<PhaseSketch> {
  return fc.record({
    skipped: fc.oneof({ arbitrary: fc.constant(0), weight: 5 }, fc.integer({ min: 1, max: 2 })),
    firstDown: fc.oneof({ arbitrary: fc.constant(false), weight: 3 }, fc.constant(true)),
    initialisedBefore: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: LONG_GAP })),
    steps: fc.array(stepArbitrary(options), { maxLength: options.maxRoundsPerPhase - 1, size: "max" }),
  });
}

function badRound(fault: Step["fault"], down: boolean, at: bigint): ModelRound {
  const answer = down ? 1n : 0n;
  switch (fault) {
    case "answer":
      return { answer: 2n, startedAt: at };
    case "negative":
      return { answer: -1n, startedAt: at };
    case "zero":
      return { answer, startedAt: 0n };
    case "beyond":
      return { answer, startedAt: UINT40_SPACE + at };
    case "backward":
      return { answer, startedAt: at > 7n ? at - 7n : 1n };
    case "none":
      return { answer, startedAt: at };
  }
}

function draw(sketches: readonly PhaseSketch[], firstPhase: bigint): ModelPhase[] {
  let id = firstPhase - 1n;
  let clock = 1n;
  return sketches.map(({ skipped, firstDown, initialisedBefore, steps }, i) => {
    id += 1n + (i === 0 ? 0n : BigInt(skipped));
    const birth = clock - BigInt(initialisedBefore);
    let down = firstDown;
    let at = birth > 0n ? birth : 1n;
    const rounds: ModelRound[] = [{ answer: down ? 1n : 0n, startedAt: at }];
    const newestPhase = i === sketches.length - 1;
    steps.forEach(({ flip, wait, fault }, k) => {
      at += BigInt(wait);
      const newest = newestPhase && k === steps.length - 1;
      const sound = fault === "none" || newest || (fault === "zero" && !newestPhase);
      if (sound && flip) down = !down;
      rounds.push(badRound(sound ? "none" : fault, down, at));
    });
    if (at > clock) clock = at;
    return { id, rounds };
  });
}

/**
 * Histories behind a proxy, phases from 1 on, some of them skipped (empty).
 * @param options How they may misbehave.
 */
export function historyArbitrary(options: HistoryOptions): fc.Arbitrary<ModelPhase[]> {
  return fc
    .array(phaseArbitrary(options), { minLength: 1, maxLength: options.maxPhases, size: "max" })
    .map((sketches) => draw(sketches, 1n));
}

/** Moves a history so that its relative second 0 falls on `origin`; impossible times stay impossible. */
export function movedTo(phases: readonly ModelPhase[], origin: bigint): ModelPhase[] {
  return phases.map(({ id, rounds }) => ({
    id,
    rounds: rounds.map(({ answer, startedAt }) => ({
      answer,
      startedAt: startedAt === 0n ? 0n : startedAt + origin,
    })),
  }));
}

/** The latest time of a history that is possible at all. */
export function newestTime(phases: readonly ModelPhase[]): bigint {
  const times = phases.flatMap(({ rounds }) => rounds.map(({ startedAt }) => startedAt));
  return times.reduce((newest, time) => (time > newest && time < UINT40_SPACE ? time : newest), 0n);
}

/** Every time at which an answer may change, each with its neighbours, ascending. */
export function interestingTimes(phases: readonly ModelPhase[], mergeGap: bigint, now: bigint): bigint[] {
  const limit = UINT40_SPACE - 1n;
  const bases = phases.flatMap(({ rounds }) => rounds.map(({ startedAt }) => startedAt)).filter((t) => t <= limit);
  const times = [...bases, ...bases.map((t) => t + mergeGap), now, now + 86_400n].flatMap((t) => [t - 1n, t, t + 1n]);
  const valid = [0n, limit, ...times].filter((t) => t >= 0n && t <= limit);
  return [...new Set(valid)].sort((a, b) => (a < b ? -1 : 1));
}
