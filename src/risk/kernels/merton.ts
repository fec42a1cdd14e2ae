/**
 * Paths of a price with jumps, step by step: the kernel of the benchmark and of validation case `kernel`, and of barriers. Each lane has a
 * stream of its own (xoshiro128++, Blackman & Vigna 2021), seeded by Philox; normals by the ziggurat (Marsaglia & Tsang 2000), with the
 * index from another word than the value. TypeScript and AssemblyScript at once: see `dialect.ts`. The WebAssembly module runs four lanes
 * at a time (`wasm/merton4.ts`) and comes here for what is rare.
 */
import { get, least, plus, put, root, unsigned, word, type f64, type i32 } from "./dialect.js";
import { exp, log } from "./elementary.js";

const LANES: i32 = 512;
const TAIL: f64 = 3.6541528853610088;
/** A try fails once in eighty; this many never do. */
const MOST_TRIES: i32 = 100;
const PER_TAIL: f64 = 0.2736612373297583;
const TO_UNIT: f64 = 2.3283064365386963e-10;

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
  return index < 2 ? (index === 0 ? s0 : s1) : index === 2 ? s2 : s3;
}

/** The next word of the stream. */
function next(): i32 {
  const sum: i32 = plus(s0, s3);
  const result: i32 = plus((sum << 7) | (sum >>> 25), s0);
  const t: i32 = s1 << 9;
  s2 ^= s0;
  s3 ^= s1;
  s1 ^= s2;
  s0 ^= s3;
  s2 ^= t;
  s3 = (s3 << 11) | (s3 >>> 21);
  return result;
}

/** A number in (0, 1). */
function uniform(): f64 {
  return (unsigned(next()) + 0.5) * TO_UNIT;
}

/**
 * A normal number from a value and an index that were drawn, or further ones where these fall outside of a layer. `layers` holds
 * [bound of the value, width, density] of 256 layers, four floats each.
 */
function ziggurat(layers: i32, value: i32, index: i32): f64 {
  let v: i32 = value;
  let at: i32 = index;
  for (let tries: i32 = 0; tries < MOST_TRIES; tries++) {
    const layer: i32 = layers + (at << 2);
    const size: f64 = v;
    const x: f64 = size * get(layer + 1);
    if ((size < 0 ? -size : size) < get(layer)) return x;
    if (at === 0) {
      let far: f64;
      let y: f64;
      do {
        far = -log(uniform()) * PER_TAIL;
        y = -log(uniform());
      } while (y + y < far * far);
      return x > 0 ? TAIL + far : -TAIL - far;
    }
    const density: f64 = get(layer + 2);
    if (density + uniform() * (get(layer - 2) - density) < exp(-0.5 * x * x)) return x;
    v = next();
    at = next() & 255;
  }
  return 0;
}

/** Goes on from a value that the fast path refused. */
export function refused(layers: i32, value: i32, index: i32): f64 {
  return ziggurat(layers, value, index);
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
  const normal: f64 = ziggurat(layers, value, next() & 255);
  return n * jumpMean + root(n) * jumpDeviation * normal;
}

/**
 * Runs the lanes of a block. `states` holds four words for each lane, word by word; they are used up. Writes ln(price) at the end and its
 * least value at the ends of steps.
 * @param threshold A step jumps when its word is below it: P(N ≥ 1) · 2³².
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
  for (let lane: i32 = 0; lane < LANES; lane++) {
    // The stream in variables of its own; it goes to the module's only where a lane leaves the fast path.
    const state: i32 = states + lane;
    let a: i32 = word(get(state));
    let b: i32 = word(get(state + LANES));
    let c: i32 = word(get(state + 2 * LANES));
    let d: i32 = word(get(state + 3 * LANES));
    let x: f64 = 0;
    let low: f64 = 0;
    for (let step: i32 = 0; step < steps; step++) {
      let sum: i32 = plus(a, d);
      const value: i32 = plus((sum << 7) | (sum >>> 25), a);
      let t: i32 = b << 9;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= t;
      d = (d << 11) | (d >>> 21);
      sum = plus(a, d);
      const other: i32 = plus((sum << 7) | (sum >>> 25), a);
      t = b << 9;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= t;
      d = (d << 11) | (d >>> 21);
      const layer: i32 = layers + ((other & 255) << 2);
      const size: f64 = value;
      let normal: f64 = size * get(layer + 1);
      const inside = (size < 0 ? -size : size) < get(layer);
      const jumps = unsigned(other) < threshold;
      if (inside && !jumps) {
        x = x + (drift + deviation * normal);
      } else {
        s0 = a;
        s1 = b;
        s2 = c;
        s3 = d;
        if (!inside) normal = ziggurat(layers, value, other & 255);
        x = x + (drift + deviation * normal);
        if (jumps) x = x + jumpsOf(layers, jumpsInStep, jumpMean, jumpDeviation);
        a = s0;
        b = s1;
        c = s2;
        d = s3;
      }
      low = least(x, low);
    }
    put(ends + lane, x);
    put(lows + lane, low);
  }
}
