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
const TAIL: f64 = 4.0388498461095045;
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

/** Sets the stream of {refused} and {jumpsOf}. */
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
 * A normal number from a value and an index that were drawn, and are outside of the layer's inner part: the density decides, and further
 * words where it says no. `layers` holds [bound of the value, width] of the layers, then their densities.
 */
export function refused(layers: i32, value: i32, index: i32): f64 {
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
export function jumpsOf(layers: i32, mean: f64, jumpMean: f64, jumpDeviation: f64): f64 {
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
  const normal: f64 = refused(layers, value, next() & (LAYERS - 1));
  return n * jumpMean + root(n) * jumpDeviation * normal;
}

/**
 * Runs the lanes of a block. `states` holds four words for each lane, word by word; they are used up. Writes ln(price) at the end and its
 * least value at the ends of steps.
 * @param threshold A step jumps when its word is below it: P(N ≥ 1) · 2³², at most 2³² − 1.
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
  const limit: i32 = word(threshold) ^ SIGN;
  const m = floats();
  const last: i32 = steps | 0;
  const table: i32 = layers | 0;
  const mean: f64 = drift * 1;
  const scale: f64 = deviation * 1;
  for (let lane: i32 = 0; lane < LANES; lane++) {
    // The stream in variables of its own; it goes to the module's only where a lane leaves the fast path.
    const state: i32 = states + lane;
    let a: i32 = word(get(state));
    let b: i32 = word(get(state + LANES));
    let c: i32 = word(get(state + 2 * LANES));
    let d: i32 = word(get(state + 3 * LANES));
    let x: f64 = 0;
    let low: f64 = 0;
    let step: i32 = 0;
    while (step < last) {
      let value: i32 = 0;
      let index: i32 = 0;
      let normal: f64 = 0;
      let inside = true;
      let jumps = false;
      while (step < last) {
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
        const other: i32 = (((sum << 7) | (sum >>> 25)) + a) | 0;
        t = b << 9;
        c ^= a;
        d ^= b;
        b ^= c;
        a ^= d;
        c ^= t;
        d = (d << 11) | (d >>> 21);
        index = other & (LAYERS - 1);
        const layer: i32 = (table + (index << 1)) | 0;
        normal = f64(value) * at(m, (layer + 1) | 0);
        inside = magnitude(normal) < at(m, layer);
        jumps = (other ^ SIGN) < limit;
        if (!inside || jumps) break;
        x = x + (mean + scale * normal);
        low = least(x, low);
      }
      if (inside && !jumps) break;
      setStream(a, b, c, d);
      if (!inside) normal = refused(layers, value, index);
      x = x + (drift + deviation * normal);
      if (jumps) x = x + jumpsOf(layers, jumpsInStep, jumpMean, jumpDeviation);
      low = least(x, low);
      a = streamWord(0);
      b = streamWord(1);
      c = streamWord(2);
      d = streamWord(3);
    }
    put(ends + lane, x);
    put(lows + lane, low);
  }
}
