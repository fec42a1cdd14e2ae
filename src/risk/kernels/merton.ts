/**
 * Paths of a price with jumps, step by step: the kernel of the benchmark and of validation case `kernel`, and of barriers. Each lane has a
 * stream of its own (xoshiro128++, Blackman & Vigna 2021), seeded by Philox; normals by the ziggurat (Marsaglia & Tsang 2000), with the
 * index from another word than the value. TypeScript and AssemblyScript at once: see `dialect.ts`. The WebAssembly module runs four lanes
 * at a time (`assembly/risk/merton4.ts`) and comes here for what is rare. Words stay words: every sum and every word that comes back from
 * the module's stream ends in `| 0`, without which the engine takes them for floats.
 */
import { at, f64, floats, get, least, magnitude, put, root, unsigned, word, type i32 } from "./dialect.js";
import { exp, log } from "./elementary.js";

const LANES: i32 = 512;
/** Layers of the ziggurat, and the least value of the last one: see `ziggurat.ts`. */
const LAYERS: i32 = 1024;
const TAIL: f64 = 4.038849846109504;
/** A try fails once in five hundred; this many never do. */
const MOST_TRIES: i32 = 100;
const PER_TAIL: f64 = 0.24759524074985562;
const TO_UNIT: f64 = 2.3283064365386963e-10;
/** With this bit turned, words compare as unsigned ones. */
const SIGN: i32 = -2147483648;

/** State of the stream that `next` draws from. */
let s0: i32 = 0;
let s1: i32 = 0;
let s2: i32 = 0;
let s3: i32 = 0;

/** Sets the stream of `strayed`. */
export function setStream(a: i32, b: i32, c: i32, d: i32): void {
  s0 = a;
  s1 = b;
  s2 = c;
  s3 = d;
}

/** A word of that stream. */
export function streamWord(index: i32): i32 {
  return (index < 2 ? (index === 0 ? s0 : s1) : index === 2 ? s2 : s3) | 0;
}

/** The next word of the stream. */
function next(): i32 {
  const a: i32 = s0 | 0;
  const b: i32 = s1 | 0;
  const c: i32 = s2 ^ a;
  const d: i32 = s3 ^ b;
  const sum: i32 = (a + s3) | 0;
  s0 = a ^ d;
  s1 = b ^ c;
  s2 = c ^ (b << 9);
  s3 = (d << 11) | (d >>> 21);
  return (((sum << 7) | (sum >>> 25)) + a) | 0;
}

/** A number in (0, 1). */
function uniform(): f64 {
  return (unsigned(next()) + 0.5) * TO_UNIT;
}

/**
 * A normal number from a value and a layer that were drawn; further words are drawn where the density says no. `layers` holds [inner edge,
 * width] of the layers, then their densities.
 */
function ziggurat(layers: i32, value: i32, index: i32): f64 {
  let v: i32 = value;
  let row: i32 = index;
  for (let tries: i32 = 0; tries < MOST_TRIES; tries++) {
    const layer: i32 = layers + (row << 1);
    const x: f64 = f64(v) * get(layer + 1);
    if (magnitude(x) < get(layer)) return x;
    if (row === 0) {
      let far: f64;
      let y: f64;
      do {
        far = -log(uniform()) * PER_TAIL;
        y = -log(uniform());
      } while (y + y < far * far);
      return x > 0 ? TAIL + far : -TAIL - far;
    }
    const density: f64 = get(layers + 2 * LAYERS + row);
    const above: f64 = get(layers + 2 * LAYERS + row - 1);
    if (density + uniform() * (above - density) < exp(-0.5 * x * x)) return x;
    v = next();
    row = next() & (LAYERS - 1);
  }
  return 0;
}

/** Sum of one or more jumps, given that there is one; `mean` is the expected number in a step. */
function jumpsOf(layers: i32, mean: f64, jumpMean: f64, jumpDeviation: f64): f64 {
  // P(N = n | N ≥ 1), summed until the uniform is passed.
  let term: f64 = exp(-mean) * mean;
  const all: f64 = 1 - exp(-mean);
  let below: f64 = term;
  const u: f64 = uniform() * all;
  let n: f64 = 1;
  while (u > below && n < 64) {
    n += 1;
    term = (term * mean) / n;
    below += term;
  }
  const value: i32 = next();
  const normal: f64 = ziggurat(layers, value, next() & (LAYERS - 1));
  return n * jumpMean + root(n) * jumpDeviation * normal;
}

/**
 * A step of a lane that leaves the fast path, by the module's stream: `x` after it.
 * @param value First word of the step. @param other Its second word. @param limit As in `mertonBlock`, with the sign turned.
 */
export function strayed(
  x: f64,
  value: i32,
  other: i32,
  layers: i32,
  drift: f64,
  deviation: f64,
  limit: i32,
  jumpsInStep: f64,
  jumpMean: f64,
  jumpDeviation: f64,
): f64 {
  const after: f64 = x + (drift + deviation * ziggurat(layers, value, other & (LAYERS - 1)));
  return (other ^ SIGN) < limit ? after + jumpsOf(layers, jumpsInStep, jumpMean, jumpDeviation) : after;
}

/**
 * Runs the lanes of a block. `states` holds four words for each lane, word by word; they are used up. Writes ln(price) at the end and its
 * least value at the ends of steps.
 * @param threshold A step jumps when its second word is below it: P(N ≥ 1) · 2³², at most 2³² − 1.
 */
export function mertonBlock(
  states: i32,
  layers: i32,
  ends: i32,
  lows: i32,
  steps: i32,
  drift: f64,
  deviation: f64,
  threshold: f64,
  jumpsInStep: f64,
  jumpMean: f64,
  jumpDeviation: f64,
): void {
  const m = floats();
  const limit: i32 = word(threshold) ^ SIGN;
  // Arguments may be anything to the engine, and would be unpacked in every step; results are numbers.
  const count: i32 = steps | 0;
  const table: i32 = layers | 0;
  const trend: f64 = drift * 1;
  const width: f64 = deviation * 1;
  for (let lane: i32 = 0; lane < LANES; lane++) {
    // The stream in variables of its own; it goes to the module's only where a lane leaves the fast path, outside of the inner loop.
    const state: i32 = states + lane;
    let a: i32 = word(get(state));
    let b: i32 = word(get(state + LANES));
    let c: i32 = word(get(state + 2 * LANES));
    let d: i32 = word(get(state + 3 * LANES));
    let x: f64 = 0;
    let low: f64 = 0;
    let step: i32 = 0;
    while (step < count) {
      let value: i32 = 0;
      let other: i32 = 0;
      let strays = false;
      while (step < count) {
        step++;
        let sum: i32 = (a + d) | 0;
        value = (((sum << 7) | (sum >>> 25)) + a) | 0;
        let t: i32 = b << 9;
        c ^= a;
        d ^= b;
        b ^= c;
        a ^= d;
        c ^= t;
        d = (d << 11) | (d >>> 21);
        sum = (a + d) | 0;
        other = (((sum << 7) | (sum >>> 25)) + a) | 0;
        t = b << 9;
        c ^= a;
        d ^= b;
        b ^= c;
        a ^= d;
        c ^= t;
        d = (d << 11) | (d >>> 21);
        const layer: i32 = (table + ((other & (LAYERS - 1)) << 1)) | 0;
        const normal: f64 = f64(value) * at(m, (layer + 1) | 0);
        strays = magnitude(normal) >= at(m, layer) || (other ^ SIGN) < limit;
        if (strays) break;
        x = x + (trend + width * normal);
        low = least(x, low);
      }
      if (strays) {
        setStream(a, b, c, d);
        x = strayed(x, value, other, layers, drift, deviation, limit, jumpsInStep, jumpMean, jumpDeviation);
        low = least(x, low);
        a = streamWord(0);
        b = streamWord(1);
        c = streamWord(2);
        d = streamWord(3);
      }
    }
    put(ends + lane, x);
    put(lows + lane, low);
  }
}
