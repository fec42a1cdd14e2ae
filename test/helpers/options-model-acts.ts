/** The acts of the options' differential campaign, as fast-check draws them: numbers that a run gives a meaning when it comes to them. */
import * as fc from "fast-check";

import { ACTORS, DECIMALS } from "./options-model-world.js";
import { Kind, Style } from "./options-model-types.js";

/** What can be tried. */
export const ACT_KINDS = [
  "write",
  "close",
  "exercise",
  "startSettlement",
  "redeemShort",
  "redeemLong",
  "transfer",
  "halt",
  "breakFeed",
  "sync",
  "overrideGuard",
  "wait",
] as const;
export type ActKind = (typeof ACT_KINDS)[number];

/** One act: who, with what, how much of it, and how long everybody waits before. */
export interface DrawnAct {
  readonly kind: ActKind;
  readonly actor: number;
  readonly other: number;
  readonly series: number;
  /** Thousandths of what there is; sometimes more than all, sometimes nothing. */
  readonly share: number;
  readonly wait: DrawnWait;
  readonly halt: DrawnHalt;
}

/** How long everybody waits: some seconds, or up to a second around a time at which something changes. */
export interface DrawnWait {
  readonly kind: "none" | "seconds" | "edge";
  readonly seconds: number;
  /** Which of the edges to come. */
  readonly edge: number;
  /** −1, 0 or 1 s from it. */
  readonly off: number;
}

/** A halt and the lateness of what is said of it, in seconds. */
export interface DrawnHalt {
  readonly length: number;
  readonly detection: number;
  readonly upDetection: number;
  readonly visibility: number;
  readonly jumps: boolean;
}

/** A series to play with. */
export interface DrawnSeries {
  readonly kind: Kind;
  readonly style: Style;
  readonly underlyingDecimals: bigint;
  readonly quoteDecimals: bigint;
  readonly strike: bigint;
  /** Seconds from the beginning of the run. */
  readonly expiry: number;
  /** Seconds from the beginning of exercise to the expiry. */
  readonly window: number;
}

/** One run: series, first writings, and acts. */
export interface DrawnRun {
  readonly series: readonly DrawnSeries[];
  /** Long tokens of the first writing of each series, as digits of a whole unit and smallest units. */
  readonly written: readonly number[];
  readonly acts: readonly DrawnAct[];
}

const HOUR = 3_600;

/** Waits. */
export const waitArbitrary: fc.Arbitrary<DrawnWait> = fc.record({
  kind: fc.oneof(
    { arbitrary: fc.constant("none" as const), weight: 6 },
    { arbitrary: fc.constant("edge" as const), weight: 5 },
    { arbitrary: fc.constant("seconds" as const), weight: 2 },
  ),
  seconds: fc.oneof(fc.integer({ min: 1, max: 600 }), fc.integer({ min: 1, max: 3 * HOUR })),
  edge: fc.oneof({ arbitrary: fc.constant(0), weight: 3 }, fc.integer({ min: 0, max: 5 })),
  off: fc.constantFrom(-1, 0, 1),
});

/** Halts. */
export const haltArbitrary: fc.Arbitrary<DrawnHalt> = fc.record({
  length: fc.oneof(
    fc.integer({ min: 30, max: 400 }),
    fc.integer({ min: 400, max: 2 * HOUR }),
    fc.integer({ min: 2 * HOUR, max: 8 * HOUR }),
    fc.constant(80 * HOUR),
  ),
  detection: fc.integer({ min: 135, max: 200 }),
  upDetection: fc.integer({ min: 0, max: 70 }),
  visibility: fc.constantFrom(0, 48, 600, 900),
  jumps: fc.boolean(),
});

const weights: Readonly<Record<ActKind, number>> = {
  write: 3,
  close: 3,
  exercise: 8,
  startSettlement: 6,
  redeemShort: 6,
  redeemLong: 1,
  transfer: 2,
  halt: 4,
  breakFeed: 1,
  sync: 1,
  overrideGuard: 1,
  wait: 1,
};

const act: fc.Arbitrary<DrawnAct> = fc.record({
  kind: fc.oneof(...ACT_KINDS.map((kind) => ({ arbitrary: fc.constant(kind), weight: weights[kind] }))),
  actor: fc.nat({ max: ACTORS.length - 1 }),
  other: fc.nat({ max: ACTORS.length - 1 }),
  series: fc.nat(),
  share: fc.oneof({ arbitrary: fc.integer({ min: 1, max: 1000 }), weight: 4 }, fc.constantFrom(0, 1, 999, 1000, 1001)),
  wait: waitArbitrary,
  halt: haltArbitrary,
});

const physical = fc.record({
  kind: fc.constantFrom(Kind.Call, Kind.Put),
  style: fc.constantFrom(Style.AmericanPhysical, Style.EuropeanPhysical),
  underlyingDecimals: fc.constantFrom(...DECIMALS),
  quoteDecimals: fc.constantFrom(...DECIMALS),
  strike: fc.oneof(fc.bigInt({ min: 1n, max: 99n }), fc.bigInt({ min: 1n, max: 10n ** 22n })),
  expiry: fc.integer({ min: 2 * HOUR, max: 6 * HOUR }),
  window: fc.constantFrom(HOUR, 2 * HOUR, 5 * HOUR),
});

/** Runs over physical series. */
export const physicalRuns: fc.Arbitrary<DrawnRun> = fc.record({
  series: fc.array(physical, { minLength: 2, maxLength: 2 }),
  written: fc.array(fc.nat({ max: 1_000_000 }), { minLength: 2, maxLength: 2 }),
  acts: fc.array(act, { minLength: 20, maxLength: 40, size: "max" }),
});
