/**
 * The sweep of a block of episodes over policies. The model is in docs/risk-model.md, "The sweep". One source for both backends:
 * TypeScript and AssemblyScript at once, see `dialect.ts`.
 */
import { f64, get, highWord, i32, least, most, powerOfTwo, put, root } from "./dialect.js";
import { exp, log } from "./elementary.js";

/** Copies of `simulate/layout.ts`, which the compiler cannot import; a test holds them equal. */
const LANES: i32 = 512;
const NODES: i32 = 4097;
const NODE_SIZE: i32 = 5;
const RAMP_STEPS: i32 = 4;
const FIELDS: i32 = 16;
const SUMS: i32 = 8;
const CLASSES: i32 = 2113;
/** Classes of the loss per factor of two, as bits of the mantissa's high word that are dropped. */
const CLASS_SHIFT: i32 = 14;
/** 2⁻³² in those classes. */
const FIRST_CLASS: i32 = 63424;

const PER_HOUR: f64 = 0.0002777777777777778;
/** Rounds of selling after which a cascade is taken as it is, and the change of ln(price) below which it has ended. */
const ROUNDS: i32 = 64;
const STILL: f64 = 1e-9;
/** Rounds what is counted in classes, so that sums over them are exact in any order. */
const WEIGHT_ROUNDER: f64 = 25769803776;
const LOSS_ROUNDER: f64 = 25769803776;

let table: i32 = 0;
let top: f64 = 0;
let perNode: f64 = 0;
let depth: f64 = 0;
let repair: f64 = 0;
let times: i32 = 0;
let sizes: i32 = 0;

/** A column of the book's table at ln(price) `x`, linear between nodes; nothing above the top. */
function book(column: i32, x: f64): f64 {
  const at: f64 = (top - x) * perNode;
  if (at < 0) return 0;
  const node: i32 = at < f64(NODES - 1) ? i32(at) : NODES - 2;
  const part: f64 = least(at - f64(node), 1);
  const index: i32 = table + node * NODE_SIZE + column;
  const value: f64 = get(index);
  return value + part * (get(index + NODE_SIZE) - value);
}

/** ln(price) after selling the `share` of what is liquidated, from `x` on: the greatest fixed point, from above. */
function sold(x: f64, share: f64, column: i32, shift: f64): f64 {
  if (depth === 0) return x;
  let y: f64 = x;
  for (let round: i32 = 0; round < ROUNDS; round++) {
    const next: f64 = x - 2 * log(1 + (share * book(column, y - shift)) / depth);
    if (next > y - STILL) return y;
    y = next;
  }
  return y;
}

/** Sum of the jumps of an episode until `time` after the recovery. */
function jumped(first: i32, count: i32, time: f64): f64 {
  let total: f64 = 0;
  for (let k: i32 = 0; k < count; k++) {
    if (get(times + first + k) <= time) total += get(sizes + first + k);
  }
  return total;
}

/** Sweeps one block: adds to the classes of the loss, and writes the sums of each policy. Offsets as in `simulate/layout.ts`. */
export function sweepBlock(
  settings: i32,
  episodes: i32,
  jumpTimes: i32,
  jumpSizes: i32,
  policies: i32,
  nodes: i32,
  sums: i32,
  classWeights: i32,
  classLosses: i32,
  count: i32,
): void {
  const lag: f64 = get(settings);
  repair = get(settings + 1) * PER_HOUR;
  top = get(settings + 2);
  perNode = get(settings + 3);
  depth = get(settings + 4);
  const lossScale: f64 = get(settings + 5);
  // What nobody ever repairs; the rest is repaired at the rate.
  const stay: f64 = get(settings + 6);
  times = jumpTimes;
  sizes = jumpSizes;
  table = nodes;
  for (let policy: i32 = 0; policy < count; policy++) {
    const p: i32 = policies + policy * FIELDS;
    const guarded = get(p) !== 0;
    const minGrace: f64 = get(p + 1);
    const maxGrace: f64 = get(p + 2);
    const scale: f64 = get(p + 3);
    const ignoreBelow: f64 = get(p + 4);
    const budget: f64 = get(p + 5);
    const carveOut = get(p + 6) !== 0;
    const margin: f64 = get(p + 7);
    const step: f64 = get(p + 8);
    const rootStep: f64 = get(p + 9);
    const stepUnrepaired: f64 = get(p + 10);
    const slices: i32 = p + 11;
    let badDebt: f64 = 0;
    let badDebtSquares: f64 = 0;
    let unfair: f64 = 0;
    let unfairSquares: f64 = 0;
    let alarm: f64 = 0;
    let alarmSquares: f64 = 0;
    let withheld: f64 = 0;
    let withheldSquares: f64 = 0;
    let harmless: f64 = 0;
    const weightsAt: i32 = classWeights + policy * CLASSES;
    const lossesAt: i32 = classLosses + policy * CLASSES;
    for (let lane: i32 = 0; lane < LANES; lane++) {
      const e: i32 = episodes + lane;
      const isFalse = get(e + 11 * LANES) !== 0;
      let loss: f64 = 0;
      let unfairHere: f64 = 0;
      let withheldHere: f64 = 0;
      const weight: f64 = get(e + 10 * LANES);
      if (guarded || !isFalse) {
        const x: f64 = get(e);
        const length: f64 = get(e + LANES);
        if (guarded && get(e + 12 * LANES) !== 0 && length >= ignoreBelow) {
          const grace: f64 = least(lag + least(most(length * scale, minGrace), maxGrace), budget);
          const drift: f64 = get(e + 3 * LANES);
          const sigma: f64 = get(e + 2 * LANES);
          const jumps: i32 = i32(get(e + 13 * LANES));
          const rampDrift: f64 = drift * step;
          const rampSigma: f64 = sigma * rootStep;
          let opening: f64 = x + drift * grace + sigma * root(grace) * get(e + 4 * LANES);
          // The lowest point of the ramp is not below this one.
          const lowest: f64 = opening + least(rampDrift * 4, 0) + rampSigma * get(e + 15 * LANES);
          if (jumps > 0 || x < top || lowest < top) {
            const first: i32 = i32(get(e + 14 * LANES));
            const due: f64 = book(1, x);
            const unrepaired: f64 = get(e + 9 * LANES);
            // In a false alarm owners can act all the time, in a halt not at all.
            const owing: f64 = isFalse ? unrepaired : 1;
            if (jumps > 0) opening += jumped(first, jumps, grace);
            let acting: f64 = (owing - stay) * exp(-repair * (isFalse ? grace : most(grace - lag, 0)));
            let left: f64 = stay + acting;
            // What is severe at the recovery is closed there, and later nothing turns bad but by a jump.
            let severe: f64 = 0;
            let closed: f64 = 0;
            if (carveOut) {
              const y: f64 = sold(x, owing, 4, margin);
              severe = book(3, y - margin);
              closed = book(0, y);
              loss = owing * closed;
              if (!isFalse) unfairHere = (1 - unrepaired) * severe;
            }
            withheldHere = 0.5 * grace * (owing * most(due - severe, 0) + left * most(book(1, opening) - severe, 0));
            if (isFalse) withheldHere += 0.5 * length * owing * due;
            for (let k: i32 = 0; k <= RAMP_STEPS; k++) {
              const slice: f64 = get(slices + k);
              if (slice > 0) {
                let at: f64 = opening;
                if (k > 0) {
                  at += rampDrift * f64(k) + rampSigma * get(e + (4 + k) * LANES);
                  if (jumps > 0) at += jumped(first, jumps, grace + step * f64(k)) - jumped(first, jumps, grace);
                }
                if (at < top) {
                  const share: f64 = slice * left;
                  const y: f64 = sold(at, share, 2, 0);
                  if (!carveOut) loss += share * book(0, y);
                  else if (jumps > 0) loss += share * most(book(0, y) - closed, 0);
                  if (!isFalse) unfairHere += slice * most(left - unrepaired, 0) * most(book(1, y) - severe, 0);
                }
              }
              acting *= stepUnrepaired;
              left = stay + acting;
            }
          }
        } else if (x < top) {
          const unrepaired: f64 = get(e + 9 * LANES);
          const owing: f64 = isFalse ? unrepaired : 1;
          const y: f64 = sold(x, owing, 2, 0);
          loss = owing * book(0, y);
          if (isFalse) withheldHere = 0.5 * length * owing * book(1, x);
          else unfairHere = (1 - unrepaired) * book(1, y);
        }
      }
      if (unfairHere > 0) {
        const value: f64 = weight * unfairHere;
        unfair += value;
        unfairSquares += value * value;
      }
      if (withheldHere > 0) {
        const value: f64 = weight * withheldHere;
        withheld += value;
        withheldSquares += value * value;
      }
      const counted: f64 = weight + WEIGHT_ROUNDER - WEIGHT_ROUNDER;
      if (loss > 0) {
        const value: f64 = weight * loss;
        if (isFalse) {
          alarm += value;
          alarmSquares += value * value;
        } else {
          badDebt += value;
          badDebtSquares += value * value;
        }
        const relative: f64 = loss * lossScale;
        const index: i32 = (highWord(relative) >> CLASS_SHIFT) - FIRST_CLASS;
        const group: i32 = index < 0 ? 1 : index > CLASSES - 2 ? CLASSES - 1 : index + 1;
        const rounder: f64 = LOSS_ROUNDER * powerOfTwo(((group - 1) >> 6) - 32);
        put(lossesAt + group, get(lossesAt + group) + (weight * relative + rounder - rounder));
        put(weightsAt + group, get(weightsAt + group) + counted);
      } else {
        harmless += counted;
      }
    }
    put(weightsAt, get(weightsAt) + harmless);
    const s: i32 = sums + policy * SUMS;
    put(s, badDebt);
    put(s + 1, badDebtSquares);
    put(s + 2, unfair);
    put(s + 3, unfairSquares);
    put(s + 4, alarm);
    put(s + 5, alarmSquares);
    put(s + 6, withheld);
    put(s + 7, withheldSquares);
  }
}
