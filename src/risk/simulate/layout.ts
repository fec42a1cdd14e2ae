/** Where the numbers of a sweep lie in one buffer, the same for both backends. All offsets count 64-bit floats. */
import { BLOCK } from "./types.js";

/** Columns of an episode; each is an array over the lanes of a block. */
export const COLUMN = {
  /** ln of the price at the recovery over the price before; of a false alarm: at its end. */
  recovery: 0,
  /** Length in seconds. */
  length: 1,
  /** Volatility by √second. */
  sigma: 2,
  /** Drift of the logarithm by second. */
  drift: 3,
  /** Normal of the move from the recovery to the opening of liquidations. */
  opening: 4,
  /** Sums of the normals of the first 1 … 4 steps of the ramp. */
  ramp: 5,
  /** Share that is not repaired in the length: `stay + (1 − stay)·e^(−repair rate × length)`. */
  unrepaired: 9,
  weight: 10,
  /** 0 for a halt, 1 for a false alarm. */
  falseAlarm: 11,
  /** 1 when the feed showed it. */
  shown: 12,
  /** Jumps after the recovery, and where the first one lies in the table of jumps. */
  jumps: 13,
  firstJump: 14,
  /** Least of the sums of `ramp`, or 0 where that is less. */
  lowestRamp: 15,
} as const;
export const COLUMNS = 16;

/** Columns of drawn numbers. */
export const DRAW_COLUMNS = 20;

/** Steps into which a ramp is cut; a slice of each position is closed at each of its ends. */
export const RAMP_STEPS = 4;

/** Fields of a policy's row. */
export const FIELD = {
  guarded: 0,
  minGrace: 1,
  maxGrace: 2,
  graceScale: 3,
  ignoreBelow: 4,
  budget: 5,
  carveOut: 6,
  /** ln(1 + severity margin). */
  margin: 7,
  /** Seconds of a step of the ramp, and their square root. */
  step: 8,
  rootStep: 9,
  /** e^(−repair rate × step). */
  stepUnrepaired: 10,
  /** Slices 0 … 4. */
  slices: 11,
} as const;
export const FIELDS = 16;

/** What a node of the book's table holds, as sums over the positions that are liquidated at its price. */
export const NODE = { badDebt: 0, debt: 1, collateral: 2, severeDebt: 3, severeCollateral: 4 } as const;
export const NODE_SIZE = 5;
/** Nodes of the table, and the span of ln(price) from the highest threshold down. */
export const NODES = 4097;
export const SPAN = 4;

/** Sums of a block for one policy: value and square of each. */
export const SUM = { badDebt: 0, unfair: 2, falseAlarm: 4, withheld: 6 } as const;
export const SUMS = 8;

/** Classes of the loss: one for nothing, then 64 in each factor of two down to 2⁻³² of the book's debt. */
export const OCTAVES = 33;
export const CLASSES_IN_OCTAVE = 64;
export const CLASSES = 1 + OCTAVES * CLASSES_IN_OCTAVE;

/** Numbers that hold for the whole sweep. */
export const SETTING = { lag: 0, repair: 1, top: 2, perNode: 3, depth: 4, lossScale: 5, stay: 6 } as const;
export const SETTINGS = 8;

/** Most policies, and most jumps after the recoveries of one block. */
export const MOST_POLICIES = 4096;
export const MOST_JUMPS = BLOCK * 64;

/** Offsets of the parts. */
export interface Layout {
  readonly settings: number;
  readonly episodes: number;
  /** Two columns of numbers for each pair of dimensions that is drawn. */
  readonly draws: number;
  readonly jumpTimes: number;
  readonly jumpSizes: number;
  readonly policies: number;
  readonly table: number;
  readonly sums: number;
  readonly classWeights: number;
  readonly classLosses: number;
  readonly length: number;
}

/** The layout for a number of policies. */
export function layoutOf(policies: number): Layout {
  let next = 0;
  const take = (count: number): number => {
    const start = next;
    next += count;
    return start;
  };
  const parts = {
    settings: take(SETTINGS),
    episodes: take(COLUMNS * BLOCK),
    draws: take(DRAW_COLUMNS * BLOCK),
    jumpTimes: take(MOST_JUMPS),
    jumpSizes: take(MOST_JUMPS),
    policies: take(policies * FIELDS),
    table: take(NODES * NODE_SIZE + 8),
    sums: take(policies * SUMS),
    classWeights: take(policies * CLASSES),
    classLosses: take(policies * CLASSES),
  };
  return { ...parts, length: next };
}
